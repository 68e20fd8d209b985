import assert from 'node:assert/strict';
import { credentialModifier, credentialModifiersOf } from '../../../server/src/policies/credential-modifier.ts';
import type { PayerVersion, Policy } from '../../../server/src/policies/policy.ts';
import { resolvePolicy } from '../../../server/src/policies/resolve.ts';
import type { HeldCredential } from '../../../server/src/policies/roles.ts';

const DATE = '2026-03-02';

function policyOf(credential: Readonly<Record<string, string | readonly string[] | null>>): Policy {
  const version = {
    id: 'p',
    extends: 'builtin:cpt',
    credentialModifiers: Object.entries(credential).map(([name, value]) => [
      name,
      value === null ? null : [value].flat(),
    ]),
  } as unknown as PayerVersion;
  const resolution = resolvePolicy('p', DATE, (id) => (id === 'p' ? [version] : []));
  assert.ok(resolution.kind === 'policy');
  return resolution.policy;
}

function asked(policy: Policy, code: string, ...credentials: readonly HeldCredential[]): string | undefined {
  return credentialModifier(policy, code, credentials, DATE)?.modifiers.join(' ');
}

const LEVELS = policyOf({ technician: 'HM', assistant: 'HN', qhp: 'HO', 'BCBA-D': 'HP' });

describe('credentialModifier', () => {
  it('is that of the level, or of the type where the payer names it', () => {
    for (const [type, modifier] of [
      ['RBT', 'HM'],
      ['BT', 'HM'],
      ['BCaBA', 'HN'],
      ['BCBA', 'HO'],
      ['bcba-d', 'HP'],
      ['psychologist', 'HO'],
    ] as const)
      assert.equal(asked(LEVELS, '97153', { type }), modifier, type);
  });

  it('takes a type that the credential counts as before its level', () => {
    assert.equal(asked(policyOf({ BCBA: 'U3', qhp: 'U9' }), '97155', { type: 'BCBA-D' }), 'U3');
    assert.equal(asked(policyOf({ BT: 'U1', technician: 'U9' }), '97153', { type: 'RBT' }), 'U1');
    assert.equal(asked(policyOf({ RBT: 'U1', technician: 'U9' }), '97153', { type: 'BT' }), 'U9');
  });

  it('is that of the highest level that may render the code', () => {
    assert.equal(asked(LEVELS, '97153', { type: 'RBT' }, { type: 'BCaBA' }), 'HN');
    assert.equal(asked(LEVELS, '97155', { type: 'RBT' }, { type: 'BCBA' }), 'HO');
    assert.equal(asked(LEVELS, '97155', { type: 'BCBA' }, { type: 'BCBA-D' }), 'HO HP', 'either of two on one level');
  });

  it('is any of those that the payer accepts for it', () => {
    assert.equal(asked(policyOf({ qhp: ['HO', 'HP'] }), '97155', { type: 'BCBA' }), 'HO HP');
  });

  it('is of a credential that is valid on the date', () => {
    assert.equal(asked(LEVELS, '97153', { type: 'RBT' }, { type: 'BCBA', from: '2026-03-03' }), 'HM');
    assert.equal(asked(LEVELS, '97153', { type: 'RBT', to: '2026-03-01' }), undefined);
  });

  it('is unknown where a fact is missing', () => {
    assert.equal(credentialModifier(LEVELS, '97153', undefined, DATE), undefined);
    assert.equal(asked(LEVELS, '97153'), undefined);
    assert.equal(asked(LEVELS, '97153', { type: 'RBT' }, { type: 'XYZ' }), undefined, 'a level that is not known');
    assert.equal(asked(LEVELS, '97153', { type: 'RBT', to: null }), undefined, 'a date that cannot be read');
    assert.equal(asked(policyOf({ technician: null, qhp: 'HO' }), '97153', { type: 'RBT' }), undefined);
    assert.equal(asked(policyOf({ qhp: 'HO' }), '97153', { type: 'RBT' }), undefined, 'none is asked for');
    assert.equal(asked(policyOf({}), '97153', { type: 'RBT' }), undefined);
  });
});

describe('credentialModifiersOf', () => {
  it('lists what the payer names', () => {
    assert.deepEqual(credentialModifiersOf(LEVELS), ['HM', 'HN', 'HO', 'HP']);
    assert.deepEqual(credentialModifiersOf(policyOf({})), []);
  });
});
