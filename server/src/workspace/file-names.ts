/** Which files are ours: those whose name ends in a record word, singular or plural, before the extension. */
export const RECORD_FILE_GLOBS: readonly string[] = [
  '**/*.{session,sessions,claim,claims,client,clients,provider,providers,payer,payers}.{yaml,yml,json}',
];

/** Whether a file's name (without its folder) makes it ours, wherever it lies: what the globs and lists of names in here say. */
export function isNamedOurs(name: string): boolean {
  return RECORD_NAME.test(name) || CONFIGURATION_FILE_NAMES.includes(name) || TABLES_FILE_NAMES.includes(name);
}

const RECORD_NAME = /\.(?:session|claim|client|provider|payer)s?\.(?:ya?ml|json)$/;

/** What is referred to, before what refers to it: so each record is judged once while a folder is being read. */
const READING_ORDER: readonly (readonly [pattern: RegExp, rank: number])[] = [
  [/\.payers?\.\w+$/i, 0],
  [/\.providers?\.\w+$/i, 1],
  [/\.clients?\.\w+$/i, 2],
  [/\.sessions?\.\w+$/i, 4],
  [/\.claims?\.\w+$/i, 5],
];
const ANY_RANK = 3;

/** The files of a folder (paths or URIs) in the order in which they are best read. */
export function inReadingOrder(files: readonly string[]): readonly string[] {
  const rankOf = (file: string) => READING_ORDER.find(([pattern]) => pattern.test(file))?.[1] ?? ANY_RANK;
  return files.toSorted((a, b) => rankOf(a) - rankOf(b));
}

/**
 * The tests of a payer policy: `sunrise.policy-tests/` beside `sunrise.payers.yaml`. What is in there is made to be wrong, and
 * is part of no workspace but its own: only `aba-billing test-policies` reads it.
 */
export const POLICY_TESTS_SUFFIX = '.policy-tests';

/** Whether a path (decoded, with `/`) leads into the tests of a policy. */
export function isInPolicyTests(path: string): boolean {
  return path.includes(`${POLICY_TESTS_SUFFIX}/`);
}

/** The names of the workspace file, the first one found in a folder counts. */
export const CONFIGURATION_FILE_NAMES: readonly string[] = ['aba-billing.yaml', 'aba-billing.yml', 'aba-billing.json'];

/** The names of the tables file, the first one found in a folder counts. */
export const TABLES_FILE_NAMES: readonly string[] = [
  'aba-billing.tables.json',
  'aba-billing.tables.yaml',
  'aba-billing.tables.yml',
];
