/** The known word that was clearly meant by an unknown one. */
import { distance } from 'fastest-levenshtein';

/**
 * The candidate that `written` differs from only in case, separators, number (`session`), a trailing "id" (`provider_id`),
 * or else by at most two edits; undefined where none does or where two are as near.
 */
export function nearest(written: string, candidates: Iterable<string>): string | undefined {
  if (written.length > 60) return undefined;
  const target = fold(written);
  if (target === '') return undefined;
  const stem = stemOf(target);
  let best: string | undefined;
  let bestScore = Infinity;
  for (const candidate of candidates) {
    const score = scoreOf(target, stem, candidate);
    if (score < bestScore) [best, bestScore] = [candidate, score];
    else if (score === bestScore) best = undefined;
  }
  return best;
}

/** 0: the same but for case and separators; 1: the same stem; above: 1 + edits; Infinity where it is too far. */
function scoreOf(target: string, stem: string, candidate: string): number {
  const folded = fold(candidate);
  if (folded === target) return 0;
  if (stemOf(folded) === stem) return 1;
  const edits = distance(folded, target);
  // Short words are near to everything.
  const allowed = Math.min(2, Math.floor(Math.min(folded.length, target.length) / 2));
  return edits <= allowed ? 1 + edits : Infinity;
}

function fold(word: string): string {
  return word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function stemOf(folded: string): string {
  const singular = folded.replace(/(?<=.{2})ids?$/, '');
  return singular.replace(/ies$/, 'y').replace(/(?<=[^s])s$/, '');
}
