/** A finding explained: how it was found, step by step, what it rests on, and what it is likely to be denied for. */
import { fixesOf, type Severity, type TraceStep } from '../rules/finding.ts';
import type { ReportedFinding } from '../rules/report.ts';
import type { Rule } from '../rules/rule.ts';
import { fileSpanOf, slotOf } from '../workspace/place.ts';
import { blocks, code, plain, traceText } from './markdown.ts';

export interface Explanation {
  readonly title: string;
  readonly markdown: string;
}

export interface ExplainOptions {
  readonly rule: Rule | undefined;
  /** A Markdown link to an offset of a file; for places that can no longer be found an empty text. */
  linkTo(uri: string, offset: number): string;
  /** Address of the rule's page. */
  readonly rulePage: string | undefined;
}

const SEVERITY: { readonly [S in Severity]: string } = {
  error: 'Error',
  warning: 'Warning',
  information: 'Information',
};

export function explain(reported: ReportedFinding, options: ExplainOptions): Explanation {
  const { finding, severity, message, rule: id } = reported;
  const { record } = finding;
  const about = record?.id === undefined ? undefined : `${record.kind} ${record.id}`;
  const here = options.linkTo(slotOf(finding.place).file.uri, reported.start);
  return {
    title: about === undefined ? id : `${id}: ${about}`,
    markdown: blocks(
      `**${plain(message)}**`,
      [SEVERITY[severity], about && plain(about), here].filter((part) => part).join(' · '),
      stepsText(finding.trace ?? [], options),
      relatedText(reported, options),
      fixesText(reported),
      ruleText(reported, options),
    ),
  };
}

function stepsText(trace: readonly TraceStep[], { linkTo }: ExplainOptions): string {
  if (trace.length === 0) return '';
  const link = ({ place }: TraceStep): string => {
    if (!place) return '';
    const text = linkTo(slotOf(place).file.uri, fileSpanOf(place).start);
    return text === '' ? '' : ` — ${text}`;
  };
  return blocks('## How it was found', traceText(trace, link));
}

function relatedText({ related }: ReportedFinding, { linkTo }: ExplainOptions): string {
  if (related.length === 0) return '';
  const lines = related.map(({ uri, start, message }) => {
    const link = linkTo(uri, start);
    return `- ${plain(message)}${link === '' ? '' : ` — ${link}`}`;
  });
  return blocks('## Other places', lines.join('\n'));
}

function fixesText({ finding }: ReportedFinding): string {
  const fixes = fixesOf(finding);
  if (fixes.length === 0) return '';
  const lines = fixes.map(({ title, kind }) => {
    return `- ${plain(title)}${kind === 'repair' ? ' (changes how it is written, not what it says)' : ''}`;
  });
  return blocks('## What can be done', lines.join('\n'));
}

function ruleText({ rule: id, finding }: ReportedFinding, { rule, rulePage }: ExplainOptions): string {
  if (!rule) return '';
  const remark = rule.rarc === undefined ? '' : `, with the remark code ${code(rule.rarc)}`;
  const carc = finding.carc ?? rule.carc;
  const denial = carc === undefined ? undefined : `Likely claim adjustment reason code: ${code(carc)}${remark}.`;
  const page = rulePage === undefined ? undefined : `[The rule’s page](${rulePage})`;
  return blocks(`## The rule ${code(id)}`, `Fires when: ${plain(rule.summary)}.`, denial, page);
}
