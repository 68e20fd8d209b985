/** What the checks of a claim are about: the five that decide whether it is clean, and the rest. */
import type { Category, Rule } from '../../rules/rule.ts';

export const AREAS = [
  'eligibility',
  'authorization',
  'units',
  'providers',
  'diagnosis',
  'codes',
  'conflicts',
  'documentation',
  'form',
] as const;
export type Area = (typeof AREAS)[number];

export const AREA_TITLES: { readonly [A in Area]: string } = {
  eligibility: 'Eligibility',
  authorization: 'Authorization',
  units: 'Unit accuracy',
  providers: 'Provider credentials and enrollment',
  diagnosis: 'Diagnosis',
  codes: 'Codes, modifiers and place of service',
  conflicts: 'Overlaps and duplicates',
  documentation: 'Documentation',
  form: 'Charges, filing and form',
};

const ELIGIBILITY: ReadonlySet<string> = new Set(['coverage-inactive', 'client-age']);

const BY_CATEGORY: { readonly [C in Category]: Area } = {
  units: 'units',
  caps: 'units',
  pairing: 'providers',
  conflicts: 'conflicts',
  codes: 'codes',
  documentation: 'documentation',
  claims: 'form',
  structure: 'form',
};

export function areaOf({ id, category }: Pick<Rule, 'id' | 'category'>): Area {
  if (ELIGIBILITY.has(id)) return 'eligibility';
  if (id.startsWith('authorization-')) return 'authorization';
  return id.startsWith('diagnosis-') ? 'diagnosis' : BY_CATEGORY[category];
}
