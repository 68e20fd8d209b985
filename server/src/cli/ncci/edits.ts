/** From rows to edits: what each row says, or what is wrong with it. */
import { type IsoDate, parseDate } from '../../billing/calendar.ts';
import { badCell, badLine } from './bad-input.ts';
import { type ColumnName, eachRow, type Header, type Row } from './read-rows.ts';

/** A value of an MUE edition, as the tables file has it. */
export interface MueValue {
  readonly code: string;
  readonly units: number;
  readonly mai?: number;
  readonly rationale?: string;
}

/** A pair of a PTP edition, as the tables file has it. */
export interface PtpPair {
  readonly column1: string;
  readonly column2: string;
  readonly indicator: number;
  readonly from: string;
  readonly to?: string;
  readonly rationale?: string;
}

export interface Read<T> {
  /** Rows of the table. */
  readonly rows: number;
  /** Those that were asked for. */
  readonly kept: readonly T[];
}

/** First date of service of edits that are older than the table's dates. */
const BEFORE_1996 = '1996-01-01';
const CODE = /^(?:\d{4}[0-9A-Z]|[A-Z]\d{4})$/;

/** @param wants whether a code's value is kept. @throws UsageError with line and column. */
export function readMue(file: string, text: string, header: Header, wants: (code: string) => boolean): Read<MueValue> {
  let rows = 0;
  const seen = new Map<string, MueValue & { readonly line: number }>();
  eachRow(file, text, header, (row) => {
    rows++;
    const reader = new RowReader(file, row, header);
    const code = reader.code('code');
    const value = { code, units: reader.count('units'), ...reader.mai(), ...reader.rationale(), line: row.line };
    const before = seen.get(code);
    if (before && (before.units !== value.units || before.mai !== value.mai)) {
      throw badLine(file, row.line, `another value of ${code} than in line ${before.line}`);
    }
    seen.set(code, before ?? value);
  });
  const kept = [...seen.values()].filter(({ code }) => wants(code)).map(({ line, ...value }) => value);
  return { rows, kept };
}

/** @param wants whether a code's pairs are kept, whichever column it stands in. @throws UsageError with line and column. */
export function readPtp(file: string, text: string, header: Header, wants: (code: string) => boolean): Read<PtpPair> {
  let rows = 0;
  const kept: PtpPair[] = [];
  eachRow(file, text, header, (row) => {
    rows++;
    const reader = new RowReader(file, row, header);
    const [column1, column2] = [reader.code('column1'), reader.code('column2')];
    const indicator = reader.indicator();
    const from = reader.text('from') === '' && reader.text('prior1996') === '*' ? BEFORE_1996 : reader.day('from');
    const to = /^\*?$/.test(reader.text('to')) ? undefined : reader.day('to');
    if (!wants(column1) && !wants(column2)) return;
    kept.push({ column1, column2, indicator, from, ...(to === undefined ? {} : { to }), ...reader.rationale() });
  });
  return { rows, kept };
}

class RowReader {
  readonly #file: string;
  readonly #row: Row;
  readonly #header: Header;

  constructor(file: string, row: Row, header: Header) {
    this.#file = file;
    this.#row = row;
    this.#header = header;
  }

  text(name: ColumnName): string {
    return this.#row.cells[this.#header.columns.get(name) ?? -1] ?? '';
  }

  code(name: ColumnName): string {
    const code = this.text(name).toUpperCase();
    if (!CODE.test(code)) throw this.#bad(name, 'a procedure code of five characters');
    return code;
  }

  count(name: ColumnName): number {
    const text = this.text(name);
    if (!/^\d{1,6}$/.test(text)) throw this.#bad(name, 'a whole number');
    return Number(text);
  }

  /** `3 Date of Service Edit: Clinical`; a table may have no such column. */
  mai(): { readonly mai?: number } {
    if (!this.#header.columns.has('mai')) return {};
    const [, digit] = /^([1-3])(?!\d)/.exec(this.text('mai')) ?? [];
    if (digit === undefined) throw this.#bad('mai', 'an indicator, 1, 2 or 3');
    return { mai: Number(digit) };
  }

  indicator(): number {
    const text = this.text('indicator');
    if (!/^[019]$/.test(text)) throw this.#bad('indicator', 'a modifier indicator, 0, 1 or 9');
    return Number(text);
  }

  day(name: ColumnName): IsoDate {
    const text = this.text(name);
    const [, y, m, d] = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(text) ?? [];
    const [, month, day, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
    const date = parseDate(`${y ?? year}-${(m ?? month)?.padStart(2, '0')}-${(d ?? day)?.padStart(2, '0')}`);
    if (date === undefined) throw this.#bad(name, 'a date like 20260101');
    return date;
  }

  rationale(): { readonly rationale?: string } {
    const rationale = this.text('rationale');
    return rationale === '' ? {} : { rationale };
  }

  #bad(name: ColumnName, expected: string) {
    const index = this.#header.columns.get(name) ?? 0;
    const heading = this.#header.headings[index] ?? name;
    return badCell(this.#file, { line: this.#row.line, column: index + 1, heading }, expected, this.text(name));
  }
}
