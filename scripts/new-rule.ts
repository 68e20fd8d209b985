/**
 * Makes what a new rule needs, so that the tests pass before it does anything clever:
 *
 *     npm run new-rule -- modifier-invalid --category codes --severity error
 *
 * The rule file, its place in the registry, its page and its fixtures. It fires on notes without
 * goals: replace this by what the rule is about.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import type { Severity } from '../server/src/rules/finding.ts';
import { CATEGORIES } from '../server/src/rules/rule.ts';
import { ROOT } from './paths.ts';

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information'];
const REGISTRY = 'server/src/rules/registry.ts';

/** The note that the fixtures and the page begin with: right, and with what the new rule fires on. */
const NOTE = `  - id: S-0302-AVA-1
    client: C-AVA
    date: 2026-03-02
    code: 97153
    provider: rbt-lee
`;
const JSON_NOTE =
  '{ "sessions": [ { "id": "S-0302-AVA-1", "client": "C-AVA", "date": "2026-03-02", "code": "97153", "provider": "rbt-lee" } ] }\n';
const SUMMARY = 'a note has no goals';

main();

function main(): void {
  const { values, positionals } = readArguments();
  const [id] = positionals;
  const { category, severity } = values;
  if (!id || positionals.length > 1 || !/^[a-z]+(?:-[a-z0-9]+)*$/.test(id)) usage('the id of one rule, in kebab-case');
  if (!isOneOf(CATEGORIES, category)) usage(`--category, one of ${CATEGORIES.join(', ')}`);
  if (!isOneOf(SEVERITIES, severity)) usage(`--severity, one of ${SEVERITIES.join(', ')}`);
  const files = filesOf(id, category, severity);
  const taken = [...files.keys()].find((path) => existsSync(`${ROOT}/${path}`));
  if (taken) {
    console.error(`${taken} is there already.`);
    process.exit(1);
  }
  files.set(REGISTRY, registered(readFileSync(`${ROOT}/${REGISTRY}`, 'utf8'), id));
  for (const [path, content] of files) {
    mkdirSync(dirname(`${ROOT}/${path}`), { recursive: true });
    writeFileSync(`${ROOT}/${path}`, content);
    console.log(`Wrote ${path}`);
  }
  console.log(
    'Next: npm run generate; write the rule; UPDATE=1 npx mocha "test/rules/*.test.ts", and read what it wrote.',
  );
}

function readArguments() {
  const options = { category: { type: 'string' }, severity: { type: 'string' } } as const;
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    return usage(error instanceof Error ? error.message : 'other arguments');
  }
}

function usage(expected: string): never {
  console.error(`Expected ${expected}.\nUsage: npm run new-rule -- ID --category CATEGORY --severity SEVERITY`);
  process.exit(2);
}

function isOneOf<T extends string>(list: readonly T[], value: string | undefined): value is T {
  return (list as readonly (string | undefined)[]).includes(value);
}

function filesOf(id: string, category: string, severity: Severity): Map<string, string> {
  const fixtures = `test/rules/fixtures/${id}`;
  const finding = (place: string) => `${place} ${severity} ${id}: the note has no goals\n`;
  return new Map([
    [`server/src/rules/${id}.ts`, ruleFile(id, category, severity)],
    [`docs/rules/${id}.md`, page(id, finding('march.sessions.yaml:2:5'))],
    [`${fixtures}/silent/a.sessions.yaml`, `sessions:\n${NOTE}    goals: [requests]\n`],
    [`${fixtures}/silent/expected.txt`, ''],
    [`${fixtures}/firing/a.sessions.yaml`, `sessions:\n${NOTE}`],
    [`${fixtures}/firing/expected.txt`, finding('a.sessions.yaml:2:5-2:7')],
    [`${fixtures}/documents/a.sessions.yaml`, `sessions: []\n---\nsessions:\n${NOTE}`],
    [`${fixtures}/documents/expected.txt`, finding('a.sessions.yaml:4:5-4:7')],
    [`${fixtures}/json/a.sessions.json`, JSON_NOTE],
    [`${fixtures}/json/expected.txt`, finding('a.sessions.json:1:19-1:23')],
  ]);
}

function ruleFile(id: string, category: string, severity: Severity): string {
  return `import { defineRule } from './rule.ts';

/** Why the rule is there, and what it implements. */
export default defineRule({
  id: '${id}',
  category: '${category}',
  severity: '${severity}',
  summary: '${SUMMARY}',
  checks: {
    session(record, { report }) {
      const { goals } = record.data;
      if (goals) return;
      report({ place: { record, path: ['id'], part: 'key' }, message: 'the note has no goals' });
    },
  },
});
`;
}

function page(id: string, findings: string): string {
  const example = (note: string) => `\`march.sessions.yaml\`\n\n\`\`\`yaml\nsessions:\n${note}\`\`\`\n`;
  return `# ${id}

<!-- header:begin -->
<!-- header:end -->

## What it checks

What it finds, and the arithmetic or the comparison.

## Why it matters

The reason, its source and the source's date, and what a payer would answer.

## Fails

${example(NOTE)}
\`\`\`text
${findings}\`\`\`

## Fixed

${example(`${NOTE}    goals: [requests]\n`)}
## Configure

<!-- configure:begin -->
<!-- configure:end -->

## What it leaves open

Where it is silent, and when not to use it.
`;
}

/** The registry with one more rule: its import among the others, in their order, and its place at the end of the list. */
function registered(text: string, id: string): string {
  const name = id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  const imports = text.match(/^import .*;$/gm) ?? [];
  const path = (line: string) => /'\.\/(.*)\.ts'/.exec(line)?.[1] ?? '';
  const before = imports.find((line) => path(line) > id);
  const line = `import ${name} from './${id}.ts';`;
  const anchor = before ?? imports.at(-1) ?? '';
  const withImport = text.replace(anchor, before ? `${line}\n${anchor}` : `${anchor}\n${line}`);
  const list = /(export const RULES: readonly Rule\[\] = \[\n[\s\S]*?)(\];)/;
  return withImport.replace(list, (_, rules: string, end: string) => `${rules}  ${name},\n${end}`);
}
