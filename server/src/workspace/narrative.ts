/** The text of a note in a form in which copies are alike, and a digest of it, so that facts hold no text. */

/** A narrative as facts hold it. */
export interface NarrativeDigest {
  /** Two notes with the same narrative have the same digest; the reverse is to be checked on the texts. */
  readonly digest: string;
  /** Number of words. */
  readonly words: number;
}

/** Anything but letters, marks and digits separates words. */
const SEPARATORS = /[^\p{L}\p{M}\p{N}]+/gu;

/** The words of a text in lower case, with one space between: case, spacing, line breaks and punctuation do not count. */
export function normalizedNarrative(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(SEPARATORS, ' ').trim();
}

/** Undefined for a text without a word. */
export function narrativeDigest(text: string): NarrativeDigest | undefined {
  const normalized = normalizedNarrative(text);
  if (normalized === '') return undefined;
  let first = 0x811c9dc5;
  let second = 0x9747b28c;
  let words = 1;
  for (let at = 0; at < normalized.length; at++) {
    const unit = normalized.charCodeAt(at);
    if (unit === SPACE) words++;
    // FNV-1a, and the same with another multiplier: together 64 bits. No secret is kept by it, only the text's length.
    first = Math.imul(first ^ unit, 0x01000193);
    second = Math.imul(second ^ unit, 0x85ebca6b) ^ (second >>> 13);
  }
  return { digest: `${hex(first)}${hex(second)}`, words };
}

const SPACE = 32;

function hex(number: number): string {
  return (number >>> 0).toString(16).padStart(8, '0');
}
