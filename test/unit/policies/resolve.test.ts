import assert from 'node:assert/strict';
import fc from 'fast-check';
import { groupModifier } from '../../../server/src/policies/group-modifiers.ts';
import type { PayerVersion, Policy } from '../../../server/src/policies/policy.ts';
import { assume, capsOf, isAssumed, roundingSetting, unitLength } from '../../../server/src/policies/policy.ts';
import { defaultPolicy, isBundled, resolvePolicy } from '../../../server/src/policies/resolve.ts';
import type { WrittenCap } from '../../../server/src/policies/written.ts';
import { lookupIn, version } from './versions.ts';

const DATE = '2026-03-02';

function policy(id: string, ...versions: readonly PayerVersion[]): Policy {
  const resolution = resolvePolicy(id, DATE, lookupIn(...versions));
  assert.equal(resolution.kind, 'policy', resolution.kind === 'unknown' ? resolution.reason : '');
  assert.ok(resolution.kind === 'policy');
  return resolution.policy;
}

function reason(id: string, ...versions: readonly PayerVersion[]): string {
  const resolution = resolvePolicy(id, DATE, lookupIn(...versions));
  assert.ok(resolution.kind === 'unknown', `${id} was resolved`);
  return resolution.reason;
}

const caps = (of: Policy) => of.caps.map(({ codes, limit, per }) => ({ codes, units: limit, per }));

