/** Money as whole cents. Decimal text is read digit by digit, so that no sum or product ever rounds. */

export type MoneyReading =
  | { readonly valid: true; readonly cents: number }
  | {
      readonly valid: false;
      /** What is wrong, as the end of a sentence that begins with the text: `has a currency sign`. */
      readonly reason: string;
    };

const DECIMAL = /^(\d+)(?:\.(\d{1,2}))?$/;

/** Nine digits before the point: far beyond a claim's boxes (seven), and any product or sum of a file stays exact. */
const MAX_WHOLE_DIGITS = 9;

/** Reads a decimal number with at most two places, without sign, currency or grouping: `75`, `75.5`, `75.00`. */
export function parseMoney(text: string): MoneyReading {
  const match = DECIMAL.exec(text);
  if (!match) return { valid: false, reason: notMoney(text) };
  const whole = (match[1] ?? '').replace(/^0+(?=\d)/, '');
  if (whole.length > MAX_WHOLE_DIGITS) return { valid: false, reason: 'is too large' };
  return { valid: true, cents: Number(whole) * 100 + Number((match[2] ?? '').padEnd(2, '0')) };
}

function notMoney(text: string): string {
  if (text === '') return 'is empty';
  if (/\p{Sc}/u.test(text)) return 'has a currency sign';
  if (/^-/.test(text)) return 'is negative';
  if (/^\d[\d,' ]*[,' ]\d/.test(text)) return 'has a separator between digits';
  if (/^\d+\.\d{3,}$/.test(text)) return 'has more than two decimal places';
  return 'is not an amount like 75.00';
}

/** Cents of `units` at `rate` cents each. Throws a RangeError where the product is not exact. */
export function timesUnits(rate: number, units: number): number {
  return exact(rate * units);
}

/** Sum in cents. Throws a RangeError where it is not exact. */
export function sumCents(amounts: readonly number[]): number {
  return exact(amounts.reduce((sum, cents) => sum + cents, 0));
}

function exact(cents: number): number {
  if (!Number.isSafeInteger(cents)) throw new RangeError(`Not whole cents: ${cents}`);
  return cents;
}

/** Cents with two places: `75.00`, and `-0.05` for a difference. */
export function formatMoney(cents: number): string {
  const absolute = Math.abs(cents);
  return `${cents < 0 ? '-' : ''}${Math.floor(absolute / 100)}.${String(absolute % 100).padStart(2, '0')}`;
}
