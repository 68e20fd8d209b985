/**
 * Writes the generated files. With `--check` writes nothing and ends with 1 where a file differs from what would be
 * written. A new generator is one more module in the list: `generate()` gives its files' contents by path from the root.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { generate as bundledPolicies } from './generate/bundled-policies.ts';
import { generate as policyDocs } from './generate/policy-docs.ts';
import { generate as ruleDocs } from './generate/rule-docs.ts';
import { generate as schemas } from './generate/schemas.ts';
import { ROOT } from './paths.ts';

const GENERATORS: readonly (() => ReadonlyMap<string, string>)[] = [schemas, bundledPolicies, policyDocs, ruleDocs];

const [option, ...others] = process.argv.slice(2);
if ((option !== undefined && option !== '--check') || others.length > 0) {
  console.error('Usage: generate.ts [--check]');
  process.exit(2);
}

const stale = GENERATORS.flatMap((generate) => [...generate()]).filter(
  ([path, content]) => contentOf(path) !== content,
);
if (option === '--check') {
  for (const [path] of stale) console.error(`${path} is not what \`npm run generate\` writes.`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const [path, content] of stale) {
    mkdirSync(dirname(`${ROOT}/${path}`), { recursive: true });
    writeFileSync(`${ROOT}/${path}`, content);
    console.log(`Wrote ${path}`);
  }
}

/** With `\n`, however the file was checked out; undefined where there is none. */
function contentOf(path: string): string | undefined {
  const file = `${ROOT}/${path}`;
  return existsSync(file) ? readFileSync(file, 'utf8').replaceAll('\r\n', '\n') : undefined;
}
