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

/** The span of an error: one of the chunk, never empty unless the chunk is. */
export function errorSpan(frame: Frame, span: Span): Span {
  return widened({ start: place(frame, span.start), end: place(frame, span.end) }, frame.end - frame.start);
}

/** A span of a text of this length that covers at least one character, if there is one. */
export function widened({ start, end }: Span, length: number): Span {
  const from = Math.min(start, Math.max(0, length - 1));
  return { start: from, end: Math.min(length, Math.max(end, from + 1)) };
}

/** Collections may be nested this deep; a deeper one is an error, so that no later recursion can overflow. */
export const MAX_DEPTH = 100;
export const TOO_DEEP = `Lists and mappings are nested more than ${MAX_DEPTH} levels deep here; the rest is not read.`;

/** What one read reports at most; more errors say nothing new. */
const MAX_ERRORS = 100;

/** Errors by their places, not too many. */
export function arranged(errors: readonly ReadError[]): readonly ReadError[] {
  if (errors.length < 2) return errors;
  return errors.toSorted((a, b) => a.start - b.start || a.end - b.end).slice(0, MAX_ERRORS);
}
