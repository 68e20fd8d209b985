/** Modifiers of procedure codes in our own words, and which of them exclude each other. Data: `modifiers.json`. */
import { distance } from 'fastest-levenshtein';
import data from './modifiers.json' with { type: 'json' };
import { type Source, sourceIn } from './source.ts';

export const MODIFIER_KINDS = [
  'credential',
  'telehealth',
  'audio-only',
  'supervision',
  'group',
  'family',
  'distinct-service',
  'repeat',
  'medicaid-level',
  'level-of-care',
  'program',
  'other',
] as const;
export type ModifierKind = (typeof MODIFIER_KINDS)[number];

export interface Modifier {
  /** Two characters, in capitals. */
  readonly code: string;
  /** `credential`: the degree of whoever rendered. `audio-only`: telehealth without video. */
  readonly kind: ModifierKind;
  /** Half a sentence in our own words. */
  readonly meaning: string;
  /** Where it is met in adaptive behavior services. */
  readonly use: string | undefined;
  readonly source: Source;
}

/** Modifiers that do not stand on one line together: any of `one` with another of `other`. */
export interface ModifierConflict {
  readonly id: string;
  readonly one: readonly string[];
  readonly other: readonly string[];
  /** Half a sentence. */
  readonly why: string;
  readonly source: Source;
}

/** The modifiers that mean something for adaptive behavior services. */
export const MODIFIERS: readonly Modifier[] = data.modifiers.map((row) => ({
  ...row,
  kind: row.kind as ModifierKind,
  use: row.use,
  source: sourceIn(data.sources, row.source),
}));

/** The rest of the code sets: known, but without a part in these services. */
export const OTHER_MODIFIERS: readonly string[] = data.others.codes;
export const OTHER_MODIFIERS_SOURCE: Source = sourceIn(data.sources, data.others.source);

export const MODIFIER_CONFLICTS: readonly ModifierConflict[] = data.conflicts.map((row) => ({
  ...row,
  source: sourceIn(data.sources, row.source),
}));

const BY_CODE = new Map(MODIFIERS.map((modifier) => [modifier.code, modifier]));
const OTHERS: ReadonlySet<string> = new Set(OTHER_MODIFIERS);

/** The row of a modifier as claims write it; lower case counts, too. Undefined for one that has no part here. */
export function findModifier(code: string): Modifier | undefined {
  return BY_CODE.get(code.trim().toUpperCase());
}

/** Whether HCPCS or CPT has the modifier. */
export function isModifier(code: string): boolean {
  const written = code.trim().toUpperCase();
  return BY_CODE.has(written) || OTHERS.has(written);
}

/** The modifiers of some kinds, by code. */
export function modifiersOf(...kinds: readonly ModifierKind[]): readonly string[] {
  return MODIFIERS.filter(({ kind }) => kinds.includes(kind)).map(({ code }) => code);
}

/** Why two modifiers exclude each other; undefined where they do not, and for one and the same. */
export function modifierConflict(a: string, b: string): ModifierConflict | undefined {
  if (a === b) return undefined;
  return MODIFIER_CONFLICTS.find(
    ({ one, other }) => (one.includes(a) && other.includes(b)) || (one.includes(b) && other.includes(a)),
  );
}

const MAX_SUGGESTIONS = 3;

/** Characters that are taken for each other, each row by its first. */
const LOOKALIKES = ['O0', 'I1L', 'S5', 'B8', 'Z2', 'G6'];

/**
 * The modifiers of these services that a mistyped text may have meant: the same two characters swapped, or one that looks
 * alike, else those that are one character away. None where these are more than three: then nothing speaks for any.
 */
export function nearestModifiers(text: string): readonly Modifier[] {
  const typed = text.trim().toUpperCase();
  if (isModifier(typed)) return [];
  const alike = MODIFIERS.filter(({ code }) => isSwapped(typed, code) || shape(typed) === shape(code));
  const near = alike.length > 0 ? alike : MODIFIERS.filter(({ code }) => distance(typed, code) === 1);
  return near.length <= MAX_SUGGESTIONS ? near : [];
}

function isSwapped(typed: string, code: string): boolean {
  return typed.length === 2 && `${typed[1]}${typed[0]}` === code;
}

function shape(text: string): string {
  return [...text].map((letter) => LOOKALIKES.find((row) => row.includes(letter))?.[0] ?? letter).join('');
}
