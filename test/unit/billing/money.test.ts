import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatMoney, parseMoney, sumCents, timesUnits } from '../../../server/src/billing/money.ts';

const cents = fc.integer({ min: 0, max: 99_999_999_999 });

describe('money', () => {
  it('reads back every amount it writes', () => {
    fc.assert(
      fc.property(cents, (amount) => {
        assert.deepEqual(parseMoney(formatMoney(amount)), { valid: true, cents: amount });
      }),
    );
  });

  it('reads up to two places', () => {
    for (const [text, amount] of [
      ['75', 7500],
      ['75.5', 7550],
      ['75.00', 7500],
      ['0.07', 7],
      ['0', 0],
      ['075.10', 7510],
      ['0000000000075', 7500],
      ['999999999.99', 99_999_999_999],
    ] as const) {
      assert.deepEqual(parseMoney(text), { valid: true, cents: amount });
    }
  });

  const invalid: readonly (readonly [text: string, reason: string])[] = [
    ['', 'is empty'],
    ['1,000.00', 'has a separator between digits'],
    ['1 000', 'has a separator between digits'],
    ['75,00', 'has a separator between digits'],
    ['$5', 'has a currency sign'],
    ['5 €', 'has a currency sign'],
    ['1.234', 'has more than two decimal places'],
    ['-5.00', 'is negative'],
    ['+5.00', 'is not an amount like 75.00'],
    ['5.', 'is not an amount like 75.00'],
    ['.50', 'is not an amount like 75.00'],
    ['1e3', 'is not an amount like 75.00'],
    ['0x10', 'is not an amount like 75.00'],
    ['NaN', 'is not an amount like 75.00'],
    [' 5', 'is not an amount like 75.00'],
    ['1000000000', 'is too large'],
  ];
  for (const [text, reason] of invalid) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      assert.deepEqual(parseMoney(text), { valid: false, reason });
    });
  }

  it('multiplies and sums as whole numbers do', () => {
    fc.assert(
      fc.property(cents, fc.integer({ min: 0, max: 999 }), (rate, units) => {
        assert.equal(BigInt(timesUnits(rate, units)), BigInt(rate) * BigInt(units));
      }),
    );
    fc.assert(
      fc.property(fc.array(cents), (amounts) => {
        assert.equal(
          BigInt(sumCents(amounts)),
          amounts.reduce((sum, amount) => sum + BigInt(amount), 0n),
        );
      }),
    );
    // 0.1 + 0.2 and 3 * 1.1 are not what they should be as floats.
    assert.equal(formatMoney(sumCents([10, 20])), '0.30');
    assert.equal(formatMoney(timesUnits(110, 3)), '3.30');
  });

  it('refuses what is not exact', () => {
    assert.throws(() => timesUnits(Number.MAX_SAFE_INTEGER, 2), RangeError);
    assert.throws(() => sumCents([Number.MAX_SAFE_INTEGER, 1]), RangeError);
    assert.throws(() => timesUnits(2501, 0.5), RangeError);
  });

  it('writes differences with their sign', () => {
    assert.equal(formatMoney(-5), '-0.05');
    assert.equal(formatMoney(-12345), '-123.45');
    assert.equal(formatMoney(0), '0.00');
  });
});
