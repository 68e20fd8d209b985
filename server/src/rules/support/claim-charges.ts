/** The charges of a claim and their sum, in cents. */
import { sumCents, timesUnits } from '../../billing/money.ts';
import type { Claim } from '../../model/document.ts';
import { feeFor } from '../../policies/fees.ts';
import type { FactReader, Of } from '../../workspace/fact-reader.ts';
import type { LineFact } from '../../workspace/record-facts.ts';

/** Undefined where the claim has no lines yet, or a line states no charge that can be read. */
export function sumOfCharges({ lines }: Claim): number | undefined {
  const charges = lines?.items.flatMap(({ charge }) => charge?.value ?? []) ?? [];
  return charges.length > 0 && charges.length === lines?.items.length ? sumCents(charges) : undefined;
}

/**
 * What a line charges by the payer's fees, in cents. Undefined where that is not known: no units, a policy that is only
 * assumed, no one fee.
 */
export function contractedCharge(line: Of<LineFact>, facts: FactReader): number | undefined {
  const { code, units, modifiers } = line.value;
  const { policy } = facts.policyFor(line);
  if (code === undefined || units === undefined || policy.assumed) return undefined;
  const answer = feeFor(policy, code, modifiers);
  return answer.kind === 'fee' ? timesUnits(answer.fee.rate, units) : undefined;
}
