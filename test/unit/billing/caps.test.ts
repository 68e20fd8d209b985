import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addDays, daysBetween, parseDate, WEEKDAYS, weekday } from '../../../server/src/billing/calendar.ts';
import {
  CALENDAR_PERIODS,
  type Cap,
  type CapEntry,
  type CapPeriod,
  contributors,
  periodDays,
  periodKey,
  runningTotals,
} from '../../../server/src/billing/caps.ts';
import { day } from './days.ts';

interface Entry extends CapEntry {
  readonly id: number;
}

const START = day('2025-12-20');

const entries: fc.Arbitrary<Entry[]> = fc
  .array(
    fc.record({
      offset: fc.integer({ min: 0, max: 400 }),
      units: fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined, freq: 6 }),
    }),
    { maxLength: 40 },
  )
  .map((list) =>
    list
      .sort((a, b) => a.offset - b.offset)
      .map(({ offset, units }, id) => ({ id, date: addDays(START, offset), units })),
  );

const period: fc.Arbitrary<CapPeriod> = fc.oneof(
  fc.constantFrom<CapPeriod>(...CALENDAR_PERIODS, 'authorization', 'lifetime'),
  fc.record({ months: fc.integer({ min: 1, max: 14 }) }),
  fc.record({ days: fc.integer({ min: 1, max: 100 }) }),
);
const cap: fc.Arbitrary<Cap> = fc.record({
  limit: fc.integer({ min: 0, max: 60 }),
  per: period,
  weekStart: fc.constantFrom(...WEEKDAYS),
});

/** The oracle: every earlier entry is asked whether it shares the period, from the period's own words. */
function inPeriod(earlier: Entry, entry: Entry, { per, weekStart: first }: Cap): boolean {
  if (per === 'authorization' || per === 'lifetime') return true;
  if (per === 'day') return earlier.date === entry.date;
  if (per === 'month') return earlier.date.slice(0, 7) === entry.date.slice(0, 7);
  if (per === 'year') return earlier.date.slice(0, 4) === entry.date.slice(0, 4);
  if (typeof per === 'object' && 'days' in per) return daysBetween(earlier.date, entry.date) < per.days;
  if (typeof per === 'object') return entry.date < monthsLater(earlier.date, per.months);
  // No day of a new week's beginning lies after the earlier date, up to the later one.
  for (let date = earlier.date; date < entry.date; ) {
    date = addDays(date, 1);
    if (weekday(date) === first) return false;
  }
  return true;
}

