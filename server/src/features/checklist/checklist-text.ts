/** The checklist as a Markdown document. */
import type { ReportedFinding } from '../../rules/report.ts';
import { slotOf } from '../../workspace/place.ts';
import { blocks, code, listText, plain } from '../markdown.ts';
import { AREA_TITLES } from './areas.ts';
import type { CheckedArea, CheckedRule, Checklist, Status } from './checklist.ts';

export interface ChecklistLinks {
  /** A Markdown link to an offset of a file; empty for a place that cannot be found. */
  linkTo(uri: string, offset: number): string;
}

const MARKS: { readonly [S in Status]: string } = { passed: '✓', failed: '✗', 'not checked': '?' };

export function checklistTitle({ claim }: Checklist): string {
  return `Clean-claim checklist: ${claim.id === undefined ? 'claim without id' : `claim ${claim.id}`}`;
}

export function checklistText(checklist: Checklist, links: ChecklistLinks): string {
  const { withdrawn, areas } = checklist;
  return blocks(
    verdictText(areas),
    withdrawn && `Note: ${plain(withdrawn)}.`,
    ['| Check | Result |', '|:--|:--|', ...areas.map(areaRow)].join('\n'),
    ...areas.map((area) => areaText(area, links)),
  );
}

/** `2 of 9 checks failed, 3 could not be made, 4 passed.` */
function verdictText(areas: readonly CheckedArea[]): string {
  const count = (status: Status) => areas.filter((area) => area.status === status).length;
  const [failed, open] = [count('failed'), count('not checked')];
  if (failed === 0 && open === 0) return `**Clean: all ${areas.length} checks passed.**`;
  const parts = [
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(open > 0 ? [`${open} could not be made in full`] : []),
    `${count('passed')} passed`,
  ];
  return `**Of ${areas.length} checks ${listText(parts)}.**`;
}

function areaRow({ area, status }: CheckedArea): string {
  return `| ${AREA_TITLES[area]} | ${MARKS[status]} ${status} |`;
}

function areaText({ area, status, missing, rules }: CheckedArea, links: ChecklistLinks): string {
  const passed = rules.filter((rule) => rule.status === 'passed');
  return blocks(
    `## ${MARKS[status]} ${AREA_TITLES[area]}: ${status}`,
    [
      ...rules.flatMap(({ findings }) => findings.map((finding) => findingLine(finding, links))),
      ...missing.map((reason) => `- ? missing: ${plain(reason)}`),
      ...rules.filter((rule) => rule.status !== 'passed').flatMap(missingLines),
    ].join('\n'),
    passed.length === 0 ? undefined : `Passed: ${passed.map(({ rule }) => code(rule)).join(', ')}`,
  );
}

function findingLine({ rule, severity, message, start, finding }: ReportedFinding, { linkTo }: ChecklistLinks): string {
  const link = linkTo(slotOf(finding.place).file.uri, start);
  const mark = severity === 'information' ? 'i' : MARKS.failed;
  return `- ${mark} ${code(rule)}: ${plain(message)}${link === '' ? '' : ` — ${link}`}`;
}

function missingLines({ rule, missing }: CheckedRule): readonly string[] {
  return missing.map((reason) => `- ? ${code(rule)} not checked: ${plain(reason)}`);
}
