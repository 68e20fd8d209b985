import type { Policy } from '../../policies/policy.ts';
import { findCode } from '../../tables/codes.ts';

/** Whether the code table has a code, or the payer's policy names it: a payer may have codes of its own (H0032, 99366). */
export function isKnownCode(policy: Policy, code: string): boolean {
  return (
    findCode(code) !== undefined ||
    policy.units.minutes.has(code) ||
    policy.providers.has(code) ||
    policy.covered?.value.includes(code) === true ||
    policy.notSameDay.some((entry) => entry.with.includes(code)) ||
    policy.caps.some((cap) => cap.codes?.includes(code)) ||
    policy.fees.some((fee) => fee.code === code)
  );
}
