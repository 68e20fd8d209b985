/**
 * What the note of a code has to show besides what every record needs. Data: `note-fields.json`. Group size, caregivers,
 * technicians, supervisors and signatures are not in it: rules of their own look at them.
 */
import data from './note-fields.json' with { type: 'json' };
import type { Source } from './source.ts';

export interface NoteField {
  /** Keys from the note's root; `*` stands for every item of a list. */
  readonly path: readonly string[];
  /** What notes show of any service, and what may be kept in another system; else the code is not delivered without it. */
  readonly isGeneral: boolean;
  /** Why the note has to show it, in half a sentence. */
  readonly why: string;
  readonly source: Source;
}

const ROWS: readonly (NoteField & { readonly codes: '*' | ReadonlySet<string> })[] = data.fields.map(
  ({ path, codes, isGeneral = false, why, source }) => ({
    path,
    isGeneral,
    why,
    codes: typeof codes === 'string' ? '*' : new Set(codes),
    source: sourceOf(source),
  }),
);

/** In the order of a note's keys. For a code of the table of codes: what a payer's own codes need is the payer's to say. */
export function noteFieldsOf(code: string): readonly NoteField[] {
  return ROWS.filter(({ codes }) => codes === '*' || codes.has(code));
}

/** Whether a key is one that notes usually have, but only notes of other codes. */
export function isGeneralOfOthers(key: string, code: string): boolean {
  const rows = ROWS.filter(({ path, isGeneral }) => isGeneral && path.length === 1 && path[0] === key);
  return rows.length > 0 && rows.every(({ codes }) => codes !== '*' && !codes.has(code));
}

/** Throws a RangeError for a key that the table does not define. */
function sourceOf(key: string): Source {
  const sources: Record<string, { title: string; url?: string; date: string; verify?: boolean }> = data.sources;
  const found = sources[key];
  if (!found) throw new RangeError(`No source "${key}" in the table of note fields`);
  const { verify, ...source } = found;
  return verify ? { ...source, verify } : source;
}
