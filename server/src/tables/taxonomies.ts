/** Health care provider taxonomy codes and the levels of credential they fit. Data: `taxonomies.json`. */
import type { Level } from './credentials.ts';
import { type Source, sourceIn } from './source.ts';
import data from './taxonomies.json' with { type: 'json' };

export interface Taxonomy {
  /** Ten characters, the last an X. */
  readonly code: string;
  readonly name: string;
  /** Levels whose holders register with it. */
  readonly levels: readonly Level[];
  readonly source: Source;
}

/**
 * Those whose level is the same in every state. Others (counselors, social workers, agencies) are not wrong; what they may
 * do differs by state.
 */
export const TAXONOMIES: readonly Taxonomy[] = data.taxonomies.map(({ code, name, levels, source }) => ({
  code,
  name,
  levels: levels as Level[],
  source: sourceIn(data.sources, source),
}));

const BY_CODE = new Map(TAXONOMIES.map((taxonomy) => [taxonomy.code, taxonomy]));
const STANDARD = new Map(
  data.taxonomies.flatMap(({ standardFor, code }) => (standardFor === undefined ? [] : [[standardFor, code] as const])),
);

export function findTaxonomy(code: string): Taxonomy | undefined {
  return BY_CODE.get(code.trim().toUpperCase());
}

/** The behavior analysis taxonomy of a level: 103K00000X, 106E00000X or 106S00000X. */
export function standardTaxonomy(level: Level): Taxonomy | undefined {
  const code = STANDARD.get(level);
  return code === undefined ? undefined : findTaxonomy(code);
}

/** Whether a text has the form of a taxonomy code, known or not. */
export function isTaxonomyForm(text: string): boolean {
  return /^[0-9A-Z]{9}X$/.test(text);
}
