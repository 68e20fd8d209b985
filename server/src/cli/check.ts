/** The command `check`: files and folders to findings. */

import { resolve } from 'node:path';
import { parentUri } from '../disk/uri.ts';
import type { Pieces } from '../disk/write-pieces.ts';
import { Engine } from '../rules/engine.ts';
import { RULES } from '../rules/registry.ts';
import { remembered } from '../tables/remembered.ts';
import type { WorkspaceFile } from '../workspace/file.ts';
import { auditRecord, writeRecord } from './audit/audit-record.ts';
import { type Evidence, evidenceOfCheck, joinEvidence } from './audit/evidence.ts';
import { baselineOf, type FileOf, type KnownFinding, withoutKnown } from './baseline/baseline.ts';
import { fileFrom, readBaseline, writeBaseline } from './baseline/baseline-file.ts';
import { configurationAt } from './configuration.ts';
import { type GivenConfiguration, type Loaded, load } from './discover.ts';
import { type Outcome, type Surroundings, UsageError } from './outcome.ts';
import { checkedFindings, notCheckedGroups, type Shown } from './read-findings.ts';
import { reportGitHub } from './reporters/github.ts';
import { reportJson } from './reporters/json.ts';
import { reportJUnit } from './reporters/junit.ts';
import { reportSarif } from './reporters/sarif.ts';
import { reportText } from './reporters/text.ts';
import type { CheckedEntry, CheckResult, Problem, Summary } from './result.ts';
import { isNamed, type Scope, scopesOf, shownPath } from './scopes.ts';

export const FORMATS = ['text', 'json', 'sarif', 'junit', 'github'] as const;
export type Format = (typeof FORMATS)[number];

export interface CheckOptions {
  readonly format: Format;
  /** ISO date that counts as today whatever the workspace file says. */
  readonly asOf?: string;
  /** Path of the workspace file to use in place of those found. */
  readonly config?: string;
  /** Path of a baseline: findings that it knows are not reported. */
  readonly baseline?: string;
  /** Path of a baseline to write: all findings are known from then on. */
  readonly writeBaseline?: string;
  /** Path of an audit record to write. */
  readonly record?: string;
}

export const REPORTERS: { readonly [F in Format]: (result: CheckResult, surroundings: Surroundings) => Pieces } = {
  text: reportText,
  json: reportJson,
  sarif: reportSarif,
  junit: reportJUnit,
  github: reportGitHub,
};

/**
 * Checks the files and folders, or the working directory where none is named.
 * @throws UsageError where the configuration or the baseline that is asked for cannot be used.
 */
export async function check(
  paths: readonly string[],
  options: CheckOptions,
  surroundings: Surroundings,
): Promise<Outcome> {
  const { baseline, writeBaseline: target } = options;
  const { cwd } = surroundings;
  const known = baseline === undefined ? undefined : await readBaseline(baseline, cwd);
  const { result: all, evidence } = await checkPaths(paths, options, surroundings);
  if (target !== undefined && all.problems.some(({ fatal }) => fatal)) {
    throw new UsageError(`${target}: Not written, because some input could not be read: ${problemText(all)}`);
  }
  const written = target === undefined ? undefined : baselineOf(all.findings, fileFrom(target, cwd));
  if (target !== undefined && written) await writeBaseline(target, cwd, written);
  if (options.record !== undefined && evidence) {
    const record = auditRecord({ paths, asOf: options.asOf, result: all, evidence }, surroundings);
    await writeRecord(options.record, cwd, record);
  }
  // Of a baseline that is written anew, what the old one did not know is shown once more.
  const against = baseline ?? target;
  const result = against === undefined ? all : newFindings(all, known ?? written ?? [], fileFrom(against, cwd));
  return {
    output: REPORTERS[options.format](result, surroundings),
    complaints: result.problems.map(({ file, reason }) => `${file}: ${reason}`),
    exitCode: result.problems.some(({ fatal }) => fatal) ? 2 : result.summary.errors > 0 ? 1 : 0,
  };
}

function problemText({ problems }: CheckResult): string {
  return problems
    .filter(({ fatal }) => fatal)
    .map(({ file, reason }) => `${file}: ${reason}`)
    .join(' ');
}

function newFindings(result: CheckResult, baseline: readonly KnownFinding[], fileOf: FileOf): CheckResult {
  const { unknown, known, gone } = withoutKnown(result.findings, baseline, fileOf);
  const summary = { ...result.summary, ...severityCounts(unknown) };
  return { ...result, findings: unknown, summary, baseline: { known, gone } };
}

function severityCounts(entries: readonly CheckedEntry[]): Pick<Summary, 'errors' | 'warnings' | 'information'> {
  const count = (severity: string) => entries.filter((entry) => entry.severity === severity).length;
  return { errors: count('error'), warnings: count('warning'), information: count('information') };
}

