/**
 * The ten adaptive behavior codes in our own words, never the AMA's descriptors. Data: `codes.json`, whose rows name their
 * sources by key.
 */
import { distance } from 'fastest-levenshtein';
import data from './codes.json' with { type: 'json' };
import type { Level } from './credentials.ts';
import { type Source, sourceIn } from './source.ts';

/** To be shown wherever the codes are explained. */
export const CPT_NOTICE =
  'CPT is a registered trademark of the American Medical Association. The explanations here are original; the official ' +
  'descriptors are in the licensed code book.';

/** The category of the codes that are delivered to caregivers. */
export const CAREGIVER_GUIDANCE = 'Caregiver and family guidance';

export const CATEGORIES = ['Assessment', 'Direct treatment', 'Protocol modification', CAREGIVER_GUIDANCE] as const;
export type Category = (typeof CATEGORIES)[number];

/** A statement and where it comes from. */
export interface Sourced {
  readonly note: string;
  readonly source: Source;
}

export interface UsualCap {
  readonly units: number;
  readonly per: 'day' | 'week' | 'authorization';
  /** Whose cap it is, for example `many payers`. */
  readonly who: string;
  readonly source: Source;
}

export interface CodeEntry {
  readonly code: string;
  /** Our own short label. */
  readonly name: string;
  /** What people also call it. */
  readonly synonyms: readonly string[];
  /** The definition in one line. */
  readonly summary: string;
  /** One sentence for somebody outside the field. */
  readonly plain: string;
  readonly definition: string;
  /** When and for whom it is used. */
  readonly context: string;
  readonly category: Category;
  /** The section of the CPT code book. */
  readonly section: 'Medicine' | 'Category III';
  readonly renderedBy: Sourced & { readonly levels: readonly Level[] };
  readonly unit: { readonly minutes: number /** Whose time. */; readonly of: string; readonly source: Source };
  /** `optional`: with or without the client. `absent`: never with the client. */
  readonly patient: { readonly presence: 'required' | 'optional' | 'absent'; readonly note: string };
  /** Whether only face-to-face time counts. */
  readonly faceToFace: { readonly required: boolean; readonly note: string };
  /** Undefined for a service to one client or family. */
  readonly groupSize:
    | (Sourced & { readonly of: 'patients' | 'caregiver sets'; readonly min: number; readonly max: number })
    | undefined;
  /** Technicians that have to be there; 0 where none has to. */
  readonly minTechnicians: number;
  /** Whether a qualified professional other than the renderer directs it; moot where such a professional renders. */
  readonly direction: { readonly required: boolean; readonly note: string };
  /** Besides what every note shows: {@link EVERY_NOTE}. */
  readonly noteMustShow: readonly string[];
  readonly usualCaps: readonly UsualCap[];
  /** What it is typically denied for, with the claim adjustment reason code (see `carc.ts`). */
  readonly denials: readonly { readonly carc: string; readonly text: string }[];
  /** Codes it is confused with, and what the other one is. */
  readonly siblings: readonly { readonly code: string; readonly difference: string }[];
  readonly telehealth: Sourced & { readonly usual: string };
  readonly specialties: readonly string[];
  readonly validity: {
    /** ISO dates of service, both included; no `to` where no end is set. */
    readonly from: string;
    readonly to: string | undefined;
    readonly source: Source;
    /** When this row has to be looked at again, and why. */
    readonly review: Sourced & { readonly date: string };
  };
  readonly questions: readonly { readonly question: string; readonly answer: string }[];
  /** Of the row as a whole. */
  readonly sources: readonly Source[];
}

/** ISO date on which the table was last compared with its sources. */
export const REVIEWED: string = data.reviewed;

/** The physician work RVU, the same for all ten codes: none is assigned. */
export const PHYSICIAN_WORK: Sourced & { readonly rvu: null } = {
  rvu: data.physicianWork.rvu,
  note: data.physicianWork.note,
  source: sourceOf(data.physicianWork.source),
};

