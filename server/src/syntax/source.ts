import type { Chunk, ChunkChange, Format, ParsedChunk, PlacedError, Position, ScannedChunk } from './chunk.ts';
import { holdsConflictMarker } from './conflict-markers.ts';
import { repeatedRootKeys, tooLarge, unfinishedList } from './document-errors.ts';
import { DocumentIndex } from './document-index.ts';
import { Piece } from './piece.ts';
import type { AnchorScope } from './read.ts';
import { anchorsAfter, readPiece, scanPlainItem } from './read-piece.ts';
import {
  type BracketCount,
  countBrackets,
  MAX_TEXT_LENGTH,
  piecesOf,
  type Split,
  splitterFor,
  splitWhole,
} from './split.ts';
import { isIrregular } from './split-json-depth.ts';
import { tapeOf } from './tape.ts';
import type { ReadError } from './tree.ts';

export type { Chunk, ChunkChange, Format, ParsedChunk, PlacedError, Position, ScannedChunk } from './chunk.ts';

/** What takes the place of `removed` pieces from `at` on. */
interface Replacement {
  readonly at: number;
  readonly removed: readonly Piece[];
  readonly added: readonly Piece[];
}

/**
 * A YAML or JSON document kept as chunks, so that an edit costs what it touches and not what the file holds. After any
 * edits its chunks, their trees and its errors equal those of the same text opened afresh. No text makes it throw.
 *
 * All offsets are absolute UTF-16 code units, clamped into the text, unless they are said to be relative to a chunk.
 */
export class SourceText {
  readonly format: Format;
  readonly #index: DocumentIndex;
  #split: Omit<Split, 'pieces'>;
  #errors: readonly PlacedError[] | undefined;
  /** The anchors that were found to stand before a piece; forgotten when any anchor changes. */
  #anchors = new WeakMap<Piece, AnchorScope | undefined>();
  #lastParse: { readonly chunk: Chunk; readonly result: ParsedChunk } | undefined;

  private constructor(text: string, format: Format) {
    const { pieces, ...split } = splitWhole(text, format);
    this.format = format;
    this.#index = new DocumentIndex(pieces);
    this.#split = split;
  }

  static open(text: string, format: Format): SourceText {
    return new SourceText(text, format);
  }

  /** At least one, those of the current text; not to be kept across edits. */
  get chunks(): readonly Chunk[] {
    return this.#index.pieces;
  }

  get length(): number {
    return this.#index.length;
  }

  /** A text that ends with a line break has an empty last line. */
  get lineCount(): number {
    return this.#index.lineCount;
  }

  /** The whole text, joined anew. */
  text(): string {
    return this.#index.slice(0, this.length);
  }

  slice(start: number, end: number): string {
    return this.#index.slice(start, end);
  }

