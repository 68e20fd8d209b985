/** Findings for people: where, what, and the line itself with marks under it. */
import type { Severity } from '../../rules/finding.ts';
import type { Style, Surroundings } from '../outcome.ts';
import type { CheckedFinding, CheckResult, NotCheckedGroup, SourceLine, Spot } from '../result.ts';
import { excerpt, harmless } from './excerpt.ts';
import { counted, countsText } from './summary.ts';

const COLORS: { readonly [S in Severity]: Style } = { error: 'red', warning: 'yellow', information: 'blue' };
/** Where the output goes to no terminal. */
const DEFAULT_COLUMNS = 120;
/** A narrower line would show too little. */
const MIN_COLUMNS = 40;
/** Reasons for not checking beyond these are counted. */
const MAX_GROUPS = 20;

export function* reportText(
  { findings, notChecked, summary, problems, baseline }: CheckResult,
  surroundings: Surroundings,
): Generator<string> {
  for (const entry of findings) yield `${findingBlock(entry.finding(), entry.source(), surroundings)}\n\n`;
  const unreadable = problems.filter(({ fatal }) => fatal).length;
  const trouble = unreadable > 0 ? `; ${counted(unreadable, 'path')} could not be checked` : '';
  const last = [`${countsText(summary)}${trouble}`, ...baselineLines(baseline), ...notCheckedLines(notChecked)];
  yield `${last.join('\n')}\n`;
}

function findingBlock(finding: CheckedFinding, source: SourceLine, { paint, columns }: Surroundings): string {
  const { severity, rule, message, related, line } = finding;
  const number = String(line);
  const width = Math.max(MIN_COLUMNS, columns ?? DEFAULT_COLUMNS) - number.length - ' | '.length;
  const { text, padding, marks } = excerpt(source, width);
  const gutter = ' '.repeat(number.length);
  return [
    `${paint('bold', spotText(finding))} ${paint(COLORS[severity], severity)} ${paint('dim', rule)}`,
    harmless(message),
    `${paint('dim', `${number} |`)} ${text}`,
    `${paint('dim', `${gutter} |`)} ${padding}${paint(COLORS[severity], marks)}`,
    ...related.map((other) => `  related ${spotText(other)} ${harmless(other.message)}`),
  ].join('\n');
}

function spotText({ file, line, column }: Spot): string {
  return `${harmless(file)}:${line}:${column}`;
}

function baselineLines(baseline: CheckResult['baseline']): readonly string[] {
  if (!baseline) return [];
  const gone = baseline.gone > 0 ? `; ${counted(baseline.gone, 'finding')} of it no more` : '';
  return [`Baseline: ${counted(baseline.known, 'known finding')} not shown${gone}`];
}

function notCheckedLines(groups: readonly NotCheckedGroup[]): readonly string[] {
  if (groups.length === 0) return [];
  const most = groups.toSorted((a, b) => b.records - a.records).slice(0, MAX_GROUPS);
  const rest = groups.length - most.length;
  return [
    'Not checked:',
    ...groups.filter((group) => most.includes(group)).map((group) => `  ${groupText(group)}`),
    ...(rest > 0 ? [`  … and ${counted(rest, 'other reason')}; --format json lists them all`] : []),
  ];
}

function groupText({ rule, reason, records, examples }: NotCheckedGroup): string {
  const ids = examples.length < records ? [...examples, '…'] : examples;
  const which = examples.length > 0 ? ` (${ids.join(', ')})` : '';
  return harmless(`${rule}: ${counted(records, 'record')}${which}: ${reason}`);
}
