import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type Interval,
  intersect,
  lengthOf,
  overlapLength,
  overlaps,
  subtract,
  totalLength,
  union,
} from '../../../server/src/billing/intervals.ts';

/** Few minutes, so that intervals often touch, coincide and are empty or reversed. */
const END = 40;
const interval: fc.Arbitrary<Interval> = fc.record({
  start: fc.integer({ min: 0, max: END }),
  end: fc.integer({ min: 0, max: END }),
});
const intervals = fc.array(interval, { maxLength: 8 });

/** The oracle: a set of minutes. */
function minutesIn(list: readonly Interval[]): Set<number> {
  const minutes = new Set<number>();
  for (const { start, end } of list) for (let minute = start; minute < end; minute++) minutes.add(minute);
  return minutes;
}

function filtered(minutes: ReadonlySet<number>, keep: (minute: number) => boolean): Set<number> {
  return new Set([...minutes].filter(keep));
}

function assertIs(list: readonly Interval[], expected: ReadonlySet<number>): void {
  assert.deepEqual(minutesIn(list), expected);
  for (const [index, { start, end }] of list.entries()) {
    assert.ok(start < end, 'no empty interval');
    const next = list[index + 1];
    if (next) assert.ok(end < next.start, 'sorted, and neither overlapping nor touching');
  }
}

describe('intervals', () => {
  it('agree with sets of minutes', () => {
    fc.assert(
      fc.property(intervals, intervals, (a, b) => {
        const left = minutesIn(a);
        const right = minutesIn(b);
        assertIs(union(a), left);
        assertIs(
          intersect(a, b),
          filtered(left, (minute) => right.has(minute)),
        );
        assertIs(
          subtract(a, b),
          filtered(left, (minute) => !right.has(minute)),
        );
        assert.equal(totalLength(a), left.size);
      }),
      { numRuns: 2000 },
    );
  });

  it('measure two intervals', () => {
    fc.assert(
      fc.property(interval, interval, (a, b) => {
        const shared = filtered(minutesIn([a]), (minute) => minutesIn([b]).has(minute)).size;
        assert.equal(lengthOf(a), minutesIn([a]).size);
        assert.equal(overlapLength(a, b), shared);
        assert.equal(overlaps(a, b), shared > 0);
      }),
    );
  });

  it('do not share an end with the next start', () => {
    assert.equal(overlaps({ start: 900, end: 930 }, { start: 930, end: 960 }), false);
    assert.deepEqual(
      union([
        { start: 930, end: 960 },
        { start: 900, end: 930 },
      ]),
      [{ start: 900, end: 960 }],
    );
  });

  it('leave what they are given as it was', () => {
    const given = [
      { start: 20, end: 30 },
      { start: 0, end: 25 },
    ];
    const copy = structuredClone(given);
    union(given);
    subtract(given, given);
    intersect(given, given);
    assert.deepEqual(given, copy);
  });
});
