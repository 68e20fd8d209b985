/**
 * JUnit XML, which most build servers show as tests. It has no standard; this keeps to what the common schemas (Jenkins, Ant)
 * share. A suite for each file; in it a case for each finding, or one that passes. Errors fail, as the exit code does;
 * warnings and information are shown as skipped, with what they say.
 */
import type { Installation, Surroundings } from '../outcome.ts';
import type { CheckedFinding, CheckResult, Problem } from '../result.ts';
import { writeXml, type XmlElement } from './xml.ts';

export interface JUnitSuite {
  readonly name: string;
  readonly cases: readonly JUnitCase[];
}

export interface JUnitCase {
  readonly name: string;
  readonly classname: string;
  /** `error`: it could not be run. */
  readonly outcome: 'passed' | 'skipped' | 'failure' | 'error';
  /** Of a failure or an error: its kind. */
  readonly type?: string;
  /** One line; not of one that passed. */
  readonly message?: string;
  /** What else there is to say; lines. */
  readonly details?: readonly string[];
}

export function reportJUnit({ files, findings, problems }: CheckResult, { installation }: Surroundings): string {
  const byFile = Map.groupBy(findings, ({ finding }) => finding.file);
  const named = new Set([...files, ...byFile.keys()]);
  const suites = [...named].sort().map(
    (file): JUnitSuite => ({
      name: file,
      cases: (byFile.get(file) ?? []).map(({ finding }) => caseOf(finding)),
    }),
  );
  return writeJUnit('aba-billing check', [...suites.map(withPassed), ...unreadable(problems)], installation);
}

/** @param name of all suites together. */
export function writeJUnit(name: string, suites: readonly JUnitSuite[], { version }: Installation): string {
  const all = suites.flatMap(({ cases }) => cases);
  return writeXml({
    name: 'testsuites',
    attributes: { name, ...counts(all, false) },
    content: suites.map((suite) => ({
      name: 'testsuite',
      attributes: { name: suite.name, ...counts(suite.cases, true) },
      content: [
        {
          name: 'properties',
          content: [{ name: 'property', attributes: { name: 'aba-billing.version', value: version } }],
        },
        ...suite.cases.map(caseElement),
      ],
    })),
  });
}

/** A file without findings is one test that passes. */
function withPassed(suite: JUnitSuite): JUnitSuite {
  if (suite.cases.length > 0) return suite;
  return { ...suite, cases: [{ name: 'no findings', classname: suite.name, outcome: 'passed' }] };
}

function caseOf(finding: CheckedFinding): JUnitCase {
  const { file, line, column, rule, severity, message, record, carc, related, trace } = finding;
  return {
    name: `${rule} at ${line}:${column}${record === null ? '' : ` (${record})`}`,
    classname: file,
    outcome: severity === 'error' ? 'failure' : 'skipped',
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
    .map(({ file, reason }) => ({
      name: file,
      cases: [{ name: 'can be read', classname: file, outcome: 'error', type: 'unreadable', message: reason }],
    }));
}

function counts(cases: readonly JUnitCase[], withSkipped: boolean) {
  const count = (outcome: JUnitCase['outcome']) => cases.filter((item) => item.outcome === outcome).length;
  return {
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    // Of all suites together the schemas have no such attribute.
    skipped: withSkipped ? count('skipped') : undefined,
    time: 0,
  };
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
