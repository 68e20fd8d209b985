/** Saying that a finding rests on a policy that only stands in for the payer's own. */
import { isAssumed, type Origin } from '../../policies/policy.ts';
import type { AppliedPolicy } from '../../workspace/fact-reader.ts';

/** What the setting was assumed for: `no payer known`; undefined where it is the payer's own. */
export function assumption({ policy, why }: AppliedPolicy, origin: Origin): string | undefined {
  if (!isAssumed(policy, origin)) return undefined;
  return policy.assumed ? why : `${policy.id} states no other`;
}

/** The assumption in parentheses at the end of a message, or nothing. */
export function assumedText(applied: AppliedPolicy, origin: Origin): string {
  const assumed = assumption(applied, origin);
  return assumed === undefined ? '' : ` (assumed: ${assumed})`;
}
