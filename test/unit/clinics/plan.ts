/** What is drawn at random: small numbers, from which the clinic is built. Smaller numbers make a simpler clinic. */
import fc from 'fast-check';
import type { Payer, Plain } from './records.ts';
import { BUNDLED } from './terms.ts';

export interface Visit {
  /** Days after the first of the month. */
  readonly day: number;
  readonly client: number;
  readonly staff: number;
  readonly code: number;
  /** Billable minutes that are wished for. */
  readonly minutes: number;
  /** Minutes after whatever came before. */
  readonly gap: number;
  /** Of the day's visits in two sessions. */
  readonly twice: boolean;
  readonly pause: 'none' | 'interval' | 'minutes';
  readonly beside: boolean;
  readonly remote: boolean;
  readonly billed: boolean;
  readonly signed: number;
}

export interface Style {
  /** All lists in one file, as a stream of documents. */
  readonly together: boolean;
  readonly sessionsAsJson: boolean;
  readonly claimsAsJson: boolean;
  /** Short lists and maps between brackets. */
  readonly flow: boolean;
  readonly quoted: boolean;
}

export interface Plan {
  /** Months after 2026-07. */
  readonly month: number;
  readonly payers: readonly Omit<Payer, 'id'>[];
  /** Of each client: which payer, and whether services are authorized. */
  readonly clients: readonly {
    readonly payer: number;
    readonly authorized: boolean;
    readonly shared: boolean;
    readonly second: boolean;
  }[];
  /** Which of the types of its level each of the staff holds. */
  readonly types: readonly number[];
  readonly enrolled: boolean;
  readonly claims: 'week' | 'month' | 'day';
  readonly visits: readonly Visit[];
  readonly style: Style;
}

const visit: fc.Arbitrary<Visit> = fc.record({
  day: fc.nat(27),
  client: fc.nat(5),
  staff: fc.nat(5),
  code: fc.nat(29),
  minutes: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 15, max: 150 }) }, fc.integer({ min: 15, max: 360 })),
  gap: fc.nat(40),
  twice: fc.boolean(),
  pause: fc.constantFrom('none' as const, 'interval' as const, 'minutes' as const),
  beside: fc.boolean(),
  remote: fc.boolean(),
  billed: fc.nat(7).map((value) => value < 7),
  signed: fc.nat(1),
});

/** Own payers that extend a bundled policy; those that only others stand on come as bases of own policies. */
const bundled = fc.record({
  extends: fc.constantFrom(...new Set(BUNDLED.map(({ id }) => id))),
  fees: fc.option(
    fc.constantFrom<Plain>(
      [
        { code: '97153', rate: 25 },
        { code: '97155', rate: 32.5 },
      ],
      [],
    ),
    { nil: undefined },
  ),
});

function optional<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined, freq: 2 });
}

