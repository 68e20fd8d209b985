/**
 * What is billed for one client, in order: every claim line, less lines of claims that were voided or replaced and lines that
 * repeat another, plus every note that no claim line covers and that repeats none. Caps and authorizations are counted on it.
 */
import type { IsoDate } from '../billing/calendar.ts';
import { evidenceOf, type Service, supportedUnits, unitTerms } from './client-day.ts';
import { duplicateLines } from './duplicate-lines.ts';
import type { AppliedPolicy, FactReader, Of } from './fact-reader.ts';
import type { RecordHandle } from './record.ts';
import type { LineFact, NoteFact } from './record-facts.ts';
import { repeatedNotes } from './repeated-notes.ts';

export interface LedgerEntry {
  readonly from: RecordHandle;
  readonly service: Service;
  readonly date: IsoDate;
  /** Minutes from midnight, where documented. */
  readonly start: number | undefined;
  readonly code: string;
  /** Undefined where not known: a note need not state those it is billed with. */
  readonly modifiers: readonly string[] | undefined;
  /** Billed units; of a note without units, those its minutes support. Undefined where unknown. */
  readonly units: number | undefined;
  /** True where the units are worked out from the note's minutes. */
  readonly derived: boolean;
  readonly applied: AppliedPolicy;
  /** The number that it names, or its notes do. */
  readonly authorization: string | undefined;
}

export interface ClientLedger {
  readonly client: string;
  /** By date, start time, file and position. */
  readonly entries: readonly LedgerEntry[];
}

/** @param services the client's notes and lines, all or those of a stretch of time. */
export function clientLedgerOf(client: string, services: readonly Service[], facts: FactReader): ClientLedger {
  const lines = services.filter((service): service is Of<LineFact> => service.value.kind === 'line');
  const duplicates = duplicateLines(services, facts);
  const repeated = repeatedNotes(services);
  const live = new Set<Service>(lines.filter((line) => !facts.isWithdrawn(line.value) && !duplicates.has(line)));
  const unlinked = new Set(
    lines.filter((line) => live.has(line) && !line.value.sessions?.length).map((line) => serviceKey(line.value)),
  );
  const entries = services.flatMap((service) => {
    const { value } = service;
    const counts =
      value.kind === 'line' ? live.has(service) : !repeated.has(service) && !isBilled(value, unlinked, facts);
    return counts ? (entryOf(service, facts) ?? []) : [];
  });
  return { client, entries: entries.sort(compareEntries) };
}

/**
 * A note is billed when a line names it, and also when a line of the same client, date and code names no note at all:
 * whether it is this note that the line bills is not known then, and counting both could report a cap that was kept.
 */
function isBilled(note: NoteFact, unlinked: ReadonlySet<string>, facts: FactReader): boolean {
  if (note.id !== undefined && facts.billedBy(note.id).some((line) => !facts.isWithdrawn(line.value))) return true;
  return unlinked.has(serviceKey(note));
}

function serviceKey({ date, code }: { readonly date: string | undefined; readonly code: string | undefined }): string {
  return `${date}\u0000${code}`;
}

function entryOf(service: Service, facts: FactReader): LedgerEntry | undefined {
  const { value, from } = service;
  if (value.date === undefined || value.code === undefined) return undefined;
  const applied = facts.policyFor(service);
  const { evidence, unknown } = evidenceOf(service, facts);
  const derived = value.kind === 'note' && !value.hasUnits;
  const terms = unitTerms(applied.policy, value.code, value.modifiers);
  const supported = derived && terms && unknown === undefined ? supportedUnits(evidence, terms.rule, true) : undefined;
  const starts = evidence.flatMap(({ time }) => ('interval' in time ? [time.interval.start] : []));
  return {
    from,
    service,
    date: value.date as IsoDate,
    start: starts.length > 0 ? Math.min(...starts) : undefined,
    code: value.code,
    modifiers: value.kind === 'note' && !value.hasModifiers ? undefined : value.modifiers,
    units: derived ? supported : value.units,
    derived,
    applied,
    authorization: namedAuthorization(service, facts),
  };
}

/**
 * The authorization number of a note or line: its own, else the one that the notes of a line name. Undefined where these name
 * none, or several.
 */
export function namedAuthorization({ value }: Service, facts: FactReader): string | undefined {
  if (value.authorization !== undefined || value.kind === 'note' || !value.sessions) return value.authorization;
  const named = new Set(value.sessions.flatMap((id) => facts.note(id)?.value.authorization ?? []));
  return named.size === 1 ? [...named][0] : undefined;
}

const LAST = Number.MAX_SAFE_INTEGER;

function compareEntries(a: LedgerEntry, b: LedgerEntry): number {
  if (a.date !== b.date) return a.date < b.date ? -1 : 1;
  if (a.start !== b.start) return (a.start ?? LAST) - (b.start ?? LAST);
  return a.from.compare(b.from) || indexOf(a) - indexOf(b);
}

function indexOf({ service }: LedgerEntry): number {
  return service.value.kind === 'line' ? service.value.index : 0;
}
