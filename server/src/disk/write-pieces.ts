/** Texts that may be longer than any string can be: written piece by piece, as fast as they are taken. */
import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** A text, or its pieces one after the other: each is made when the ones before it are on their way. */
export type Pieces = string | Iterable<string>;

/** UTF-16 units that are written at once: pieces may be as small as a line. */
const CHUNK = 64 * 1024;

/** The same text in chunks that are worth a write each. */
export function* inChunks(pieces: Pieces): Generator<string> {
  let chunk = '';
  for (const piece of typeof pieces === 'string' ? [pieces] : pieces) {
    chunk += piece;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

/**
 * Writes a text to a stream, which stays open, and waits whenever the stream is full.
 * @throws whatever goes wrong with the stream, or with the making of a piece.
 */
export async function writePieces(pieces: Pieces, stream: Writable): Promise<void> {
  for (const chunk of inChunks(pieces)) {
    if (!stream.write(chunk)) await once(stream, 'drain');
  }
}
