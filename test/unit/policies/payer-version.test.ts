import assert from 'node:assert/strict';
import type { PayerVersion } from '../../../server/src/policies/policy.ts';
import { payersIn } from './versions.ts';

function only(text: string): PayerVersion {
  const [first, ...more] = payersIn(text);
  assert.ok(first && more.length === 0, `${more.length + 1} payers`);
  return first;
}

const FULL = `
payers:
  - id: sunrise
    name: Sunrise Health Plan
    extends: builtin:default
    lineOfBusiness: commercial
    from: 2026-01-01
    to: 2026-12-31
    source: Provider manual 2026, p. 14
    reviewed: 2026-02-01
    payerId: SUN01
    units:
      rounding: midpoint
      per: day
      pool: provider
      minutes: { default: 15, H0032: 60, T1024: event }
    caps:
      - { codes: [97153], units: 32, per: day }
      - { codes: [97151], units: 32, per: authorization }
      - { codes: ["97151"], units: 16, per: { days: 180 } }
    weekStart: sunday
    covered: [97151, 0362T]
    providers:
      97153: [technician, assistant, qhp]
      97155: [BCBA-D]
    supervisor: { required: [97152], level: qhp }
    concurrency:
      - { codes: [97153, 97155], allowed: true }
      - { codes: [97153, 97156], allowed: true, clientAbsent: true }
    modifiers:
      credential: { technician: HM, BCBA-D: HP }
      credentialRequired: [97153]
      telehealth: { modifiers: ["95", GT], codes: [97155], placesOfService: ["02", "10"] }
    groupSize: { min: 2, max: 8 }
    diagnoses: { anyOf: [F84.0] }
    documentation: { signedWithinDays: 7, require: [goals, interventions] }
    timelyFilingDays: 95
    fees:
      - { code: 97153, rate: 25.00 }
      - { code: 97153, modifier: HO, rate: 28.5 }
`;

