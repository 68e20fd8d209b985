/** Modifiers by the number of persons in a group: `2: UN`, `4-8: U8`, `6+: US`. */
import type { Policy, Setting } from './policy.ts';

export interface GroupRange {
  readonly min: number;
  /** Undefined: open. */
  readonly max: number | undefined;
}

/** The numbers that a name of `groupSize.modifiers` stands for; undefined where it is none, or reversed. */
export function groupRange(name: string): GroupRange | undefined {
  const match = /^([1-9]\d{0,2})(?:\s*(?:(\+)|-\s*([1-9]\d{0,2})))?$/.exec(name.trim());
  if (!match) return undefined;
  const min = Number(match[1]);
  if (match[2]) return { min, max: undefined };
  const max = match[3] === undefined ? min : Number(match[3]);
  return min <= max ? { min, max } : undefined;
}

/** The modifier for a group of a size, from the narrowest range that holds it; undefined where the policy names none. */
export function groupModifier(policy: Policy, size: number): Setting<string> | undefined {
  let best: { readonly setting: Setting<string> | undefined; readonly width: number } | undefined;
  for (const [name, setting] of policy.groupSize.modifiers) {
    const range = groupRange(name);
    if (!range || size < range.min || size > (range.max ?? Number.POSITIVE_INFINITY)) continue;
    const width = (range.max ?? Number.POSITIVE_INFINITY) - range.min;
    if (!best || width < best.width) best = { setting, width };
  }
  return best?.setting;
}
