/** What is wrong with a file that is imported: nothing of it is taken then. */
import { UsageError } from '../outcome.ts';

/** A cell of a table, as a spreadsheet counts: line and column from 1. */
export interface Cell {
  readonly line: number;
  readonly column: number;
  /** As the header calls it. */
  readonly heading: string;
}

/** Longer texts say no more. */
const MAX_QUOTED = 40;

/** @param file as the user named it. @param reason one sentence. */
export function badFile(file: string, reason: string): UsageError {
  return new UsageError(`${file}: ${reason} Nothing was imported.`);
}

/** @param reason without a full stop. */
export function badLine(file: string, line: number, reason: string): UsageError {
  return badFile(file, `Line ${line}: ${reason}.`);
}

/** @param expected to follow "expected": `a whole number`. */
export function badCell(file: string, { line, column, heading }: Cell, expected: string, text: string): UsageError {
  const found = text === '' ? 'nothing' : `"${text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}…` : text}"`;
  return badFile(file, `Line ${line}, column ${column} (${heading}): expected ${expected}, found ${found}.`);
}
