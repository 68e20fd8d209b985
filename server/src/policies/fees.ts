/** Contracted rates: which fee of a policy a service line falls under. */
import { rememberedFor } from '../tables/remembered.ts';
import type { Policy, PolicyFee } from './policy.ts';

export type FeeAnswer =
  | { readonly kind: 'fee'; readonly fee: PolicyFee }
  /** `none`: the policy states no fee. `unclear`: several fit with different rates, or one that fits cannot be read. */
  | { readonly kind: 'none' | 'unclear' };

/**
 * The fee for a code with its modifiers: one for a modifier of the line goes before the one for the code alone. Two modifiers
 * with different rates leave it open which of them the payer takes.
 */
export function feeFor(policy: Policy, code: string, modifiers: readonly string[]): FeeAnswer {
  const known = answersOf(policy);
  const key = modifiers.length === 0 ? code : `${code} ${modifiers.join(' ')}`;
  let answer = known.get(key);
  if (!answer) {
    answer = findFee(policy, code, modifiers);
    known.set(key, answer);
  }
  return answer;
}

/** A batch has few codes and modifiers, and thousands of lines. */
const answersOf = rememberedFor((_: Policy) => new Map<string, FeeAnswer>());

function findFee(policy: Policy, code: string, modifiers: readonly string[]): FeeAnswer {
  const written = new Set(modifiers.map((modifier) => modifier.toUpperCase()));
  const fits = (fee: { readonly code: string | null; readonly modifier?: string | null | undefined }) =>
    fee.code === code &&
    (fee.modifier === undefined || fee.modifier === null || written.has(fee.modifier.toUpperCase()));
  const unreadable = policy.chain.some(({ fees }) =>
    fees?.some((fee) => fits(fee) && (fee.rate === null || fee.modifier === null)),
  );
  if (unreadable) return { kind: 'unclear' };
  const fitting = policy.fees.filter(fits);
  const special = fitting.filter((fee) => fee.modifier !== undefined);
  const [first, ...others] = special.length > 0 ? special : fitting;
  if (!first) return { kind: 'none' };
  if (others.some((fee) => fee.rate !== first.rate)) return { kind: 'unclear' };
  return { kind: 'fee', fee: first };
}
