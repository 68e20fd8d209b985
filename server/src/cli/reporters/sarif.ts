/** SARIF 2.1.0, the exchange format of static analysis (OASIS). */
import { createHash } from 'node:crypto';
import { isAbsolute, resolve } from 'node:path';
import type { ArtifactLocation, Fix, Location, Log, Notification, ReportingDescriptor, Result, Run } from 'sarif';
import { pathToUri } from '../../disk/node-file-system.ts';
import { encodeName } from '../../disk/uri.ts';
import type { Severity } from '../../rules/finding.ts';
import { RULES } from '../../rules/registry.ts';
import type { Rule } from '../../rules/rule.ts';
import { jsonPieces } from '../json-pieces.ts';
import type { Installation, Surroundings } from '../outcome.ts';
import type { CheckedEntry, CheckedFix, CheckResult, Problem, Spot } from '../result.ts';

const LEVELS: { readonly [S in Severity]: 'error' | 'warning' | 'note' } = {
  error: 'error',
  warning: 'warning',
  information: 'note',
};

/** A run whose results come one at a time. */
type LongRun = Omit<Run, 'results'> & { readonly results: Iterable<Result> };

/** Names the working directory, without saying where it is. */
const BASE = 'SRCROOT';

export function reportSarif(result: CheckResult, { cwd, installation }: Surroundings): Iterable<string> {
  const { findings, notChecked, problems } = result;
  const fingerprint = fingerprints();
  const run: LongRun = {
    tool: {
      driver: {
        name: 'aba-billing',
        version: installation.version,
        semanticVersion: installation.version,
        rules: RULES.map((rule) => descriptor(rule, installation)),
      },
    },
    invocations: [
      {
        executionSuccessful: !problems.some(({ fatal }) => fatal),
        toolExecutionNotifications: problems.map((problem) => notification(problem, cwd)),
      },
    ],
    originalUriBaseIds: { [BASE]: { description: { text: 'The directory that the check was started in.' } } },
    columnKind: 'utf16CodeUnits',
    results: findings.values().map((entry) => resultOf(entry, fingerprint(entry), cwd)),
    properties: { notChecked },
  };
  const log: Omit<Log, 'runs'> & { readonly runs: readonly LongRun[] } = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [run],
  };
  return jsonPieces(log);
}

function descriptor({ id, category, severity, summary }: Rule, installation: Installation): ReportingDescriptor {
  const page = installation.rulePage(id);
  const text = `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;
  return {
    id,
    shortDescription: { text },
    help: { text, ...(page === undefined ? {} : { markdown: page }) },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: [category] },
  };
}

function resultOf(entry: CheckedEntry, fingerprint: string, cwd: string): Result {
  const finding = entry.finding();
  const offered = entry.fixes();
  const { rule, severity, message, endLine, endColumn, record, carc, related, trace } = finding;
  const ruleIndex = RULES.findIndex(({ id }) => id === rule);
  return {
    ruleId: rule,
    ...(ruleIndex < 0 ? {} : { ruleIndex }),
    level: LEVELS[severity],
    message: { text: message },
    locations: [location(finding, cwd, { endLine, endColumn })],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((other, id) => ({
            id,
            ...location(other, cwd),
            message: { text: other.message },
          })),
        }),
    partialFingerprints: { 'ruleAndLine/v1': fingerprint },
    ...(offered.length === 0 ? {} : { fixes: offered.map((fix) => fixOf(fix, cwd)) }),
    properties: { record, carc, trace },
  };
}

function fixOf({ title, kind, edits }: CheckedFix, cwd: string): Fix {
  const byFile = Map.groupBy(edits, ({ file }) => file);
  return {
    description: { text: title },
    artifactChanges: [...byFile].map(([file, own]) => ({
      artifactLocation: artifact(file, cwd),
      replacements: own.map(({ line, column, endLine, endColumn, text }) => ({
        deletedRegion: { startLine: line, startColumn: column, endLine, endColumn },
        insertedContent: { text },
      })),
    })),
    properties: { kind },
  };
}

function location(
  { file, line, column }: Spot,
  cwd: string,
  end: { endLine?: number; endColumn?: number } = {},
): Location {
  return {
    physicalLocation: {
      artifactLocation: artifact(file, cwd),
      region: { startLine: line, startColumn: column, ...end },
    },
  };
}

/** Only what lies in the working directory can be named relative to it. */
function artifact(file: string, cwd: string): ArtifactLocation {
  if (file.startsWith('../') || isAbsolute(file)) return { uri: pathToUri(resolve(cwd, file)) };
  return { uri: file.split('/').map(encodeName).join('/'), uriBaseId: BASE };
}

function notification({ file, reason, fatal }: Problem, cwd: string): Notification {
  return {
    level: fatal ? 'error' : 'note',
    message: { text: reason },
    locations: [{ physicalLocation: { artifactLocation: artifact(file, cwd) } }],
  };
}

/**
 * What tells a finding from others while lines around it come and go: its rule, its line less the spaces, and which of the
 * findings of its file with these it is.
 */
function fingerprints(): (entry: CheckedEntry) => string {
  const seen = new Map<string, number>();
  let current: string | undefined;
  return (entry) => {
    const { file, rule } = entry;
    // The findings of a file stand together.
    if (file !== current) seen.clear();
    current = file;
    const line = entry.source().text.replace(/\s+/g, '');
    const key = JSON.stringify([rule, line]);
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    return createHash('sha256')
      .update(JSON.stringify([rule, line, ordinal]))
      .digest('hex')
      .slice(0, 32);
  };
}
