import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkDigit, npiProblem } from '../../../server/src/billing/npi.ts';

/** Luhn over the whole of `80840` and the number, as the standard has it: a second way to the same. */
function isLuhn(number: string): boolean {
  const sum = [...number].toReversed().reduce((total, digit, index) => {
    const value = index % 2 === 0 ? Number(digit) : Number(digit) * 2;
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

const nine = fc.integer({ min: 100_000_000, max: 299_999_999 }).map(String);

describe('npiProblem', () => {
  it('takes the example of CMS and numbers that are known to hold', () => {
    for (const npi of ['1234567893', '1558598797', '1245319599', '1679576722', '2000000002'])
      assert.equal(npiProblem(npi), undefined, npi);
  });

  it('says what is wrong', () => {
    assert.deepEqual(npiProblem('1234567890'), { kind: 'check-digit', expected: 3 });
    assert.deepEqual(npiProblem('3234567893'), { kind: 'first-digit' });
    for (const text of ['', '123456789', '12345678930', '123456789X', '1234567893 ', '１２３４５６７８９３'])
      assert.deepEqual(npiProblem(text), { kind: 'form' }, text);
  });

  it('agrees with Luhn over 80840 and the number', () => {
    fc.assert(
      fc.property(nine, fc.integer({ min: 0, max: 9 }), (body, last) => {
        assert.equal(npiProblem(`${body}${last}`) === undefined, isLuhn(`80840${body}${last}`));
      }),
    );
  });

  it('catches every single wrong digit', () => {
    fc.assert(
      fc.property(nine, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), (body, at, by) => {
        const npi = `${body}${checkDigit(body)}`;
        assert.equal(npiProblem(npi), undefined);
        const wrong = npi.slice(0, at) + ((Number(npi[at]) + by) % 10) + npi.slice(at + 1);
        assert.equal(npiProblem(wrong)?.kind, 'check-digit');
      }),
    );
  });
});
