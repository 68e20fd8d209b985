/**
 * The Medicare rule for several timed codes on one day (Medicare Claims Processing Manual, Pub. 100-04, ch. 5 §20.2).
 *
 * The minutes of all 15-minute codes together give the total T = floor((M + 7) / 15). A code with at least 15 minutes gets
 * at least one unit, with at least 30 at least two, and so on; what is left of T goes, one each, to the codes with the most
 * minutes left over. Where those tie, the manual leaves the choice to the provider, so every such allocation is right.
 *
 * The whole blocks never exceed T, since the sum of floor(m / 15) is at most floor(M / 15). What is left of T never
 * exceeds the number of codes with minutes left over: n of them have at most 14 n, and floor((14 n + 7) / 15) <= n. So
 * no code gets a second leftover unit, and none gets one for no minutes.
 */
import { DEFAULT_UNIT_MINUTES, type UnitLength, type UnitRule, unitRule, unitsFor } from './units.ts';

/** Whole billable minutes of a code within one pool (which sessions make a pool is the caller's matter). */
export interface PoolEntry {
  readonly code: string;
  readonly minutes: number;
  readonly unitLength: UnitLength;
}

/** A code's part in the pool. */
export interface PoolShare {
  readonly code: string;
  readonly minutes: number;
  /** Whole 15-minute blocks: units that the code gets in any case. */
  readonly blocks: number;
  /** Minutes beyond the whole blocks, 0–14. */
  readonly remaining: number;
  /** Whether one of the leftover units goes to this code: always, never, or by the provider's choice. */
  readonly leftover: 'yes' | 'no' | 'choice';
}

/** A code outside the pool, rounded on its own: of another unit length than 15 minutes, or an `event`. */
export interface SeparateUnits {
  readonly code: string;
  readonly minutes: number;
  readonly rule: UnitRule;
  readonly units: number;
}

export interface CmsPool {
  /** The pooled minutes M. */
  readonly minutes: number;
  /** The units T that they support together. */
  readonly units: number;
  /** Units of T beyond the whole blocks. */
  readonly leftoverUnits: number;
  /** Of these, the units that tied codes share out by choice. */
  readonly choiceUnits: number;
  /** One per code, in the order given. */
  readonly shares: readonly PoolShare[];
  readonly separate: readonly SeparateUnits[];
}

/** Units per code, for the codes of the pool. */
export type Allocation = ReadonlyMap<string, number>;

export interface Allocations {
  /** Allowed allocations; among tied codes the ones given first get a unit first. */
  readonly list: readonly Allocation[];
  /** False where there are more than the limit. */
  readonly complete: boolean;
}

/** Pools the minutes. Entries of one code are added up first: the rule allocates to codes. */
export function poolUnits(entries: readonly PoolEntry[]): CmsPool {
  const { pooled, separate } = split(entries);
  const minutes = [...pooled.values()].reduce((sum, m) => sum + m, 0);
  const units = unitsFor(minutes, unitRule('cms-8-minute', DEFAULT_UNIT_MINUTES));
  const parts = [...pooled].map(([code, m]) => ({
    code,
    minutes: m,
    blocks: Math.floor(m / DEFAULT_UNIT_MINUTES),
    remaining: m % DEFAULT_UNIT_MINUTES,
  }));
  const leftoverUnits = units - parts.reduce((sum, part) => sum + part.blocks, 0);
  const descending = parts.map((part) => part.remaining).sort((a, b) => b - a);
  // The remainders of the last code that gets a leftover unit and of the first that gets none: equal ones tie.
  const lastIn = descending[leftoverUnits - 1] ?? Number.POSITIVE_INFINITY;
  const firstOut = descending[leftoverUnits] ?? Number.NEGATIVE_INFINITY;
  const shares = parts.map((part): PoolShare => {
    const { remaining } = part;
    if (lastIn === firstOut && remaining === lastIn) return { ...part, leftover: 'choice' };
    return { ...part, leftover: remaining >= lastIn ? 'yes' : 'no' };
  });
  const choiceUnits = leftoverUnits - shares.filter((share) => share.leftover === 'yes').length;
  return { minutes, units, leftoverUnits, choiceUnits, shares, separate };
}

function split(entries: readonly PoolEntry[]): { pooled: ReadonlyMap<string, number>; separate: SeparateUnits[] } {
  const pooled = new Map<string, number>();
  const alone = new Map<string, PoolEntry>();
  for (const entry of entries) {
    const { code, minutes, unitLength } = entry;
    if (unitLength === DEFAULT_UNIT_MINUTES) pooled.set(code, (pooled.get(code) ?? 0) + minutes);
    else alone.set(code, { code, unitLength, minutes: (alone.get(code)?.minutes ?? 0) + minutes });
  }
  const separate = [...alone.values()].map(({ code, minutes, unitLength }): SeparateUnits => {
    const rule = unitRule('cms-8-minute', unitLength);
    return { code, minutes, rule, units: unitsFor(minutes, rule) };
  });
  return { pooled, separate };
}

/**
 * Whether the pool's codes may be billed with these units: exactly T in all, shared out as the rule says. A code that
 * `units` lacks has 0; codes outside the pool are not looked at.
 */
export function isAllowedAllocation(pool: CmsPool, units: Allocation): boolean {
  let chosen = 0;
  for (const { code, blocks, leftover } of pool.shares) {
    const extra = (units.get(code) ?? 0) - blocks;
    if (extra !== 0 && extra !== 1) return false;
    if (leftover === 'choice') chosen += extra;
    else if (extra !== (leftover === 'yes' ? 1 : 0)) return false;
  }
  return chosen === pool.choiceUnits;
}

/** The allowed allocations, at most `limit` of them. There is always one. */
export function cmsAllocations(pool: CmsPool, limit = 1000): Allocations {
  const tied = pool.shares.filter((share) => share.leftover === 'choice').map((share) => share.code);
  const list: Allocation[] = [];
  for (const chosen of combinations(tied, pool.choiceUnits)) {
    if (list.length === limit) return { list, complete: false };
    list.push(
      new Map(
        pool.shares.map(({ code, blocks, leftover }) => [
          code,
          blocks + (leftover === 'yes' || chosen.has(code) ? 1 : 0),
        ]),
      ),
    );
  }
  return { list, complete: true };
}

/** Every choice of `size` items, those that hold earlier items first. */
function* combinations(items: readonly string[], size: number, from = 0): Generator<ReadonlySet<string>> {
  if (size === 0) {
    yield new Set();
    return;
  }
  for (let index = from; index <= items.length - size; index++) {
    const item = items[index] as string;
    for (const rest of combinations(items, size - 1, index + 1)) yield new Set([item, ...rest]);
  }
}
