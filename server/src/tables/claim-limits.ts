/** How much of each thing one professional claim holds. Data: `claim-limits.json`. */
import data from './claim-limits.json' with { type: 'json' };
import type { Source } from './source.ts';

/** `id`, `authorization`: characters. `authorization-on-paper`: characters without hyphens and spaces. */
export type LimitedPart = 'diagnoses' | 'lines' | 'id' | 'authorization' | 'authorization-on-paper';

export interface ClaimLimit {
  readonly most: number;
  /** The box of the form or the element of the transaction that sets the limit. */
  readonly where: string;
  readonly source: Source;
}

const SOURCES: { readonly [name: string]: Source } = data.sources;

const LIMITS = new Map(
  data.limits.map(({ of, most, where, source }): [string, ClaimLimit] => {
    const named = SOURCES[source];
    if (!named) throw new RangeError(`claim-limits.json names no source ${source}`);
    return [of, { most, where, source: named }];
  }),
);

/** @throws RangeError where the table has no such row. */
export function claimLimit(of: LimitedPart): ClaimLimit {
  const limit = LIMITS.get(of);
  if (!limit) throw new RangeError(`claim-limits.json has no row ${of}`);
  return limit;
}
