/**
 * Which codes are usually paid for the same minutes of one client, rendered by two providers: what counts where a payer's
 * policy has no entry for a pair. Data: `concurrency.json`, whose rows name their sources by key.
 */
import data from './concurrency.json' with { type: 'json' };
import type { Source } from './source.ts';

export interface ConcurrencyRow {
  readonly codes: readonly [string, string];
  /** `depends`: each payer decides, or no source says. */
  readonly answer: 'paid' | 'not-paid' | 'depends';
  /** Paid only where the client is not in the caregivers' session. */
  readonly clientAbsent: boolean;
  /** Paid only where the two services are in different places; two rooms are enough. */
  readonly separatePlaces: boolean;
  readonly note: string | undefined;
  readonly source: Source;
}

/** By code, the assessments first. */
export const CONCURRENCY: readonly ConcurrencyRow[] = data.pairs.map((row) => ({
  codes: row.codes as [string, string],
  answer: row.answer as ConcurrencyRow['answer'],
  clientAbsent: row.clientAbsent === true,
  separatePlaces: row.separatePlaces === true,
  note: row.note,
  source: sourceOf(row.source),
}));

/** Why the same provider may not render two services in the same minutes. */
export const SAME_PROVIDER: { readonly note: string; readonly source: Source } = {
  note: data.sameProvider.note,
  source: sourceOf(data.sameProvider.source),
};

const BY_PAIR = new Map(CONCURRENCY.map((row) => [pairKey(...row.codes), row]));

/** The row of two codes in any order; undefined where the table has none. */
export function findConcurrency(a: string, b: string): ConcurrencyRow | undefined {
  return BY_PAIR.get(pairKey(a, b));
}

function pairKey(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

/** Throws a RangeError for a key that the table does not define. */
function sourceOf(key: string): Source {
  const sources: Record<string, { title: string; date: string; verify?: boolean }> = data.sources;
  const found = sources[key];
  if (!found) throw new RangeError(`No source "${key}" in the table of concurrent services`);
  const { verify, ...source } = found;
  return verify ? { ...source, verify } : source;
}
