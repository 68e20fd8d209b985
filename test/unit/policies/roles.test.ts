import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Answer } from '../../../server/src/billing/answer.ts';
import { defaultPolicy, resolvePolicy } from '../../../server/src/policies/resolve.ts';
import { bestLevel, type HeldCredential, heldOn, mayRender } from '../../../server/src/policies/roles.ts';
import type { WrittenEntries } from '../../../server/src/policies/written.ts';
import { CODES } from '../../../server/src/tables/codes.ts';
import { CREDENTIALS, type Level } from '../../../server/src/tables/credentials.ts';
import { lookupIn, version } from './versions.ts';

const DATE = '2026-03-02';

function policyWith(providers: WrittenEntries<readonly string[]>) {
  const resolution = resolvePolicy('a', DATE, lookupIn(version('a', { providers })));
  assert.ok(resolution.kind === 'policy');
  return resolution.policy;
}

/** May render under CPT's rules: technician, assistant, qhp. */
const CPT: Readonly<Record<string, readonly [Answer, Answer, Answer]>> = {
  97151: ['no', 'no', 'yes'],
  97152: ['yes', 'yes', 'yes'],
  97153: ['yes', 'yes', 'yes'],
  97154: ['yes', 'yes', 'yes'],
  97155: ['no', 'no', 'yes'],
  97156: ['no', 'no', 'yes'],
  97157: ['no', 'no', 'yes'],
  97158: ['no', 'no', 'yes'],
  '0362T': ['yes', 'yes', 'yes'],
  '0373T': ['yes', 'yes', 'yes'],
};
const LEVEL_AT: readonly Level[] = ['technician', 'assistant', 'qhp'];

describe('mayRender', () => {
  describe('under the default policy', () => {
    for (const { code } of CODES) {
      for (const credential of CREDENTIALS) {
        const expected = CPT[code]?.[LEVEL_AT.indexOf(credential.level)];
        it(`${code} by ${credential.type}: ${expected}`, () => {
          assert.equal(mayRender(defaultPolicy(DATE), code, [{ type: credential.type }], DATE), expected);
        });
      }
    }

    it('agrees with the table of codes', () => {
      for (const { code, renderedBy } of CODES) {
        for (const [index, level] of LEVEL_AT.entries()) {
          assert.equal(CPT[code]?.[index] === 'yes', renderedBy.levels.includes(level), `${code} ${level}`);
        }
      }
    });
  });

  it('is unknown for a code without roles and for a provider without stated credentials', () => {
    assert.equal(mayRender(defaultPolicy(DATE), 'H0032', [{ type: 'RBT' }], DATE), 'unknown');
    assert.equal(mayRender(defaultPolicy(DATE), '97153', undefined, DATE), 'unknown');
  });

  it('is no for a provider who is stated to have no credentials', () => {
    assert.equal(mayRender(defaultPolicy(DATE), '97153', [], DATE), 'no');
  });

  it('is unknown for a type of unknown level, unless a level is stated or the policy names the type', () => {
    const policy = policyWith([
      ['97153', ['technician']],
      ['97155', ['qhp', 'lcsw']],
      ['97156', ['BCBA']],
    ]);
    assert.equal(mayRender(policy, '97153', [{ type: 'LCSW' }], DATE), 'unknown');
    assert.equal(mayRender(policy, '97153', [{ type: 'LCSW', level: 'technician' }], DATE), 'yes');
    assert.equal(mayRender(policy, '97153', [{ type: 'LCSW', level: 'qhp' }], DATE), 'no');
    assert.equal(mayRender(policy, '97153', [{ type: 'RBT', level: null }], DATE), 'unknown');
    assert.equal(mayRender(policy, '97153', [{ type: 'RBT', level: 'boss' }], DATE), 'unknown');
    assert.equal(mayRender(policy, '97155', [{ type: 'LCSW' }], DATE), 'yes');
    assert.equal(mayRender(policy, '97156', [{ type: 'LCSW' }], DATE), 'no');
    assert.equal(mayRender(policy, '97156', [{ level: 'qhp' }], DATE), 'unknown');
  });

  it('takes a type for what it counts as', () => {
    const policy = policyWith([['97155', ['BCBA']]]);
    assert.equal(mayRender(policy, '97155', [{ type: 'bcba-d' }], DATE), 'yes');
    assert.equal(mayRender(policy, '97155', [{ type: 'LBA' }], DATE), 'no');
  });

  it('counts a credential on its dates only, both included', () => {
    const rbt = { type: 'RBT', from: '2025-04-01', to: '2026-04-01' };
    const on = (date: string) => mayRender(defaultPolicy(date), '97153', [rbt], date);
    assert.deepEqual(['2025-03-31', '2025-04-01', '2026-04-01', '2026-04-02'].map(on), ['no', 'yes', 'yes', 'no']);
  });

  it('is unknown for dates that cannot be read, unless the credential would not do anyway', () => {
    const policy = defaultPolicy(DATE);
    assert.equal(mayRender(policy, '97153', [{ type: 'RBT', to: null }], DATE), 'unknown');
    assert.equal(mayRender(policy, '97155', [{ type: 'RBT', to: null }], DATE), 'no');
    assert.equal(mayRender(policy, '97153', [{ type: 'RBT', from: '2027-01-01', to: null }], DATE), 'no');
  });

  it('needs one credential that does, and knows no only of all', () => {
    const policy = defaultPolicy(DATE);
    const expired = { type: 'BCBA', to: '2025-12-31' };
    assert.equal(mayRender(policy, '97155', [{ type: 'RBT' }, { type: 'BCBA' }], DATE), 'yes');
    assert.equal(mayRender(policy, '97155', [{ type: 'RBT' }, expired], DATE), 'no');
    assert.equal(mayRender(policy, '97155', [{ type: 'RBT' }, { type: 'LCSW' }], DATE), 'unknown');
    assert.equal(mayRender(policy, '97155', [{ type: 'BCBA' }, { type: 'LCSW' }], DATE), 'yes');
  });

  it('never turns a yes into anything else by one more credential', () => {
    const credential: fc.Arbitrary<HeldCredential> = fc.record(
      {
        type: fc.constantFrom('RBT', 'BCaBA', 'BCBA', 'LCSW', null),
        level: fc.constantFrom('technician', 'qhp', null),
        from: fc.constantFrom('2025-01-01', '2027-01-01', null),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.constantFrom(...CODES), fc.array(credential), credential, ({ code }, credentials, more) => {
        const before = mayRender(defaultPolicy(DATE), code, credentials, DATE);
        const after = mayRender(defaultPolicy(DATE), code, [more, ...credentials], DATE);
        if (before === 'yes') assert.equal(after, 'yes');
        if (before === 'unknown') assert.notEqual(after, 'no');
        assert.equal(
          after,
          mayRender(defaultPolicy(DATE), code, [...credentials, more], DATE),
          'the order does not matter',
        );
      }),
    );
  });
});

