/**
 * Medically unlikely edits of the adaptive behavior codes: how many units of one code CMS expects at most of one provider for
 * one client and date. Data: `mue.json`. CMS publishes new values each quarter, which a clinic imports; these are what is
 * known without.
 */
import data from './mue.json' with { type: 'json' };
import type { Source } from './source.ts';

/** The two programs for which CMS publishes edits of its National Correct Coding Initiative, in a table each. */
export const NCCI_PROGRAMS = ['medicare', 'medicaid'] as const;
export type NcciProgram = (typeof NCCI_PROGRAMS)[number];

/** MUE adjudication indicator. */
export type Mai = 1 | 2 | 3;

export interface MueRow {
  readonly lineOfBusiness: NcciProgram;
  readonly code: string;
  /** The most units that are not unlikely. */
  readonly units: number;
  readonly mai: Mai;
  /** Dates of service, ISO, both included. */
  readonly from: string;
  readonly to: string;
  readonly source: Source;
}

export interface Indicator {
  readonly mai: Mai;
  /** What is held against the value: one claim line, or all units of the date. */
  readonly per: 'line' | 'date';
  /** What it means for units beyond the value, in a few words, and in half a sentence. */
  readonly meaning: string;
  readonly detail: string;
  readonly source: Source;
}

/** ISO date on which the table was last compared with its sources. */
export const MUE_REVIEWED: string = data.reviewed;

/** By program, code and date. */
export const MUE_ROWS: readonly MueRow[] = data.values.map((row) => ({
  ...row,
  lineOfBusiness: row.lineOfBusiness as NcciProgram,
  mai: row.mai as Mai,
  source: sourceOf(row.source),
}));

const INDICATORS: ReadonlyMap<number, Indicator> = new Map(
  data.indicators.map((row) => [
    row.mai,
    { ...row, mai: row.mai as Mai, per: row.per as Indicator['per'], source: sourceOf(row.source) },
  ]),
);

const BY_CODE: ReadonlyMap<string, readonly MueRow[]> = Map.groupBy(MUE_ROWS, (row) => row.code);

export function isNcciProgram(lineOfBusiness: string | undefined): lineOfBusiness is NcciProgram {
  return NCCI_PROGRAMS.some((program) => program === lineOfBusiness);
}

/** The edit of a code on a date of service (ISO); undefined where the table has none. */
export function findMue(program: NcciProgram, code: string, date: string): MueRow | undefined {
  return BY_CODE.get(code)?.find((row) => row.lineOfBusiness === program && row.from <= date && date <= row.to);
}

export function indicatorOf(mai: Mai): Indicator {
  return INDICATORS.get(mai) as Indicator;
}

/** Throws a RangeError for a key that the table does not define. */
function sourceOf(key: string): Source {
  const sources: Record<string, { title: string; url?: string; date: string; verify?: boolean }> = data.sources;
  const found = sources[key];
  if (!found) throw new RangeError(`No source "${key}" in the table of medically unlikely edits`);
  const { verify, ...source } = found;
  return verify ? { ...source, verify } : source;
}
