/** From findings to what is shown: places resolved, severities configured, suppressions applied, in a fixed order. */

import { enumerate } from '../model/plan.ts';
import { TOO_MANY_ALIASES } from '../syntax/anchors.ts';
import { LIST_NAMES } from '../syntax/lists.ts';
import type { Span } from '../syntax/tree.ts';
import type { ConfiguredSuppression } from '../workspace/configuration.ts';
import type { WorkspaceFile } from '../workspace/file.ts';
import { fileSpanOf, slotOf, spanOf } from '../workspace/place.ts';
import type { Slot } from '../workspace/slot.ts';
import type { Engine } from './engine.ts';
import type { Finding, Severity } from './finding.ts';
import { type Directive, directiveFor, directivesOf, suppressionFor } from './suppress.ts';
import { unusedSuppressions } from './unused-suppressions.ts';

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
  return shownIn(engine, file, within).sort(compareShown).map(resolve);
}

/** A finding whose places are still unresolved. */
export interface ShownFinding {
  readonly finding: Finding;
  /** As configured. */
  readonly severity: Severity;
}

/** The findings of one file, in the order of {@link reportOn}. Costs little for what nobody asks of them. */
export function shownOn(engine: Engine, file: WorkspaceFile): readonly ShownFinding[] {
  return shownIn(engine, file).sort(compareShown);
}

/**
 * At most `limit` findings of a file, the worst kept, in the order of {@link reportOn}. Costs little for those left out.
 * @returns the ones kept, and how many were left out: then one fewer is kept, for a note that counts them.
 */
export function worstOn(
  engine: Engine,
  file: WorkspaceFile,
  limit: number,
): { readonly kept: readonly ReportedFinding[]; readonly omitted: number } {
  const shown = shownIn(engine, file);
  const kept = shown.length <= limit ? shown : worstOf(shown, limit - 1);
  return { kept: kept.sort(compareShown).map(resolve), omitted: shown.length - kept.length };
}

function worstOf(shown: readonly Shown[], limit: number): Shown[] {
  const bySlot = shown.toSorted((a, b) => a.slot.chunk.index - b.slot.chunk.index);
  const kept: Shown[] = [];
  for (const severity of ['error', 'warning', 'information'] as const) {
    const worst = bySlot.filter((candidate) => candidate.severity === severity);
    kept.push(...firstOf(worst, limit - kept.length));
  }
  return kept;
}

/** The first ones of a list that is in the order of the slots, in the whole order only as far as they reach. */
function firstOf(bySlot: readonly Shown[], count: number): readonly Shown[] {
  const last = bySlot[count - 1];
  if (!last) return count > 0 ? bySlot : [];
  let end = count;
  while (bySlot[end]?.slot === last.slot) end++;
  return bySlot.slice(0, end).sort(compareShown).slice(0, count);
}

/** A finding that is shown; its place is worked out when it is needed. */
class Shown implements ShownFinding {
  readonly finding: Finding;
  readonly severity: Severity;
  readonly slot: Slot;
  #span: Span | undefined;

  constructor(finding: Finding, severity: Severity) {
    this.finding = finding;
    this.severity = severity;
    this.slot = slotOf(finding.place);
  }

  /** Relative to the chunk of its slot. */
  get span(): Span {
    this.#span ??= spanOf(this.finding.place);
    return this.#span;
  }
}

/** Whatever is neither switched off nor suppressed, in the order of the slots. */
function shownIn(engine: Engine, file: WorkspaceFile, within?: Span): Shown[] {
  const shown: Shown[] = [];
  for (const { candidate, suppression } of judgedIn(engine, file, within)) if (!suppression) shown.push(candidate);
  return withoutUnread(withoutMoreAliases(shown));
}

/** Aliases that expand without end do so in every record that uses them: the first one stands for all. */
function withoutMoreAliases(shown: Shown[]): Shown[] {
  const [first, ...more] = shown.filter(({ finding }) => finding.message === TOO_MANY_ALIASES);
  if (!first || more.length === 0) return shown;
  const kept = more.reduce((a, b) => (compareShown(b, a) < 0 ? b : a), first);
  return shown.filter((candidate) => candidate === kept || candidate.finding.message !== TOO_MANY_ALIASES);
}

