import type { ReadError, Span } from './tree.ts';

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

/** A span of `whole` as one of the chunk. */
export function placeSpan(frame: Frame, { start, end }: Span): Span {
  return { start: place(frame, start), end: place(frame, end) };
}

/** Collections may be nested this deep; a deeper one is an error, so that no later recursion can overflow. */
export const MAX_DEPTH = 100;
export const TOO_DEEP = `lists and mappings are nested more than ${MAX_DEPTH} levels deep here; the rest is not read`;

/** What one read reports at most; more errors say nothing new. */
const MAX_ERRORS = 100;

/** Errors of a chunk by their places, not too many; each covers at least one character, if there is one. */
export function arranged(frame: Frame, errors: readonly ReadError[]): readonly ReadError[] {
  if (errors.length === 0) return errors;
  const length = frame.end - frame.start;
  return errors
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
    .slice(0, MAX_ERRORS)
    .map((error) => {
      const start = Math.min(error.start, Math.max(0, length - 1));
      return { ...error, start, end: Math.min(length, Math.max(error.end, start + 1)) };
    });
}
