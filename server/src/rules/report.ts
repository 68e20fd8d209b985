/** From findings to what is shown: places resolved, severities configured, suppressions applied, in a fixed order. */

import { LIST_NAMES } from '../syntax/lists.ts';
import type { Span } from '../syntax/tree.ts';
import type { WorkspaceFile } from '../workspace/file.ts';
import { fileSpanOf, slotOf } from '../workspace/place.ts';
import type { Slot } from '../workspace/slot.ts';
import type { Engine } from './engine.ts';
import type { Finding, Severity } from './finding.ts';
import { directivesOf, isDisabled, isSuppressed } from './suppress.ts';

export interface ReportedRelated {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** A finding as editors and the command line show it. Offsets are UTF-16 units in the file. */
export interface ReportedFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly related: readonly ReportedRelated[];
  /** For fixes and the trace. */
  readonly finding: Finding;
}

const RANK: { readonly [S in Severity]: number } = { error: 0, warning: 1, information: 2 };

/**
 * The findings of one file by position, then severity, then rule.
 * @param within UTF-16 offsets in the file: only the findings that touch this range, its ends included.
 */
export function reportOn(engine: Engine, file: WorkspaceFile, within?: Span): readonly ReportedFinding[] {
  const configuration = engine.workspace.configurationFor(file.uri);
  const asOf = engine.asOfFor(file.uri);
  const directives = directivesOf(file);
  const reported: ReportedFinding[] = [];
  for (const finding of [...crossChunkFindings(file), ...emptyFileFinding(file), ...engine.findingsIn(file)]) {
    const { start, end } = fileSpanOf(finding.place);
    if (within && (end < within.start || start > within.end)) continue;
    const configured = configuration.severities.get(finding.rule);
    if (configured === 'off') continue;
    if (configuration.suppressions.length > 0 && isSuppressed(configuration.suppressions, finding, asOf)) continue;
    if (directives.length > 0 && isDisabled(directives, finding.rule, file.source.positionAt(start).line, start))
      continue;
    reported.push({
      rule: finding.rule,
      severity: configured ?? finding.severity,
      start,
      end,
      message: finding.message,
      related: (finding.related ?? []).map(({ place, message }) => ({
        uri: slotOf(place).file.uri,
        ...fileSpanOf(place),
        message,
      })),
      finding,
    });
  }
  return withoutUnread(reported).sort(compareReported);
}

/** What is no YAML or JSON is not judged by other rules: one mistake is one finding. */
function withoutUnread(reported: ReportedFinding[]): ReportedFinding[] {
  const unread = reported.filter(({ rule }) => rule === 'syntax');
  if (unread.length === 0) return reported;
  const ranges = new Set(unread.map(({ start, end }) => `${start}-${end}`));
  return reported.filter(({ rule, start, end }) => rule === 'syntax' || !ranges.has(`${start}-${end}`));
}

function compareReported(a: ReportedFinding, b: ReportedFinding): number {
  return (
    a.start - b.start ||
    a.end - b.end ||
    RANK[a.severity] - RANK[b.severity] ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * At most `limit` findings, the worst kept, in the order of the file.
 * @returns the ones kept, and how many were left out.
 */
export function worst(
  findings: readonly ReportedFinding[],
  limit: number,
): { readonly kept: readonly ReportedFinding[]; readonly omitted: number } {
  if (findings.length <= limit) return { kept: findings, omitted: 0 };
  const kept = findings
    .map((finding, index) => ({ finding, index }))
    .sort((a, b) => RANK[a.finding.severity] - RANK[b.finding.severity] || a.index - b.index)
    .slice(0, limit)
    .sort((a, b) => a.index - b.index);
  return { kept: kept.map(({ finding }) => finding), omitted: findings.length - limit };
}

/** Errors that no single chunk shows, for example a root key that is written twice. */
function crossChunkFindings(file: WorkspaceFile): readonly Finding[] {
  return file.errors().flatMap(({ chunk, span, message, related }) => {
    const slot = file.slots[chunk.index];
    const other = related && file.slots[related.chunk.index];
    if (!slot) return [];
    return [
      {
        rule: 'syntax',
        severity: 'error' as const,
        record: undefined,
        place: { slot, span },
        message,
        related: other ? [{ place: { slot: other, span: related.span }, message: 'The other one.' }] : [],
      },
    ];
  });
}

/** A file in which nothing is written yet says so once; it is no error, and a workspace file may well be empty. */
function emptyFileFinding(file: WorkspaceFile): readonly Finding[] {
  const [slot] = file.slots;
  if (!slot || file.role !== 'records' || !file.slots.every(isEmpty)) return [];
  return [
    {
      rule: 'structure',
      severity: 'information',
      record: undefined,
      place: { slot, span: { start: 0, end: 0 } },
      message: `This file has no records; expected a mapping with any of ${LIST_NAMES.map((name) => `"${name}"`).join(', ')}.`,
    },
  ];
}

/** A line that is neither blank, a comment, nor a marker between documents. */
const CONTENT = /^[^\S\r\n]*(?!(?:---|\.\.\.)\s*$)[^\s#]/m;

function isEmpty({ chunk, errors }: Slot): boolean {
  return errors.length === 0 && !CONTENT.test(chunk.text);
}