/** What a finding is suppressed by. */
export type Suppression = Directive | ConfiguredSuppression;

export interface SuppressedFinding extends ShownFinding {
  readonly suppression: Suppression;
}

/** The findings of one file that are suppressed, in the order of {@link reportOn}. */
export function suppressedOn(engine: Engine, file: WorkspaceFile): readonly SuppressedFinding[] {
  const suppressed = [...judgedIn(engine, file)].flatMap(({ candidate, suppression }) =>
    suppression ? [{ candidate, suppression }] : [],
  );
  return suppressed
    .sort((a, b) => compareShown(a.candidate, b.candidate))
    .map(({ candidate: { finding, severity }, suppression }) => ({ finding, severity, suppression }));
}

/** Each finding that is not switched off, with what suppresses it, if anything does. */
function* judgedIn(
  engine: Engine,
  file: WorkspaceFile,
  within?: Span,
): Generator<{ readonly candidate: Shown; readonly suppression: Suppression | undefined }> {
  const { severities, suppressions } = engine.workspace.configurationFor(file.uri);
  const asOf = engine.asOfFor(file.uri);
  const directives = directivesOf(file);
  const whole = [...crossChunkFindings(file), ...emptyFileFinding(file)];
  const unused = unusedSuppressions(engine, file, directives, () => [...whole, ...engine.findingsIn(file)]);
  for (const finding of [...whole, ...unused, ...engine.findingsIn(file, within)]) {
    const configured = severities.get(finding.rule);
    if (configured === 'off') continue;
    const candidate = new Shown(finding, configured ?? finding.severity);
    let suppression: Suppression | undefined =
      suppressions.length > 0 ? suppressionFor(suppressions, finding, asOf) : undefined;
    if (within || (directives.length > 0 && !suppression)) {
      const { start, end } = fileSpanOf(finding.place);
      if (within && (end < within.start || start > within.end)) continue;
      if (directives.length > 0) {
        suppression ??= directiveFor(directives, finding.rule, file.source.positionAt(start).line, start);
      }
    }
    yield { candidate, suppression };
  }
}

/** What is no YAML or JSON is not judged by other rules: one mistake is one finding. */
function withoutUnread(shown: Shown[]): Shown[] {
  const unread = shown.filter(({ finding }) => finding.rule === 'syntax');
  if (unread.length === 0) return shown;
  const slots = new Set(unread.map(({ slot }) => slot));
  const placeIn = ({ slot, span }: Shown) => `${slot.chunk.index}:${span.start}-${span.end}`;
  const places = new Set(unread.map(placeIn));
  return shown.filter(
    (candidate) => candidate.finding.rule === 'syntax' || !slots.has(candidate.slot) || !places.has(placeIn(candidate)),
  );
}

function resolve({ finding, severity }: Shown): ReportedFinding {
  return {
    rule: finding.rule,
    severity,
    ...fileSpanOf(finding.place),
    message: finding.message,
    related: relatedOf(finding),
    finding,
  };
}

/** The other places of a finding, where they stand now. */
export function relatedOf({ related = [] }: Finding): readonly ReportedRelated[] {
  return related.map(({ place, message }) => ({ uri: slotOf(place).file.uri, ...fileSpanOf(place), message }));
}

function compareShown(a: Shown, b: Shown): number {
  return (
    a.slot.chunk.index - b.slot.chunk.index ||
    a.span.start - b.span.start ||
    a.span.end - b.span.end ||
    RANK[a.severity] - RANK[b.severity] ||
    compareText(a.finding.rule, b.finding.rule) ||
    compareText(a.finding.message, b.finding.message)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
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
        related: other ? [{ place: { slot: other, span: related.span }, message: 'the first one' }] : [],
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
      message: `this file has no records; expected a mapping with any of ${enumerate(LIST_NAMES, 'and')}`,
    },
  ];
}

/** A line that is neither blank, a comment, nor a marker between documents. */
const CONTENT = /^[^\S\r\n]*(?!(?:---|\.\.\.)\s*$)[^\s#]/m;

function isEmpty({ chunk, errors }: Slot): boolean {
  return errors.length === 0 && !CONTENT.test(chunk.text);
}
