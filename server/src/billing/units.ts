/** Minutes to units, one code at a time. The pooled Medicare rule for several codes is in `cms-8-minute.ts`. */

/** How a payer turns minutes into units. */
export const ROUNDINGS = ['midpoint', 'cms-8-minute', 'full-unit', 'round-up'] as const;
export type Rounding = (typeof ROUNDINGS)[number];

/** Minutes in one unit of a code (a whole number from 1), or `event`: one unit whatever the time. */
export type UnitLength = number | 'event';

/** Length of a unit where nothing else is said: every adaptive-behavior CPT code is a 15-minute code. */
export const DEFAULT_UNIT_MINUTES = 15;

/** How the minutes of one code on its own become units. */
export type UnitRule =
  | { readonly mode: 'midpoint' | 'full-unit' | 'round-up'; readonly unitMinutes: number }
  | { readonly mode: 'event' };

/** The minutes that give one number of units, both ends included; no `max` where there is no limit. */
export interface MinuteRange {
  readonly min: number;
  readonly max?: number;
}

/**
 * The rule for a code on its own. `cms-8-minute` is the midpoint rule then: its table (8–22 is 1, 23–37 is 2, …; Medicare
 * Claims Processing Manual, Pub. 100-04, ch. 5 §20.2) is floor((m + 7) / 15), which is the midpoint of 15 minutes.
 */
export function unitRule(rounding: Rounding, length: UnitLength): UnitRule {
  if (length === 'event') return { mode: 'event' };
  return { mode: rounding === 'cms-8-minute' ? 'midpoint' : rounding, unitMinutes: length };
}

/**
 * Units that whole `minutes` support.
 *
 * - `midpoint` (CPT, "time" in its introduction): a unit counts once more than half of it has passed.
 * - `full-unit`: only whole units count (Michigan's encounter reporting for "15 minutes" codes).
 * - `round-up`: a begun unit counts (the same, for "up to 15 minutes" codes).
 * - `event`: 1.
 *
 * Throws a RangeError where the minutes are not a whole number from 0 or the unit length not one from 1.
 */
export function unitsFor(minutes: number, rule: UnitRule): number {
  if (!Number.isSafeInteger(minutes) || minutes < 0) throw new RangeError(`Not whole minutes: ${minutes}`);
  if (rule.mode === 'event') return 1;
  return Math.floor((minutes + rule.unitMinutes - firstMinute(rule)) / rule.unitMinutes);
}

/** The minutes that give exactly `units`; undefined where none do (0 or 2 of an `event`). */
export function minutesForUnits(units: number, rule: UnitRule): MinuteRange | undefined {
  if (!Number.isSafeInteger(units) || units < 0) return undefined;
  if (rule.mode === 'event') return units === 1 ? { min: 0 } : undefined;
  const min = firstMinute(rule) + (units - 1) * rule.unitMinutes;
  return { min: Math.max(0, min), max: min + rule.unitMinutes - 1 };
}

/** Minutes missing for one unit more than `minutes` support; undefined for an `event`. */
export function minutesToNextUnit(minutes: number, rule: UnitRule): number | undefined {
  const next = minutesForUnits(unitsFor(minutes, rule) + 1, rule);
  return next && next.min - minutes;
}

/** The minute of a unit's length from which on the unit counts. */
function firstMinute(rule: Exclude<UnitRule, { mode: 'event' }>): number {
  const { mode, unitMinutes } = rule;
  if (!Number.isSafeInteger(unitMinutes) || unitMinutes < 1) throw new RangeError(`Not a unit length: ${unitMinutes}`);
  switch (mode) {
    case 'midpoint':
      return Math.floor(unitMinutes / 2) + 1;
    case 'full-unit':
      return unitMinutes;
    case 'round-up':
      return 1;
  }
}
