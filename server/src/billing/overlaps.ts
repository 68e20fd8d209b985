/** Which of many timed items overlap, by a sweep over their times: what does not overlap is never compared. */
import type { Interval } from './intervals.ts';

export interface Timed {
  /** Sorted, apart, at least one. */
  readonly intervals: readonly Interval[];
  /** Items of one bucket never conflict with each other, and are not compared. */
  readonly bucket: string;
}

export interface Conflict<T, V> {
  readonly later: T;
  readonly earlier: T;
  readonly verdict: V;
}

/** So many earlier items are named for one item, and so many are judged to find them: all would be quadratic. */
const MAX_NAMED = 8;
const MAX_JUDGED = 100;

/**
 * Whether any two items meet, from first start to last end: where none do, there is nothing to compare.
 * @param items by their first start, those without a time anywhere.
 */
export function anyMeet(items: readonly Pick<Timed, 'intervals'>[]): boolean {
  let end = Number.NEGATIVE_INFINITY;
  for (const item of items) {
    const [first] = item.intervals;
    if (!first) continue;
    if (first.start < end) return true;
    end = endOf(item);
  }
  return false;
}

/**
 * The conflicts of each item with those before it that are still going on when it begins. Every pair comes once, from its
 * later item; an item with more than eight conflicts gives eight.
 *
 * @param items by their first start; of items that begin together the order given decides which is the later.
 * @param judge what is wrong with a pair whose times meet, from first start to last end; undefined for nothing.
 */
export function* conflicts<T extends Timed, V>(
  items: readonly T[],
  judge: (later: T, earlier: T) => V | undefined,
): Generator<Conflict<T, V>> {
  const ending = items.toSorted((a, b) => endOf(a) - endOf(b));
  const active = new Map<string, Set<T>>();
  let ended = 0;
  for (const later of items) {
    for (let next = ending[ended]; next && endOf(next) <= startOf(later); next = ending[++ended]) {
      const bucket = active.get(next.bucket);
      bucket?.delete(next);
      if (bucket?.size === 0) active.delete(next.bucket);
    }
    yield* conflictsOf(later, active, judge);
    const own = active.get(later.bucket);
    if (own) own.add(later);
    else active.set(later.bucket, new Set([later]));
  }
}

function* conflictsOf<T extends Timed, V>(
  later: T,
  active: ReadonlyMap<string, ReadonlySet<T>>,
  judge: (later: T, earlier: T) => V | undefined,
): Generator<Conflict<T, V>> {
  let named = 0;
  let judged = 0;
  for (const [bucket, items] of active) {
    if (bucket === later.bucket) continue;
    for (const earlier of items) {
      if (named === MAX_NAMED || judged === MAX_JUDGED) return;
      judged++;
      const verdict = judge(later, earlier);
      if (verdict === undefined) continue;
      named++;
      yield { later, earlier, verdict };
    }
  }
}

/** Minutes from midnight. */
export function startOf({ intervals }: Pick<Timed, 'intervals'>): number {
  return intervals[0]?.start ?? 0;
}

/** Minutes from midnight. */
export function endOf({ intervals }: Pick<Timed, 'intervals'>): number {
  return intervals.at(-1)?.end ?? 0;
}
