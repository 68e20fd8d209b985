import { fileURLToPath } from 'node:url';

/** The repository's root, with no trailing separator. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** Test hosts, their browsers, profiles and scratch folders: fetched or made on use, never committed. */
export const VSCODE_TEST = `${ROOT}/.vscode-test`;

/** Screenshots and logs that a test run leaves for a person to look at. */
export const TEST_RESULTS = `${ROOT}/test-results`;
