/** Ids that a mistyped one may have been meant for. */
import { distance } from 'fastest-levenshtein';

/** More wrong characters than this, and an id is no misspelling of another. */
const MAX_DISTANCE = 3;
const MAX_SUGGESTIONS = 3;

/** The nearest first, at most three. */
export function nearestIds(written: string, candidates: readonly string[]): readonly string[] {
  return candidates
    .map((candidate) => ({ candidate, wrong: distance(candidate.toLowerCase(), written.toLowerCase()) }))
    .filter(({ wrong, candidate }) => wrong <= Math.min(MAX_DISTANCE, Math.floor(candidate.length / 2)))
    .sort((a, b) => a.wrong - b.wrong || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, MAX_SUGGESTIONS)
    .map(({ candidate }) => candidate);
}
