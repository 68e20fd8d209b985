/** What a command did, before anything is written or the process ends. */

import type { Pieces } from '../disk/write-pieces.ts';

/** 0: no errors. 1: findings of severity error. 2: wrong use, or input that could not be read. */
export type ExitCode = 0 | 1 | 2;

export interface Outcome {
  /** For standard output, complete with its line breaks; may be empty. Pieces are made while they are written. */
  readonly output: Pieces;
  /** For standard error: one line each, without the program's name. */
  readonly complaints: readonly string[];
  readonly exitCode: ExitCode;
}

/** Wrong use of the command line: one line for the user, exit code 2. */
export class UsageError extends Error {}

/** Puts a style on a text, or leaves the text alone where the output takes none. */
export type Paint = (style: Style, text: string) => string;
export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'blue' | 'cyan';

export const plain: Paint = (_style, text) => text;

/** What a command needs to know of the place it runs in. */
export interface Surroundings {
  /** The working directory, without symbolic links. */
  readonly cwd: string;
  /** Today's local date, ISO. */
  readonly today: string;
  readonly paint: Paint;
  /** Columns of the terminal that the output goes to; undefined where it goes elsewhere. */
  readonly columns: number | undefined;
  /** Where a long run may say how far it is; undefined where nobody watches. */
  readonly progress: Progress | undefined;
  readonly installation: Installation;
}

export interface Progress {
  /** Tells what is being done, one short line. */
  update(text: string): void;
  /** Takes the line away. */
  end(): void;
}

export interface Installation {
  readonly version: string;
  /** The page of a rule as Markdown; undefined where there is none. */
  rulePage(id: string): string | undefined;
}
