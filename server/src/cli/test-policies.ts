/** The command `test-policies`: folders of claims with the findings that a policy file is expected to give. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Pieces } from '../disk/write-pieces.ts';
import { type EntryVerdict, runPolicyTests } from '../policy-tests/run.ts';
import type { Path } from '../workspace/place.ts';
import { jsonPieces } from './json-pieces.ts';
import { type Outcome, type Surroundings, UsageError } from './outcome.ts';
import { differenceOf, expectedText } from './policy-tests/difference.ts';
import {
  type CaseFolder,
  EXPECTED,
  findPolicyTests,
  lookupFolder,
  type PolicyFolder,
  stemOf,
} from './policy-tests/folders.ts';
import type { CaseResult, EntryResult, PolicyResult, TestPoliciesResult } from './policy-tests/result.ts';
import { reportPolicyTestsJUnit } from './reporters/policy-tests-junit.ts';
import { reportPolicyTestsText } from './reporters/policy-tests-text.ts';
import { scopesOf, shownPath } from './scopes.ts';

export const TEST_FORMATS = ['text', 'json', 'junit'] as const;

export interface TestPoliciesOptions {
  readonly format: (typeof TEST_FORMATS)[number];
  /** Writes what was found as what is expected. */
  readonly update?: boolean;
  /** Whether an entry that no case exercises is an error. */
  readonly requireCoverage?: boolean;
}

/**
 * Runs the tests of every policy file in some folders.
 * @throws UsageError where a path names no folder, or no policy in it has tests.
 */
export async function testPolicies(
  paths: readonly string[],
  options: TestPoliciesOptions,
  surroundings: Surroundings,
): Promise<Outcome> {
  const { cwd } = surroundings;
  const { folders, problems } = await policyFolders(paths, cwd);
  const policies: PolicyResult[] = [];
  for (const folder of folders) {
    if (folder.cases.length > 0 || options.requireCoverage) policies.push(await runFolder(folder, options, cwd));
  }
  if (policies.length === 0 && problems.length === 0) {
    throw new UsageError(`No tests of policies here: they stand in folders like sunrise.policy-tests/${'<case>'}/.`);
  }
  const result = { policies, summary: summaryOf(policies) };
  const failed = result.summary.differing > 0 || (options.requireCoverage && result.summary.unexercised > 0);
  return {
    output: report(result, options, surroundings),
    complaints: problems,
    exitCode: problems.length > 0 ? 2 : failed ? 1 : 0,
  };
}

async function policyFolders(
  paths: readonly string[],
  cwd: string,
): Promise<{ readonly folders: readonly PolicyFolder[]; readonly problems: readonly string[] }> {
  const { scopes, problems } = await scopesOf(paths.length === 0 ? ['.'] : paths, cwd);
  const complaints = problems.map(({ file, reason }) => `${file}: ${reason}`);
  const folders = new Map<string, PolicyFolder>();
  for (const { uri, kind } of scopes.flatMap(({ named }) => named)) {
    if (kind === 'file') throw new UsageError(`${shownPath(cwd, uri)}: Name the folder that the policy file is in.`);
    const { folder, only } = lookupFolder(uri);
    const found = await findPolicyTests(folder);
    const wanted = found.policies.filter(({ policy }) => only === undefined || stemOf(policy.uri) === only);
    for (const item of wanted) folders.set(item.policy.uri, item);
    complaints.push(...found.problems.map((problem) => `${shownPath(cwd, problem.uri)}: ${problem.reason}`));
  }
  const sorted = [...folders.values()].sort((a, b) => (a.policy.uri < b.policy.uri ? -1 : 1));
  return { folders: sorted, problems: [...new Set(complaints)] };
}

async function runFolder(folder: PolicyFolder, options: TestPoliciesOptions, cwd: string): Promise<PolicyResult> {
  const { found, entries } = runPolicyTests(folder);
  const cases: CaseResult[] = [];
  for (const [index, item] of folder.cases.entries()) {
    cases.push(await caseResult(item, found[index] ?? [], options, cwd));
  }
  const file = shownPath(cwd, folder.policy.uri);
  const of = (wanted: EntryVerdict['exercise']) => entries.filter(({ exercise }) => exercise === wanted);
  return {
    file,
    cases,
    entries: {
      exercised: of('exercised').length,
      restated: of('restated').length,
      unexercised: of('unexercised').length,
    },
    unexercised: of('unexercised').map((verdict) => entryResult(verdict, file)),
    restated: of('restated').map((verdict) => entryResult(verdict, file)),
  };
}

async function caseResult(
  { name, folder, expected }: CaseFolder,
  found: readonly string[],
  { update }: TestPoliciesOptions,
  cwd: string,
): Promise<CaseResult> {
  const { missing, unexpected, lines } = differenceOf(expected, found);
  const differs = lines.length > 0 || expected === undefined;
  if (differs && update) await writeFile(fileURLToPath(`${folder}/${EXPECTED}`), expectedText(found));
  return {
    name,
    folder: shownPath(cwd, folder),
    status: !differs ? 'passed' : update ? 'updated' : 'differs',
    hasExpected: expected !== undefined,
    missing,
    unexpected,
    difference: lines,
  };
}

function entryResult({ entry }: EntryVerdict, file: string): EntryResult {
  const { payer, path, summary, line, character } = entry;
  return { payer, path: pathText(path), summary, file, line: line + 1, column: character + 1 };
}

function pathText(path: Path): string {
  if (path.length === 0) return 'version';
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');
}

function summaryOf(policies: readonly PolicyResult[]): TestPoliciesResult['summary'] {
  const cases = policies.flatMap((policy) => policy.cases);
  const count = (status: CaseResult['status']) => cases.filter((item) => item.status === status).length;
  const sum = (figure: (policy: PolicyResult) => number) => policies.reduce((total, item) => total + figure(item), 0);
  return {
    cases: cases.length,
    passed: count('passed'),
    differing: count('differs'),
    updated: count('updated'),
    entries: sum(({ entries }) => entries.exercised + entries.restated + entries.unexercised),
    unexercised: sum(({ entries }) => entries.unexercised),
  };
}

function report(result: TestPoliciesResult, options: TestPoliciesOptions, surroundings: Surroundings): Pieces {
  switch (options.format) {
    case 'json':
      return jsonPieces(result);
    case 'junit':
      return reportPolicyTestsJUnit(result, options.requireCoverage === true, surroundings);
    case 'text':
      return reportPolicyTestsText(result, surroundings);
  }
}
