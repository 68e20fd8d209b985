/** What the name of a file that CMS published says of it. */
import { type IsoDate, parseDate } from '../../billing/calendar.ts';
import type { NcciProgram } from '../../tables/mue.ts';

export interface PublishedName {
  readonly program: NcciProgram | undefined;
  /** First date of service of the edition. */
  readonly effective: IsoDate | undefined;
  /** True where it is a table of hospitals or of suppliers. */
  readonly forOthers: boolean;
}

/** The first version of the edits in this numbering was of 1994. */
const YEAR_OF_VERSION_0 = 1994;

/** @param name without its folder: `MCR_MUE_PractitionerServices_Eff_10-01-2026.csv`, `ccipra-v323r0-f1.txt`. */
export function readPublishedName(name: string): PublishedName {
  return { program: programIn(name), effective: effectiveIn(name), forOthers: isForOthers(name) };
}

function programIn(name: string): NcciProgram | undefined {
  if (/(?:^|[^a-z])(?:mcd|medicaid)(?:[^a-z]|$)/i.test(name)) return 'medicaid';
  if (/(?:^|[^a-z])(?:mcr|medicare)(?:[^a-z]|$)|^cci(?:pra|oph)/i.test(name)) return 'medicare';
  return undefined;
}

/** `Eff_10-01-2026`; `v2026q4`, the quarter; `v323r0`, version 32.3, whose figures are years since 1994 and quarters from 0. */
function effectiveIn(name: string): IsoDate | undefined {
  const [, month, day, year] = /eff[a-z]*[_\s-]*(\d{1,2})-(\d{1,2})-(\d{4})/i.exec(name) ?? [];
  if (year !== undefined) return dayOf(Number(year), Number(month), Number(day));
  const [, ofYear, quarter] = /(?:^|[^a-z0-9])v?(20\d{2})[_-]?q([1-4])(?!\d)/i.exec(name) ?? [];
  if (ofYear !== undefined) return dayOf(Number(ofYear), firstMonth(Number(quarter) - 1), 1);
  const [, version, part] = /(?:^|[^a-z0-9])v(\d{2})([0-3])r\d/i.exec(name) ?? [];
  return version === undefined ? undefined : dayOf(YEAR_OF_VERSION_0 + Number(version), firstMonth(Number(part)), 1);
}

function firstMonth(quarter: number): number {
  return quarter * 3 + 1;
}

function dayOf(year: number, month: number, day: number): IsoDate | undefined {
  const two = (figure: number) => String(figure).padStart(2, '0');
  return parseDate(`${year}-${two(month)}-${two(day)}`);
}

function isForOthers(name: string): boolean {
  return /outpatient|hospital|(?:^|[^a-z])(?:oph|dme)(?:[^a-z]|$)|^ccioph|supplier/i.test(name);
}
