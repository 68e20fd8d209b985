/**
 * The part of ICD-10-CM that adaptive behavior services are billed with: which codes are for claims, which are headings, and
 * which pairs the Tabular List excludes. Data: `diagnoses.json`. A code of right form that is not here is unknown, not wrong.
 */
import data from './diagnoses.json' with { type: 'json' };
import { remembered } from './remembered.ts';
import { type Source, sourceIn } from './source.ts';

export interface Diagnosis {
  /** With its dot, in capitals. */
  readonly code: string;
  /** `code`: for claims. `header`: only its subdivisions are. `who-only`: in the WHO's ICD-10, not in ICD-10-CM. */
  readonly kind: 'code' | 'header' | 'who-only';
  readonly name: string;
  /** Dates of service (ISO), both included; no `to` where no end is set. Fiscal years begin on October 1. */
  readonly from: string;
  readonly to: string | undefined;
  /** Of a header: the table has all of its subdivisions, as of the fiscal year {@link CODE_SET}. */
  readonly complete: boolean;
  /** Of a WHO-only code: where ICD-10-CM puts it. */
  readonly instead: string | undefined;
  readonly note: string | undefined;
  readonly source: Source;
}

/** `excludes1`: the two are never coded together. `excludes2`: they may be, where both are there. */
export interface Exclusion {
  readonly kind: 'excludes1' | 'excludes2';
  /** Codes, or headings that stand for all under them. */
  readonly code: string;
  readonly others: readonly string[];
  readonly source: Source;
}

/** The fiscal year that the table was compared with. */
export const CODE_SET: { readonly name: string; readonly from: string; readonly to: string } = data.codeSet;

export const DIAGNOSES: readonly Diagnosis[] = data.diagnoses.map((row) => ({
  code: row.code,
  kind: row.kind as Diagnosis['kind'],
  name: row.name,
  from: row.from,
  to: row.to,
  complete: row.complete === true,
  instead: row.instead,
  note: row.note,
  source: sourceIn(data.sources, row.source),
}));

export const EXCLUSIONS: readonly Exclusion[] = data.excludes.map((row) => ({
  ...row,
  kind: row.kind as Exclusion['kind'],
  source: sourceIn(data.sources, row.source),
}));

const BY_CODE = Map.groupBy(DIAGNOSES, ({ code }) => code);

const FORM = /^[A-Z]\d[0-9AB](?:\.[0-9A-Z]{1,4})?$/;
const WITHOUT_DOT = /^([A-Z]\d[0-9AB])([0-9A-Z]{1,4})$/;

/** Whether a text has the form of an ICD-10-CM code, known or not. */
export function isDiagnosisForm(text: string): boolean {
  return FORM.test(text);
}

/** The code that a text of wrong form clearly writes: blanks, a comma for the dot, no dot (`F840`). */
export function repairDiagnosis(text: string): string | undefined {
  const plain = text.toUpperCase().replaceAll(/\s/g, '').replace(',', '.').replace(/\.$/, '');
  const repaired = plain.replace(WITHOUT_DOT, '$1.$2');
  return repaired !== text && isDiagnosisForm(repaired) ? repaired : undefined;
}

/** The row of a code on a date of service (ISO); without a date, its latest. */
export function findDiagnosis(code: string, date?: string): Diagnosis | undefined {
  const rows = BY_CODE.get(code) ?? [];
  if (date === undefined) return rows.at(-1);
  return rows.find(({ from, to }) => from <= date && (to === undefined || date <= to)) ?? rows.at(-1);
}

/** What a text of right form is on a date of service. */
export type DiagnosisStatus =
  | { readonly kind: 'billable' | 'header' | 'who-only' | 'not-yet' | 'ended'; readonly row: Diagnosis }
  /** There is no such code: its heading, or the code it would subdivide, is known in full. */
  | { readonly kind: 'no-such-code'; readonly row: Diagnosis }
  | { readonly kind: 'unknown' };

/** @param date of service (ISO); without one, dates do not count. */
export function diagnosisStatus(code: string, date?: string): DiagnosisStatus {
  const row = findDiagnosis(code, date);
  if (!row) return statusOfUnlisted(code, date);
  if (row.kind === 'who-only') return { kind: 'who-only', row };
  if (date !== undefined && date < row.from) return { kind: 'not-yet', row };
  if (date !== undefined && row.to !== undefined && date > row.to) return { kind: 'ended', row };
  return { kind: row.kind === 'header' ? 'header' : 'billable', row };
}

/** Whether a claim can carry what a text clearly writes; a code that the table does not have may be one. */
export function mayBeBilled(text: string, date?: string): boolean {
  const code = isDiagnosisForm(text) ? text : repairDiagnosis(text);
  if (code === undefined) return false;
  const { kind } = diagnosisStatus(code, date);
  return kind === 'billable' || kind === 'unknown';
}

/** A later fiscal year may bring codes that the table does not have. */
function statusOfUnlisted(code: string, date: string | undefined): DiagnosisStatus {
  if (date === undefined || date > CODE_SET.to) return { kind: 'unknown' };
  for (let parent = parentOf(code); parent !== undefined; parent = parentOf(parent)) {
    const row = findDiagnosis(parent, date);
    if (!row) continue;
    return row.kind === 'code' || row.complete ? { kind: 'no-such-code', row } : { kind: 'unknown' };
  }
  return { kind: 'unknown' };
}

/** `F80.82` → `F80.8` → `F80`. */
function parentOf(code: string): string | undefined {
  if (code.length <= 3) return undefined;
  return code.slice(0, -1).replace(/\.$/, '');
}

/** The codes for claims under a heading on a date of service; without a date, the latest. */
export function codesUnder(header: string, date?: string): readonly Diagnosis[] {
  return DIAGNOSES.filter(
    ({ code, kind, from, to }) =>
      kind === 'code' &&
      code !== header &&
      isUnder(code, header) &&
      (date === undefined ? to === undefined : from <= date && (to === undefined || date <= to)),
  );
}

/** Whether a code is a heading itself or stands under it: `F84.0` under `F84`. Dots and case do not count. */
export function isUnder(code: string, heading: string): boolean {
  return compact(code).startsWith(compact(heading));
}

/** Whether two texts write the same code: `F840` and `F84.0`. */
export function sameDiagnosis(a: string, b: string): boolean {
  return compact(a) === compact(b);
}

const compact = remembered((code) => code.toUpperCase().replaceAll(/[\s.]/g, ''));

/** The entry by which two codes exclude each other, in either direction. */
export function exclusionOf(kind: Exclusion['kind'], a: string, b: string): Exclusion | undefined {
  const holds = ({ code, others }: Exclusion, one: string, other: string) =>
    isUnder(one, code) && others.some((excluded) => isUnder(other, excluded));
  return EXCLUSIONS.find((entry) => entry.kind === kind && (holds(entry, a, b) || holds(entry, b, a)));
}