/** Month by month, then back from a day that the month does not have to its last. */
function monthsLater(date: string, months: number): string {
  let [year, month] = date.split('-').map(Number) as [number, number];
  for (let passed = 0; passed < months; passed++) [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  const text = (of: number) => `${year}-${String(month).padStart(2, '0')}-${String(of).padStart(2, '0')}`;
  let last = Number(date.slice(8));
  while (!parseDate(text(last))) last -= 1;
  return text(last);
}

const cap97153 = (per: CapPeriod, limit: number): Cap => ({ limit, per, weekStart: 'sunday' });

describe('caps', () => {
  it('agree with a naive walk over all pairs', () => {
    fc.assert(
      fc.property(entries, cap, (list, each) => {
        const steps = runningTotals(list, each);
        assert.equal(steps.length, list.length);
        for (const [index, step] of steps.entries()) {
          const entry = list[index] as Entry;
          const earlier = list.slice(0, index).filter((other) => inPeriod(other, entry, each));
          const before = earlier.reduce((sum, other) => sum + (other.units ?? 0), 0);
          const units = entry.units ?? 0;
          assert.equal(step.entry, entry);
          assert.equal(step.before, before);
          assert.equal(step.total, before + units);
          assert.equal(step.allowed, Math.max(0, each.limit - before));
          const over = before + units > each.limit && units > 0;
          assert.equal(step.excess, Math.max(0, units - Math.max(0, each.limit - before)));
          assert.equal(step.status, !over ? 'within' : before > each.limit ? 'past' : 'crosses');
          assert.deepEqual(
            contributors(list, step),
            [...earlier, entry].filter((other) => (other.units ?? 0) > 0),
          );
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('count amounts as they count units, each against its own limit', () => {
    const lengths = fc.array(fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }), {
      minLength: 3,
      maxLength: 3,
    });
    const limits = fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(entries, cap, lengths, limits, (list, each, length, limit) => {
        const minutes = ({ id, units }: Entry) => {
          const of = length[id % 3];
          return of === undefined || units === undefined ? undefined : units * of;
        };
        const limitOf = ({ id }: Entry) => limit[id % 3] as number;
        const measured = list.map((entry) => ({ ...entry, units: minutes(entry) }));
        for (const [index, step] of runningTotals(list, each, minutes, limitOf).entries()) {
          const { total, before, allowed, excess, status } = step;
          const alone = runningTotals(measured, { ...each, limit: limitOf(step.entry) })[index];
          assert.deepEqual(
            [total, before, allowed, excess, status],
            [alone?.total, alone?.before, alone?.allowed, alone?.excess, alone?.status],
          );
        }
      }),
    );
  });

  it('share a key exactly where they share a calendar period', () => {
    const anyDate = fc.integer({ min: 0, max: 800 }).map((offset) => addDays(START, offset));
    fc.assert(
      fc.property(
        anyDate,
        anyDate,
        fc.constantFrom(...CALENDAR_PERIODS),
        fc.constantFrom(...WEEKDAYS),
        (a, b, per, first) => {
          const [from, to] = a < b ? [a, b] : [b, a];
          const shared = inPeriod(
            { id: 0, date: from, units: 0 },
            { id: 1, date: to, units: 0 },
            { limit: 0, per, weekStart: first },
          );
          assert.equal(periodKey(a, per, first) === periodKey(b, per, first), shared);
        },
      ),
    );
    assert.equal(periodKey(day('2026-03-04'), 'day', 'sunday'), '2026-03-04');
    assert.equal(periodKey(day('2026-03-04'), 'week', 'monday'), '2026-03-02');
    assert.equal(periodKey(day('2026-03-04'), 'month', 'sunday'), '2026-03');
    assert.equal(periodKey(day('2026-03-04'), 'year', 'sunday'), '2026');
  });

  it('know the first and the last day of a calendar period', () => {
    const anyDate = fc.integer({ min: 0, max: 800 }).map((offset) => addDays(START, offset));
    fc.assert(
      fc.property(anyDate, fc.constantFrom(...CALENDAR_PERIODS), fc.constantFrom(...WEEKDAYS), (date, per, first) => {
        const [from, to] = periodDays(date, per, first);
        const key = (of: typeof date) => periodKey(of, per, first);
        assert.ok(from <= date && date <= to);
        assert.deepEqual([key(from), key(to)], [key(date), key(date)]);
        assert.ok(key(addDays(from, -1)) !== key(date) && key(addDays(to, 1)) !== key(date));
      }),
    );
  });

  it('mark the 33rd unit of a day and what follows it', () => {
    const list = [16, 16, 1, 0, undefined, 2].map((units, id) => ({ id, date: day('2026-03-02'), units }));
    const steps = runningTotals(list, cap97153('day', 32));
    assert.deepEqual(
      steps.map((step) => [step.total, step.status, step.allowed, step.excess]),
      [
        [16, 'within', 32, 0],
        [32, 'within', 16, 0],
        [33, 'crosses', 0, 1],
        [33, 'within', 0, 0],
        [33, 'within', 0, 0],
        [35, 'past', 0, 2],
      ],
    );
  });

  it('say how much of the crossing entry is allowed', () => {
    const list = [150, 20].map((units, id) => ({ id, date: addDays(day('2026-03-02'), id), units }));
    const last = runningTotals(list, cap97153('week', 160)).at(-1);
    assert.deepEqual([last?.status, last?.allowed, last?.excess], ['crosses', 10, 10]);
  });

  it('begin anew with the week', () => {
    // 2026-03-07 is a Saturday.
    const list = [day('2026-03-07'), day('2026-03-08')].map((date, id) => ({ id, date, units: 100 }));
    const totals = (weekStart: Cap['weekStart']): number[] =>
      runningTotals(list, { limit: 160, per: 'week', weekStart }).map((step) => step.total);
    assert.deepEqual(totals('sunday'), [100, 100]);
    assert.deepEqual(totals('monday'), [100, 200]);
  });

  it('hold the window of n days that ends on the date', () => {
    const first = day('2026-01-01');
    const list = [0, 179, 180].map((offset, id) => ({ id, date: addDays(first, offset), units: 10 }));
    const steps = runningTotals(list, cap97153({ days: 180 }, 16));
    assert.deepEqual(
      steps.map((step) => [step.total, step.status]),
      [
        [10, 'within'],
        [20, 'crosses'],
        [20, 'crosses'],
      ],
    );
    assert.deepEqual(contributors(list, steps[2] as (typeof steps)[number]), list.slice(1));
  });

  it('hold the window of months that ends on the date, the last of a month standing for days it does not have', () => {
    const dates = ['2025-08-30', '2025-08-31', '2026-02-27', '2026-02-28', '2026-08-27', '2026-08-28'];
    const list = dates.map((date, id) => ({ id, date: day(date), units: 1 }));
    const steps = runningTotals(list, cap97153({ months: 6 }, 99));
    assert.deepEqual(
      steps.map(({ from, total }) => [from, total]),
      [
        [0, 1],
        [0, 2],
        [0, 3],
        [2, 2],
        [3, 2],
        [4, 2],
      ],
    );
  });

  it('count whatever is asked for in place of units', () => {
    const list = [4, 4, undefined, 1].map((units, id) => ({ id, date: addDays(day('2026-03-02'), id), units }));
    const minutes = ({ units }: CapEntry) => (units === undefined ? undefined : units * 15);
    const steps = runningTotals(list, cap97153('week', 120), minutes);
    assert.deepEqual(
      steps.map((step) => [step.total, step.excess]),
      [
        [60, 0],
        [120, 0],
        [120, 0],
        [135, 15],
      ],
    );
    assert.deepEqual(
      contributors(list, steps[3] as (typeof steps)[number], 2, minutes).map(({ id }) => id),
      [3],
    );
  });

  it('hold each entry against a limit of its own, where it changes in the course of the period', () => {
    const list = [10, 10, 10, 1].map((units, id) => ({ id, date: addDays(day('2026-03-02'), id), units }));
    const limits = [25, 25, 35, 20];
    const steps = runningTotals(list, cap97153('lifetime', 0), undefined, ({ id }) => limits[id] ?? 0);
    assert.deepEqual(
      steps.map((step) => [step.total, step.allowed, step.excess, step.status]),
      [
        [10, 25, 0, 'within'],
        [20, 15, 0, 'within'],
        [30, 15, 0, 'within'],
        [31, 0, 1, 'past'],
      ],
    );
  });

  it('refuse entries out of order', () => {
    const list = [day('2026-03-03'), day('2026-03-02')].map((date, id) => ({ id, date, units: 1 }));
    assert.throws(() => runningTotals(list, cap97153('day', 32)), RangeError);
  });

  it('are empty for no entries', () => {
    assert.deepEqual(runningTotals([], cap97153('day', 32)), []);
  });
});
