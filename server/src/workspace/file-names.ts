/** Which files are ours: those whose name ends in a record word, singular or plural, before the extension. */
export const RECORD_FILE_GLOBS: readonly string[] = [
  '**/*.{session,sessions,claim,claims,client,clients,provider,providers,payer,payers}.{yaml,yml,json}',
];

/** The names of the workspace file, the first one found in a folder counts. */
export const CONFIGURATION_FILE_NAMES: readonly string[] = ['aba-billing.yaml', 'aba-billing.yml', 'aba-billing.json'];

/** The names of the tables file, the first one found in a folder counts. */
export const TABLES_FILE_NAMES: readonly string[] = [
  'aba-billing.tables.json',
  'aba-billing.tables.yaml',
  'aba-billing.tables.yml',
];