const own = fc.record({
  extends: optional(fc.constantFrom('builtin:default', 'builtin:cpt')),
  lineOfBusiness: optional(fc.constantFrom('commercial', 'medicaid', 'medicare')),
  units: optional(
    fc.record({
      rounding: fc.constantFrom('midpoint', 'cms-8-minute', 'full-unit', 'round-up'),
      per: fc.constantFrom('day', 'session'),
      pool: fc.constantFrom('provider', 'client'),
      minutes: fc.constantFrom<Plain>(
        { default: 15 },
        { default: 15, 97151: 30 },
        { default: 15, 97156: 60 },
        { default: 15, 97151: 'event' },
      ),
    }),
  ),
  lines: optional(fc.constantFrom('day', 'session')),
  caps: optional(
    fc.subarray<Plain>([
      { codes: ['97153'], units: 24, per: 'day' },
      { codes: ['97153', '97154', '97155', '97158'], units: 28, per: 'day' },
      { codes: ['97155', '97156'], units: 30, per: 'week' },
      { codes: ['97153'], hours: 20, per: 'week' },
      { codes: ['97151'], units: 32, per: { days: 180 } },
      { units: 400, per: 'month' },
    ]),
  ),
  weekStart: optional(fc.constantFrom('sunday', 'monday', 'saturday')),
  covered: optional(
    fc.constantFrom<Plain>(
      ['97153', '97155'],
      ['97151', '97153', '97154', '97155', '97156'],
      ['97153', '97158', '97157', '97152'],
    ),
  ),
  providers: optional(
    fc.constantFrom<Plain>(
      { 97155: ['assistant', 'qhp'] },
      { 97153: ['RBT', 'BCAT', 'qhp'], 97151: ['assistant', 'qhp'] },
    ),
  ),
  supervisor: optional(
    fc.constantFrom<Plain>(
      { required: ['97153'] },
      { required: ['97153', '97154', '97155'], level: 'qhp' },
      { level: 'assistant' },
    ),
  ),
  concurrency: optional(
    fc.constantFrom<Plain>(
      [{ codes: ['97153', '97155'], allowed: false }],
      [
        { codes: ['97153', '97155'], allowed: true },
        { codes: ['97153', '97156'], allowed: true, clientAbsent: true },
      ],
    ),
  ),
  modifiers: optional(
    fc.record({
      credential: optional(
        fc.constantFrom<Plain>(
          { technician: 'HM', assistant: 'HN', qhp: 'HO' },
          { technician: 'HM', assistant: 'HN', qhp: 'HO', 'BCBA-D': 'HP' },
          { technician: 'U1', assistant: 'U2', qhp: ['U3', 'U5'] },
        ),
      ),
      credentialRequired: optional(fc.constantFrom<Plain>(['97153', '97155'], ['97153', '97154', '97155', '97156'])),
      required: optional(fc.constantFrom<Plain>([{ codes: ['97156'], anyOf: ['HS', 'HR'] }])),
      telehealth: optional(
        fc.constantFrom<Plain>(
          { modifiers: ['95', 'GT'], codes: ['97155', '97156'], placesOfService: ['02', '10'] },
          {
            modifiers: ['GT'],
            excludedCodes: ['97153', '97154', '97152', '97158'],
            placesOfService: [],
            providers: ['qhp'],
          },
        ),
      ),
    }),
  ),
  placesOfService: optional(fc.constantFrom<Plain>(['11', '12', '02', '10'])),
  groupSize: optional(
    fc.constantFrom<Plain>(
      { min: 2, max: 6 },
      { min: 2, max: 4, modifiers: { 2: 'UN', '3-4': 'UP' }, modifierRequired: ['97154', '97158'] },
    ),
  ),
  diagnoses: optional(fc.constantFrom<Plain>({ anyOf: ['F84.0'] }, { anyOf: ['F84.0', 'F84.5'], noneOf: ['F90.0'] })),
  authorization: optional(
    fc.constantFrom<Plain>({ required: true }, { required: true, codes: ['97153'] }, { required: false }),
  ),
  documentation: optional(
    fc.constantFrom<Plain>(
      { signedWithinDays: 7 },
      { signatures: 2, require: ['goals', 'summary', 'signatures'] },
      { signedWithinDays: 1, signedBeforeClaim: true, require: ['start', 'end', 'supervisor'] },
    ),
  ),
  timelyFilingDays: optional(fc.constantFrom(90, 95, 365)),
  fees: optional(
    fc.constantFrom<Plain>(
      [
        { code: '97153', rate: 25 },
        { code: '97155', rate: 32.5 },
        { code: '97156', rate: 30.25 },
      ],
      [
        { code: '97153', rate: 25 },
        { code: '97153', modifier: 'HO', rate: 28.5 },
      ],
    ),
  ),
});

export const plan: fc.Arbitrary<Plan> = fc.record({
  month: fc.nat(7),
  payers: fc.array(fc.oneof(bundled, own) as fc.Arbitrary<Omit<Payer, 'id'>>, { minLength: 1, maxLength: 2 }),
  clients: fc.array(
    fc.record({
      payer: fc.nat(1),
      authorized: fc.nat(3).map((value) => value < 3),
      shared: fc.boolean(),
      second: fc.boolean(),
    }),
    {
      minLength: 1,
      maxLength: 3,
    },
  ),
  types: fc.array(fc.nat(3), { minLength: 5, maxLength: 5 }),
  enrolled: fc.boolean(),
  claims: fc.constantFrom('week' as const, 'month' as const, 'day' as const),
  visits: fc.array(visit, { minLength: 1, maxLength: 24 }),
  style: fc.record({
    together: fc.boolean(),
    sessionsAsJson: fc.boolean(),
    claimsAsJson: fc.boolean(),
    flow: fc.boolean(),
    quoted: fc.boolean(),
  }),
});
