/** Claim lines that bill one service to one payer twice. */
import { overlaps } from '../billing/intervals.ts';
import type { Service } from './client-day.ts';
import type { FactReader, Of } from './fact-reader.ts';
import { sameData } from './facts.ts';
import type { LineFact } from './record-facts.ts';
import { inOrder } from './rendered-services.ts';

/**
 * Lines that repeat an earlier one, with that one: the same client, date, code, modifiers, provider, payer and authorization,
 * and the same notes or, where one of the two names none, the same times. Lines of voided and replaced claims are none.
 *
 * Not repeated, because not known to be: lines without notes and clock time, lines that name different notes, lines under two
 * authorizations (one note may be drawn from both), lines that bill parts of their notes, and a replacement of a claim that is not in the folder.
 * Of a claim that stands twice, under one id, each line that is the same in everything is repeated, whatever is known of it.
 *
 * @param entries of one client, of a day or of all time.
 */
export function duplicateLines(entries: readonly Service[], facts: FactReader): ReadonlyMap<Service, Of<LineFact>> {
  if (entries.length < 2) return NONE;
  const lines = entries.filter((entry): entry is Of<LineFact> => entry.value.kind === 'line');
  if (lines.length < 2) return NONE;
  const duplicates = new Map<Service, Of<LineFact>>();
  for (const [key, alike] of Map.groupBy(lines, ({ value }) => `${value.date} ${value.code}`)) {
    if (alike.length > 1 && !key.includes('undefined')) addDuplicates(alike, duplicates, facts);
  }
  return duplicates;
}

const NONE: ReadonlyMap<Service, Of<LineFact>> = new Map();

function addDuplicates(
  alike: readonly Of<LineFact>[],
  duplicates: Map<Service, Of<LineFact>>,
  facts: FactReader,
): void {
  const standing = alike.filter(({ value }) => !facts.isWithdrawn(value)).sort(inOrder);
  const copies = copiedLines(standing);
  for (const [line, first] of copies) duplicates.set(line, first);
  const live = copies.size === 0 ? standing : standing.filter((line) => !copies.has(line));
  const billed = billedUnits(live);
  const lacksNotes = live.some(({ value }) => !value.sessions?.length);
  /** The first line of each service, by what tells it. */
  const byNotes = new Map<string, Of<LineFact>>();
  const byTime = new Map<string, Of<LineFact>>();
  for (const line of live) {
    const terms = termsOf(line.value);
    if (terms === undefined) continue;
    const notes = line.value.sessions?.length
      ? `${terms} ${[...new Set(line.value.sessions)].sort().join(' ')}`
      : undefined;
    const time = lacksNotes ? timeOf(line.value, facts) : undefined;
    const at = time && `${terms} ${time}`;
    const sameTime = at === undefined ? undefined : byTime.get(at);
    const first =
      notes === undefined
        ? sameTime
        : (byNotes.get(notes) ?? (sameTime?.value.sessions?.length ? undefined : sameTime));
    if (first && areParts(line.value, first.value, billed, facts)) continue;
    if (first && isSecond(line.value, first.value)) duplicates.set(line, first);
    if (first) continue;
    if (notes !== undefined) byNotes.set(notes, line);
    if (at !== undefined && sameTime === undefined) byTime.set(at, line);
  }
}

/** Lines that are the same as the line at the same place of an earlier claim with the same id, with that one. */
function copiedLines(lines: readonly Of<LineFact>[]): ReadonlyMap<Service, Of<LineFact>> {
  const [one] = lines;
  if (lines.every(({ from }) => from === one?.from)) return NONE;
  const copies = new Map<Service, Of<LineFact>>();
  const first = new Map<string, Of<LineFact>>();
  for (const line of lines) {
    const { claim, index } = line.value;
    if (claim === undefined) continue;
    const at = `${index} ${claim}`;
    const other = first.get(at);
    if (!other) first.set(at, line);
    else if (sameData(line.value, other.value)) copies.set(line, other);
  }
  return copies;
}

/** What two lines for one service have in common; undefined where it is not known. */
function termsOf({ payer, provider, modifiers, authorization, sessions }: LineFact): string | undefined {
  if (payer === undefined || (provider === undefined && !sessions?.length)) return undefined;
  return JSON.stringify([payer, provider, modifiers.toSorted(), authorization]);
}

/** The clock time of a line: its own, or that of the one note it names. */
function timeOf({ sessions, time }: LineFact, facts: FactReader): string | undefined {
  const [only] = sessions ?? [];
  const own = only === undefined ? time : sessions?.length === 1 ? facts.note(only)?.value.time : undefined;
  if (own?.kind !== 'documented' || !('interval' in own.time)) return undefined;
  return `${own.time.interval.start}-${own.time.interval.end}`;
}

/**
 * Whether two lines that name the same notes bill parts of them: at different times of their own, or so that all lines of
 * these notes together bill no more units than the notes state. To bill them on one line is `lines-to-merge`.
 */
function areParts(line: LineFact, first: LineFact, billed: ReadonlyMap<string, number>, facts: FactReader): boolean {
  const notes = new Set(line.sessions);
  const [some] = notes;
  if (some === undefined || !first.sessions?.length) return false;
  if (isApart(line, first)) return true;
  let stated = 0;
  for (const id of notes) stated += facts.note(id)?.value.units ?? Number.NaN;
  return (billed.get(billingKey(line, some)) ?? Number.NaN) <= stated;
}

/** The units that each payer is billed for each note, by all lines that name it; not a number where a line's are not known. */
function billedUnits(lines: readonly Of<LineFact>[]): ReadonlyMap<string, number> {
  const billed = new Map<string, number>();
  for (const { value } of lines) {
    for (const id of new Set(value.sessions)) {
      const key = billingKey(value, id);
      billed.set(key, (billed.get(key) ?? 0) + (value.units ?? Number.NaN));
    }
  }
  return billed;
}

function billingKey({ payer }: LineFact, note: string): string {
  return JSON.stringify([payer, note]);
}

function isApart(line: LineFact, first: LineFact): boolean {
  if (line.time.kind !== 'documented' || first.time.kind !== 'documented') return false;
  if (!('interval' in line.time.time && 'interval' in first.time.time)) return false;
  return !overlaps(line.time.time.interval, first.time.time.interval);
}

/** A replacement may take the place of a claim of the same lines that is not here, or is named otherwise. */
function isSecond(line: LineFact, first: LineFact): boolean {
  return line.claim === first.claim || (line.frequency !== 'replacement' && first.frequency !== 'replacement');
}
