/** Remittance advice remark codes, which say more about a denial than its reason code, in our own words. Data: `rarc.json`. */
import data from './rarc.json' with { type: 'json' };
import type { Source } from './source.ts';

export interface Rarc {
  readonly code: string;
  /** Half a sentence. */
  readonly meaning: string;
}

/** In order of their codes. */
export const RARCS: readonly Rarc[] = data.codes;

export const RARC_SOURCE: Source = data.source as Source;

const BY_CODE = new Map(RARCS.map((rarc) => [rarc.code, rarc]));

export function findRarc(code: string): Rarc | undefined {
  return BY_CODE.get(code);
}
