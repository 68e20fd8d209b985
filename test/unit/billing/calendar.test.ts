import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  compareDates,
  dateOfDayNumber,
  dayNumber,
  daysBetween,
  type IsoDate,
  monthBefore,
  monthKey,
  parseDate,
  WEEKDAYS,
  weekday,
  weekStart,
  yearKey,
  yearsBetween,
} from '../../../server/src/billing/calendar.ts';
import { day } from './days.ts';

const MS_PER_DAY = 86_400_000;
const FIRST = day('0001-01-01');
const LAST = day('9999-12-31');

/** The oracle: an instant at midnight UTC (Date.UTC takes years 0–99 for 1900–1999). */
function utc(year: number, month: number, dayOfMonth: number): Date {
  const date = new Date(Date.UTC(2000, month - 1, dayOfMonth));
  date.setUTCFullYear(year, month - 1, dayOfMonth);
  return date;
}

const iso = (date: Date): string => date.toISOString().slice(0, 10);

const anyDay: fc.Arbitrary<IsoDate> = fc
  .integer({ min: utc(1, 1, 1).getTime() / MS_PER_DAY, max: utc(9999, 12, 31).getTime() / MS_PER_DAY })
  .map((number) => day(iso(new Date(number * MS_PER_DAY))));

describe('calendar', () => {
  it('takes exactly the days that exist', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9999 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
        (year, month, dayOfMonth) => {
          const pad = (value: number, width: number): string => String(value).padStart(width, '0');
          const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfMonth, 2)}`;
          const date = utc(year, month, dayOfMonth);
          const exists = year >= 1 && date.getUTCMonth() === month - 1 && date.getUTCDate() === dayOfMonth;
          assert.equal(parseDate(text), exists && date.getUTCFullYear() === year ? text : undefined);
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('refuses other spellings and days that do not exist', () => {
    for (const text of [
      '',
      '2026-02-30',
      '2026-02-29',
      '1900-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-01-00',
      '0000-01-01',
      '2026-1-2',
      '20260102',
      '2026/01/02',
      '01/02/2026',
      '2026-01-02T00:00:00Z',
      ' 2026-01-02',
      '2026-01-02\n',
      '12026-01-02',
      '-2026-01-02',
      '٢٠٢٦-٠١-٠٢',
    ]) {
      assert.equal(parseDate(text), undefined, JSON.stringify(text));
    }
    for (const text of ['2000-02-29', '2024-02-29', '0004-02-29', '0001-01-01', '9999-12-31']) {
      assert.equal(parseDate(text), text);
    }
  });

  it('numbers days as UTC does, and back', () => {
    fc.assert(
      fc.property(anyDay, (date) => {
        assert.equal(dayNumber(date) * MS_PER_DAY, Date.parse(`${date}T00:00:00Z`));
        assert.equal(dateOfDayNumber(dayNumber(date)), date);
      }),
      { numRuns: 5000 },
    );
  });

  it('numbers every day of four centuries without a gap', () => {
    let number = dayNumber(day('1900-01-01'));
    for (let instant = Date.UTC(1900, 0, 1); instant < Date.UTC(2300, 0, 1); instant += MS_PER_DAY) {
      const date = dateOfDayNumber(number);
      if (date !== iso(new Date(instant)) || dayNumber(date) !== number)
        assert.fail(`day ${number} is given as ${date}`);
      number++;
    }
  });

  it('adds and counts days', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (from, to) => {
        assert.equal(addDays(from, daysBetween(from, to)), to);
        assert.equal(daysBetween(from, to), 0 - daysBetween(to, from) || 0);
        assert.equal(Math.sign(compareDates(from, to)), Math.sign(daysBetween(to, from)));
      }),
    );
    assert.equal(addDays(day('2026-02-28'), 1), '2026-03-01');
    assert.equal(addDays(day('2024-02-28'), 1), '2024-02-29');
    assert.equal(addDays(day('2026-01-01'), -1), '2025-12-31');
  });

  it('holds results at the first and last day', () => {
    assert.equal(addDays(FIRST, -1), FIRST);
    assert.equal(addDays(LAST, 1), LAST);
    // 0001-01-01 is a Monday.
    assert.equal(weekStart(FIRST, 'sunday'), FIRST);
    assert.equal(weekStart(FIRST, 'monday'), FIRST);
  });

  it('knows weekdays and the weeks that begin on each of them', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom(...WEEKDAYS), (date, first) => {
        assert.equal(weekday(date), WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()]);
        const start = weekStart(date, first);
        const days = daysBetween(start, date);
        assert.ok(days >= 0 && days <= 6);
        if (start !== FIRST) assert.equal(weekday(start), first);
      }),
    );
    assert.equal(weekStart(day('2026-03-04'), 'sunday'), '2026-03-01');
    assert.equal(weekStart(day('2026-03-01'), 'sunday'), '2026-03-01');
    assert.equal(weekStart(day('2026-03-01'), 'monday'), '2026-02-23');
    assert.equal(weekStart(day('2026-03-06'), 'saturday'), '2026-02-28');
  });

  it('gives month and year keys', () => {
    assert.equal(monthKey(day('2026-03-04')), '2026-03');
    assert.equal(yearKey(day('0026-03-04')), '0026');
  });

  it('finds the month before a month', () => {
    assert.equal(monthBefore('2026-03'), '2026-02');
    assert.equal(monthBefore('2026-01'), '2025-12');
    assert.equal(monthBefore('2026-11'), '2026-10');
    assert.equal(monthBefore('0001-01'), '0001-01');
  });

  it('adds months, to the last day of one that has no such day', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 400 }), (date, months) => {
        const [year, month, dayOfMonth] = date.split('-').map(Number) as [number, number, number];
        const last = utc(year, month + months + 1, 0);
        fc.pre(last.getUTCFullYear() <= 9999);
        const expected = utc(year, month + months, Math.min(dayOfMonth, last.getUTCDate()));
        assert.equal(addMonths(date, months), expected.toISOString().slice(0, 10));
      }),
    );
    assert.equal(addMonths(day('2025-08-31'), 6), '2026-02-28');
    assert.equal(addMonths(day('2023-08-31'), 6), '2024-02-29');
    assert.equal(addMonths(LAST, 1), LAST);
  });

  it('counts whole years, one born on a leap day being older on 1 March', () => {
    assert.equal(yearsBetween(day('2005-03-02'), day('2026-03-01')), 20);
    assert.equal(yearsBetween(day('2005-03-02'), day('2026-03-02')), 21);
    assert.equal(yearsBetween(day('2004-02-29'), day('2025-02-28')), 20);
    assert.equal(yearsBetween(day('2004-02-29'), day('2025-03-01')), 21);
    assert.equal(yearsBetween(day('2026-03-02'), day('2026-03-02')), 0);
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 130 }), fc.integer({ min: 0, max: 364 }), (born, years, days) => {
        const birthday = addMonths(born, years * 12);
        fc.pre(birthday < '9998');
        const exact = born.slice(5) === '02-29' && birthday.slice(5) === '02-28' ? addDays(birthday, 1) : birthday;
        assert.equal(yearsBetween(born, addDays(exact, days)), years);
        if (exact > born) assert.equal(yearsBetween(born, addDays(exact, -1)), years - 1);
      }),
    );
  });
});
