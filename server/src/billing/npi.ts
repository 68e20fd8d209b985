/**
 * The National Provider Identifier: ten digits, the first 1 or 2, the last a check digit by the Luhn formula over 80840 and
 * the number. CMS, Requirements for National Provider Identifier (NPI) and NPI Check Digit.
 */

/** What is wrong with a text as an NPI. */
export type NpiProblem =
  | { readonly kind: 'form' }
  | { readonly kind: 'first-digit' }
  | { readonly kind: 'check-digit' /** What the last digit would have to be. */; readonly expected: number };

/** What the constant prefix 80840 (the card issuer number of US health applications) adds to the Luhn sum. */
const PREFIX_SUM = 24;

/** Undefined for a text that can be an NPI. Whether it was ever issued only the registry knows. */
export function npiProblem(text: string): NpiProblem | undefined {
  if (!/^\d{10}$/.test(text)) return { kind: 'form' };
  if (!/^[12]/.test(text)) return { kind: 'first-digit' };
  const expected = checkDigit(text.slice(0, -1));
  return text.endsWith(`${expected}`) ? undefined : { kind: 'check-digit', expected };
}

/** The check digit of the first nine digits. */
export function checkDigit(nine: string): number {
  let sum = PREFIX_SUM;
  [...nine].forEach((digit, index) => {
    const doubled = index % 2 === 0 ? Number(digit) * 2 : Number(digit);
    sum += doubled > 9 ? doubled - 9 : doubled;
  });
  return (10 - (sum % 10)) % 10;
}
