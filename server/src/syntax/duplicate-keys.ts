import type { Entry, ReadError } from './tree.ts';

export const DUPLICATE_KEY = 'this key is already given above in the same mapping';

/** Adds an error at every key of one mapping that repeats an earlier key. */
export function reportDuplicateKeys(entries: readonly Entry[], errors: ReadError[]): void {
  const seen = new Set<string>();
  for (const { key } of entries) {
    if (key.style === 'empty') continue;
    if (seen.has(key.text)) errors.push({ start: key.start, end: key.end, message: DUPLICATE_KEY });
    else seen.add(key.text);
  }
}
