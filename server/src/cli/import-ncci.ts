/** The commands `import-mue` and `import-ptp`: tables that CMS publishes each quarter into the clinic's tables file. */
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pathToUri } from '../disk/node-file-system.ts';
import { programName } from '../rules/support/ncci.ts';
import { CODES, findCode } from '../tables/codes.ts';
import type { NcciProgram } from '../tables/mue.ts';
import { badFile } from './ncci/bad-input.ts';
import { type MueValue, readMue, readPtp } from './ncci/edits.ts';
import { type PublishedName, readPublishedName } from './ncci/published-name.ts';
import { findHeader, type Header } from './ncci/read-rows.ts';
import { readPublished } from './ncci/read-text.ts';
import { readTables, type Tables, tablesPath, tablesText, withMue, withPtp, writeTables } from './ncci/tables-file.ts';
import type { Outcome, Surroundings } from './outcome.ts';
import { rootOf, shownPath } from './scopes.ts';

export interface ImportOptions {
  /** Where the file's name does not say it. */
  readonly lineOfBusiness?: NcciProgram;
  /** First date of service of the edition, ISO; where the file's name does not say it. */
  readonly effective?: string;
  /** The tables file; by default beside the workspace file, or in the working directory. */
  readonly output?: string;
  /** Whether the rows of all codes are taken, not only those of the ten. */
  readonly all?: boolean;
}

const TABLES: { readonly [K in Header['kind']]: { readonly name: string; readonly expected: string } } = {
  mue: {
    name: 'medically unlikely edits',
    expected: '"HCPCS/CPT Code", "Practitioner Services MUE Values" and "MUE Adjudication Indicator"',
  },
  ptp: {
    name: 'procedure-to-procedure edits',
    expected: '"Column 1", "Column 2", "Effective Date", "Deletion Date" and "Modifier"',
  },
};

/** @throws UsageError for what is not a table of medically unlikely edits, with line and column; nothing is written then. */
export async function importMue(file: string, options: ImportOptions, surroundings: Surroundings): Promise<Outcome> {
  const { text, header, edition, wants } = await published('mue', file, options, surroundings);
  const { rows, kept } = readMue(file, text, header, wants);
  if (kept.length === 0) throw badFile(file, `None of its ${rows} rows is of an ABA code: is it the whole table?`);
  const saved = await save((tables) => withMue(tables, { ...edition, values: kept }), options, surroundings);
  return said([
    `${count(rows, 'value')} read, ${kept.length} taken.`,
    `${saved}: ${programName(edition.lineOfBusiness)} MUEs from ${edition.from} on.`,
    ...(options.all ? [] : [`${kept.map(({ code, units }) => `${code} ${units}`).join(', ')}.`]),
    ...missing(kept),
  ]);
}

/** @throws UsageError for what is not a table of pairs, with line and column; nothing is written then. */
export async function importPtp(file: string, options: ImportOptions, surroundings: Surroundings): Promise<Outcome> {
  const { text, header, edition, wants } = await published('ptp', file, options, surroundings);
  const { rows, kept } = readPtp(file, text, header, wants);
  if (rows === 0) throw badFile(file, 'It has no rows below its header.');
  const read = `${count(rows, 'pair')} read, ${kept.length} taken.`;
  // A part of the table may well hold none.
  if (kept.length === 0) return said([read, 'Nothing was written: no pair has an ABA code.']);
  const saved = await save((tables) => withPtp(tables, { ...edition, pairs: kept }), options, surroundings);
  return said([read, `${saved}: ${programName(edition.lineOfBusiness)} PTP edits, edition of ${edition.from}.`]);
}

/** Reads the file and what its name and the options say of it. */
async function published(
  kind: Header['kind'],
  file: string,
  options: ImportOptions,
  { cwd, today }: Surroundings,
): Promise<{
  readonly text: string;
  readonly header: Header;
  readonly edition: {
    readonly lineOfBusiness: NcciProgram;
    readonly from: string;
    readonly source: string;
    readonly imported: string;
  };
  readonly wants: (code: string) => boolean;
}> {
  const text = await readPublished(file, cwd);
  const header = headerOf(kind, file, text);
  const name = readPublishedName(basename(file));
  checkKindOfProvider(file, header, name);
  const lineOfBusiness = options.lineOfBusiness ?? name.program;
  if (lineOfBusiness === undefined) {
    throw badFile(file, 'Its name does not say whose table it is: add --line-of-business medicare or medicaid.');
  }
  const from = options.effective ?? name.effective;
  if (from === undefined) {
    throw badFile(file, 'Its name does not say from when on it holds: add --effective with a date like 2026-10-01.');
  }
  return {
    text,
    header,
    edition: { lineOfBusiness, from, source: basename(file), imported: today },
    wants: options.all ? () => true : (code) => findCode(code) !== undefined,
  };
}

function headerOf(kind: Header['kind'], file: string, text: string): Header {
  const header = findHeader(text);
  if (header?.kind === kind) return header;
  if (header) throw badFile(file, `This is a table of ${TABLES[header.kind].name}: use import-${header.kind}.`);
  const { name, expected } = TABLES[kind];
  throw badFile(file, `This is no table of ${name}: no header with ${expected} in its first lines.`);
}

/** CMS publishes tables of their own for hospitals and suppliers. */
function checkKindOfProvider(file: string, { headings }: Header, { forOthers }: PublishedName): void {
  if (forOthers || headings.some((heading) => /outpatient|hospital|supplier|\bdme\b/i.test(heading))) {
    throw badFile(file, "This is not the table of practitioner services, but a hospital's or a supplier's.");
  }
}

/** @returns the tables file as it is shown. */
async function save(
  change: (tables: Tables) => Tables,
  { output }: ImportOptions,
  { cwd }: Surroundings,
): Promise<string> {
  const folder = fileURLToPath(await rootOf({ uri: pathToUri(cwd), kind: 'folder' }));
  const path = await tablesPath(output, folder, cwd);
  const tables = await readTables(path, cwd);
  await writeTables(path, tablesText(change(tables)), cwd);
  return shownPath(cwd, pathToUri(path));
}

function missing(kept: readonly MueValue[]): readonly string[] {
  const absent = CODES.filter(({ code }) => !kept.some((value) => value.code === code)).map(({ code }) => code);
  return absent.length === 0 ? [] : [`No value of ${absent.join(', ')} in it: the bundled ones stay.`];
}

function count(figure: number, what: string): string {
  return `${figure.toLocaleString('en-US')} ${what}${figure === 1 ? '' : 's'}`;
}

function said(sentences: readonly string[]): Outcome {
  return { output: sentences.map((sentence) => `${sentence}\n`).join(''), complaints: [], exitCode: 0 };
}
