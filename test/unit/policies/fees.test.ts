import assert from 'node:assert/strict';
import { feeFor } from '../../../server/src/policies/fees.ts';
import { resolvePolicy } from '../../../server/src/policies/resolve.ts';
import type { WrittenFee } from '../../../server/src/policies/written.ts';
import { lookupIn, version } from './versions.ts';

/** The rate in cents, or why there is none. */
function rate(
  code: string,
  modifiers: readonly string[],
  own: readonly WrittenFee[],
  base: readonly WrittenFee[] = [],
) {
  const versions = [version('plan', { extends: 'base', fees: own }), version('base', { fees: base })];
  const resolution = resolvePolicy('plan', '2026-03-02', lookupIn(...versions));
  assert.ok(resolution.kind === 'policy');
  const answer = feeFor(resolution.policy, code, modifiers);
  return answer.kind === 'fee' ? answer.fee.rate : answer.kind;
}

const PLAIN: WrittenFee = { code: '97153', rate: 2500 };
const HO: WrittenFee = { code: '97153', modifier: 'HO', rate: 2850 };

describe('feeFor', () => {
  it('takes the fee for a modifier of the line before the one for the code alone', () => {
    assert.equal(rate('97153', [], [PLAIN, HO]), 2500);
    assert.equal(rate('97153', ['HM'], [PLAIN, HO]), 2500);
    assert.equal(rate('97153', ['95', 'ho'], [PLAIN, HO]), 2850);
    assert.equal(rate('97153', ['HO'], [PLAIN], [HO]), 2850);
  });

  it('is none where the code, or the code without a modifier, has no fee', () => {
    assert.equal(rate('97155', [], [PLAIN, HO]), 'none');
    assert.equal(rate('97153', [], [HO]), 'none');
  });

  it('is unclear where several fit with different rates', () => {
    const GT: WrittenFee = { code: '97153', modifier: 'GT', rate: 2600 };
    assert.equal(rate('97153', ['HO', 'GT'], [PLAIN, HO, GT]), 'unclear');
    assert.equal(rate('97153', ['HO', 'GT'], [PLAIN, HO, { ...GT, rate: 2850 }]), 2850);
  });

  it('is unclear where one that fits cannot be read, in the payer or in its base', () => {
    assert.equal(rate('97153', ['HO'], [PLAIN, { ...HO, rate: null }]), 'unclear');
    assert.equal(rate('97153', [], [PLAIN, { ...HO, rate: null }]), 2500);
    assert.equal(rate('97153', [], [PLAIN, { ...HO, modifier: null }]), 'unclear');
    assert.equal(rate('97153', ['HO'], [PLAIN], [{ ...HO, rate: null }]), 'unclear');
  });
});
