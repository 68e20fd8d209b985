import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Interval, overlaps, union } from '../../../server/src/billing/intervals.ts';
import { conflicts, endOf, startOf, type Timed } from '../../../server/src/billing/overlaps.ts';

interface Item extends Timed {
  readonly name: number;
}

const interval: fc.Arbitrary<Interval> = fc
  .record({ start: fc.integer({ min: 0, max: 30 }), length: fc.integer({ min: 1, max: 12 }) })
  .map(({ start, length }) => ({ start, end: start + length }));

/** Few enough that no limit on pairs is met. */
const items: fc.Arbitrary<readonly Item[]> = fc
  .array(
    fc.record({
      intervals: fc.array(interval, { minLength: 1, maxLength: 3 }),
      bucket: fc.constantFrom('a', 'b', 'c'),
    }),
    {
      maxLength: 8,
    },
  )
  .map((list) =>
    list
      .map((item) => ({ ...item, intervals: union(item.intervals) }))
      .sort((a, b) => startOf(a) - startOf(b))
      .map((item, name) => ({ ...item, name })),
  );

const reallyOverlap = (a: Timed, b: Timed) =>
  a.intervals.some((one) => b.intervals.some((other) => overlaps(one, other))) || undefined;

describe('conflicts', () => {
  it('are those that comparing every pair gives, each once, from its later item', () => {
    fc.assert(
      fc.property(items, (list) => {
        const expected = list.flatMap((later, at) =>
          list
            .slice(0, at)
            .filter((earlier) => earlier.bucket !== later.bucket && reallyOverlap(later, earlier))
            .map((earlier) => `${earlier.name} ${later.name}`),
        );
        const actual = [...conflicts(list, reallyOverlap)].map(({ later, earlier }) => `${earlier.name} ${later.name}`);
        assert.deepEqual(actual.sort(), expected.sort());
      }),
    );
  });

  it('compare only what meets from first start to last end, and only other buckets', () => {
    fc.assert(
      fc.property(items, (list) => {
        for (const _ of conflicts(list, (later, earlier) => {
          assert.ok(startOf(later) >= startOf(earlier) && startOf(later) < endOf(earlier));
          assert.notEqual(later.bucket, earlier.bucket);
          return true;
        })) {
          // Judged above.
        }
      }),
    );
  });

  it('of many items at once are few for each, and found without comparing them all', () => {
    const all = (bucketOf: (index: number) => string, count = 2_000) =>
      Array.from({ length: count }, (_, name) => ({
        name,
        intervals: [{ start: 0, end: 60 }],
        bucket: bucketOf(name),
      }));
    let judged = 0;
    const judge = (verdict: true | undefined) => () => {
      judged++;
      return verdict;
    };
    assert.equal(
      [
        ...conflicts(
          all(() => 'one group'),
          judge(true),
        ),
      ].length,
      0,
    );
    assert.equal(judged, 0);
    assert.equal([...conflicts(all(String), judge(true))].length, 8 * 2_000 - (1 + 2 + 3 + 4 + 5 + 6 + 7 + 8));
    assert.ok(judged <= 8 * 2_000);
    judged = 0;
    assert.equal([...conflicts(all(String), judge(undefined))].length, 0);
    assert.ok(judged <= 100 * 2_000);
  });
});