describe('heldOn', () => {
  it('is decided by whatever end can be read', () => {
    assert.equal(heldOn({}, DATE), 'yes');
    assert.equal(heldOn({ from: null }, DATE), 'unknown');
    assert.equal(heldOn({ from: null, to: '2026-03-01' }, DATE), 'no');
    assert.equal(heldOn({ from: DATE, to: DATE }, DATE), 'yes');
  });
});

describe('bestLevel', () => {
  it('is the highest level held on the date', () => {
    assert.equal(bestLevel([{ type: 'RBT' }, { type: 'BCaBA' }], DATE), 'assistant');
    assert.equal(bestLevel([{ type: 'BCBA', from: '2026-03-03' }, { type: 'RBT' }], DATE), 'technician');
    assert.equal(bestLevel([{ type: 'RBT', level: 'qhp' }], DATE), 'qhp');
  });

  it('is none where every credential has expired or there is none', () => {
    assert.equal(bestLevel([{ type: 'BCBA', to: '2026-03-01' }], DATE), 'none');
    assert.equal(bestLevel([], DATE), 'none');
  });

  it('is unknown without a list, and where an unknown credential may rank higher', () => {
    assert.equal(bestLevel(undefined, DATE), undefined);
    assert.equal(bestLevel([{ type: 'RBT' }, { type: 'LCSW' }], DATE), undefined);
    assert.equal(bestLevel([{ type: 'RBT' }, { type: 'BCBA', to: null }], DATE), undefined);
  });

  it('is known where an unknown credential cannot change it', () => {
    assert.equal(bestLevel([{ type: 'BCBA' }, { type: 'LCSW' }], DATE), 'qhp');
    assert.equal(bestLevel([{ type: 'BCaBA' }, { type: 'RBT', to: null }], DATE), 'assistant');
    assert.equal(bestLevel([{ type: 'RBT' }, { type: 'LCSW', to: '2020-01-01' }], DATE), 'technician');
  });
});
