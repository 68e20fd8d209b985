import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AuthorizationTerms, AuthorizedService, UsedUnits } from '../../../server/src/billing/authorizations.ts';
import {
  type DrawingEntry,
  drawDown,
  drawSteps,
  outlookOf,
  type Pool,
  poolsOf,
} from '../../../server/src/billing/authorized-units.ts';
import {
  addDays,
  daysBetween,
  type IsoDate,
  WEEKDAYS,
  type Weekday,
  weekday,
} from '../../../server/src/billing/calendar.ts';
import { day } from './days.ts';

const START = day('2026-01-01');
const CODES = ['97153', '97155', '97156'] as const;

interface Entry extends DrawingEntry {
  readonly id: number;
}

const date = fc.integer({ min: 0, max: 90 }).map((offset) => addDays(START, offset));
const figure = (max: number) => fc.option(fc.integer({ min: 1, max }), { nil: undefined });
const codes = fc.subarray([...CODES], { minLength: 1 });
const service: fc.Arbitrary<AuthorizedService> = fc.record({
  codes,
  units: figure(120),
  perDay: figure(12),
  perWeek: figure(30),
  perMonth: figure(80),
});
/** One in `freq` + 1 cannot be read. */
const readable = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 8 });
const balance: fc.Arbitrary<UsedUnits> = fc.record({
  codes: fc.option(codes, { nil: undefined }),
  units: readable(fc.nat(40)),
  through: readable(fc.option(date, { nil: undefined })),
});
const authorization: fc.Arbitrary<AuthorizationTerms> = fc.record({
  number: fc.constant('A1'),
  payer: fc.constant('p'),
  from: fc.option(date, { nil: undefined }),
  to: fc.option(date, { nil: undefined }),
  services: fc.array(service, { maxLength: 3 }),
  used: fc.option(fc.array(balance, { maxLength: 2 }), { nil: undefined }),
});
const entries: fc.Arbitrary<Entry[]> = fc
  .array(
    fc.record({
      date,
      code: fc.constantFrom(...CODES),
      units: fc.option(fc.integer({ min: 0, max: 15 }), { nil: undefined, freq: 8 }),
    }),
    { maxLength: 40 },
  )
  .map((list) =>
    list.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)).map((item, id) => ({ id, ...item })),
  );

/** The oracle's word for a pool: its places in the lists, as text. */
interface Told {
  readonly at: string;
  readonly to: string;
  readonly from: string;
  readonly service: AuthorizedService;
  readonly balances: readonly UsedUnits[];
  /** Whether some balance may or may not be the pool's, or cannot be read. */
  readonly isUnclear: boolean;
}

/** Every pool with its opening balances, each balance looked at from the pool. */
function told(list: readonly AuthorizationTerms[]): readonly Told[] {
  const all: Told[] = [];
  list.forEach(({ services = [], used = [], from, to }, index) => {
    services.forEach((each, position) => {
      const balances: UsedUnits[] = [];
      let isUnclear = false;
      for (const item of used) {
        const all = services.map((other) => item.codes?.every((code) => other.codes?.includes(code)) === true);
        const same = services.map((other, at) => all[at] === true && other.codes?.length === item.codes?.length);
        const owner = same.includes(true) ? same.indexOf(true) : all.indexOf(true);
        if (owner === position) balances.push(item);
        if (owner < 0 && (!item.codes || item.codes.some((code) => each.codes?.includes(code)))) isUnclear = true;
      }
      if (balances.some(({ units, through }) => units === null || through === null)) isUnclear = true;
      const at = `${index}/${position}`;
      all.push({ at, to: to ?? '9999', from: from ?? '0000', service: each, balances, isUnclear });
    });
  });
  return all;
}

function isOpening({ balances }: Told, entry: Entry): boolean {
  return balances.some(
    ({ codes: named, through }) => named?.includes(entry.code) && typeof through === 'string' && entry.date <= through,
  );
}