/** What the note of every session shows, whatever the code. */
export const EVERY_NOTE: { readonly mustShow: readonly string[]; readonly source: Source } = {
  mustShow: data.everyNote.mustShow,
  source: sourceOf(data.everyNote.source),
};

/** All codes in numeric order, the Category III codes last. */
export const CODES: readonly CodeEntry[] = data.codes.map(codeEntry);

const BY_CODE = new Map(CODES.map((entry) => [entry.code, entry]));

/** The row of a code as claims write it; a lower-case `t` counts, too. */
export function findCode(code: string): CodeEntry | undefined {
  return BY_CODE.get(code.trim().toUpperCase());
}

export type CodeStatus = 'active' | 'not-yet' | 'ended' | 'unknown';

/** Whether a code may be reported for a date of service (ISO); `unknown` for a code that is not in the table. */
export function codeStatus(code: string, date: string): CodeStatus {
  const validity = findCode(code)?.validity;
  if (!validity) return 'unknown';
  if (date < validity.from) return 'not-yet';
  return validity.to !== undefined && date > validity.to ? 'ended' : 'active';
}

/** More wrong characters than this, and a text is no misspelling of a code. */
const MAX_DISTANCE = 2;
const MAX_SUGGESTIONS = 3;

/**
 * The codes that a mistyped text may have meant, the likeliest first: fewest wrong characters, two swapped ones counting as
 * one, then the nearest number. At most three; none for a text that resembles no code.
 */
export function nearestCodes(text: string): readonly CodeEntry[] {
  const typed = text.trim().toUpperCase();
  if (typed === '') return [];
  return CODES.map((entry) => ({ entry, wrong: wrongCharacters(typed, entry.code), far: farness(typed, entry.code) }))
    .filter(({ wrong }) => wrong <= MAX_DISTANCE)
    .sort((a, b) => a.wrong - b.wrong || a.far - b.far)
    .slice(0, MAX_SUGGESTIONS)
    .map(({ entry }) => entry);
}

function wrongCharacters(typed: string, code: string): number {
  return isSwap(typed, code) ? 1 : distance(typed, code);
}

/** Whether the texts differ only in two neighboring characters that changed places. */
function isSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const at = [...a].findIndex((character, index) => character !== b[index]);
  return at >= 0 && a.slice(0, at) + (a[at + 1] ?? '') + a[at] + a.slice(at + 2) === b;
}

function farness(typed: string, code: string): number {
  const difference = Math.abs(Number.parseInt(typed, 10) - Number.parseInt(code, 10));
  return Number.isNaN(difference) ? Number.MAX_SAFE_INTEGER : difference;
}

type Row = (typeof data.codes)[number];

function codeEntry(row: Row): CodeEntry {
  const { renderedBy, unit, groupSize, usualCaps, telehealth, validity, sources } = row;
  return {
    ...row,
    category: row.category as Category,
    section: row.section as CodeEntry['section'],
    patient: row.patient as CodeEntry['patient'],
    renderedBy: { ...renderedBy, levels: renderedBy.levels as Level[], source: sourceOf(renderedBy.source) },
    unit: { ...unit, source: sourceOf(unit.source) },
    groupSize: groupSize
      ? { ...groupSize, of: groupSize.of as 'patients' | 'caregiver sets', source: sourceOf(groupSize.source) }
      : undefined,
    usualCaps: usualCaps.map((cap) => ({ ...cap, per: cap.per as UsualCap['per'], source: sourceOf(cap.source) })),
    telehealth: { ...telehealth, source: sourceOf(telehealth.source) },
    validity: {
      from: validity.from,
      to: validity.to,
      source: sourceOf(validity.source),
      review: { ...validity.review, source: sourceOf(validity.review.source) },
    },
    sources: sources.map(sourceOf),
  };
}

function sourceOf(key: string): Source {
  return sourceIn(data.sources, key);
}
