import type { Position } from './chunk.ts';
import type { Piece } from './piece.ts';
import { PrefixSums } from './prefix-sums.ts';

/**
 * The pieces of a document with what finds one by offset or by line. A change that keeps their number costs the logarithm
 * of it; another one renumbers those that follow. Offsets and positions are clamped into the document.
 */
export class DocumentIndex {
  #pieces: Piece[] = [];
  #lengths = new PrefixSums(0, () => 0);
  #lineBreaks = new PrefixSums(0, () => 0);

  /** @param pieces at least one; no two of them share a `\r\n`. */
  constructor(pieces: readonly Piece[]) {
    this.replace(0, 0, pieces);
  }

  get pieces(): readonly Piece[] {
    return this.#pieces;
  }

  get length(): number {
    return this.#lengths.sum(this.#pieces.length);
  }

  get lineCount(): number {
    return this.#lineBreaks.sum(this.#pieces.length) + 1;
  }

  /** @throws RangeError where there is none */
  piece(index: number): Piece {
    const piece = this.#pieces[index];
    if (!piece) throw new RangeError(`A document of ${this.#pieces.length} chunks has no chunk ${index}`);
    return piece;
  }

  /** The piece that holds the offset; at the end of the document the last one. */
  pieceAt(offset: number): Piece {
    return this.piece(this.indexAt(offset));
  }

  /** Puts pieces in the place of `count` others. */
  replace(at: number, count: number, added: readonly Piece[]): void {
    if (count === added.length) {
      for (const [offset, piece] of added.entries()) this.#exchange(at + offset, piece);
      return;
    }
    const following = this.#pieces.slice(at + count);
    this.#pieces = this.#pieces.slice(0, at).concat(added, following);
    const pieces = this.#pieces;
    pieces.forEach((piece, index) => {
      piece.index = index;
    });
    this.#lengths = new PrefixSums(pieces.length, (index) => pieces[index]?.text.length ?? 0);
    this.#lineBreaks = new PrefixSums(pieces.length, (index) => pieces[index]?.facts.lineBreaks ?? 0);
  }

  startOf(index: number): number {
    return this.#lengths.sum(index);
  }

  indexAt(offset: number): number {
    return Math.min(this.#lengths.find(Math.max(0, offset)), this.#pieces.length - 1);
  }

  slice(start: number, end: number): string {
    const [from, to] = [this.clamp(start), this.clamp(end)];
    if (from >= to) return '';
    const first = this.indexAt(from);
    const base = this.startOf(first);
    let text = '';
    for (let index = first; base + text.length < to; index++) text += this.piece(index).text;
    return text.slice(from - base, to - base);
  }

  clamp(offset: number): number {
    return Math.min(Math.max(0, offset), this.length);
  }

  /** An offset inside a line break is at the end of its line. */
  positionAt(offset: number): Position {
    const at = this.clamp(offset);
    const index = this.indexAt(at);
    const breaks = this.piece(index).lineBreakEnds;
    const line = this.#lineBreaks.sum(index) + countUpTo(breaks, at - this.startOf(index));
    const start = this.#lineStart(line);
    return { line, character: Math.min(at, this.#lineEnd(line)) - start };
  }

  offsetAt({ line, character }: Position): number {
    if (line < 0) return 0;
    if (line >= this.lineCount) return this.length;
    return Math.min(this.#lineStart(line) + Math.max(0, character), this.#lineEnd(line));
  }

  /** A line without its line break; empty beyond the document. */
  lineText(line: number): string {
    if (line < 0 || line >= this.lineCount) return '';
    return this.slice(this.#lineStart(line), this.#lineEnd(line));
  }

  #lineStart(line: number): number {
    if (line === 0) return 0;
    const index = this.#lineBreaks.find(line - 1);
    const within = line - 1 - this.#lineBreaks.sum(index);
    return this.startOf(index) + (this.piece(index).lineBreakEnds[within] ?? 0);
  }

  #lineEnd(line: number): number {
    if (line === this.lineCount - 1) return this.length;
    const next = this.#lineStart(line + 1);
    const ending = this.slice(next - 2, next);
    return next - (ending === '\r\n' ? 2 : 1);
  }

  #exchange(index: number, piece: Piece): void {
    const old = this.piece(index);
    this.#lengths.add(index, piece.text.length - old.text.length);
    this.#lineBreaks.add(index, piece.facts.lineBreaks - old.facts.lineBreaks);
    piece.index = index;
    this.#pieces[index] = piece;
  }
}

/** How many entries of an ascending list are at most `limit`. */
function countUpTo(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