  /** Replaces the range `start`–`end`. */
  edit(start: number, end: number, replacement: string): ChunkChange {
    const from = this.#index.clamp(start);
    const to = Math.max(from, this.#index.clamp(end));
    const length = this.length - (to - from) + replacement.length;
    const around =
      this.#split.wholeOnly || length > MAX_TEXT_LENGTH ? undefined : this.#splitAround(from, to, replacement);
    return this.#apply(around ?? this.#splitAll(from, to, replacement));
  }

  /** Reads a chunk. Pure; only the last tree is kept. A chunk of an earlier text is read without the anchors before it. */
  parse(chunk: Chunk): ParsedChunk {
    if (this.#lastParse?.chunk === chunk) return this.#lastParse.result;
    if (!(chunk instanceof Piece)) throw new TypeError('Only a chunk of this document can be read');
    const result = readPiece(chunk, this.format, this.#anchorsBefore(chunk));
    this.#lastParse = { chunk, result };
    return result;
  }

  /** Reads a chunk once, in the quickest way there is; says the same as {@link parse}. */
  scan(chunk: Chunk): ScannedChunk {
    if (!(chunk instanceof Piece)) throw new TypeError('Only a chunk of this document can be read');
    const plain = this.#lastParse?.chunk === chunk ? undefined : scanPlainItem(chunk, this.format);
    if (plain) return plain;
    const { root, errors, comments } = this.parse(chunk);
    return { tape: root && tapeOf(root, chunk.text), errors, comments };
  }

  /** In order of position: errors that no chunk shows on its own (root keys in two chunks, merge conflicts, too large). */
  errors(): readonly PlacedError[] {
    this.#errors ??= this.#findErrors();
    return this.#errors;
  }

  /** Of a chunk of the current text. */
  startOf(chunk: Chunk): number {
    return this.#index.startOf(chunk.index);
  }

  /** The chunk that holds an offset; at the end of the text the last one. */
  chunkAt(offset: number): Chunk {
    return this.#index.pieceAt(offset);
  }

  /** Beyond a line's end that end, beyond the last line the end of the text. */
  offsetAt(position: Position): number {
    return this.#index.offsetAt(position);
  }

  /** An offset inside a line break is at the end of its line. */
  positionAt(offset: number): Position {
    return this.#index.positionAt(offset);
  }

  /** A line without its line break; empty beyond the document. */
  lineText(line: number): string {
    return this.#index.lineText(line);
  }

  /** Splits anew from the chunk before the edit to where the old boundaries hold again; undefined if that cannot do. */
  #splitAround(from: number, to: number, replacement: string): Replacement | undefined {
    const { pieces } = this.#index;
    const at = Math.max(0, this.#index.indexAt(from) - 1);
    let end = this.#index.indexAt(to) + 1;
    const base = this.#index.startOf(at);
    const old = this.#index.slice(base, this.#index.startOf(end));
    let text = old.slice(0, from - base) + replacement + old.slice(to - base);
    if (holdsConflictMarker(text)) return undefined;

    const splitter = splitterFor(this.format, this.#index.piece(at).facts.before);
    splitter.feed(text);
    for (let next = pieces[end]; next && !splitter.isAt(next.facts.before); next = pieces[++end]) {
      splitter.feed(next.text);
      text += next.text;
    }
    const removed = pieces.slice(at, end);
    const added = piecesOf(text, text, splitter.finish(pieces[end]), this.format);
    const brackets = replaceBrackets(this.#split.brackets, removed, added, this.format);
    if (isIrregular(brackets)) return undefined;
    this.#split = { ...this.#split, brackets };
    return { at, removed, added };
  }

  #splitAll(from: number, to: number, replacement: string): Replacement {
    const text = this.slice(0, from) + replacement + this.slice(to, this.length);
    const { pieces, ...split } = splitWhole(text, this.format);
    this.#split = split;
    this.#errors = undefined;
    return { at: 0, removed: this.#index.pieces, added: pieces };
  }

  #apply(replacement: Replacement): ChunkChange {
    const change = this.#withAliasUsers(withoutEqualEnds(replacement));
    const { at, removed, added } = change;
    const itemsOnly = [...removed, ...added].every((piece) => piece.role === 'item');
    const keepsErrors = itemsOnly && removed.length === added.length && at + removed.length < this.chunks.length;
    if (!keepsErrors) this.#errors = undefined;
    this.#index.replace(at, removed.length, added);
    return change;
  }

  /** Where anchors changed, every later chunk of the document that uses one has to be read anew. */
  #withAliasUsers(change: Replacement): Replacement {
    if (this.format === 'json' || !mayChangeAnchors(change)) return change;
    this.#anchors = new WeakMap();
    const { pieces } = this.#index;
    const start = change.at + change.removed.length;
    let end = start;
    for (let index = start; index < pieces.length; index++) {
      const piece = this.#index.piece(index);
      if (piece.facts.marker) break;
      if (piece.usesAliases) end = index + 1;
    }
    const users = pieces.slice(start, end);
    const renewed = users.map((piece) => piece.renewed());
    return { at: change.at, removed: [...change.removed, ...users], added: [...change.added, ...renewed] };
  }

  /** The anchors that a piece may refer to; undefined if there are none or it refers to none. */
  #anchorsBefore(piece: Piece): AnchorScope | undefined {
    if (this.format === 'json' || !piece.usesAliases || this.chunks[piece.index] !== piece) return undefined;
    const defining: Piece[] = [];
    let at = piece;
    while (!this.#anchors.has(at) && at.index > 0 && !at.facts.marker) {
      at = this.#index.piece(at.index - 1);
      if (at.definesAnchors) defining.push(at);
    }
    let scope = this.#anchors.get(at);
    for (const earlier of defining.reverse()) {
      this.#anchors.set(earlier, scope);
      scope = anchorsAfter(earlier, scope);
    }
    this.#anchors.set(piece, scope);
    return scope;
  }

  #findErrors(): readonly PlacedError[] {
    const { pieces } = this.#index;
    const first = this.#index.piece(0);
    if (first.facts.before.phase === 'unread') return [tooLarge(first)];
    const errors = [
      ...this.#split.conflicts.map((error) => this.#placed(error)),
      ...repeatedRootKeys(pieces, this.format, (piece) => this.parse(piece)),
    ];
    const unfinished = this.format === 'json' ? unfinishedList(this.#index.piece(pieces.length - 1)) : undefined;
    if (unfinished) errors.push(unfinished);
    return errors.sort((a, b) => this.#offsetOf(a) - this.#offsetOf(b));
  }

  #placed({ start, end, message }: ReadError): PlacedError {
    const chunk = this.#index.pieceAt(start);
    const base = this.startOf(chunk);
    return { chunk, span: { start: start - base, end: end - base }, message };
  }

  #offsetOf({ chunk, span }: PlacedError): number {
    return this.startOf(chunk) + span.start;
  }
}

function mayChangeAnchors({ removed, added }: Replacement): boolean {
  const documents = (pieces: readonly Piece[]) => pieces.filter((piece) => piece.facts.marker).length;
  return [...removed, ...added].some((piece) => piece.definesAnchors) || documents(removed) !== documents(added);
}

function replaceBrackets(
  before: BracketCount,
  removed: readonly Piece[],
  added: readonly Piece[],
  format: Format,
): BracketCount {
  const [less, more] = [countBrackets(removed, format), countBrackets(added, format)];
  return {
    balance: before.balance - less.balance + more.balance,
    misfits: before.misfits - less.misfits + more.misfits,
  };
}

/** Leaves out what is the same at both ends, so that these chunks keep their identity. */
function withoutEqualEnds({ at, removed, added }: Replacement): Replacement {
  const common = Math.min(removed.length, added.length);
  let start = 0;
  while (start < common && areEqual(removed[start], added[start])) start++;
  let end = 0;
  while (end < common - start && areEqual(removed.at(-1 - end), added.at(-1 - end))) end++;
  return {
    at: at + start,
    removed: removed.slice(start, removed.length - end),
    added: added.slice(start, added.length - end),
  };
}

function areEqual(a: Piece | undefined, b: Piece | undefined): boolean {
  return a !== undefined && b?.equals(a) === true;
}
