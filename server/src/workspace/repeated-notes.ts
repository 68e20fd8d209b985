/** Session notes that stand twice: copied by mistake, in one file or over two. */
import type { Service } from './client-day.ts';

/**
 * Notes that repeat an earlier one: the same id, client, date, code, provider, start and end. `duplicate-id` reports them;
 * whatever adds services up counts the first one only, which is also the one that a reference to the id leads to.
 *
 * Not repeated, because not known to be: notes of one id that differ in any of these, or state no time. Their id may have been
 * mistyped on a session of its own.
 *
 * @param entries in their records' order: of one client or provider, of a day or of all time.
 */
export function repeatedNotes(entries: readonly Service[]): ReadonlySet<Service> {
  if (entries.length < 2 || !shareAnId(entries)) return NONE;
  const seen = new Set<string>();
  const repeated = new Set<Service>();
  for (const entry of entries) {
    const service = serviceOf(entry);
    if (service === undefined) continue;
    if (seen.has(service)) repeated.add(entry);
    else seen.add(service);
  }
  return repeated;
}

const NONE: ReadonlySet<Service> = new Set();

/** Asked of every client and day: a claim batch has no notes, and next to no note shares its id. */
function shareAnId(entries: readonly Service[]): boolean {
  let ids: Set<string> | undefined;
  for (const { value } of entries) {
    if (value.kind !== 'note' || value.id === undefined) continue;
    if (ids?.has(value.id)) return true;
    ids ??= new Set();
    ids.add(value.id);
  }
  return false;
}

/** What tells a service from all others; undefined where that is not known. */
function serviceOf({ value }: Service): string | undefined {
  if (value.kind !== 'note' || value.time.kind !== 'documented' || !('interval' in value.time.time)) return undefined;
  const { id, client, date, code, provider } = value;
  if (id === undefined || client === undefined || date === undefined || code === undefined) return undefined;
  const { start, end } = value.time.time.interval;
  return JSON.stringify([id, client, date, code, provider ?? null, start, end]);
}
