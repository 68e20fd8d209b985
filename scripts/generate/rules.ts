/** The parts of the rule pages, their table and the README's that come from the rules' metadata. */
import { existsSync, readFileSync } from 'node:fs';
import { RULES } from '../../server/src/rules/registry.ts';
import type { Rule } from '../../server/src/rules/rule.ts';
import { ROOT } from '../paths.ts';

const PAGES = 'docs/rules';
const BEGIN = '<!-- rules:begin -->';
const END = '<!-- rules:end -->';

/**
 * Claim adjustment reason codes in own words, with the group that usually goes with them (CO: contractual, the provider
 * bears it). The code list is X12's: https://x12.org/codes/claim-adjustment-reason-codes.
 */
const DENIALS: { readonly [carc: string]: string } = {
  '8': 'the procedure does not fit the type of provider',
  '16': 'information is missing or wrong',
  '18': 'an exact duplicate of another claim or service',
  '119': 'the maximum for the period has been reached',
  '151': 'the information does not support so many services',
  '181': 'the procedure code was not valid on the date of service',
};

/** The files that this generator answers for, by path from the root. */
export function generate(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const rule of RULES) {
    const path = `${PAGES}/${rule.id}.md`;
    files.set(path, replaceBetween(path, contentOf(path) ?? skeleton(rule), header(rule)));
  }
  files.set(`${PAGES}/README.md`, `${INDEX_INTRO}\n${table('')}`);
  const readme = contentOf('README.md');
  if (readme !== undefined) files.set('README.md', replaceBetween('README.md', readme, table(`${PAGES}/`)));
  return files;
}

const INDEX_INTRO = `# Rules

Generated from the rules' metadata by \`npm run generate\`. Severities can be set per folder in \`aba-billing.yaml\`.
`;

/** A page for a rule that has none yet. */
export function skeleton({ id, summary }: Rule): string {
  return `# ${id}

${BEGIN}
${END}

Fires when ${summary}.

## Why

## How it is worked out

## Example

### Fails

### Fixed

## When not to use it
`;
}

function header({ severity, category, fixes = [], carc }: Rule): string {
  const parts = [
    `Severity: **${severity}**`,
    `category: ${category}`,
    `quick fixes: ${fixes.length === 0 ? 'none' : fixes.join(', ')}`,
    `likely denial: ${carc === undefined ? 'none' : denialText(carc)}`,
  ];
  return `${parts.join(' · ')}\n`;
}

function denialText(carc: string): string {
  const meaning = DENIALS[carc];
  if (meaning === undefined) throw new Error(`No words for claim adjustment reason code ${carc}`);
  return `CARC CO-${carc} (${meaning})`;
}

function table(folder: string): string {
  const rows = RULES.map(
    ({ id, severity, summary, fixes = [], carc }) =>
      `| [\`${id}\`](${folder}${id}.md) | ${severity} | ${summary} | ${fixes.join(', ')} | ${carc ?? ''} |`,
  );
  return ['| Rule | Severity | Fires when | Quick fixes | CARC |', '|---|---|---|---|---|', ...rows, ''].join('\n');
}

function replaceBetween(path: string, text: string, generated: string): string {
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`${path} has no ${BEGIN} … ${END}`);
  return `${text.slice(0, begin + BEGIN.length)}\n${generated}${text.slice(end)}`;
}

/** With `\n`, however the file was checked out; undefined where there is none. */
function contentOf(path: string): string | undefined {
  const file = `${ROOT}/${path}`;
  return existsSync(file) ? readFileSync(file, 'utf8').replaceAll('\r\n', '\n') : undefined;
}
