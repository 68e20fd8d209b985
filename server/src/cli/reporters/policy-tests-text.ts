/** The tests of policies for people: what differs, what no case exercises, and the counts. */
import type { Paint, Surroundings } from '../outcome.ts';
import type { CaseResult, EntryResult, PolicyResult, TestPoliciesResult } from '../policy-tests/result.ts';
import { harmless } from './excerpt.ts';
import { counted } from './summary.ts';

export function* reportPolicyTestsText(
  { policies, summary }: TestPoliciesResult,
  { paint }: Surroundings,
): Generator<string> {
  for (const policy of policies) {
    for (const item of policy.cases) if (item.status !== 'passed') yield `${caseBlock(item, paint)}\n\n`;
    yield `${policyBlock(policy, paint)}\n\n`;
  }
  const { cases, passed, differing, updated, entries, unexercised } = summary;
  const counts = [
    `${passed} passed`,
    ...(differing > 0 ? [`${differing} not as expected`] : []),
    ...(updated > 0 ? [`${updated} updated`] : []),
  ];
  yield `${counted(cases, 'case')}: ${counts.join(', ')}; of ${entriesText(entries)} ${unexercised} not exercised\n`;
}

function caseBlock({ folder, status, hasExpected, difference }: CaseResult, paint: Paint): string {
  const verdict = status === 'updated' ? paint('yellow', 'updated') : paint('red', 'differs');
  const why = hasExpected ? '' : ' (there is no expected.txt)';
  const lines = difference.map((line) => `  ${paint(line.startsWith('-') ? 'red' : 'blue', harmless(line))}`);
  return [`${paint('bold', harmless(folder))} ${verdict}${why}`, ...lines].join('\n');
}

function policyBlock({ file, cases, entries, unexercised }: PolicyResult, paint: Paint): string {
  const passed = cases.filter(({ status }) => status !== 'differs').length;
  const tests = cases.length === 0 ? 'no tests' : `${passed} of ${counted(cases.length, 'case')} as expected`;
  const restated = entries.restated === 0 ? '' : `, ${entries.restated} as the base has them`;
  const exercised = `${entriesText(entries.exercised)} exercised${restated}, ${entries.unexercised} not`;
  return [`${paint('bold', harmless(file))} ${tests}; ${exercised}`, ...unexercised.map(entryLine)].join('\n');
}

function entriesText(count: number): string {
  return count === 1 ? '1 entry' : `${count} entries`;
}

function entryLine({ payer, path, summary, file, line, column }: EntryResult): string {
  return harmless(`  ${file}:${line}:${column} no case exercises ${path} of ${payer}: ${summary}`);
}
