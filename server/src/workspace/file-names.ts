/** Which files are ours: those whose name ends in a record word, singular or plural, before the extension. */
export const RECORD_FILE_GLOBS: readonly string[] = [
  '**/*.{session,sessions,claim,claims,client,clients,provider,providers,payer,payers}.{yaml,yml,json}',
];

/** Whether a file's name (without its folder) makes it ours, wherever it lies: what the globs and lists of names in here say. */
export function isNamedOurs(name: string): boolean {
  return RECORD_NAME.test(name) || CONFIGURATION_FILE_NAMES.includes(name) || TABLES_FILE_NAMES.includes(name);
}

/** Stands for whatever else is ours, in the order of reading. */
const OTHER = '';

/** The record words: what is referred to, before what refers to it. */
const READING_ORDER: readonly string[] = ['payer', 'provider', 'client', OTHER, 'session', 'claim'];

const RECORD_NAME = new RegExp(`\\.(?:${READING_ORDER.filter(Boolean).join('|')})s?\\.(?:ya?ml|json)$`);

/** The files of a folder (paths or URIs) in the order in which each record is judged once while they are being read. */
export function inReadingOrder(files: readonly string[]): readonly string[] {
  return files.toSorted((a, b) => readingRank(a) - readingRank(b));
}

function readingRank(file: string): number {
  const word = /\.(\w+?)s?\.\w+$/i.exec(file)?.[1]?.toLowerCase() ?? OTHER;
  return READING_ORDER.indexOf(READING_ORDER.includes(word) ? word : OTHER);
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
