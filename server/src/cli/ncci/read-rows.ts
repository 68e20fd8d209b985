/** The rows of a table as CMS publishes it: some lines about copyright, a header, then one row for each edit. */
import { CsvError, parse } from 'csv-parse/sync';
import { badFile, badLine } from './bad-input.ts';

/** Where a table's columns stand, and the columns' names as the header has them. */
export interface Header {
  readonly kind: 'mue' | 'ptp';
  readonly delimiter: string;
  /** Number of records before the first row. */
  readonly records: number;
  /** Position of each column that is known, by what it holds. */
  readonly columns: ReadonlyMap<ColumnName, number>;
  readonly headings: readonly string[];
}

export type ColumnName =
  | 'code'
  | 'units'
  | 'mai'
  | 'rationale'
  | 'column1'
  | 'column2'
  | 'prior1996'
  | 'from'
  | 'to'
  | 'indicator';

export interface Row {
  /** Line on which it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** How each column is called, in lower case and with single blanks. The first that fits a heading has it. */
const HEADINGS: readonly (readonly [name: ColumnName, heading: RegExp])[] = [
  ['column1', /^column ?1\b/],
  ['column2', /^column ?2\b/],
  ['prior1996', /prior to 1996/],
  ['from', /^effective\b/],
  ['to', /^deletion\b/],
  ['indicator', /^modifier\b/],
  ['mai', /adjudication indicator|^mai$/],
  ['rationale', /rationale/],
  ['units', /\bmue\b.*\bvalues?\b|\bmue\b$/],
  ['code', /^(?:hcpcs|cpt)\b/],
];

const NEEDED = {
  mue: ['code', 'units'],
  ptp: ['column1', 'column2', 'from', 'to', 'indicator'],
} as const satisfies { readonly [K in Header['kind']]: readonly ColumnName[] };

const DELIMITERS = ['\t', ',', ';', '|'];
/** The header is among the first records. */
const MAX_PREAMBLE = 60;

/** Stray quotes are taken as they stand, and a row may be shorter than the header. */
const OPTIONS = { relax_column_count: true, relax_quotes: true, record_delimiter: ['\r\n', '\n', '\r'] };

/** The header of an MUE or PTP table, whichever it is; undefined where there is none. */
export function findHeader(text: string): Header | undefined {
  for (const delimiter of DELIMITERS) {
    const records = preamble(text, delimiter);
    for (const [index, cells] of records.entries()) {
      const headings = cells.map((cell) => cell.replace(/\s+/g, ' ').trim());
      const columns = columnsOf(headings);
      const kind = (['mue', 'ptp'] as const).find((one) => NEEDED[one].every((name) => columns.has(name)));
      if (kind) return { kind, delimiter, records: index + 1, columns, headings };
    }
  }
  return undefined;
}

/** The first records, or as many of them as can be read: what is wrong further down is for whoever reads the rows. */
function preamble(text: string, delimiter: string): readonly (readonly string[])[] {
  const records: (readonly string[])[] = [];
  try {
    parse(text, {
      ...OPTIONS,
      delimiter,
      to: MAX_PREAMBLE,
      on_record: (record: string[]) => {
        records.push(record);
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
  }
  return records;
}

function columnsOf(headings: readonly string[]): ReadonlyMap<ColumnName, number> {
  const columns = new Map<ColumnName, number>();
  for (const [index, heading] of headings.entries()) {
    const name = HEADINGS.find(([, pattern]) => pattern.test(heading.toLowerCase()))?.[0];
    if (name !== undefined && !columns.has(name)) columns.set(name, index);
  }
  return columns;
}

/**
 * Gives every row after the header to `take`, one after the other: a table may have a million. Rows that hold nothing, and
 * what stands below a header or a table, are left out: lines of the header and notes in one cell.
 *
 * @throws UsageError where a quote is not closed, and whatever `take` throws.
 */
export function eachRow(file: string, text: string, header: Header, take: (row: Row) => void): void {
  let last = 0;
  let index = 0;
  try {
    parse(text, {
      ...OPTIONS,
      delimiter: header.delimiter,
      on_record: (record: string[], { lines }) => {
        const line = last + 1;
        last = lines;
        index++;
        const cells = record.map((cell) => cell.trim());
        if (index > header.records && !isNote(cells, header)) take({ line, cells });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (error.code === 'CSV_QUOTE_NOT_CLOSED') throw badLine(file, last + 1, 'a quote that begins here is not closed');
    throw badFile(file, `The table cannot be read in line ${last + 1} (${error.code}).`);
  }
}

/** A row without a code, or a sentence in its first cell and nothing else. */
function isNote(cells: readonly string[], { kind, columns }: Header): boolean {
  const names = kind === 'mue' ? (['code', 'units'] as const) : (['column1', 'column2'] as const);
  const texts = names.map((name) => cells[columns.get(name) ?? -1] ?? '');
  if (texts.every((text) => text === '')) return true;
  const filled = cells.filter((cell) => cell !== '');
  return filled.length === 1 && /\s/.test(filled[0] ?? '');
}