interface Checked {
  readonly result: CheckResult;
  /** Only where a record of the check is wanted. */
  readonly evidence: Evidence | undefined;
}

async function checkPaths(
  paths: readonly string[],
  options: CheckOptions,
  surroundings: Surroundings,
): Promise<Checked> {
  const { cwd, progress } = surroundings;
  const given = options.config === undefined ? undefined : await configurationAt(options.config, cwd);
  const { scopes, problems } = await scopesOf(paths.length === 0 ? ['.'] : paths, cwd);
  try {
    const parts: Checked[] = [];
    for (const scope of scopes) parts.push(await checkScope(scope, given, options, surroundings, parts.length === 0));
    const results = parts.map(({ result }) => result);
    return {
      result: join(results, problems),
      evidence: joinEvidence(parts.flatMap(({ evidence }) => evidence ?? [])),
    };
  } finally {
    progress?.end();
  }
}

async function checkScope(
  scope: Scope,
  given: GivenConfiguration | undefined,
  { asOf, config, record }: CheckOptions,
  { cwd, today, progress }: Surroundings,
  first: boolean,
): Promise<Checked> {
  const loaded = await load(scope, given, progress);
  const engine = new Engine(loaded.workspace, RULES, today, asOf, true);
  progress?.update('Checking');
  engine.settle();

  const files = filesToReport(scope, loaded);
  // The given configuration is part of every scope; its own findings are told once.
  const reported = first ? files : files.filter(({ uri }) => uri !== loaded.configuration);
  const shown: Shown = {
    file: remembered((uri) => (given && uri === loaded.configuration ? given.file : shownPath(cwd, uri))),
    path: (uri) => (uri === loaded.configuration && config !== undefined ? resolve(cwd, config) : undefined),
  };
  const findings = reported.flatMap((file) => checkedFindings(engine, file, shown));
  const billing = files.filter(({ role }) => role === 'records');
  const result = {
    files: billing.map(({ uri }) => shown.file(uri)),
    findings,
    notChecked: notCheckedGroups(engine, new Set(files)),
    summary: {
      files: billing.length,
      records: billing.reduce((sum, file) => sum + recordsOf(file), 0),
      ...severityCounts(findings),
    },
    problems: [
      ...loaded.troubles.map(({ uri, reason, fatal }) => ({ file: shown.file(uri), reason, fatal })),
      ...emptyFolders(scope, loaded, cwd),
    ],
  };
  return { result, evidence: record === undefined ? undefined : await evidenceOfCheck(engine, reported, shown) };
}

/** The files that are named, and the workspace files and tables files that say how these are checked. */
function filesToReport(scope: Scope, { workspace }: Loaded): readonly WorkspaceFile[] {
  const all = [...workspace.files()];
  const named = all.filter(({ uri }) => isNamed(scope, uri));
  const configurations = new Set(named.map(({ uri }) => workspace.configurationFor(uri).uri));
  const tables = new Set(named.map(({ uri }) => workspace.tablesFolderFor(uri)));
  return all.filter(
    (file) =>
      named.includes(file) ||
      configurations.has(file.uri) ||
      (file.role === 'tables' && tables.has(parentUri(file.uri))),
  );
}

function emptyFolders(scope: Scope, { workspace, troubles }: Loaded, cwd: string): readonly Problem[] {
  const uris = [...[...workspace.files()].map(({ uri }) => uri), ...troubles.map(({ uri }) => uri)];
  return scope.named
    .filter((named) => named.kind === 'folder' && !uris.some((uri) => isNamed({ ...scope, named: [named] }, uri)))
    .map(({ uri }) => ({
      file: shownPath(cwd, uri),
      reason: 'No billing files here: their names end in .sessions.yaml, .claims.json and the like.',
      fatal: false,
    }));
}

function recordsOf(file: WorkspaceFile): number {
  return file.slots.reduce((sum, slot) => sum + slot.records.length, 0);
}

/** One result of all scopes, in an order that does not depend on that of the arguments. */
function join(parts: readonly CheckResult[], problems: readonly Problem[]): CheckResult {
  const sum = (figure: keyof CheckResult['summary']) =>
    parts.reduce((total, { summary }) => total + summary[figure], 0);
  return {
    files: parts.flatMap(({ files }) => files).sort(),
    // Findings of one file keep their order.
    findings: parts.flatMap(({ findings }) => findings).sort((a, b) => compare(a.file, b.file)),
    notChecked: parts
      .flatMap(({ notChecked }) => notChecked)
      .sort((a, b) => compare(a.rule, b.rule) || compare(a.reason, b.reason)),
    summary: {
      files: sum('files'),
      records: sum('records'),
      errors: sum('errors'),
      warnings: sum('warnings'),
      information: sum('information'),
    },
    problems: [...problems, ...parts.flatMap((part) => part.problems)].sort((a, b) => compare(a.file, b.file)),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
