import type { Chunk, ChunkChange, Format, ParsedChunk, PlacedError, Position } from './chunk.ts';

export type { Chunk, ChunkChange, Format, ParsedChunk, PlacedError, Position } from './chunk.ts';

/** A document kept as chunks, so that an edit costs what it touches. First version: one chunk, no reading yet. */
export class SourceText {
  readonly format: Format;
  #chunk: Chunk;

  private constructor(text: string, format: Format) {
    this.format = format;
    this.#chunk = { text, role: 'body', list: undefined, index: 0 };
  }

  static open(text: string, format: Format): SourceText {
    return new SourceText(text, format);
  }

  get chunks(): readonly Chunk[] {
    return [this.#chunk];
  }

  get length(): number {
    return this.#chunk.text.length;
  }

  get lineCount(): number {
    return this.text().split(/\r\n|\r|\n/).length;
  }

  text(): string {
    return this.#chunk.text;
  }

  slice(start: number, end: number): string {
    return this.text().slice(start, end);
  }

  edit(start: number, end: number, replacement: string): ChunkChange {
    const removed = [this.#chunk];
    const text = this.text().slice(0, start) + replacement + this.text().slice(end);
    this.#chunk = { text, role: 'body', list: undefined, index: 0 };
    return { at: 0, removed, added: [this.#chunk] };
  }

  parse(_chunk: Chunk): ParsedChunk {
    return { root: undefined, errors: [], comments: [] };
  }

  errors(): readonly PlacedError[] {
    return [];
  }

  startOf(_chunk: Chunk): number {
    return 0;
  }

  chunkAt(_offset: number): Chunk {
    return this.#chunk;
  }

  offsetAt(position: Position): number {
    const lines = this.text().split(/(?<=\r\n|\n|\r(?!\n))/);
    const before = lines.slice(0, position.line).join('').length;
    return Math.min(before + position.character, this.length);
  }

  positionAt(offset: number): Position {
    const lines = this.text()
      .slice(0, offset)
      .split(/\r\n|\r|\n/);
    return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  }

  lineText(line: number): string {
    return this.text().split(/\r\n|\r|\n/)[line] ?? '';
  }
}
