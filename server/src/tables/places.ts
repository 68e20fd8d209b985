/** Place of service codes in our own words. Data: `places.json`. */
import data from './places.json' with { type: 'json' };
import { type Source, sourceIn } from './source.ts';

export interface Place {
  /** Two digits. */
  readonly code: string;
  readonly name: string;
  /** Half a sentence. */
  readonly meaning: string;
  /** Set where the code says that the service was given by telehealth, and where the patient was. */
  readonly telehealth: 'home' | 'not-home' | undefined;
  /** First date of service (ISO); undefined where it has been there as long as these services. */
  readonly from: string | undefined;
  readonly note: string | undefined;
  readonly source: Source;
}

/** Every code that CMS lists, in order. */
export const PLACES: readonly Place[] = data.places.map((row) => ({
  ...row,
  telehealth: row.telehealth as Place['telehealth'],
  from: row.from,
  note: row.note,
  source: sourceIn(data.sources, row.source),
}));

const BY_CODE = new Map(PLACES.map((place) => [place.code, place]));

/** @param code two digits, as claims write it. */
export function findPlace(code: string): Place | undefined {
  return BY_CODE.get(code);
}

/** The places that say by themselves that a service was given by telehealth. */
export const TELEHEALTH_PLACES: readonly string[] = PLACES.filter(({ telehealth }) => telehealth).map(
  ({ code }) => code,
);

/** The places where adaptive behavior services are usually given, the commonest first. */
const USUAL: readonly string[] = data.usual;
const MAX_SUGGESTIONS = 3;

/**
 * The places that a wrong code may have meant: a name for the place itself (`home`), else the usual places that share a digit
 * with it, two swapped digits first. At most three.
 */
export function nearestPlaces(text: string): readonly Place[] {
  const typed = text.trim().toLowerCase();
  const named = PLACES.filter(({ name }) => name.toLowerCase() === typed);
  if (named.length > 0) return named;
  if (!/^\d\d$/.test(typed)) return [];
  const far = (code: string) => (`${typed[1]}${typed[0]}` === code ? 0 : 1);
  return USUAL.filter((code) => far(code) === 0 || code[0] === typed[0] || code[1] === typed[1])
    .sort((a, b) => far(a) - far(b))
    .slice(0, MAX_SUGGESTIONS)
    .flatMap((code) => findPlace(code) ?? []);
}
