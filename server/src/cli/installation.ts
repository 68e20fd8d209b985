import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Installation } from './outcome.ts';

const PACKAGE = 'aba-billing';

/**
 * Finds the package that a script belongs to, from the script's folder upwards: the same for `dist/cli.js`, for a link to
 * it, and for the source.
 */
export function installationOf(script: string): Installation {
  let folder = dirname(realpathSync(script));
  for (; dirname(folder) !== folder; folder = dirname(folder)) {
    const version = versionIn(folder);
    if (version !== undefined) return { version, rulePage: (id) => textOf(join(folder, 'docs', 'rules', `${id}.md`)) };
  }
  return { version: 'unknown', rulePage: () => undefined };
}

function versionIn(folder: string): string | undefined {
  const text = textOf(join(folder, 'package.json'));
  if (text === undefined) return undefined;
  const { name, version } = JSON.parse(text) as { name?: string; version?: string };
  return name === PACKAGE ? version : undefined;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
