/** A change of files, as plain text edits. */
import type { TextEdit } from '../syntax/text-edit.ts';
import type { Span } from '../syntax/tree.ts';

/** UTF-16 offsets in the whole file. */
export interface FileEdit extends TextEdit {
  readonly uri: string;
  /** The part of the new text, by its offsets, that somebody has to replace with words of their own. */
  readonly placeholder?: Span;
}

export interface Change {
  /** By file and position; none overlaps another. */
  readonly edits: readonly FileEdit[];
  /** A file that is not there yet. */
  readonly created?: { readonly uri: string; readonly text: string };
}
