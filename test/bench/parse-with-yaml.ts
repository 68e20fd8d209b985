/**
 * What the command line is compared with: `node test/bench/parse-with-yaml.ts DIR` reads every YAML file of a folder with
 * the package `yaml` and does nothing with it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

const folder = process.argv[2] ?? '.';
let errors = 0;
for (const name of readdirSync(folder)) {
  if (!name.endsWith('.yaml')) continue;
  // `uniqueKeys` would cost time that grows with the square of a mapping's size, and nothing here needs it.
  const documents = parseAllDocuments(readFileSync(join(folder, name), 'utf8'), { uniqueKeys: false });
  if ('empty' in documents) continue;
  for (const document of documents) errors += document.errors.length;
}
process.exitCode = errors === 0 ? 0 : 1;
