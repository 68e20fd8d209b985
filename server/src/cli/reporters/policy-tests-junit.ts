/** The tests of policies as JUnit XML: a suite for each policy file, in it its cases and the entries that none exercises. */
import type { Surroundings } from '../outcome.ts';
import type { CaseResult, EntryResult, PolicyResult, TestPoliciesResult } from '../policy-tests/result.ts';
import { type JUnitCase, junitPieces, suiteOf } from './junit.ts';

/** @param requireCoverage whether an entry that no case exercises fails; else it is skipped. */
export function reportPolicyTestsJUnit(
  { policies }: TestPoliciesResult,
  requireCoverage: boolean,
  { installation }: Surroundings,
): Iterable<string> {
  const suites = policies.map((policy) =>
    suiteOf(policy.file, [
      ...policy.cases.map((item) => caseOf(item, policy)),
      ...policy.unexercised.map((entry) => entryOf(entry, requireCoverage)),
    ]),
  );
  return junitPieces('aba-billing test-policies', suites, installation);
}

function caseOf({ name, status, missing, unexpected, difference }: CaseResult, { file }: PolicyResult): JUnitCase {
  if (status !== 'differs') return { name, classname: file, outcome: 'passed' };
  const message = `${missing.length} expected not found, ${unexpected.length} found not expected`;
  return { name, classname: file, outcome: 'failure', type: 'differs', message, details: difference };
}

function entryOf({ payer, path, summary, file, line, column }: EntryResult, required: boolean): JUnitCase {
  const message = `${file}:${line}:${column} no case exercises ${path} of ${payer}: ${summary}`;
  return {
    name: `${payer} ${path}`,
    classname: file,
    outcome: required ? 'failure' : 'skipped',
    type: 'unexercised',
    message,
  };
}