describe('payerVersion', () => {
  it('takes every value of the format over', () => {
    assert.deepEqual(only(FULL), {
      id: 'sunrise',
      name: 'Sunrise Health Plan',
      extends: 'builtin:default',
      lineOfBusiness: 'commercial',
      from: '2026-01-01',
      to: '2026-12-31',
      source: 'Provider manual 2026, p. 14',
      reviewed: '2026-02-01',
      payerId: 'SUN01',
      rounding: 'midpoint',
      per: 'day',
      pool: 'provider',
      minutes: [
        ['default', 15],
        ['H0032', 60],
        ['T1024', 'event'],
      ],
      caps: [
        { codes: ['97153'], units: 32, per: 'day' },
        { codes: ['97151'], units: 32, per: 'authorization' },
        { codes: ['97151'], units: 16, per: { days: 180 } },
      ],
      weekStart: 'sunday',
      covered: ['97151', '0362T'],
      providers: [
        ['97153', ['technician', 'assistant', 'qhp']],
        ['97155', ['BCBA-D']],
      ],
      supervisorRequired: ['97152'],
      supervisorLevel: 'qhp',
      concurrency: [
        { codes: ['97153', '97155'], allowed: true },
        { codes: ['97153', '97156'], allowed: true, clientAbsent: true },
      ],
      credentialModifiers: [
        ['technician', ['HM']],
        ['BCBA-D', ['HP']],
      ],
      credentialModifierRequired: ['97153'],
      telehealthModifiers: ['95', 'GT'],
      telehealthCodes: ['97155'],
      telehealthPlaces: ['02', '10'],
      groupMin: 2,
      groupMax: 8,
      diagnosesAnyOf: ['F84.0'],
      signedWithinDays: 7,
      documentationRequired: ['goals', 'interventions'],
      timelyFilingDays: 95,
      fees: [
        { code: '97153', rate: 2500 },
        { code: '97153', modifier: 'HO', rate: 2850 },
      ],
    });
  });

  it('has no key for what is not written, and is plain data', () => {
    assert.deepEqual(Object.keys(only('payers:\n  - id: a\n')), ['id']);
    const version = only(FULL);
    assert.deepEqual(JSON.parse(JSON.stringify(version)), version);
  });

  it('reads JSON as it reads YAML', () => {
    const json = '{"payers":[{"id":"a","weekStart":"monday","caps":[{"codes":[97153],"units":8,"per":{"days":7}}]}]}';
    assert.deepEqual(payersIn(json, 'json'), [
      { id: 'a', weekStart: 'monday', caps: [{ codes: ['97153'], units: 8, per: { days: 7 } }] },
    ]);
  });

  it('leaves out a record that nothing can refer to', () => {
    assert.deepEqual(
      payersIn('payers:\n  - name: Nobody\n  - id: a\n').map(({ id }) => id),
      ['a'],
    );
  });

  it('takes over what the extended format says, hours in minutes and percentages in hundredths', () => {
    const version = only(`
payers:
  - id: a
    source: Manual
    verify: true
    sources:
      units.rounding: { source: Bulletin 7, reviewed: 2026-01-15, verify: false }
      age.max: { reviewed: soon }
    units: { minutes: { 97151-tj: event } }
    lines: session
    caps:
      - { hours: 40, per: week, withoutModifiers: [XP] }
      - { codes: [97156], units: 8, per: { months: 6 }, modifiers: [GT], source: Bulletin 8, verify: true }
      - { codes: [97153], hours: "7.75", per: lifetime }
    ratios:
      - { codes: [97155], of: [97153, 97154], per: month, minPercent: 10, maxPercent: 12.5, aboveHours: 200 }
    providerHours: { perDay: 12 }
    age: { min: 2, max: 20 }
    authorization: { required: true, codes: [97153] }
    assessments: [{ codes: [97151], withinDays: 30, notAgainWithinDays: 180, reviewed: 2026-02-02 }]
    concurrency: [{ codes: [97151, 97156], allowed: true, modifiers: [HS, HR], separatePlaces: true }]
    modifiers:
      credential: { technician: HM, qhp: [HO, HP] }
      required: [{ codes: [97154], anyOf: [HQ] }]
      notAccepted: ["59"]
      telehealth: { excludedCodes: [97153], providers: [LBA], audioOnly: false }
    placesOfService: [11, "02"]
    groupSize: { modifiers: { 2: UN, 4-8: U8, 6+: US }, modifierRequired: [97154] }
    diagnoses: { noneOf: [F84.2] }
    documentation: { signedBeforeClaim: true, signatures: 2 }
    fees: [{ code: 97153, rate: 20, verify: true }]
`);
    assert.deepEqual(version, {
      id: 'a',
      source: 'Manual',
      verify: true,
      sources: [
        ['units.rounding', { source: 'Bulletin 7', reviewed: '2026-01-15', verify: false }],
        ['age.max', {}],
      ],
      minutes: [['97151-TJ', 'event']],
      lines: 'session',
      caps: [
        { hours: 2400, per: 'week', withoutModifiers: ['XP'] },
        {
          codes: ['97156'],
          units: 8,
          per: { months: 6 },
          modifiers: ['GT'],
          citation: { source: 'Bulletin 8', verify: true },
        },
        { codes: ['97153'], hours: 465, per: 'lifetime' },
      ],
      ratios: [
        {
          codes: ['97155'],
          of: ['97153', '97154'],
          per: 'month',
          minPercent: 1000,
          maxPercent: 1250,
          aboveHours: 12_000,
        },
      ],
      providerHoursPerDay: 720,
      ageMin: 2,
      ageMax: 20,
      authorizationRequired: true,
      authorizationCodes: ['97153'],
      assessments: [
        { codes: ['97151'], withinDays: 30, notAgainWithinDays: 180, citation: { reviewed: '2026-02-02' } },
      ],
      concurrency: [{ codes: ['97151', '97156'], allowed: true, modifiers: ['HS', 'HR'], separatePlaces: true }],
      credentialModifiers: [
        ['technician', ['HM']],
        ['qhp', ['HO', 'HP']],
      ],
      requiredModifiers: [{ codes: ['97154'], anyOf: ['HQ'] }],
      modifiersNotAccepted: ['59'],
      telehealthExcludedCodes: ['97153'],
      telehealthProviders: ['LBA'],
      telehealthAudioOnly: false,
      placesOfService: ['11', '02'],
      groupModifiers: [
        ['2', 'UN'],
        ['4-8', 'U8'],
        ['6+', 'US'],
      ],
      groupModifierRequired: ['97154'],
      diagnosesNoneOf: ['F84.2'],
      signedBeforeClaim: true,
      signatures: 2,
      fees: [{ code: '97153', rate: 2000, citation: { verify: true } }],
    });
  });

  it('keeps a rolling period of days and months, or of nothing, as no period', () => {
    const cap = (per: string) => only(`payers: [{ id: a, caps: [{ units: 1, per: ${per} }] }]`).caps?.[0]?.per;
    assert.equal(cap('{ days: 3, months: 6 }'), 'unclear');
    assert.equal(cap('{}'), 'unclear');
    assert.equal(cap('{ months: some }'), null);
    assert.equal(cap('{ weeks: 2 }'), null, 'an unknown key is reported as such');
    assert.deepEqual(cap('{ months: 6 }'), { months: 6 });
  });

  it('gives null for what is written and cannot be read', () => {
    const version = only(`
payers:
  - id: a
    from: soon
    extends:
    units: { rounding: mid, minutes: { H0032: long, T1024: 30 } }
    groupSize: { max: many }
    timelyFilingDays: 0
`);
    assert.equal(version.from, null);
    assert.equal(version.extends, null);
    assert.equal(version.rounding, null);
    assert.deepEqual(version.minutes, [
      ['H0032', null],
      ['T1024', 30],
    ]);
    assert.equal(version.groupMax, null);
    assert.equal(version.timelyFilingDays, null);
    assert.ok(!('to' in version) && !('per' in version));
  });

  it('gives null for a map or a list of another type, and keeps the place of an entry that is none', () => {
    const version = only(
      'payers:\n  - id: a\n    providers: [qhp]\n    covered: 97153\n    caps: [5, { codes: [97153] }]\n',
    );
    assert.equal(version.providers, null);
    assert.equal(version.covered, null);
    assert.deepEqual(
      version.caps?.map(({ codes }) => codes),
      [undefined, ['97153']],
    );
  });

  it('keeps the position of every cap and fee, readable or not', () => {
    const version = only(`
payers:
  - id: a
    caps:
      - { codes: [97153], units: lots, per: day }
      - { units: 8 }
      - { codes: [97155], units: 8, per: fortnight }
      - { codes: [97156], units: 8, per: { days: 0 } }
      - { codes: [97157], units: 8, per: month }
    fees:
      - { code: 97153, rate: cheap }
      - { code: 97155, rate: 30 }
`);
    assert.deepEqual(version.caps, [
      { codes: ['97153'], units: null, per: 'day' },
      { units: 8, per: null },
      { codes: ['97155'], units: 8, per: null },
      { codes: ['97156'], units: 8, per: null },
      { codes: ['97157'], units: 8, per: 'month' },
    ]);
    assert.deepEqual(version.fees, [
      { code: '97153', rate: null },
      { code: '97155', rate: 3000 },
    ]);
  });

  it('takes a list with one unreadable item for unknown', () => {
    const version = only('payers:\n  - id: a\n    covered: [97151, ]\n    diagnoses: { anyOf: [F84.0, ""] }\n');
    assert.deepEqual(version.covered, ['97151']);
    assert.equal(version.diagnosesAnyOf, null);
  });
});
