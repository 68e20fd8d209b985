import { credentialModifiersOf } from '../../policies/credential-modifier.ts';
import type { Policy } from '../../policies/policy.ts';
import { isModifier } from '../../tables/modifiers.ts';

/** Whether HCPCS or CPT has a modifier, or the payer's policy names it. */
export function isKnownModifier(policy: Policy, modifier: string): boolean {
  return isModifier(modifier) || namesModifier(policy, modifier);
}

function namesModifier(policy: Policy, modifier: string): boolean {
  const { modifiers, groupSize, fees, concurrency, units, caps, ratios } = policy;
  return (
    credentialModifiersOf(policy).includes(modifier) ||
    modifiers.telehealth.modifiers?.value.includes(modifier) === true ||
    modifiers.notAccepted?.value.includes(modifier) === true ||
    modifiers.required.some(({ anyOf }) => anyOf.includes(modifier)) ||
    [...groupSize.modifiers.values()].some((setting) => setting?.value === modifier) ||
    caps.some((cap) => [cap.modifiers, cap.withoutModifiers].some((list) => list?.includes(modifier))) ||
    ratios.some((ratio) => ratio.modifiers?.includes(modifier) === true) ||
    concurrency.some((pair) => pair.modifiers?.includes(modifier) === true) ||
    fees.some((fee) => fee.modifier === modifier) ||
    [...units.minutes.keys()].some((name) => name.endsWith(`-${modifier}`))
  );
}
