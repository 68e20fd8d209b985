/** Which claims stand, where claims replace and void each other. */
import type { FactReader, Of } from './fact-reader.ts';
import type { ClaimFact } from './record-facts.ts';

/** A chain of replacements that is longer is taken to have an end. */
const MOST_FOLLOWED = 100;

/**
 * The claims that replace each other in a circle with this one, each followed by the one it replaces; just this one where it
 * replaces itself. Undefined where there is no such circle.
 */
export function circleOf(claim: string, facts: FactReader): readonly Of<ClaimFact>[] | undefined {
  const circle: Of<ClaimFact>[] = [];
  let at = facts.claim(claim);
  while (at && circle.length < MOST_FOLLOWED) {
    circle.push(at);
    const { replaces } = at.value;
    if (replaces === claim) return circle;
    at = replaces === undefined ? undefined : facts.claim(replaces);
  }
  return undefined;
}

/**
 * The claim of a circle that is taken to stand, so that each service is judged, and counted once: the one created last; where
 * that is not known, the one with the last id. An original claim replaces none, whatever it names.
 */
export function standingOf(circle: readonly Of<ClaimFact>[]): Of<ClaimFact> {
  return circle.reduce((last, claim) => (orderOf(claim) > orderOf(last) ? claim : last));
}

function orderOf({ value }: Of<ClaimFact>): string {
  return [value.frequency === 'original' ? 0 : 1, value.created ?? '', value.id].join(' ');
}

/**
 * Whether a claim is withdrawn by those that name it as the one that they replace or void.
 * @param replacing one at least.
 */
export function isReplacedBy(claim: string, replacing: readonly Of<ClaimFact>[], facts: FactReader): boolean {
  const circle = circleOf(claim, facts);
  if (!circle) return true;
  const ids = new Set(circle.map(({ value }) => value.id));
  return replacing.some(({ value }) => !ids.has(value.id)) || standingOf(circle).value.id !== claim;
}
