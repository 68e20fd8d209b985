/**
 * The text a reader reads and the stretch of it that the caller asked about: `whole` is the chunk with its pads, the
 * chunk itself is `whole.slice(start, end)`. Offsets of results are relative to `start` and never leave the chunk.
 */
export interface Frame {
  readonly whole: string;
  readonly start: number;
  readonly end: number;
}

/** An offset into `whole` as an offset into the chunk, clamped into it. */
export function place(frame: Frame, offset: number): number {
  return Math.min(Math.max(offset, frame.start), frame.end) - frame.start;
}

/** Collections may be nested this deep; a deeper one is an error, so that no later recursion can overflow. */
export const MAX_DEPTH = 100;
export const TOO_DEEP = `Lists and mappings are nested more than ${MAX_DEPTH} levels deep here; the rest is not read.`;
