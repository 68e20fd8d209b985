/** The clinic's tables file: read, with an edition put in, and written as a whole or not at all. */
import { realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { nodeFileSystem, pathToUri } from '../../disk/node-file-system.ts';
import { tooLargeToWrite } from '../../disk/read-text.ts';
import { writeWhole } from '../../disk/write-whole.ts';
import { Engine } from '../../rules/engine.ts';
import { RULES } from '../../rules/registry.ts';
import { reportOn } from '../../rules/report.ts';
import type { NcciProgram } from '../../tables/mue.ts';
import { TABLES_FILE_NAMES } from '../../workspace/file-names.ts';
import { Workspace } from '../../workspace/workspace.ts';
import { UsageError } from '../outcome.ts';
import { shownPath } from '../scopes.ts';
import type { MueValue, PtpPair } from './edits.ts';

interface Edition {
  readonly lineOfBusiness: NcciProgram;
  /** First date of service, ISO. */
  readonly from: string;
  /** Name of the published file. */
  readonly source: string;
  readonly imported: string;
}

export interface MueEdition extends Edition {
  readonly values: readonly MueValue[];
}

export interface PtpEdition extends Edition {
  readonly pairs: readonly PtpPair[];
}

export interface Tables {
  readonly mue?: readonly MueEdition[];
  readonly ptp?: readonly PtpEdition[];
}

const [DEFAULT_NAME = '', ...OTHER_NAMES] = TABLES_FILE_NAMES;

/**
 * @param output as the user named it; undefined for the default name.
 * @param folder that the default stands in.
 * @throws UsageError where the file would not be written as JSON, or would stand in the way of one in YAML.
 */
export async function tablesPath(output: string | undefined, folder: string, cwd: string): Promise<string> {
  if (output !== undefined) {
    if (!/\.json$/i.test(output)) throw new UsageError(`${output}: Tables are written as JSON: name a file *.json.`);
    return realpath(resolve(cwd, output)).catch(() => resolve(cwd, output));
  }
  for (const name of OTHER_NAMES) {
    const other = join(folder, name);
    if ((await nodeFileSystem.read(pathToUri(other))).kind === 'missing') continue;
    const shown = shownPath(cwd, pathToUri(other));
    throw new UsageError(
      `${shown}: This file would no longer be read beside ${DEFAULT_NAME}. Move its tables there, or name --output.`,
    );
  }
  const path = join(folder, DEFAULT_NAME);
  return realpath(path).catch(() => path);
}

/** The tables that are there; none where there is no such file. @throws UsageError for a file with mistakes in it. */
export async function readTables(path: string, cwd: string): Promise<Tables> {
  const uri = pathToUri(path);
  const reading = await nodeFileSystem.read(uri);
  if (reading.kind === 'missing') return {};
  const shown = shownPath(cwd, uri);
  if (reading.kind === 'unreadable') throw new UsageError(`${shown}: ${reading.reason} Nothing was imported.`);
  const mistake = firstMistake(reading.text);
  if (mistake !== undefined) throw new UsageError(`${shown}:${mistake}. Mend this first; nothing was imported.`);
  return reading.text.trim() === '' ? {} : (JSON.parse(reading.text) as Tables);
}

/** `LINE:COLUMN: message` of the first mistake in a tables file, whatever its name. */
function firstMistake(text: string): string | undefined {
  const uri = `file:///tables/${DEFAULT_NAME}`;
  const workspace = new Workspace('file:///tables');
  const file = workspace.open(uri, text);
  const engine = new Engine(workspace, RULES);
  engine.settle();
  const found = reportOn(engine, file).find(({ severity }) => severity === 'error');
  if (!found) return undefined;
  const { line, character } = file.source.positionAt(found.start);
  return `${line + 1}:${character + 1}: ${found.message}`;
}

/** An edition takes the place of the one of the same program and first date: CMS publishes each quarter's table complete. */
export function withMue(tables: Tables, edition: MueEdition): Tables {
  const others = (tables.mue ?? []).filter((one) => !isSameQuarter(one, edition));
  return { ...tables, mue: [...others, edition].sort(compareEditions) };
}

/** The pairs of a quarter come in several files: an edition takes the place of the one from the same part. */
export function withPtp(tables: Tables, edition: PtpEdition): Tables {
  const others = (tables.ptp ?? []).filter(
    (one) => !isSameQuarter(one, edition) || partOf(one.source) !== partOf(edition.source),
  );
  return { ...tables, ptp: [...others, edition].sort(compareEditions) };
}

function isSameQuarter(one: Edition, other: Edition): boolean {
  return one.lineOfBusiness === other.lineOfBusiness && one.from === other.from;
}

/** `ccipra-v323r1-f1.txt` is the revision of `ccipra-v323r0-f1.txt`. */
function partOf(source: string): string {
  return source
    .toLowerCase()
    .replace(/\.[a-z]+$/, '')
    .replace(/(v\d+)r\d+/, '$1');
}

function compareEditions(a: Edition, b: Edition): number {
  const keys = [a, b].map(({ lineOfBusiness, from, source }) => [lineOfBusiness, from, source].join('\n'));
  return (keys[0] ?? '') < (keys[1] ?? '') ? -1 : 1;
}

/** JSON with one row in a line, so that a new quarter is a readable difference. */
export function tablesText({ mue, ptp }: Tables): string {
  const parts = [
    ...(mue ? [`  "mue": ${listText(mue.map(({ values, ...head }) => editionText(head, 'values', values)))}`] : []),
    ...(ptp ? [`  "ptp": ${listText(ptp.map(({ pairs, ...head }) => editionText(head, 'pairs', pairs)))}`] : []),
  ];
  return `{\n${parts.join(',\n')}\n}\n`;
}

function listText(items: readonly string[]): string {
  return items.length === 0 ? '[]' : `[\n${items.join(',\n')}\n  ]`;
}

function editionText(head: object, name: string, rows: readonly object[]): string {
  const lines = rows.map((row) => `      ${rowText(row)}`).join(',\n');
  return `    ${rowText(head).replace(/ \}$/, '')}, "${name}": [${lines === '' ? '' : `\n${lines}\n    `}] }`;
}

function rowText(row: object): string {
  const entries = Object.entries(row).map(([key, value]) => `"${key}": ${JSON.stringify(value)}`);
  return `{ ${entries.join(', ')} }`;
}

/**
 * Writes the file, whole or not at all.
 * @throws UsageError where it cannot be written, or would be larger than what is read.
 */
export async function writeTables(path: string, text: string, cwd: string): Promise<void> {
  const shown = shownPath(cwd, pathToUri(path));
  const problem = tooLargeToWrite(Buffer.byteLength(text)) ?? (await writeWhole(path, text));
  if (problem !== undefined) throw new UsageError(`${shown}: ${problem}`);
}
