/** Claim adjustment reason codes, by which a payer says why it did not pay, in our own words. Data: `carc.json`. */
import data from './carc.json' with { type: 'json' };
import type { Source } from './source.ts';

export interface Carc {
  /** Without its group: `16`, `B7`. */
  readonly code: string;
  /** Half a sentence. */
  readonly meaning: string;
}

/** In numeric order, those with a letter last. */
export const CARCS: readonly Carc[] = data.codes;

export const CARC_SOURCE: Source = data.source as Source;

const BY_CODE = new Map(CARCS.map((carc) => [carc.code, carc]));

/** @param code without its group, as in `Rule.carc`. */
export function findCarc(code: string): Carc | undefined {
  return BY_CODE.get(code);
}
