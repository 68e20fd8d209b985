/** The charges of a claim and their sum, in cents. */
import { sumCents } from '../../billing/money.ts';
import type { Claim } from '../../model/document.ts';

/** Undefined where the claim has no lines yet, or a line states no charge that can be read. */
export function sumOfCharges({ lines }: Claim): number | undefined {
  const charges = lines?.items.flatMap(({ charge }) => charge?.value ?? []) ?? [];
  return charges.length > 0 && charges.length === lines?.items.length ? sumCents(charges) : undefined;
}
