/**
 * Half-open intervals of whole minutes: `start` belongs to the interval, `end` does not, so 15:00–15:30 and 15:30–16:00
 * share nothing. An interval whose end is not after its start is empty. Lists that are given back are sorted, and their
 * intervals neither overlap nor touch.
 */

export interface Interval {
  /** Minutes from midnight. */
  readonly start: number;
  readonly end: number;
}

/** Minutes in the interval; 0 for an empty one. */
export function lengthOf(interval: Interval): number {
  return Math.max(0, interval.end - interval.start);
}

/** Minutes that lie in at least one of the intervals. */
export function totalLength(intervals: readonly Interval[]): number {
  return union(intervals).reduce((sum, interval) => sum + lengthOf(interval), 0);
}

/** Minutes that both intervals hold. */
export function overlapLength(a: Interval, b: Interval): number {
  return Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));
}

/** Whether two intervals share at least one minute. */
export function overlaps(a: Interval, b: Interval): boolean {
  return overlapLength(a, b) > 0;
}

/** What lies in at least one of the intervals. */
export function union(intervals: readonly Interval[]): readonly Interval[] {
  const sorted = intervals.filter((interval) => lengthOf(interval) > 0).sort((a, b) => a.start - b.start);
  const merged: Interval[] = [];
  for (const { start, end } of sorted) {
    const last = merged.at(-1);
    if (last && start <= last.end) merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    else merged.push({ start, end });
  }
  return merged;
}

/** What lies in the union of `a` and in the union of `b`. */
export function intersect(a: readonly Interval[], b: readonly Interval[]): readonly Interval[] {
  const left = union(a);
  const right = union(b);
  const common: Interval[] = [];
  for (let i = 0, j = 0; ; ) {
    const x = left[i];
    const y = right[j];
    if (!x || !y) return common;
    if (overlaps(x, y)) common.push({ start: Math.max(x.start, y.start), end: Math.min(x.end, y.end) });
    if (x.end < y.end) i++;
    else j++;
  }
}

/** What lies in the union of `a` but not in the union of `b`. */
export function subtract(a: readonly Interval[], b: readonly Interval[]): readonly Interval[] {
  const removed = union(b);
  const rest: Interval[] = [];
  for (const { start, end } of union(a)) {
    let from = start;
    for (const hole of removed) {
      if (hole.end <= from) continue;
      if (hole.start >= end) break;
      if (hole.start > from) rest.push({ start: from, end: hole.start });
      from = hole.end;
    }
    if (from < end) rest.push({ start: from, end });
  }
  return rest;
}