/** Which pool each entry draws from: everything earlier is drawn anew for each entry. */
function assign(list: readonly AuthorizationTerms[], all: readonly Entry[]): readonly (Told | undefined)[] {
  const chosen: (Told | undefined)[] = [];
  for (const entry of all) {
    const open = told(list).filter(({ service: { codes: held } }) => held?.includes(entry.code));
    const ranked = open.toSorted((a, b) => {
      if (a.to !== b.to) return a.to < b.to ? -1 : 1;
      if (a.from !== b.from) return a.from < b.from ? -1 : 1;
      return a.at < b.at ? -1 : 1;
    });
    const left = (pool: Told) => {
      if (pool.isUnclear || typeof pool.service.units !== 'number') return Number.POSITIVE_INFINITY;
      let units = pool.service.units;
      for (const item of pool.balances) units -= item.units ?? 0;
      for (const earlier of all.slice(0, entry.id)) {
        if (chosen[earlier.id]?.at === pool.at && !isOpening(pool, earlier)) units -= earlier.units ?? 0;
      }
      return units;
    };
    const fits = ranked.find((pool) => isOpening(pool, entry) || left(pool) >= (entry.units ?? 0));
    const most = Math.max(...ranked.map(left));
    chosen.push(fits ?? ranked.find((pool) => left(pool) === most));
  }
  return chosen;
}

function sharesPeriod(a: IsoDate, b: IsoDate, per: string, first: Weekday): boolean {
  if (per === 'authorization') return true;
  if (per === 'day') return a === b;
  if (per === 'month') return a.slice(0, 7) === b.slice(0, 7);
  for (let between = a; between < b; ) {
    between = addDays(between, 1);
    if (weekday(between) === first) return false;
  }
  return true;
}

const idOf = ({ authorization: at, service: position }: Pool) => `${at}/${position}`;

