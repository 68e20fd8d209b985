import type { FileSystem } from '../disk/file-system.ts';
import type { Rule } from '../rules/rule.ts';

/** What the server needs from the program that runs it. */
export interface Host {
  readonly fileSystem: FileSystem;
  readonly rules: readonly Rule[];
  /** Today's local date, ISO. */
  today(): string;
  /** URI of the folder with a page `RULE.md` for every rule, without a trailing slash; undefined where there is none. */
  readonly rulePages: string | undefined;
  readonly version: string;
}
