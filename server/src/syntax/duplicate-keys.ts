import type { Entry, ReadError, Span } from './tree.ts';

export const DUPLICATE_KEY = 'this key is already given above in the same mapping';

/** Adds an error at every key of one mapping that repeats an earlier key. */
export function reportDuplicateKeys(entries: readonly Entry[], errors: ReadError[]): void {
  const seen = new Map<string, Span>();
  for (const { key } of entries) {
    if (key.style === 'empty') continue;
    const { start, end } = key;
    const first = seen.get(key.text);
    if (first) errors.push({ start, end, message: DUPLICATE_KEY, first });
    else seen.set(key.text, { start, end });
  }
}
