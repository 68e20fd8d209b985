/** Saying that a finding rests on a policy that only stands in for the payer's own. */
import { isAssumed, type Origin } from '../../policies/policy.ts';
import type { AppliedPolicy } from '../../workspace/fact-reader.ts';

/** What the setting was assumed for: `no payer known`; undefined where it is the payer's own. */
export function assumption({ policy, why }: AppliedPolicy, origin: Origin): string | undefined {
  if (!isAssumed(policy, origin)) return undefined;
  return policy.assumed ? why : `${policy.id} states no other`;
}

/**
 * What a message has to admit about the setting it rests on, in parentheses at its end, or nothing: that the setting is
 * assumed, that its figure is still to be verified.
 *
 * @param verify whether something else that the finding rests on has to be verified.
 */
export function assumedText(applied: AppliedPolicy, origin: Origin, verify = false): string {
  const assumed = assumption(applied, origin);
  const admitted = [
    ...(assumed === undefined ? [] : [`assumed: ${assumed}`]),
    ...(verify || toVerify(origin) ? ['verify'] : []),
  ];
  return admitted.length === 0 ? '' : ` (${admitted.join('; ')})`;
}

/** Whether the figure of a setting still has to be confirmed in a primary source. */
export function toVerify({ citation }: Origin): boolean {
  return citation.verify === true;
}
