/** Runs the cases of a policy file: what each finds, and which entries of the file none of them depends on. */
import { type PolicyEntry, policyEntries } from './entries.ts';
import { policyFilesOf, withPolicies } from './policies.ts';
import { decisiveDates, policyValues } from './policy-values.ts';
import { type CaseInput, TestCase } from './test-case.ts';
import type { TextFile } from './text-file.ts';

export interface PolicyTests {
  /** The tested file. */
  readonly policy: TextFile;
  /** The other policy files of its folder: what it extends is taken from there. */
  readonly neighbours: readonly TextFile[];
  readonly cases: readonly CaseInput[];
}

export interface PolicyTestRun {
  /** A line for each finding, case by case; see {@link TestCase.check}. */
  readonly found: readonly (readonly string[])[];
  readonly entries: readonly EntryVerdict[];
}

/**
 * `exercised`: some case finds something else without the entry, with another of the few words that it may be, or without one of
 * its items. `restated`:
 * no case does, but the base says the same, so that nothing changes without it. `unexercised`: it could be wrong unnoticed.
 */
export type Exercise = 'exercised' | 'restated' | 'unexercised';

export interface EntryVerdict {
  readonly entry: PolicyEntry;
  readonly exercise: Exercise;
}

/** @throws Error where a file with `builtin:` ids is not a faultless payer file. */
export function runPolicyTests({ policy, neighbours, cases }: PolicyTests): PolicyTestRun {
  const policies = policyFilesOf(policy, neighbours);
  const tests = cases.map((input) => new TestCase(input));
  const found = withPolicies(policies, (applied) => tests.map((test) => test.check(applied)));
  const before = withPolicies(policies, (applied) => tests.map((test) => test.checkInputs(applied)));
  const dates = decisiveDates(policies);
  const written = policyValues(policies, dates);
  const changed = (text: string) => policies.map((file) => (file.uri === policy.uri ? { ...file, text } : file));
  let last = 0;
  const isNoticed = (text: string) =>
    withPolicies(changed(text), (applied) => {
      // Entries that stand together are often the matter of one case: that is asked first.
      const index = [last, ...tests.keys()].find((at) => tests[at]?.checkInputs(applied) !== before[at]);
      last = index ?? last;
      return index !== undefined;
    });
  const entries = policyEntries(policy).map((entry): EntryVerdict => {
    if ([entry.without, ...entry.otherwise].some(isNoticed)) return { entry, exercise: 'exercised' };
    const isRestated = policyValues(changed(entry.without), dates) === written;
    return { entry, exercise: isRestated ? 'restated' : 'unexercised' };
  });
  return { found, entries };
}
