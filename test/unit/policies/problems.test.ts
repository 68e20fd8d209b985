import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chainOf } from '../../../server/src/policies/chain.ts';
import type { PayerVersion } from '../../../server/src/policies/policy.ts';
import { type PolicyProblem, policyProblems } from '../../../server/src/policies/problems.ts';
import { lookupIn, version } from './versions.ts';

function problems(...versions: readonly PayerVersion[]): readonly PolicyProblem[] {
  return policyProblems(versions, lookupIn(...versions));
}

const brief = (found: readonly PolicyProblem[]) =>
  found.map((problem) => `${problem.version.id} ${problem.path.join('.')} ${problem.kind}`);

describe('policyProblems', () => {
  it('finds nothing in sound policies', () => {
    const sound = [
      version('a', { from: '2026-01-01', to: '2026-06-30', extends: 'b' }),
      version('a', { from: '2026-07-01', extends: 'builtin:tricare-acd' }),
      version('b', { caps: [{ codes: ['97153'], units: 1, per: 'day' }], groupMin: 2, groupMax: 2 }),
    ];
    assert.deepEqual(problems(...sound), []);
    const { extends: _, ...bare } = version('bare');
    assert.deepEqual(problems(bare), []);
  });

  it('finds a base that does not exist', () => {
    const found = problems(version('a', { extends: 'b' }), version('c', { extends: 'builtin:nowhere' }));
    assert.deepEqual(brief(found), ['a extends extends-missing', 'c extends extends-missing']);
    assert.equal(found[0]?.message, 'no payer in the workspace has the id b');
    assert.equal(found[1]?.message, 'there is no bundled policy builtin:nowhere');
  });

  it('says nothing of a base that cannot be read', () => {
    assert.deepEqual(problems(version('a', { extends: null })), []);
  });

  for (const length of [1, 2, 3, 4]) {
    it(`finds a cycle of ${length} at every payer in it, and only there`, () => {
      const ids = Array.from({ length }, (_, index) => `p${index}`);
      const ring = ids.map((id, index) => version(id, { extends: ids[(index + 1) % length] ?? '' }));
      const found = problems(version('before', { extends: 'p0' }), ...ring);
      assert.deepEqual(
        brief(found),
        ids.map((id) => `${id} extends extends-cycle`),
      );
      assert.equal(found[0]?.message, `the payer p0 extends itself: ${[...ids, 'p0'].join(' → ')}`);
    });
  }

  it('finds a cycle that only some dates close, whichever end of a version opens it', () => {
    const a = version('a', { extends: 'b' });
    const b = [
      version('b', { to: '2026-03-31' }),
      version('b', { from: '2026-04-01', to: '2026-04-30', extends: 'a' }),
      version('b', { from: '2026-05-01' }),
    ];
    assert.deepEqual(brief(problems(a, ...b)), ['a extends extends-cycle', 'b extends extends-cycle']);
    const earlier = version('a', { extends: 'b', to: '2026-03-31' });
    assert.deepEqual(brief(problems(earlier, ...b)), []);
  });

  it('finds the cycle exactly where some date of service has it', () => {
    const day = fc.integer({ min: 1, max: 9 }).map((number) => `2026-03-0${number}`);
    const id = fc.constantFrom('a', 'b', 'c');
    const arbitrary = fc
      .tuple(id, fc.option(day, { nil: undefined }), fc.option(day, { nil: undefined }), id)
      .map(([of, from, to, base]) =>
        version(of, { ...(from ? { from } : {}), ...(to ? { to } : {}), extends: base === of ? 'builtin:cpt' : base }),
      );
    const days = ['2026-02-28', ...Array.from({ length: 9 }, (_, index) => `2026-03-0${index + 1}`), '2026-03-10'];
    fc.assert(
      fc.property(fc.array(arbitrary, { minLength: 1, maxLength: 6 }), (versions) => {
        const lookup = lookupIn(...versions);
        for (const candidate of versions) {
          const cyclic = days.some((date) => {
            const chain = chainOf(candidate.id, date, lookup);
            const own = (candidate.from ?? '') <= date && date <= (candidate.to ?? '9999');
            return own && chain.kind === 'unknown' && chain.cause === 'cycle' && chain.at === candidate.id;
          });
          const found = policyProblems([candidate], lookup).some((problem) => problem.kind === 'extends-cycle');
          assert.equal(found, cyclic);
        }
      }),
    );
  });

  describe('dates', () => {
    it('finds a version that ends before it begins', () => {
      const found = problems(version('a', { from: '2026-02-01', to: '2026-01-31' }));
      assert.deepEqual(brief(found), ['a to dates-reversed']);
    });

    it('finds versions that share a date, at the later of the two, and names the other', () => {
      const first = version('a', { to: '2026-06-30' });
      const second = version('a', { from: '2026-06-30', to: '2026-12-31' });
      const third = version('a', { from: '2027-01-01' });
      const found = problems(first, second, third);
      assert.deepEqual(brief(found), ['a from versions-overlap']);
      assert.equal(found[0]?.version, second);
      assert.deepEqual(found[0]?.related, { version: first, path: ['to'] });
      assert.match(found[0]?.message ?? '', /^two versions of the payer a cover the same dates, from 2026-06-30:/);
    });

    it('finds the same record written twice without dates', () => {
      const found = problems(version('a'), version('a'));
      assert.deepEqual(brief(found), ['a id versions-overlap']);
      assert.match(found[0]?.message ?? '', /cover the same dates: neither/);
    });

    it('compares only versions of one payer, and only dates that can be read', () => {
      assert.deepEqual(problems(version('a'), version('b')), []);
      assert.deepEqual(problems(version('a'), version('a', { from: null })), []);
      const reversed = version('a', { from: '2026-05-01', to: '2026-04-01' });
      assert.deepEqual(brief(problems(version('a'), reversed)), ['a to dates-reversed']);
      assert.deepEqual(brief(problems(reversed, version('a'))), ['a to dates-reversed']);
    });
  });

  it('finds caps that no service can meet', () => {
    const found = problems(
      version('a', {
        caps: [
          { codes: ['97153'], units: 0, per: 'day' },
          { codes: [], units: 8, per: 'day' },
          { codes: ['97153'], units: 0.5, per: 'week' },
          { codes: ['97155'], units: null, per: 'day' },
          { codes: null, units: 8, per: 'day' },
          { codes: ['97156'], units: 1, per: 'day' },
        ],
      }),
    );
    assert.deepEqual(brief(found), [
      'a caps.0.units cap-below-one-unit',
      'a caps.1.codes cap-without-codes',
      'a caps.2.units cap-below-one-unit',
    ]);
  });

  it('finds a group size that no group has', () => {
    assert.deepEqual(brief(problems(version('a', { groupMin: 5, groupMax: 4 }))), [
      'a groupSize.min group-size-reversed',
    ]);
    assert.deepEqual(problems(version('a', { groupMin: 5, groupMax: null })), []);
  });

  it('finds an id that is kept for bundled policies', () => {
    assert.deepEqual(brief(problems(version('builtin:default'))), ['builtin:default id reserved-id']);
  });

  describe('in entries', () => {
    const cap = { codes: ['97153'], units: 8, per: 'day' } as const;
    const ratio = { codes: ['97155'], of: ['97153'], per: 'week', minPercent: 500 } as const;
    const pair = { codes: ['97153', '97156'], allowed: true } as const;
    const sound: readonly Parts[] = [
      { caps: [cap, { hours: 2400, per: 'week' }, { ...cap, modifiers: ['GT'], withoutModifiers: ['95'] }] },
      { caps: [{ ...cap, modifiers: ['GT', '95'], withoutModifiers: ['95'] }, { per: null }] },
      { ratios: [ratio, { ...ratio, maxPercent: 500 }, { codes: null, of: null, per: null }] },
      { assessments: [{ codes: ['97151'], withinDays: 30, notAgainWithinDays: 180 }, { codes: null }] },
      { concurrency: [pair, { ...pair, allowed: false, clientAbsent: false }, { ...pair, modifiers: ['HS'] }] },
      { requiredModifiers: [{ codes: ['97154'], anyOf: ['HQ'] }], credentialModifiers: [['qhp', ['HO', 'HP']]] },
      {
        groupMin: 2,
        groupMax: 2,
        ageMin: 20,
        ageMax: 20,
        groupModifiers: [
          ['2', 'UN'],
          ['4-8', 'U8'],
          ['6+', 'US'],
        ],
      },
      {
        sources: [
          ['units.rounding', {}],
          ['providers', {}],
          ['providers.97153', {}],
        ],
        rounding: 'midpoint',
        providers: [['97153', ['qhp']]],
      },
    ];
    for (const parts of sound) {
      it(`finds nothing in ${JSON.stringify(parts)}`, () => assert.deepEqual(problems(version('a', parts)), []));
    }

    const wrong: readonly (readonly [Parts, string, RegExp])[] = [
      [{ caps: [{ ...cap, codes: [] }] }, 'caps.0.codes cap-without-codes', /limits nothing/],
      [{ caps: [cap, { per: 'day' }] }, 'caps.1.per cap-without-limit', /neither units nor hours/],
      [{ caps: [{ ...cap, hours: 60 }] }, 'caps.0.hours cap-without-limit', /both units and hours/],
      [{ caps: [{ hours: 0, per: 'day' }] }, 'caps.0.hours cap-below-one-unit', /a cap of 0 hours/],
      [{ caps: [{ ...cap, per: 'unclear' }] }, 'caps.0.per period-unclear', /either days or months/],
      [{ caps: [{ ...cap, modifiers: [] }] }, 'caps.0.modifiers entry-without-effect', /none of its modifiers/],
      [
        { caps: [{ ...cap, modifiers: ['GT'], withoutModifiers: ['GT'] }] },
        'caps.0.withoutModifiers entry-without-effect',
        /counts services with GT and leaves them out/,
      ],
      [{ ratios: [{ ...ratio, of: [] }] }, 'ratios.0.of entry-without-effect', /no code to compare with/],
      [{ ratios: [{ ...ratio, codes: [] }] }, 'ratios.0.codes entry-without-effect', /compares nothing/],
      [{ ratios: [{ codes: ['97155'], of: ['97153'], per: 'week' }] }, 'ratios.0.of entry-without-effect', /neither/],
      [{ ratios: [{ ...ratio, maxPercent: 450 }] }, 'ratios.0.minPercent limits-reversed', /5 %, is above .* 4.5 %/],
      [{ assessments: [{ codes: ['97151'] }] }, 'assessments.0.codes entry-without-effect', /asks for nothing/],
      [
        { assessments: [{ codes: ['97151'], withinDays: 30, notAgainWithinDays: 30 }] },
        'assessments.0.notAgainWithinDays limits-reversed',
        /after 30 days, while the first may take 30/,
      ],
      [{ concurrency: [{ ...pair, codes: ['97153'] }] }, 'concurrency.0.codes entry-without-effect', /this one 1/],
      [
        { concurrency: [{ ...pair, allowed: false, separatePlaces: true }] },
        'concurrency.0.separatePlaces entry-without-effect',
        /condition of a pair that is allowed/,
      ],
      [{ notSameDay: [{ codes: [], with: ['H2014'] }] }, 'notSameDay.0.codes entry-without-effect', /forbids nothing/],
      [{ notSameDay: [{ codes: ['97153'], with: [] }] }, 'notSameDay.0.with entry-without-effect', /forbids nothing/],
      [{ concurrency: [{ ...pair, modifiers: [] }] }, 'concurrency.0.modifiers entry-without-effect', /never/],
      [
        { requiredModifiers: [{ codes: ['97154'], anyOf: [] }] },
        'modifiers.required.0.anyOf entry-without-effect',
        /no modifier is named/,
      ],
      [{ credentialModifiers: [['qhp', []]] }, 'modifiers.credential.qhp credential-modifiers-empty', /no modifier/],
      [{ ageMin: 21, ageMax: 20 }, 'age.min limits-reversed', /youngest age, 21, is above the oldest, 20/],
      [{ groupModifiers: [['8-4', 'U8']] }, 'groupSize.modifiers.8-4 group-modifier-unclear', /"8-4" is no number/],
      [{ providerHoursPerDay: 0 }, 'providerHours.perDay entry-without-effect', /0 hours a day/],
      [{ sources: [['units.roundng', {}]], rounding: 'midpoint' }, 'sources.units.roundng source-of-nothing', /no key/],
      [{ sources: [['caps', {}]] }, 'sources.caps source-of-nothing', /no key that this version writes/],
    ];
    for (const [parts, expected, message] of wrong) {
      it(`finds ${expected} in ${JSON.stringify(parts)}`, () => {
        const found = problems(version('a', parts));
        assert.deepEqual(brief(found), [`a ${expected}`]);
        assert.match(found[0]?.message ?? '', message);
      });
    }
  });
});

type Parts = Omit<PayerVersion, 'id'>;
