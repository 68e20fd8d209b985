/**
 * What was rendered on a day: each service once, though a note documents it and a claim line, or the lines of two payers,
 * bill it.
 */
import { MINUTES_PER_DAY } from '../billing/clock.ts';
import { type Interval, subtract, totalLength } from '../billing/intervals.ts';
import type { DocumentedTime } from '../billing/minutes.ts';
import type { Service } from './client-day.ts';
import type { FactReader, Of } from './fact-reader.ts';
import type { LineFact, NoteFact } from './record-facts.ts';
import { repeatedNotes } from './repeated-notes.ts';

export interface RenderedService {
  /** The note; the claim line where no note of the folder documents it. */
  readonly service: Service;
  /** Its billable clock time, sorted and apart; empty where it is not known. */
  readonly intervals: readonly Interval[];
  /** Minutes somewhere in `intervals` that are not billable. */
  readonly loose: number;
  /** Billable minutes, where only their number is stated. */
  readonly minutes: number | undefined;
}

/**
 * The services that the notes and claim lines of a day stand for, in the order in which they begin; those whose clock time is
 * not known last.
 *
 * A line that names notes of the folder is these notes. One that names none is taken for a note of the same client and code
 * that no line names: whether there were two services is not known then. Lines of voided and replaced claims are none, nor are
 * notes that repeat another.
 */
export function renderedServices(entries: readonly Service[], facts: FactReader): readonly RenderedService[] {
  const repeated = repeatedNotes(entries);
  const notes = entries.filter((entry): entry is Of<NoteFact> => entry.value.kind === 'note' && !repeated.has(entry));
  const lines = entries.filter((entry): entry is Of<LineFact> => entry.value.kind === 'line');
  const own = lines.length > 0 ? undocumented(lines, notes, facts) : [];
  const services = notes.length === 0 ? own : own.length === 0 ? notes : [...notes, ...own];
  return services.map(rendered).sort(asTheyBegin);
}

function asTheyBegin(a: RenderedService, b: RenderedService): number {
  return startOf(a) - startOf(b) || inOrder(a.service, b.service);
}

function startOf({ intervals }: RenderedService): number {
  return intervals[0]?.start ?? MINUTES_PER_DAY;
}

/** The lines that no note of the folder stands for, each service once. */
function undocumented(
  lines: readonly Of<LineFact>[],
  notes: readonly Of<NoteFact>[],
  facts: FactReader,
): readonly Of<LineFact>[] {
  const byService = notes.length === 0 ? undefined : Map.groupBy(notes, ({ value }) => serviceKey(value));
  /** By start and end. */
  const seen = new Map<number, LineFact[]>();
  return lines.filter(({ value }) => {
    if (facts.isWithdrawn(value)) return false;
    const { sessions = [], time } = value;
    if (sessions.some((id) => facts.exists('session', id))) return false;
    const candidates = (sessions.length === 0 && byService?.get(serviceKey(value))) || [];
    if (candidates.some((note) => !isBilled(note.value, facts))) return false;
    if (time.kind !== 'documented' || !('interval' in time.time)) return true;
    const { start, end } = time.time.interval;
    const span = start * MINUTES_PER_DAY + end;
    const others = seen.get(span);
    if (others?.some((other) => isSame(other, value))) return false;
    if (others) others.push(value);
    else seen.set(span, [value]);
    return true;
  });
}

function isSame(a: LineFact, b: LineFact): boolean {
  return a.client === b.client && a.code === b.code && a.provider === b.provider;
}

function serviceKey({ client, code }: NoteFact | LineFact): string {
  return `${client}\u0000${code}`;
}

/** Whether a live claim line names the note. */
export function isBilled(note: NoteFact, facts: FactReader): boolean {
  return note.id !== undefined && facts.billedBy(note.id).some((line) => !facts.isWithdrawn(line.value));
}

/** By record, then by line. */
export function inOrder(a: Service, b: Service): number {
  return a.from.compare(b.from) || lineIndex(a) - lineIndex(b);
}

function lineIndex({ value }: Service): number {
  return value.kind === 'line' ? value.index : 0;
}

function rendered(service: Service): RenderedService {
  const { time } = service.value;
  if (time.kind !== 'documented') return { service, intervals: [], loose: 0, minutes: undefined };
  if (!('interval' in time.time)) {
    return { service, intervals: [], loose: 0, minutes: time.time.billableMinutes };
  }
  return { service, ...clockTime(time.time), minutes: undefined };
}

function clockTime({
  interval,
  nonBillable,
}: Extract<DocumentedTime, { interval: Interval }>): Pick<RenderedService, 'intervals' | 'loose'> {
  if (nonBillable.length === 0) return { intervals: [interval], loose: 0 };
  const excluded = nonBillable.flatMap((part) => ('interval' in part ? [part.interval] : []));
  const intervals = subtract([interval], excluded);
  const loose = nonBillable.reduce((sum, part) => sum + ('minutes' in part ? part.minutes : 0), 0);
  return { intervals, loose: Math.min(loose, totalLength(intervals)) };
}
