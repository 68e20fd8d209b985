import type { Format, ParsedChunk, PlacedError } from './chunk.ts';
import { DUPLICATE_KEY } from './duplicate-keys.ts';
import { eachLine } from './lines.ts';
import type { Piece } from './piece.ts';
import { MAX_TEXT_LENGTH } from './split.ts';
import type { Span } from './tree.ts';
import { rootKey } from './yaml-lines.ts';

interface PlacedKey {
  readonly chunk: Piece;
  readonly name: string;
  readonly span: Span;
}

/** The error of a text over the size limit. */
export function tooLarge(piece: Piece): PlacedError {
  const [length, limit] = [piece.text.length, MAX_TEXT_LENGTH].map((figure) => figure.toLocaleString('en-US'));
  const message = `this file has ${length} characters; files of more than ${limit} are not checked; split it into several`;
  return { chunk: piece, span: { start: 0, end: 1 }, message };
}

/** Root keys that a document gives again in another chunk; repetitions within one chunk are that chunk's own errors. */
export function repeatedRootKeys(
  pieces: readonly Piece[],
  format: Format,
  parse: (piece: Piece) => ParsedChunk,
): readonly PlacedError[] {
  const errors: PlacedError[] = [];
  let document: Piece[] = [];
  for (const piece of pieces) {
    if (piece.role === 'item') continue;
    if (piece.facts.marker) {
      reportRepeated(document, format, parse, errors);
      document = [];
    }
    document.push(piece);
  }
  reportRepeated(document, format, parse, errors);
  return errors;
}

/** A JSON file that ends among the items of a list. */
export function unfinishedList(last: Piece): PlacedError | undefined {
  if (last.role !== 'item' || last.facts.next !== 'end' || last.jsonShape.net !== 0) return undefined;
  const end = last.readable.trimEnd().length;
  const message = `the file ends inside the list "${last.list}": "]" and "}" are missing`;
  return { chunk: last, span: { start: end - 1, end }, message };
}

function reportRepeated(
  document: readonly Piece[],
  format: Format,
  parse: (piece: Piece) => ParsedChunk,
  errors: PlacedError[],
): void {
  if (document.length < 2) return;
  const seen = new Map<string, PlacedKey>();
  for (const chunk of document) {
    for (const key of format === 'yaml' ? yamlKeys(chunk) : jsonKeys(chunk, parse(chunk))) {
      const first = seen.get(key.name);
      if (!first) seen.set(key.name, key);
      else if (first.chunk !== chunk) {
        const related = { chunk: first.chunk, span: first.span };
        errors.push({ chunk, span: key.span, message: DUPLICATE_KEY, related });
      }
    }
  }
}

function jsonKeys(chunk: Piece, { root }: ParsedChunk): PlacedKey[] {
  if (root?.kind !== 'mapping') return [];
  return root.entries.map(({ key }) => ({ chunk, name: key.text, span: { start: key.start, end: key.end } }));
}

/** By lines, not by reading: a stream of documents has as many body chunks as documents. */
function yamlKeys(chunk: Piece): PlacedKey[] {
  const keys: PlacedKey[] = [];
  eachLine(chunk.readable, (start, end) => {
    const key = rootKey(chunk.readable, start, end);
    if (key) keys.push({ chunk, name: key.name, span: { start: key.start, end: key.end } });
  });
  return keys;
}
