/** Caps: what may be billed in a period, in units or minutes, and the running total of what is billed against it. */
import {
  addDays,
  addMonths,
  dayNumber,
  type IsoDate,
  monthKey,
  type Weekday,
  weekIndex,
  weekStart,
  yearKey,
} from './calendar.ts';

export const CALENDAR_PERIODS = ['day', 'week', 'month', 'year'] as const;
export type CalendarPeriod = (typeof CALENDAR_PERIODS)[number];

/**
 * A rolling window that ends on the date of the service, that date included: so many dates, or so many calendar months. A
 * date is in a window of months until as many months after it: 2026-01-15 until 2026-07-14 for six. Where that month has no
 * such day its last one counts: 2026-08-31 is in a window of six months until 2027-02-27.
 */
export type RollingPeriod = { readonly days: number } | { readonly months: number };

/** `authorization`: all the time that an authorization covers. `lifetime`: all there is. */
export type CapPeriod = CalendarPeriod | 'authorization' | 'lifetime' | RollingPeriod;

export interface Cap {
  /** In whatever the entries are measured in. */
  readonly limit: number;
  readonly per: CapPeriod;
  /** First day of the week, for `week`. */
  readonly weekStart: Weekday;
}

export interface CapEntry {
  readonly date: IsoDate;
  /** Billed units; undefined where unknown. */
  readonly units: number | undefined;
}

/** What a cap counts of an entry: its units or, for example, its minutes; undefined where unknown. */
export type Amount<E> = (entry: E) => number | undefined;

/** Where the running total stands after one entry. */
export interface CapStep<E extends CapEntry> {
  readonly entry: E;
  /** Place of the entry in the list, and of the first one of its period: those between are the period's, up to it. */
  readonly index: number;
  readonly from: number;
  /** What the period holds before this entry. */
  readonly before: number;
  /** The same with this entry. */
  readonly total: number;
  /** How much may be billed by this entry: what the earlier ones left of the cap. */
  readonly allowed: number;
  /** How much of this entry is beyond the cap. An entry of nothing, or of an unknown amount, never is. */
  readonly excess: number;
  /** `crosses`: the first entry to go beyond the cap; `past`: the cap was exceeded before. Both only with `excess`. */
  readonly status: 'within' | 'crosses' | 'past';
}

/** A key that the dates of one calendar period share: the day, the week's first day, `YYYY-MM`, or `YYYY`. */
export function periodKey(date: IsoDate, period: CalendarPeriod, firstWeekday: Weekday): string {
  switch (period) {
    case 'day':
      return date;
    case 'week':
      return weekStart(date, firstWeekday);
    case 'month':
      return monthKey(date);
    case 'year':
      return yearKey(date);
  }
}

/** The first and the last day of the calendar period that holds a date. */
export function periodDays(date: IsoDate, period: CalendarPeriod, firstWeekday: Weekday): readonly [IsoDate, IsoDate] {
  switch (period) {
    case 'day':
      return [date, date];
    case 'week': {
      const first = weekStart(date, firstWeekday);
      return [first, addDays(first, 6)];
    }
    case 'month': {
      const first = `${monthKey(date)}-01` as IsoDate;
      return [first, addDays(addMonths(first, 1), -1)];
    }
    case 'year':
      return [`${yearKey(date)}-01-01` as IsoDate, `${yearKey(date)}-12-31` as IsoDate];
  }
}

/**
 * Walks entries in the order of their dates (which decides who used the cap up) and gives one step for each. The entries
 * are those that the cap is about: for `authorization`, those drawn from one authorization. Linear in their number.
 *
 * @param limitOf the limit that each entry is held against, where it changes in the course of the period.
 * @throws RangeError where the dates go backwards.
 */
export function runningTotals<E extends CapEntry>(
  entries: readonly E[],
  cap: Cap,
  amountOf: Amount<E> = unitsOf,
  limitOf: (entry: E) => number = () => cap.limit,
): readonly CapStep<E>[] {
  const steps: CapStep<E>[] = [];
  const leaves = leavingTest(cap);
  let from = 0;
  let before = 0;
  for (const [index, entry] of entries.entries()) {
    const previous = entries[index - 1];
    if (previous && entry.date < previous.date) throw new RangeError('Entries are not in the order of their dates');
    for (
      let oldest = entries[from];
      from < index && oldest && leaves(oldest.date, entry.date);
      oldest = entries[from]
    ) {
      before -= amountOf(oldest) ?? 0;
      from++;
    }
    const amount = amountOf(entry) ?? 0;
    steps.push(stepOf(entry, amount, index, from, before, limitOf(entry)));
    before += amount;
  }
  return steps;
}

function unitsOf({ units }: CapEntry): number | undefined {
  return units;
}

/** Whether a date is no longer in the period that holds, or the window that ends on, a later one. */
function leavingTest({ per, weekStart: firstWeekday }: Cap): (date: IsoDate, later: IsoDate) => boolean {
  if (per === 'authorization' || per === 'lifetime') return () => false;
  if (typeof per === 'object') {
    return 'days' in per
      ? (date, later) => dayNumber(later) - dayNumber(date) >= per.days
      : (date, later) => addMonths(date, per.months) <= later;
  }
  if (per === 'week')
    return (date, later) => date !== later && weekIndex(date, firstWeekday) !== weekIndex(later, firstWeekday);
  return (date, later) => date !== later && periodKey(date, per, firstWeekday) !== periodKey(later, per, firstWeekday);
}

function stepOf<E extends CapEntry>(
  entry: E,
  amount: number,
  index: number,
  from: number,
  before: number,
  limit: number,
): CapStep<E> {
  const total = before + amount;
  const excess = Math.min(amount, Math.max(0, total - limit));
  const status = excess === 0 ? 'within' : before <= limit ? 'crosses' : 'past';
  return { entry, index, from, before, total, allowed: Math.max(0, limit - before), excess, status };
}

/**
 * The entries that make up a step's total: those of its period up to and with its own that count at all, of many only the
 * last `most` looked at.
 */
export function contributors<E extends CapEntry>(
  entries: readonly E[],
  step: CapStep<E>,
  most = Number.POSITIVE_INFINITY,
  amountOf: Amount<E> = unitsOf,
): readonly E[] {
  const from = Math.max(step.from, step.index + 1 - most);
  return entries.slice(from, step.index + 1).filter((entry) => (amountOf(entry) ?? 0) > 0);
}