describe('units drawn from authorizations', () => {
  it('agree with a naive walk over all pairs', () => {
    fc.assert(
      fc.property(
        fc.array(authorization, { maxLength: 3 }),
        entries,
        fc.constantFrom(...WEEKDAYS),
        (list, all, first) => {
          const pools = poolsOf(list);
          const draws = drawDown(all, (entry) => pools.filter((pool) => pool.codes.includes(entry.code)));
          const chosen = assign(list, all);
          for (const entry of all) {
            const drawn = draws.filter((draw) => draw.entries.includes(entry)).map((draw) => idOf(draw.pool));
            assert.deepEqual(drawn, chosen[entry.id] ? [chosen[entry.id]?.at] : []);
          }
          for (const draw of draws) {
            const pool = told(list).find(({ at }) => at === idOf(draw.pool)) as Told;
            const written = {
              authorization: pool.service.units,
              day: pool.service.perDay,
              week: pool.service.perWeek,
              month: pool.service.perMonth,
            };
            const known = Object.entries(written).filter(
              ([per, units]) => typeof units === 'number' && !(per === 'authorization' && pool.isUnclear),
            );
            assert.deepEqual(
              draw.pool.limits.map(({ per, units }) => [per, units]),
              known,
            );
            for (const limit of draw.pool.limits) {
              const isTotal = limit.per === 'authorization';
              const opening = isTotal ? pool.balances.reduce((sum, item) => sum + (item.units ?? 0), 0) : 0;
              const counts = (entry: Entry) => chosen[entry.id]?.at === pool.at && !(isTotal && isOpening(pool, entry));
              const steps = drawSteps(draw, limit, first);
              assert.deepEqual(
                steps.map(({ entry }) => entry),
                all.filter(counts),
              );
              for (const step of steps) {
                const before = all
                  .slice(0, step.entry.id)
                  .filter((earlier) => counts(earlier) && sharesPeriod(earlier.date, step.entry.date, limit.per, first))
                  .reduce((sum, earlier) => sum + (earlier.units ?? 0), opening);
                const units = step.entry.units ?? 0;
                const allowed = Math.max(0, limit.units - before);
                assert.equal(step.total, before - opening + units);
                assert.equal(step.allowed, allowed);
                assert.equal(step.excess, Math.max(0, units - allowed));
              }
            }
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  const one = (more: Partial<AuthorizedService>, used: readonly UsedUnits[] = []): AuthorizationTerms => ({
    number: 'A1',
    payer: 'p',
    from: '2026-01-01',
    to: '2026-06-30',
    services: [{ codes: ['97153'], units: 100, perDay: undefined, perWeek: undefined, perMonth: undefined, ...more }],
    used,
  });
  const drawn = (list: readonly AuthorizationTerms[], all: readonly Omit<Entry, 'id'>[]) => {
    const pools = poolsOf(list);
    return drawDown(all, (entry) => pools.filter((pool) => pool.codes.includes(entry.code)));
  };
  const services = (count: number, units: number, every: number) =>
    Array.from({ length: count }, (_, index) => ({ date: addDays(START, index * every), code: '97153', units }));

  it('leave out what the opening balance includes, in the units in all only', () => {
    const used = [{ codes: ['97153'], units: 40, through: '2026-01-10' }];
    const [draw] = drawn(
      [one({ perWeek: 20 }, used)],
      [
        { date: day('2026-01-09'), code: '97153', units: 8 },
        { date: day('2026-01-10'), code: '97153', units: 8 },
        { date: day('2026-01-11'), code: '97153', units: 8 },
      ],
    );
    assert.ok(draw);
    const [total, week] = draw.pool.limits;
    assert.ok(total && week);
    assert.deepEqual(
      drawSteps(draw, total, 'sunday').map((step) => step.allowed),
      [60],
    );
    assert.deepEqual(
      drawSteps(draw, week, 'monday').map((step) => step.total),
      [8, 16, 24],
    );
  });

  it('do not count in all where a balance may be any pool’s', () => {
    const pools = poolsOf([one({}, [{ codes: ['97153', '97155'], units: 40, through: undefined }])]);
    assert.deepEqual(pools[0]?.limits, []);
    assert.equal(poolsOf([one({}, [{ codes: ['97155'], units: 40, through: undefined }])])[0]?.limits.length, 1);
  });

  it('use the renewal that ends first, then the next', () => {
    const renewal = { ...one({ units: 10 }), to: '2026-09-30' };
    const draws = drawn([renewal, one({ units: 10 })], services(4, 4, 1));
    assert.deepEqual(
      draws.map(({ pool, entries: list }) => [pool.authorization, list.length]),
      [
        [1, 2],
        [0, 2],
      ],
    );
  });

  describe('outlook', () => {
    it('says how long the units last at the pace of the last four weeks', () => {
      const [draw] = drawn([one({})], services(10, 4, 3));
      assert.ok(draw);
      const outlook = outlookOf(draw);
      // 2026-01-01 to 2026-01-28: 28 days, 10 services of 4 units; 60 left last 42 days.
      assert.deepEqual(outlook, {
        units: 100,
        drawn: 40,
        left: 60,
        date: '2026-01-28',
        pace: { units: 40, days: 28 },
        lastDay: '2026-03-11',
      });
    });

    it('has no pace of less than two weeks, nor of an unknown pool', () => {
      const [draw] = drawn([one({})], services(5, 4, 3));
      assert.equal(draw && outlookOf(draw)?.pace, undefined);
      assert.equal(draw && outlookOf(draw)?.drawn, 20);
      const [open] = drawn([one({ units: undefined })], services(5, 4, 3));
      assert.equal(open && outlookOf(open), undefined);
    });

    it('never lets the units last longer than the pace allows', () => {
      fc.assert(
        fc.property(
          fc.integer({ min: 5, max: 30 }),
          fc.integer({ min: 1, max: 9 }),
          fc.integer({ min: 1, max: 9 }),
          (count, units, every) => {
            const [draw] = drawn([one({ units: 500 })], services(count, units, every));
            const outlook = draw && outlookOf(draw);
            if (!outlook?.pace || !outlook.lastDay || !outlook.date) return;
            const lasts = daysBetween(outlook.date, outlook.lastDay);
            assert.ok(lasts * outlook.pace.units <= outlook.left * outlook.pace.days);
            assert.ok((lasts + 1) * outlook.pace.units > outlook.left * outlook.pace.days);
          },
        ),
      );
    });
  });
});
