/**
 * JUnit XML, which most build servers show as tests. It has no standard; this keeps to what the common schemas (Jenkins, Ant)
 * share. A suite for each file; in it a case for each finding, or one that passes. Errors fail, as the exit code does;
 * warnings and information are shown as skipped, with what they say.
 */
import type { Installation, Surroundings } from '../outcome.ts';
import type { CheckedEntry, CheckResult, Problem } from '../result.ts';
import { type XmlElement, xmlPieces } from './xml.ts';

export interface JUnitSuite {
  readonly name: string;
  /** Of its cases: a suite begins with them. */
  readonly counts: JUnitCounts;
  /** Each is asked for when those before it are written. */
  readonly cases: Iterable<JUnitCase>;
}

export interface JUnitCounts {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

export interface JUnitCase {
  readonly name: string;
  readonly classname: string;
  /** `error`: it could not be run. */
  readonly outcome: JUnitOutcome;
  /** Of a failure or an error: its kind. */
  readonly type?: string;
  /** One line; not of one that passed. */
  readonly message?: string;
  /** What else there is to say; lines. */
  readonly details?: readonly string[];
}

export type JUnitOutcome = 'passed' | 'skipped' | 'failure' | 'error';

export function reportJUnit(
  { files, findings, problems }: CheckResult,
  { installation }: Surroundings,
): Iterable<string> {
  const byFile = Map.groupBy(findings, ({ file }) => file);
  const named = new Set([...files, ...byFile.keys()]);
  const suites = [...named].sort().map((file) => suiteOfFile(file, byFile.get(file) ?? []));
  return junitPieces('aba-billing check', [...suites, ...unreadable(problems)], installation);
}

/** @param name of all suites together. */
export function junitPieces(name: string, suites: readonly JUnitSuite[], { version }: Installation): Generator<string> {
  const sum = (figure: keyof JUnitCounts) => suites.reduce((total, { counts }) => total + counts[figure], 0);
  return xmlPieces({
    name: 'testsuites',
    // Of all suites together the schemas have no `skipped`.
    attributes: { name, tests: sum('tests'), failures: sum('failures'), errors: sum('errors'), time: 0 },
    content: suites.values().map((suite) => suiteElement(suite, version)),
  });
}

function suiteElement({ name, counts, cases }: JUnitSuite, version: string): XmlElement {
  const { tests, failures, errors, skipped } = counts;
  return {
    name: 'testsuite',
    attributes: { name, tests, failures, errors, skipped, time: 0 },
    content: suiteContent(cases, version),
  };
}

function* suiteContent(cases: Iterable<JUnitCase>, version: string): Generator<XmlElement> {
  yield {
    name: 'properties',
    content: [{ name: 'property', attributes: { name: 'aba-billing.version', value: version } }],
  };
  for (const item of cases) yield caseElement(item);
}

/** A suite of few cases. */
export function suiteOf(name: string, cases: readonly JUnitCase[]): JUnitSuite {
  return { name, counts: countsOf(cases.values().map(({ outcome }) => outcome)), cases };
}

function countsOf(outcomes: Iterable<JUnitOutcome>): JUnitCounts {
  const counts = { passed: 0, skipped: 0, failure: 0, error: 0 };
  for (const outcome of outcomes) counts[outcome]++;
  const { passed, skipped, failure, error } = counts;
  return { tests: passed + skipped + failure + error, failures: failure, errors: error, skipped };
}

/** A file without findings is one test that passes. */
function suiteOfFile(file: string, entries: readonly CheckedEntry[]): JUnitSuite {
  if (entries.length === 0) return suiteOf(file, [{ name: 'no findings', classname: file, outcome: 'passed' }]);
  return {
    name: file,
    counts: countsOf(entries.values().map(outcomeOf)),
    cases: entries.values().map((entry) => caseOf(entry)),
  };
}

function outcomeOf({ severity }: CheckedEntry): JUnitOutcome {
  return severity === 'error' ? 'failure' : 'skipped';
}

function caseOf(entry: CheckedEntry): JUnitCase {
  const { file, line, column, rule, severity, message, record, carc, related, trace } = entry.finding();
  return {
    name: `${rule} at ${line}:${column}${record === null ? '' : ` (${record})`}`,
    classname: file,
    outcome: outcomeOf(entry),
    type: rule,
    message,
    details: [
      `${file}:${line}:${column} ${severity} ${rule}: ${message}`,
      ...(carc === null ? [] : [`likely denial: CARC ${carc}`]),
      ...related.map((other) => `related ${other.file}:${other.line}:${other.column} ${other.message}`),
      ...trace.map(({ label, value }) => (value === undefined ? label : `${label}: ${value}`)),
    ],
  };
}

function unreadable(problems: readonly Problem[]): readonly JUnitSuite[] {
  return problems
    .filter(({ fatal }) => fatal)
    .map(({ file, reason }) =>
      suiteOf(file, [{ name: 'can be read', classname: file, outcome: 'error', type: 'unreadable', message: reason }]),
    );
}

function caseElement({ name, classname, outcome, type, message = '', details = [] }: JUnitCase): XmlElement {
  const attributes = { name, classname, time: 0 };
  const lines = details.length === 0 ? message : details.join('\n');
  if (outcome === 'passed') return { name: 'testcase', attributes };
  // Some schemas give no attribute to one that was skipped.
  const result = outcome === 'skipped' ? { name: outcome, content: lines } : undefined;
  return {
    name: 'testcase',
    attributes,
    content: [result ?? { name: outcome, attributes: { message, type }, content: lines }],
  };
}
