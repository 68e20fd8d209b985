import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  minutesForUnits,
  minutesToNextUnit,
  ROUNDINGS,
  type UnitRule,
  unitRule,
  unitsFor,
} from '../../../server/src/billing/units.ts';

const MODES = ['midpoint', 'full-unit', 'round-up'] as const;

/** The rules in their own words: how much of the last, begun unit has to have passed for it to count. */
function countedByHand(minutes: number, mode: (typeof MODES)[number], unitMinutes: number): number {
  let units = 0;
  let left = minutes;
  for (; left >= unitMinutes; left -= unitMinutes) units++;
  if (mode === 'midpoint' && left * 2 > unitMinutes) units++;
  if (mode === 'round-up' && left > 0) units++;
  return units;
}

const rule: fc.Arbitrary<Exclude<UnitRule, { mode: 'event' }>> = fc.record({
  mode: fc.constantFrom(...MODES),
  unitMinutes: fc.integer({ min: 1, max: 120 }),
});
const minutes = fc.integer({ min: 0, max: 1500 });

describe('units', () => {
  it('agree with the closed forms for 0 to 1500 minutes and units of 1 to 120', () => {
    for (let unitMinutes = 1; unitMinutes <= 120; unitMinutes++) {
      const h = Math.floor(unitMinutes / 2) + 1;
      for (let m = 0; m <= 1500; m++) {
        const got = MODES.map((mode) => unitsFor(m, { mode, unitMinutes }));
        const formulas = [
          Math.floor((m + unitMinutes - h) / unitMinutes),
          Math.floor(m / unitMinutes),
          Math.ceil(m / unitMinutes),
        ];
        if (got.some((units, index) => units !== formulas[index])) assert.deepEqual([m, unitMinutes, got], formulas);
      }
    }
  });

  it('agree with counting by hand', () => {
    fc.assert(
      fc.property(minutes, rule, (m, { mode, unitMinutes }) => {
        assert.equal(unitsFor(m, { mode, unitMinutes }), countedByHand(m, mode, unitMinutes));
      }),
      { numRuns: 2000 },
    );
  });

  it("agree with the manual's table for one code: 8-22, 23-37, ...", () => {
    const table = [
      [0, 7],
      [8, 22],
      [23, 37],
      [38, 52],
      [53, 67],
      [68, 82],
      [83, 97],
      [98, 112],
      [113, 127],
    ];
    for (const rounding of ['midpoint', 'cms-8-minute'] as const) {
      for (const [units, [min, max]] of table.entries()) {
        assert.deepEqual(minutesForUnits(units, unitRule(rounding, 15)), { min, max });
        assert.equal(unitsFor(min as number, unitRule(rounding, 15)), units);
        assert.equal(unitsFor(max as number, unitRule(rounding, 15)), units);
      }
    }
  });

  it('agree with the published figures', () => {
    const figures: readonly (readonly [minutes: number, midpoint: number, fullUnit: number])[] = [
      [30, 2, 2],
      [45, 3, 3],
      [50, 3, 3],
      [53, 4, 3],
      [59, 4, 3],
      [60, 4, 4],
      [75, 5, 5],
    ];
    for (const [m, midpoint, fullUnit] of figures) {
      assert.equal(unitsFor(m, unitRule('midpoint', 15)), midpoint);
      assert.equal(unitsFor(m, unitRule('full-unit', 15)), fullUnit);
    }
    assert.equal(unitsFor(59, unitRule('full-unit', 60)), 0);
    assert.equal(unitsFor(539, unitRule('full-unit', 60)), 8);
    assert.equal(unitsFor(30, unitRule('midpoint', 60)), 0);
    assert.equal(unitsFor(31, unitRule('midpoint', 60)), 1);
  });

  it('are ordered by mode and never fewer for more minutes', () => {
    fc.assert(
      fc.property(minutes, minutes, rule, (a, b, { mode, unitMinutes }) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        assert.ok(unitsFor(less, { mode, unitMinutes }) <= unitsFor(more, { mode, unitMinutes }));
        const full = unitsFor(a, { mode: 'full-unit', unitMinutes });
        const midpoint = unitsFor(a, { mode: 'midpoint', unitMinutes });
        const up = unitsFor(a, { mode: 'round-up', unitMinutes });
        assert.ok(full <= midpoint && midpoint <= up && up <= full + 1);
      }),
    );
  });

  it('and their minute ranges are inverse, without gaps', () => {
    fc.assert(
      fc.property(minutes, rule, (m, each) => {
        const units = unitsFor(m, each);
        const range = minutesForUnits(units, each);
        assert.ok(range?.max !== undefined && range.min <= m && m <= range.max);
        assert.equal(minutesForUnits(units + 1, each)?.min, range.max + 1);
        const missing = minutesToNextUnit(m, each);
        assert.ok(missing !== undefined && missing >= 1);
        assert.equal(unitsFor(m + missing, each), units + 1);
        assert.equal(unitsFor(m + missing - 1, each), units);
      }),
      { numRuns: 2000 },
    );
  });

  it('of an event are 1 whatever the time', () => {
    for (const rounding of ROUNDINGS) {
      const event = unitRule(rounding, 'event');
      for (const m of [0, 7, 600]) assert.equal(unitsFor(m, event), 1);
      assert.deepEqual(minutesForUnits(1, event), { min: 0 });
      assert.equal(minutesForUnits(0, event), undefined);
      assert.equal(minutesForUnits(2, event), undefined);
      assert.equal(minutesToNextUnit(60, event), undefined);
    }
  });

  it('are not made of what is no whole number', () => {
    for (const m of [-1, 7.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      assert.throws(() => unitsFor(m, unitRule('midpoint', 15)), RangeError);
    }
    for (const length of [0, -15, 7.5, Number.NaN]) {
      assert.throws(() => unitsFor(15, unitRule('full-unit', length)), RangeError);
    }
    assert.equal(minutesForUnits(-1, unitRule('midpoint', 15)), undefined);
    assert.equal(minutesForUnits(1.5, unitRule('midpoint', 15)), undefined);
  });
});
