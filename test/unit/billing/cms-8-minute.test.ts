import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type CmsPool,
  cmsAllocations,
  isAllowedAllocation,
  type PoolEntry,
  poolUnits,
} from '../../../server/src/billing/cms-8-minute.ts';

function entries(minutes: readonly number[]): PoolEntry[] {
  return minutes.map((m, index) => ({ code: String(97151 + index), minutes: m, unitLength: 15 }));
}

const splits = (pool: CmsPool): string[] => cmsAllocations(pool).list.map((units) => [...units.values()].join('/'));

/**
 * An independent allocator, from the manual's words alone. It tries every way to bill the codes and keeps those that the
 * words allow: the total is the table's number for the total minutes; a code of 15 n minutes or more has at least n units;
 * and one takes the leftover units, one at a time, to a code that then has the most minutes not yet billed.
 */
function allowedByTheManual(minutes: readonly number[]): Set<string> {
  const all = minutes.reduce((sum, m) => sum + m, 0);
  let total = 0;
  while (all >= 15 * (total + 1) - 7) total++;
  const allowed = new Set<string>();
  const handOut = (units: readonly number[]): void => {
    if (units.reduce((sum, u) => sum + u, 0) === total) {
      allowed.add(units.join('/'));
      return;
    }
    const unbilled = minutes.map((m, index) => m - 15 * (units[index] ?? 0));
    const most = Math.max(...unbilled);
    for (const [index, left] of unbilled.entries())
      if (left === most) handOut(units.with(index, (units[index] ?? 0) + 1));
  };
  handOut(minutes.map((m) => blocksOf(m)));
  return allowed;
}

function blocksOf(m: number): number {
  let blocks = 0;
  while (m >= 15 * (blocks + 1)) blocks++;
  return blocks;
}

/** Every way to give each code up to one unit more than its begun blocks, allowed or not. */
function everyBilling(minutes: readonly number[]): number[][] {
  return minutes.reduce<number[][]>(
    (billings, m) =>
      billings.flatMap((billing) => Array.from({ length: Math.ceil(m / 15) + 2 }, (_, units) => [...billing, units])),
    [[]],
  );
}

const poolOf = (max: number, size: number) => fc.array(fc.integer({ min: 0, max }), { minLength: 1, maxLength: size });
/** Few different remainders, so that ties are common. */
const tiedPool = fc.array(fc.constantFrom(0, 5, 7, 8, 14, 15, 20, 22, 23, 29, 35), { minLength: 1, maxLength: 6 });