describe('resolvePolicy', () => {
  describe('the version of a date', () => {
    const first = version('sunrise', { from: '2025-01-01', to: '2025-12-31', rounding: 'full-unit' });
    const second = version('sunrise', { from: '2026-01-01', to: '2026-06-30', rounding: 'midpoint' });
    const third = version('sunrise', { from: '2026-09-01', rounding: 'round-up' });
    const lookup = lookupIn(third, first, second);
    const rounding = (date: string) => {
      const resolution = resolvePolicy('sunrise', date, lookup);
      return resolution.kind === 'policy' ? resolution.policy.units.rounding?.value : resolution.reason;
    };

    it('is the one that holds it, both ends included', () => {
      assert.equal(rounding('2025-01-01'), 'full-unit');
      assert.equal(rounding('2025-12-31'), 'full-unit');
      assert.equal(rounding('2026-01-01'), 'midpoint');
      assert.equal(rounding('2026-06-30'), 'midpoint');
      assert.equal(rounding('2026-09-01'), 'round-up');
      assert.equal(rounding('2099-01-01'), 'round-up');
    });

    it('is unknown before the first, in a gap, and after the last', () => {
      assert.equal(rounding('2024-12-31'), 'no version of sunrise holds 2024-12-31');
      assert.equal(rounding('2026-07-01'), 'no version of sunrise holds 2026-07-01');
      assert.equal(rounding('2026-08-31'), 'no version of sunrise holds 2026-08-31');
    });

    it('is unknown where two hold it', () => {
      const twice = [version('a', { to: '2026-03-02' }), version('a', { from: '2026-03-02' })];
      assert.equal(reason('a', ...twice), '2 versions of a hold 2026-03-02');
    });

    it('is unknown where its dates cannot be read, unless the readable end excludes the date', () => {
      assert.equal(reason('a', version('a', { from: null })), 'the dates of a cannot be read');
      assert.equal(reason('a', version('a', { from: null, to: '2026-01-01' })), 'no version of a holds 2026-03-02');
      assert.equal(policy('a', version('a', { from: null }), version('a', { payerId: 'X' })).payerId?.value, 'X');
    });
  });

  describe('unknown payers and bases', () => {
    it('says what is missing', () => {
      assert.equal(reason('sunrise'), 'no payer sunrise in the workspace');
      assert.equal(reason('builtin:nowhere'), 'no bundled policy builtin:nowhere');
      assert.equal(reason('a', version('a', { extends: 'b' })), 'no payer b in the workspace');
      assert.equal(reason('a', version('a', { extends: null })), 'the base of a cannot be read');
      const base = version('b', { from: '2027-01-01' });
      assert.equal(reason('a', version('a', { extends: 'b' }), base), 'no version of b holds 2026-03-02');
    });

    it('never asks the workspace for a bundled policy', () => {
      const asked: string[] = [];
      resolvePolicy('a', DATE, (id) => {
        asked.push(id);
        return [version(id)];
      });
      assert.deepEqual(asked, ['a']);
      assert.equal(isBundled('builtin:default'), true);
      assert.equal(isBundled('sunrise'), false);
    });
  });

  describe('cycles', () => {
    for (const length of [1, 2, 3, 4]) {
      it(`of ${length} are unknown, from every payer in them and before them`, () => {
        const ids = Array.from({ length }, (_, index) => `p${index}`);
        const ring = ids.map((id, index) => version(id, { extends: ids[(index + 1) % length] ?? '' }));
        for (const [index, id] of ids.entries()) {
          const round = [...ids.slice(index), ...ids.slice(0, index), id].join(' → ');
          assert.equal(reason(id, ...ring), `${id} extends itself: ${round}`);
        }
        assert.match(reason('start', version('start', { extends: 'p0' }), ...ring), /^p0 extends itself: p0 → /);
      });
    }

    it('are none where the versions of the date do not close them', () => {
      const old = version('a', { to: '2025-12-31', extends: 'b' });
      const now = version('a', { from: '2026-01-01', payerId: 'NEW' });
      const base = version('b', { extends: 'a' });
      assert.equal(policy('b', old, now, base).payerId?.value, 'NEW');
    });
  });

  describe('overriding', () => {
    const base = version('base', {
      rounding: 'full-unit',
      per: 'session',
      minutes: [
        ['default', 15],
        ['H0032', 60],
        ['T1024', 'event'],
      ],
      weekStart: 'monday',
      covered: ['97153'],
      providers: [
        ['97153', ['technician']],
        ['97155', ['qhp']],
      ],
      supervisorRequired: ['97153'],
      supervisorLevel: 'assistant',
      credentialModifiers: [
        ['technician', ['HM']],
        ['qhp', ['HO']],
      ],
      groupMin: 3,
      groupMax: 6,
      telehealthModifiers: ['95'],
      telehealthCodes: ['97156'],
      documentationRequired: ['goals'],
      signedWithinDays: 7,
      timelyFilingDays: 95,
      lineOfBusiness: 'medicaid',
      source: 'Base manual',
      reviewed: '2026-01-05',
    });
    const own = version('own', {
      extends: 'base',
      name: 'Own plan',
      rounding: 'midpoint',
      minutes: [['H0032', 30]],
      covered: ['97155', '97156'],
      providers: [['97155', ['assistant', 'qhp']]],
      supervisorLevel: 'qhp',
      credentialModifiers: [['qhp', ['HP', 'HO']]],
      groupMax: 4,
      telehealthCodes: ['97155'],
      signedWithinDays: 3,
    });

    it('goes key by key: the nearest version that writes a key decides it', () => {
      const merged = policy('own', own, base);
      assert.equal(merged.units.rounding?.value, 'midpoint');
      assert.equal(merged.units.per?.value, 'session');
      assert.equal(merged.units.pool?.value, 'provider', 'from builtin:cpt');
      assert.deepEqual([merged.groupSize.min?.value, merged.groupSize.max?.value], [3, 4]);
      assert.equal(merged.weekStart?.value, 'monday');
      assert.deepEqual([merged.supervisor.required?.value, merged.supervisor.level?.value], [['97153'], 'qhp']);
      assert.equal(merged.documentation.signedWithinDays?.value, 3);
      assert.deepEqual(merged.documentation.require?.value, ['goals']);
      assert.equal(merged.timelyFilingDays?.value, 95);
      assert.equal(merged.lineOfBusiness?.value, 'medicaid');
    });

    it('goes name by name in maps, and takes a list that is a value as a whole', () => {
      const merged = policy('own', own, base);
      assert.deepEqual(merged.providers.get('97153')?.value, ['technician']);
      assert.deepEqual(merged.providers.get('97155')?.value, ['assistant', 'qhp']);
      assert.deepEqual(merged.providers.get('97158')?.value, ['qhp'], 'from builtin:cpt');
      assert.deepEqual(merged.covered?.value, ['97155', '97156']);
      assert.deepEqual(merged.modifiers.credential.get('technician')?.value, ['HM']);
      assert.deepEqual(merged.modifiers.credential.get('qhp')?.value, ['HP', 'HO']);
      assert.deepEqual(merged.modifiers.telehealth.modifiers?.value, ['95']);
      assert.deepEqual(merged.modifiers.telehealth.codes?.value, ['97155']);
      assert.equal(merged.modifiers.telehealth.placesOfService, undefined);
    });

    it('gives every code the length of its unit', () => {
      const merged = policy('own', own, base);
      assert.equal(unitLength(merged, 'H0032'), 30);
      assert.equal(unitLength(merged, 'T1024'), 'event');
      assert.equal(unitLength(merged, '97153'), 15);
      assert.equal(unitLength(merged, 'constructor'), 15);
    });

    it('says which version and key a setting is from', () => {
      const merged = policy('own', own, base);
      assert.equal(merged.units.rounding?.origin.version, own);
      assert.deepEqual(merged.units.rounding?.origin.path, ['units', 'rounding']);
      assert.equal(merged.providers.get('97153')?.origin.version, base);
      assert.deepEqual(merged.providers.get('97153')?.origin.path, ['providers', '97153']);
      assert.equal(merged.timelyFilingDays?.origin.version.source, 'Base manual');
      assert.equal(merged.timelyFilingDays?.origin.version.reviewed, '2026-01-05');
      assert.deepEqual(merged.modifiers.telehealth.codes?.origin.path, ['modifiers', 'telehealth', 'codes']);
      assert.deepEqual(
        merged.chain.map((link) => link.id),
        ['own', 'base', 'builtin:cpt'],
      );
      assert.equal(merged.version, own);
    });

    it('takes what cannot be read for unknown, not for the base’s value', () => {
      const unclear = version('own', {
        extends: 'base',
        rounding: null,
        minutes: [['H0032', null]],
        providers: [['97153', null]],
        covered: null,
      });
      const merged = policy('own', unclear, base);
      assert.equal(merged.units.rounding, undefined);
      assert.equal(unitLength(merged, 'H0032'), undefined, 'not the default length either');
      assert.equal(unitLength(merged, '97153'), 15);
      assert.equal(merged.providers.get('97153'), undefined);
      assert.equal(merged.covered, undefined);
    });

    it('takes a map that cannot be read for unknown as a whole', () => {
      const merged = policy('own', version('own', { extends: 'base', minutes: null, providers: null }), base);
      assert.equal(unitLength(merged, '97153'), undefined);
      assert.equal(merged.providers.size, 0);
    });
  });

  describe('lists', () => {
    const day: WrittenCap = { codes: ['97153', '97155'], units: 32, per: 'day' };
    const week: WrittenCap = { codes: ['97153'], units: 160, per: 'week' };
    const base = version('base', { caps: [day, week] });

    it('add caps to the base’s and replace those of the same codes and period, in whatever order the codes stand', () => {
      const own = version('own', {
        extends: 'base',
        caps: [
          { codes: ['97155', '97153'], units: 40, per: 'day' },
          { codes: ['97153'], units: 24, per: 'day' },
          { codes: ['97151'], units: 16, per: { days: 180 } },
        ],
      });
      const merged = policy('own', own, base);
      assert.deepEqual(caps(merged), [week, ...(own.caps ?? [])]);
      assert.deepEqual(
        merged.caps.map((cap) => [cap.origin.version.id, ...cap.origin.path]),
        [
          ['base', 'caps', 1],
          ['own', 'caps', 0],
          ['own', 'caps', 1],
          ['own', 'caps', 2],
        ],
      );
    });

    it('keep rolling periods of different lengths apart', () => {
      const rolling = (days: number, units: number): WrittenCap => ({ codes: ['97151'], units, per: { days } });
      const merged = policy(
        'own',
        version('own', { extends: 'base', caps: [rolling(180, 8)] }),
        version('base', { caps: [rolling(180, 16), rolling(365, 32)] }),
      );
      assert.deepEqual(caps(merged), [rolling(365, 32), rolling(180, 8)]);
    });

    it('leave out a cap that cannot be read, and the one that it replaces', () => {
      const own = version('own', {
        extends: 'base',
        caps: [
          { codes: ['97153'], units: null, per: 'week' },
          { codes: null, units: 1, per: 'day' },
          { codes: ['97155'], units: 1, per: null },
        ],
      });
      assert.deepEqual(caps(policy('own', own, base)), [day]);
    });

    it('merge concurrency by the pair of codes, a code with itself being a pair of its own', () => {
      const merged = policy(
        'own',
        version('own', {
          extends: 'base',
          concurrency: [
            { codes: ['97155', '97153'], allowed: false },
            { codes: ['97153', '97153'], allowed: false },
          ],
        }),
        version('base', {
          concurrency: [
            { codes: ['97153', '97155'], allowed: true },
            { codes: ['97153', '97156'], allowed: true, clientAbsent: true },
            { codes: ['97153'], allowed: true },
          ],
        }),
      );
      assert.deepEqual(
        merged.concurrency.map((entry) => [entry.codes.join('+'), entry.allowed, entry.clientAbsent]),
        [
          ['97153+97156', true, true],
          ['97153', true, false],
          ['97155+97153', false, false],
          ['97153+97153', false, false],
        ],
      );
    });

    it('leave out a pair whose condition cannot be read', () => {
      const own = version('own', { concurrency: [{ codes: ['97153', '97156'], allowed: true, clientAbsent: null }] });
      assert.deepEqual(policy('own', own).concurrency, []);
    });

    it('merge fees by code and modifier', () => {
      const merged = policy(
        'own',
        version('own', {
          extends: 'base',
          fees: [
            { code: '97153', rate: 2600 },
            { code: '97155', modifier: null, rate: 1 },
          ],
        }),
        version('base', {
          fees: [
            { code: '97153', rate: 2500 },
            { code: '97153', modifier: 'HO', rate: 2850 },
          ],
        }),
      );
      assert.deepEqual(
        merged.fees.map((fee) => [fee.code, fee.modifier, fee.rate, fee.origin.version.id]),
        [
          ['97153', 'HO', 2850, 'base'],
          ['97153', undefined, 2600, 'own'],
        ],
      );
    });
  });

  describe('what a setting rests on', () => {
    const own = version('own', {
      source: 'Manual',
      reviewed: '2026-01-05',
      verify: true,
      rounding: 'midpoint',
      weekStart: 'monday',
      telehealthCodes: ['97156'],
      telehealthModifiers: ['95'],
      minutes: [
        ['default', 15],
        ['H0032', 60],
      ],
      caps: [
        { codes: ['97153'], units: 32, per: 'day' },
        { codes: ['97155'], units: 8, per: 'day', citation: { source: 'Bulletin 9', verify: false } },
      ],
      sources: [
        ['units', { source: 'Units page' }],
        ['units.minutes.H0032', { source: 'H0032 page', reviewed: '2026-03-03' }],
        ['modifiers.telehealth', { source: 'Telehealth page', verify: false }],
        ['modifiers.telehealth.codes', { reviewed: '2026-04-04' }],
        ['weekStart', null],
      ],
    });
    const merged = policy('own', own);
    const all = { source: 'Manual', reviewed: '2026-01-05', verify: true };
    const rows: readonly (readonly [string, unknown, object])[] = [
      ['the record, for a key without a source', merged.weekStart?.origin.citation, all],
      ['the record, for an entry without one', merged.caps[0]?.origin.citation, all],
      ['the entry itself', merged.caps[1]?.origin.citation, { ...all, source: 'Bulletin 9', verify: false }],
      ['a key above', merged.units.rounding?.origin.citation, { ...all, source: 'Units page' }],
      [
        'the key itself rather than one above',
        merged.units.minutes.get('H0032')?.origin.citation,
        { ...all, source: 'H0032 page', reviewed: '2026-03-03' },
      ],
      ['a key above a name', merged.units.minutes.get('default')?.origin.citation, { ...all, source: 'Units page' }],
      [
        'each part where it is said nearest',
        merged.modifiers.telehealth.codes?.origin.citation,
        { source: 'Telehealth page', reviewed: '2026-04-04', verify: false },
      ],
    ];
    for (const [what, citation, expected] of rows) {
      it(`is said by ${what}`, () => assert.deepEqual(citation, expected));
    }

    it('is each version’s own, also of what a payer inherits', () => {
      const heir = policy('heir', version('heir', { extends: 'own', source: 'Contract' }), own);
      assert.equal(heir.weekStart?.origin.citation.source, 'Manual');
    });
  });

  describe('the extended format', () => {
    it('replaces a cap only by one for the same modifiers, and a cap in units by one in hours', () => {
      const base = version('base', {
        caps: [
          { codes: ['97156'], units: 8, per: 'week' },
          { codes: ['97156'], units: 4, per: 'week', modifiers: ['GT'] },
          { hours: 2400, per: 'week' },
        ],
      });
      const own = version('own', {
        extends: 'base',
        caps: [
          { codes: ['97156'], hours: 180, per: 'week' },
          { codes: ['97156'], units: 2, per: 'week', withoutModifiers: ['GT'] },
        ],
      });
      assert.deepEqual(
        policy('own', own, base).caps.map(({ codes, measure, limit, modifiers, withoutModifiers }) => [
          codes?.join('+') ?? 'all',
          `${limit} ${measure}`,
          modifiers?.join() ?? '',
          withoutModifiers?.join() ?? '',
        ]),
        [
          ['97156', '4 units', 'GT', ''],
          ['all', '2400 minutes', '', ''],
          ['97156', '180 minutes', '', ''],
          ['97156', '2 units', '', 'GT'],
        ],
      );
    });

    it('leaves out a cap without a limit, with two, or whose period is none', () => {
      const own = version('own', {
        caps: [
          { per: 'day' },
          { units: 1, hours: 60, per: 'week' },
          { units: 1, per: 'unclear' },
          { units: 1, per: 'month', modifiers: null },
          { hours: null, per: 'year' },
          { units: 1, per: 'lifetime' },
        ],
      });
      assert.deepEqual(
        policy('own', own).caps.map(({ per }) => per),
        ['lifetime'],
      );
    });

    it('counts a cap without codes for every code', () => {
      const merged = policy('own', version('own', { caps: [{ hours: 2400, per: 'week' }] }));
      assert.deepEqual(capsOf(merged, '97153'), merged.caps);
      assert.deepEqual(capsOf(merged, 'H0032'), merged.caps);
    });

    it('takes the length of a unit from the code with a modifier before the code', () => {
      const merged = policy(
        'own',
        version('own', {
          minutes: [
            ['97151', 30],
            ['97151-TJ', 'event'],
            ['97152-TJ', null],
            ['97156', 'unknown'],
          ],
        }),
      );
      assert.equal(unitLength(merged, '97151', ['HO', 'TJ']), 'event');
      assert.equal(unitLength(merged, '97151', ['HO']), 30);
      assert.equal(unitLength(merged, '97151'), 30);
      assert.equal(unitLength(merged, '97152', ['TJ']), undefined, 'not the default length either');
      assert.equal(unitLength(merged, '97156'), undefined, 'known to be unknown');
      assert.equal(unitLength(merged, '97153', ['TJ']), 15);
    });

    it('rounds a code in its own way, in that of its base, and else in that of all codes', () => {
      const base = version('base', {
        rounding: 'full-unit',
        roundingByCode: [
          ['97153', 'midpoint'],
          ['T1005', 'midpoint'],
          ['T1002', 'round-up'],
        ],
      });
      const merged = policy(
        'own',
        version('own', {
          extends: 'base',
          source: 'Contract',
          roundingByCode: [
            ['T1005', 'round-up'],
            ['T1002', null],
          ],
        }),
        base,
      );
      assert.equal(roundingSetting(merged, 'H2019')?.value, 'full-unit');
      assert.equal(roundingSetting(merged, '97153')?.value, 'midpoint');
      assert.equal(roundingSetting(merged, 'T1005')?.value, 'round-up');
      assert.equal(roundingSetting(merged, 'T1005')?.origin.citation.source, 'Contract');
      assert.equal(roundingSetting(merged, 'T1002'), undefined, 'not that of the base, nor of all codes');
    });

    it('adds services that are not paid on one day, and replaces those about the same codes', () => {
      const base = version('base', {
        notSameDay: [
          { codes: ['97153', '97155'], with: ['H2014'] },
          { codes: ['97156'], with: ['H2014'] },
          { codes: ['97157'], with: null },
        ],
      });
      const own = version('own', {
        extends: 'base',
        notSameDay: [
          { codes: ['97155', '97153'], with: ['H2014'], citation: { source: 'Contract' } },
          { codes: ['97156'], with: ['H2017'] },
        ],
      });
      const merged = policy('own', own, base).notSameDay;
      assert.deepEqual(
        merged.map(({ codes, with: others, origin }) => [codes.join(), others.join(), origin.citation.source]),
        [
          ['97156', 'H2014', undefined],
          ['97155,97153', 'H2014', 'Contract'],
          ['97156', 'H2017', undefined],
        ],
      );
    });

    it('adds ratios, assessments and required modifiers, and replaces those about the same', () => {
      const base = version('base', {
        ratios: [
          { codes: ['97155'], of: ['97153', '97154'], per: 'month', minPercent: 500 },
          { codes: ['97155'], of: ['97153'], per: 'week', maxPercent: 2000 },
        ],
        assessments: [{ codes: ['97151'], withinDays: 14 }],
        requiredModifiers: [{ codes: ['97154', '97158'], anyOf: ['HQ'] }],
      });
      const own = version('own', {
        extends: 'base',
        ratios: [{ codes: ['97155'], of: ['97154', '97153'], per: 'month', minPercent: 1000, maxPercent: null }],
        assessments: [{ codes: ['97151'], withinDays: 30, notAgainWithinDays: 180 }],
        requiredModifiers: [{ codes: ['97158', '97154'], anyOf: ['U4'] }],
      });
      const merged = policy('own', own, base);
      assert.deepEqual(
        merged.ratios.map(({ per, maxPercent }) => [per, maxPercent]),
        [['week', 2000]],
      );
      assert.deepEqual(
        merged.assessments.map(({ withinDays, notAgainWithinDays }) => [withinDays, notAgainWithinDays]),
        [[30, 180]],
      );
      assert.deepEqual(
        merged.modifiers.required.map(({ anyOf, origin }) => [anyOf, origin.path.join('.')]),
        [[['U4'], 'modifiers.required.0']],
      );
    });

    it('finds the modifier of a group in the narrowest range that holds its size', () => {
      const merged = policy(
        'own',
        version('own', {
          groupModifiers: [
            ['2', 'UN'],
            ['4-8', 'U8'],
            ['4', 'UQ'],
            ['6+', 'US'],
            ['many', 'XX'],
          ],
        }),
      );
      const found = Array.from({ length: 10 }, (_, size) => groupModifier(merged, size)?.value);
      const none = undefined;
      assert.deepEqual(found, [none, none, 'UN', none, 'UQ', 'U8', 'U8', 'U8', 'U8', 'US']);
    });
  });

  describe('a payer that names no base', () => {
    const { extends: _, ...bare } = version('bare', { caps: [{ codes: ['97153'], units: 24, per: 'day' }] });

    it('stands on builtin:default, whose settings are assumed, unlike its own', () => {
      const merged = policy('bare', bare);
      assert.equal(merged.assumed, false);
      assert.deepEqual(
        merged.caps.map((cap) => [cap.limit, cap.per, isAssumed(merged, cap.origin)]),
        [
          [160, 'week', true],
          [24, 'day', false],
        ],
      );
      const rounding = merged.units.rounding;
      assert.equal(rounding?.value, 'midpoint');
      assert.ok(rounding && isAssumed(merged, rounding.origin));
    });

    it('has adopted these settings where it names that base', () => {
      const merged = policy('bare', { ...bare, extends: 'builtin:default' });
      assert.deepEqual(
        merged.caps.map((cap) => isAssumed(merged, cap.origin)),
        [false, false],
      );
    });

    it('has no assumed caps where it stands on builtin:cpt', () => {
      assert.deepEqual(caps(policy('bare', { ...bare, extends: 'builtin:cpt' })), [
        { codes: ['97153'], units: 24, per: 'day' },
      ]);
    });

    it('passes its assumptions on to a payer that extends it', () => {
      const merged = policy('own', version('own', { extends: 'bare' }), bare);
      assert.deepEqual(
        merged.caps.map((cap) => [cap.limit, cap.origin.assumed]),
        [
          [160, true],
          [24, false],
        ],
      );
    });
  });

  describe('as a function', () => {
    const written = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
    const code = fc.constantFrom('97151', '97153', '97155');
    const cap: fc.Arbitrary<WrittenCap> = fc.record({
      codes: written(fc.array(code, { maxLength: 2 })),
      units: written(fc.nat(40)),
      per: written(fc.constantFrom('day' as const, 'week' as const, { days: 30 }, { days: 60 })),
    });
    const parts = fc.record(
      {
        rounding: written(fc.constantFrom('midpoint' as const, 'full-unit' as const)),
        groupMax: written(fc.integer({ min: 2, max: 8 })),
        minutes: fc.array(fc.tuple(code, written(fc.constantFrom(15, 30, 60)))),
        caps: fc.array(cap, { maxLength: 4 }),
      },
      { requiredKeys: [] },
    );
    /** A chain p0 → p1 → … whose last stands on builtin:cpt. */
    const chains = fc
      .array(parts, { minLength: 1, maxLength: 5 })
      .map((links) =>
        links.map((link, index) =>
          version(`p${index}`, { ...link, extends: index + 1 < links.length ? `p${index + 1}` : 'builtin:cpt' }),
        ),
      );

    it('gives the same twice, and changes nothing that it reads', () => {
      fc.assert(
        fc.property(chains, (chain) => {
          const before = JSON.stringify(chain);
          assert.deepEqual(policy('p0', ...chain), policy('p0', ...chain.toReversed()));
          assert.equal(JSON.stringify(chain), before);
        }),
      );
    });

    it('takes a scalar from the first version of the chain that writes it', () => {
      fc.assert(
        fc.property(chains, (chain) => {
          const merged = policy('p0', ...chain);
          const first = chain.find((link) => link.groupMax !== undefined);
          assert.equal(merged.groupSize.max?.value, first ? (first.groupMax ?? undefined) : 8);
          assert.equal(
            merged.groupSize.max?.origin.version.id,
            first ? merged.groupSize.max && first.id : 'builtin:cpt',
          );
        }),
      );
    });

    it('has of every cap the entries of the nearest version that writes its codes and period, readable ones only', () => {
      const key = ({ codes, per }: WrittenCap) => codes && per && JSON.stringify([[...new Set(codes)].sort(), per]);
      fc.assert(
        fc.property(chains, (chain) => {
          const expected = chain.flatMap((link, index) =>
            (link.caps ?? []).filter(
              (entry) =>
                key(entry) !== null &&
                entry.units !== null &&
                !chain.slice(0, index).some((nearer) => nearer.caps?.some((other) => key(other) === key(entry))),
            ),
          );
          const text = (entry: unknown) => JSON.stringify(entry);
          const got = caps(policy('p0', ...chain));
          assert.deepEqual(
            got.map(text).sort(),
            expected.map(({ codes, units, per }) => text({ codes, units, per })).sort(),
          );
        }),
      );
    });

    it('is idempotent: a payer that adds nothing to a base has the base’s settings', () => {
      fc.assert(
        fc.property(chains, (chain) => {
          const { id: _, version: __, chain: ___, ...of } = policy('p0', ...chain);
          const {
            id: _a,
            version: _b,
            chain: _c,
            ...same
          } = policy('same', version('same', { extends: 'p0' }), ...chain);
          assert.deepEqual(same, of);
        }),
      );
    });
  });
});

describe('defaultPolicy', () => {
  it('is builtin:default, assumed, whatever the date', () => {
    for (const date of [undefined, '2020-01-01', DATE, '2027-01-01']) {
      const found = defaultPolicy(date);
      assert.equal(found.id, 'builtin:default');
      assert.equal(found.assumed, true);
      for (const cap of found.caps) assert.equal(isAssumed(found, cap.origin), true);
    }
    assert.equal(defaultPolicy(DATE), defaultPolicy('2026-03-03'), 'resolved once');
  });

  it('is no assumption where it is asked for by its id', () => {
    assert.equal(policy('builtin:default').assumed, false);
  });
});

describe('assume', () => {
  it('marks a policy without changing the original', () => {
    const sunrise = policy('sunrise', version('sunrise'));
    assert.equal(assume(sunrise).assumed, true);
    assert.equal(sunrise.assumed, false);
    assert.deepEqual({ ...assume(sunrise), assumed: false }, sunrise);
  });
});
