/** The command `explain`: a rule's page, a bundled policy with its sources, or the card of a procedure code, modifier, place of service, diagnosis or taxonomy. */
import { codeCard } from '../features/code-card.ts';
import { policyPage } from '../features/policy-page.ts';
import { referenceCards } from '../features/reference-card.ts';
import { nearest } from '../model/nearest.ts';
import { bundledIds } from '../policies/bundled.ts';
import { findRule, RULES } from '../rules/registry.ts';
import type { Rule } from '../rules/rule.ts';
import { CODES, findCode, nearestCodes } from '../tables/codes.ts';
import { type Outcome, type Surroundings, UsageError } from './outcome.ts';
import { readableColumns, renderMarkdown } from './terminal-markdown.ts';

/** @throws UsageError for what none of the tables has and is neither a rule nor a bundled policy. */
export function explain(topic: string, { columns, paint, installation }: Surroundings): Outcome {
  const code = findCode(topic);
  const rule = findRule(topic.trim().toLowerCase());
  const markdown = code
    ? codeCard(code)
    : rule
      ? (installation.rulePage(rule.id) ?? briefPage(rule))
      : (policyPage(topic.trim().toLowerCase()) ?? (referenceCards(topic).join('\n\n') || undefined));
  if (markdown === undefined) throw new UsageError(unknown(topic));
  return { output: renderMarkdown(markdown, readableColumns(columns), paint), complaints: [], exitCode: 0 };
}

/** What the program itself knows of a rule, where its pages were not installed with it. */
function briefPage({ id, category, severity, summary, carc }: Rule): string {
  const denial = carc === undefined ? '' : ` The likely denial is CARC ${carc}.`;
  return `# ${id}\n\n${severity}, category ${category}: ${summary}.${denial}`;
}

function unknown(topic: string): string {
  const meant = [
    ...nearestCodes(topic).map(({ code }) => code),
    nearest(topic, [...RULES.map(({ id }) => id), ...bundledIds()]),
  ].filter((name) => name !== undefined);
  const problem = `\`${topic}\` is neither a rule, a bundled policy nor in the tables of codes.`;
  if (meant.length > 0) return `${problem} Did you mean ${meant.join(' or ')}?`;
  return `${problem} Codes are ${CODES.map(({ code }) => code).join(', ')}; rules and policies are listed by \`aba-billing explain --help\`.`;
}