describe('cms-8-minute', () => {
  // The first five are Pub. 100-04, ch. 5 §20.2's; the sixth is a worked example of three ABA codes.
  const published: readonly (readonly [minutes: readonly number[], total: number, splits: readonly string[]])[] = [
    [[24, 23], 3, ['2/1']],
    [[20, 20], 3, ['2/1', '1/2']],
    [[33, 7], 3, ['2/1']],
    [[18, 13, 10, 8], 3, ['1/1/1/0']],
    [[7, 7, 7], 1, ['1/0/0', '0/1/0', '0/0/1']],
    [[52, 23, 12], 6, ['3/2/1']],
  ];
  for (const [minutes, total, allowed] of published) {
    it(`gives ${minutes.join(' + ')} minutes ${allowed.join(' or ')}`, () => {
      const pool = poolUnits(entries(minutes));
      assert.equal(pool.units, total);
      assert.deepEqual(splits(pool), allowed);
    });
  }

  it('gives small services their unit by pooling', () => {
    assert.deepEqual(splits(poolUnits(entries([5, 3]))), ['1/0']);
    assert.deepEqual(splits(poolUnits(entries([8, 8]))), ['1/0', '0/1']);
    assert.deepEqual(splits(poolUnits(entries([8, 8, 8]))), ['1/1/0', '1/0/1', '0/1/1']);
    assert.deepEqual(splits(poolUnits(entries([4, 3]))), ['0/0']);
  });

  it('does not let one code absorb the minutes of another that ran 15 or more', () => {
    const pool = poolUnits(entries([20, 20]));
    assert.equal(isAllowedAllocation(pool, new Map([['97151', 3]])), false);
    // Nor two leftover units to one of three tied codes.
    const tied = poolUnits(entries([8, 8, 8]));
    assert.equal(isAllowedAllocation(tied, new Map([['97151', 2]])), false);
  });

  it('agrees with an allocator written from the manual, for every billing of up to four codes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          poolOf(50, 4),
          tiedPool.map((minutes) => minutes.slice(0, 4)),
        ),
        (minutes) => {
          const pool = poolUnits(entries(minutes));
          const allowed = allowedByTheManual(minutes);
          const { list, complete } = cmsAllocations(pool);
          assert.ok(complete);
          assert.equal(list.length, allowed.size);
          assert.deepEqual(new Set(splits(pool)), allowed);
          for (const { code, blocks, leftover } of pool.shares) {
            const extras = new Set(list.map((units) => (units.get(code) ?? 0) - blocks));
            assert.deepEqual([...extras].sort(), { yes: [1], no: [0], choice: [0, 1] }[leftover]);
          }
          for (const billing of everyBilling(minutes)) {
            const units = new Map(billing.map((u, index) => [String(97151 + index), u]));
            assert.equal(isAllowedAllocation(pool, units), allowed.has(billing.join('/')), billing.join('/'));
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('agrees with it for larger pools too', () => {
    fc.assert(
      fc.property(fc.oneof(poolOf(480, 6), tiedPool), (minutes) => {
        assert.deepEqual(new Set(splits(poolUnits(entries(minutes)))), allowedByTheManual(minutes));
      }),
    );
  });

  it('gives whole blocks first, which never exceed the total, and at most one unit more to a code with minutes left', () => {
    fc.assert(
      fc.property(poolOf(600, 12), (minutes) => {
        const pool = poolUnits(entries(minutes));
        assert.ok(pool.leftoverUnits >= 0);
        assert.ok(pool.choiceUnits >= 0);
        assert.equal(
          pool.minutes,
          minutes.reduce((sum, m) => sum + m, 0),
        );
        assert.equal(pool.units, Math.floor((pool.minutes + 7) / 15));
        for (const allocation of cmsAllocations(pool, 20).list) {
          assert.ok(isAllowedAllocation(pool, allocation));
          assert.equal(
            [...allocation.values()].reduce((sum, u) => sum + u, 0),
            pool.units,
          );
          for (const { code, minutes: m, blocks, remaining } of pool.shares) {
            const units = allocation.get(code) ?? 0;
            assert.equal(blocks * 15 + remaining, m);
            assert.ok(units >= Math.floor(m / 15) && units <= Math.ceil(m / 15));
          }
        }
      }),
    );
  });

  it('is the midpoint rule for a single code', () => {
    for (let m = 0; m <= 1500; m++) {
      const pool = poolUnits(entries([m]));
      assert.deepEqual([pool.units, ...splits(pool)], [Math.floor((m + 7) / 15), String(Math.floor((m + 7) / 15))]);
    }
  });

  it('never gives fewer units in all for more minutes', () => {
    fc.assert(
      fc.property(poolOf(100, 5), fc.nat({ max: 4 }), fc.nat({ max: 60 }), (minutes, at, more) => {
        const index = at % minutes.length;
        const longer = minutes.with(index, (minutes[index] ?? 0) + more);
        assert.ok(poolUnits(entries(minutes)).units <= poolUnits(entries(longer)).units);
      }),
    );
  });

  it('rounds codes of another unit length on their own, outside the pool', () => {
    const pool = poolUnits([
      { code: '97153', minutes: 20, unitLength: 15 },
      { code: 'H0032', minutes: 31, unitLength: 60 },
      { code: '97155', minutes: 20, unitLength: 15 },
      { code: 'T1023', minutes: 40, unitLength: 'event' },
    ]);
    assert.equal(pool.minutes, 40);
    assert.equal(pool.units, 3);
    assert.deepEqual(
      pool.separate.map(({ code, minutes, units }) => [code, minutes, units]),
      [
        ['H0032', 31, 1],
        ['T1023', 40, 1],
      ],
    );
    // The pool says nothing about them.
    assert.ok(
      isAllowedAllocation(
        pool,
        new Map([
          ['97153', 2],
          ['97155', 1],
          ['H0032', 9],
        ]),
      ),
    );
  });

  it('adds up entries of one code before it allocates', () => {
    const pool = poolUnits([
      { code: '97153', minutes: 8, unitLength: 15 },
      { code: '97155', minutes: 10, unitLength: 15 },
      { code: '97153', minutes: 8, unitLength: 15 },
    ]);
    assert.deepEqual(splits(pool), ['1/1']);
    assert.equal(pool.shares[0]?.minutes, 16);
  });

  it('says when there are more allocations than wanted, and still judges each one', () => {
    const minutes = Array.from({ length: 40 }, () => 8);
    const pool = poolUnits(entries(minutes));
    assert.equal(pool.units, 21);
    const { list, complete } = cmsAllocations(pool);
    assert.equal(list.length, 1000);
    assert.equal(complete, false);
    assert.equal(new Set(list.map((units) => [...units.values()].join(''))).size, 1000);
    const last = new Map(pool.shares.map(({ code }, index) => [code, index >= 19 ? 1 : 0]));
    assert.ok(isAllowedAllocation(pool, last));
    assert.ok(!isAllowedAllocation(pool, last.set('97151', 1)));
    assert.equal(cmsAllocations(poolUnits(entries([8, 8, 8])), 3).complete, true);
    assert.equal(cmsAllocations(poolUnits(entries([8, 8, 8])), 2).complete, false);
  });

  it('has one empty allocation for an empty pool', () => {
    const pool = poolUnits([]);
    assert.equal(pool.units, 0);
    assert.deepEqual(cmsAllocations(pool), { list: [new Map()], complete: true });
    assert.ok(isAllowedAllocation(pool, new Map()));
  });
});
