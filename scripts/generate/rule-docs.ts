/**
 * The generated parts of the rule pages, from the registry: each page's header and how to configure the rule, and the table of
 * all rules. They stand between comments `<!-- NAME:begin -->` and `<!-- NAME:end -->`; the rest is written by hand.
 */
import { existsSync } from 'node:fs';
import { RULES } from '../../server/src/rules/registry.ts';
import { CATEGORIES, type DeclaredOptions, type Rule } from '../../server/src/rules/rule.ts';
import { findCarc } from '../../server/src/tables/carc.ts';
import { findRarc } from '../../server/src/tables/rarc.ts';
import { ROOT } from '../paths.ts';
import { contentOf, replacePart } from './parts.ts';

const PAGES = 'docs/rules';
const FIX_KINDS = {
  repair: 'changes of form, which may be applied in bulk',
  substantive: 'changes of what is billed, offered one by one',
} as const;

/** The files that this generator answers for, by path from the root. A page that is not written yet is left to the tests. */
export function generate(): ReadonlyMap<string, string> {
  const pages = RULES.filter(({ id }) => existsSync(`${ROOT}/${PAGES}/${id}.md`)).map((rule): [string, string] => {
    const path = `${PAGES}/${rule.id}.md`;
    return [
      path,
      replacePart(replacePart(contentOf(path), path, 'header', header(rule)), path, 'configure', configure(rule)),
    ];
  });
  const tables = [
    [`${PAGES}/README.md`, ''],
    ['README.md', `${PAGES}/`],
  ].map(([path = '', folder = '']): [string, string] => [
    path,
    replacePart(contentOf(path), path, 'rules', table(folder)),
  ]);
  return new Map([...pages, ...tables]);
}

function header({ severity, category, fixes, carc, rarc }: Rule): string {
  const remark = rarc === undefined ? '' : `, with RARC ${rarc}: ${findRarc(rarc)?.meaning}`;
  const rows = [
    ['Severity', severity],
    ['Category', category],
    ['Fixes', fixes?.map((kind) => FIX_KINDS[kind]).join('; ') ?? 'none'],
    ...(carc === undefined ? [] : [['Likely denial', `CARC ${carc}: ${findCarc(carc)?.meaning}${remark}`]]),
  ];
  return ['| | |', '|---|---|', ...rows.map((cells) => `| ${cells.join(' | ')} |`), ''].join('\n');
}

/** The two entries of the workspace file, and the comment. A test applies them to the page's example. */
function configure({ id, severity, options = {} }: Rule): string {
  const other = severity === 'information' ? 'warning' : 'information';
  return `For a folder, in \`aba-billing.yaml\` (\`error\`, \`warning\`, \`information\` or \`off\`):

\`\`\`yaml
rules: { ${id}: ${other} }
\`\`\`

For one record, there too; \`until\` may be left out:

\`\`\`yaml
suppressions:
  - { rule: ${id}, record: ID, reason: why, until: 2026-12-31 }
\`\`\`

For one line of a YAML file, with a comment before it:

\`\`\`yaml
# aba-billing-disable-next-line ${id} -- why
\`\`\`
${optionsText(id, severity, options)}`;
}

function optionsText(id: string, severity: string, options: DeclaredOptions): string {
  const declared = Object.entries(options);
  if (declared.length === 0) return '';
  const written = declared.map(([name, { default: value }]) => `${name}: ${JSON.stringify(value).replaceAll('"', '')}`);
  return `
Options, written beside the severity, with their defaults:

\`\`\`yaml
rules: { ${id}: { ${[`severity: ${severity}`, ...written].join(', ')} } }
\`\`\`

${declared.map(([name, { description }]) => `- \`${name}\`: ${description}\n`).join('')}`;
}

/** @param folder what leads to the pages from the file with the table. */
function table(folder: string): string {
  const rows = CATEGORIES.flatMap((category) =>
    RULES.filter((rule) => rule.category === category).map(
      ({ id, severity, summary }) => `| ${category} | [${id}](${folder}${id}.md) | ${severity} | ${summary} |`,
    ),
  );
  return ['| Category | Rule | Severity | Fires when |', '|---|---|---|---|', ...rows, ''].join('\n');
}
