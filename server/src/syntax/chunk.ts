import type { ListName } from './lists.ts';
import type { Tape } from './tape.ts';
import type { ReadResult, Span } from './tree.ts';

export type Format = 'yaml' | 'json';

/** A stretch of a document that is read on its own: an immutable value of one text version, except `index`. */
export interface Chunk {
  readonly text: string;
  /** `item`: one item of a record list. `body`: everything else (root keys, list headers, comments, `---`, brackets). */
  readonly role: 'body' | 'item';
  /** Of an item: its list. Of a body chunk: the list whose items follow it, if any. */
  readonly list: ListName | undefined;
  /** Position among the document's chunks; kept up to date by the chunk's {@link SourceText}. */
  readonly index: number;
}

/** A contiguous replacement in the list of chunks; the chunks outside it keep their identity. */
export interface ChunkChange {
  readonly at: number;
  readonly removed: readonly Chunk[];
  readonly added: readonly Chunk[];
}

/**
 * What a chunk says, offsets relative to the chunk's text. The root of an item chunk is the record's own node (not the
 * one-item sequence around it), the root of a body chunk its root mapping or whatever else stands there.
 */
export interface ParsedChunk extends ReadResult {}

/** The same for lowering, which looks at each node once: the record's own node is the tape's root. */
export interface ScannedChunk extends Omit<ParsedChunk, 'root'> {
  readonly tape: Tape | undefined;
}

/** An error that no chunk shows on its own, for example a root key that two chunks of one document repeat. */
export interface PlacedError {
  readonly chunk: Chunk;
  /** Relative to the chunk's text. */
  readonly span: Span;
  readonly message: string;
  readonly related?: { readonly chunk: Chunk; readonly span: Span };
}

/** 0-based line and UTF-16 column, as in LSP: `\n`, `\r\n` and a lone `\r` end a line. */
export interface Position {
  readonly line: number;
  readonly character: number;
}
