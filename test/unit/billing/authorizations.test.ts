import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type AuthorizationTerms,
  type AuthorizedUse,
  holdsCode,
  isOfPayer,
  isSameNumber,
  type Standing,
  standingOf,
} from '../../../server/src/billing/authorizations.ts';

const DAYS = ['2026-01-01', '2026-01-15', '2026-02-01', '2026-03-01'] as const;
const CODES = ['97151', '97153', '97155'] as const;
const NUMBERS = ['A-1', 'A1', 'B2', 'C3'] as const;
const PAYERS = ['p', 'q'] as const;

function terms(
  written: Partial<AuthorizationTerms> & { readonly holds?: readonly string[] | null },
): AuthorizationTerms {
  const { holds, ...rest } = written;
  const service = { codes: holds, units: 100, perDay: undefined, perWeek: undefined, perMonth: undefined };
  return {
    number: undefined,
    payer: undefined,
    from: undefined,
    to: undefined,
    services: holds === undefined ? undefined : [service],
    used: undefined,
    ...rest,
  };
}

const authorization: fc.Arbitrary<AuthorizationTerms> = fc
  .record({
    number: fc.constantFrom(...NUMBERS),
    payer: fc.constantFrom(...PAYERS),
    from: fc.option(fc.constantFrom(...DAYS), { nil: undefined }),
    to: fc.option(fc.constantFrom(...DAYS), { nil: undefined }),
    holds: fc.subarray([...CODES]),
  })
  .map(terms);
const authorizations = fc.array(authorization, { maxLength: 5 });
const use: fc.Arbitrary<AuthorizedUse> = fc.record({
  number: fc.option(fc.constantFrom(...NUMBERS, 'Z9'), { nil: undefined }),
  payer: fc.constantFrom(...PAYERS),
  date: fc.constantFrom(...DAYS, '2026-04-01'),
  code: fc.constantFrom(...CODES),
});

/** The oracle: every authorization is asked each question, and the kind read off the answers. Everything is known. */
function expected(list: readonly AuthorizationTerms[], { number, payer, date, code }: AuthorizedUse): Standing['kind'] {
  const asked = list.map((item) => ({
    number: (item.number as string).split('-').join(''),
    payer: item.payer === payer,
    date: (item.from ?? date) <= date && (item.to ?? date) >= date,
    code: item.services?.some(({ codes }) => codes?.some((held) => held === code)) === true,
  }));
  if (number !== undefined) {
    const own = asked.filter((item) => item.number === number.split('-').join(''));
    if (own.some((item) => item.payer && item.date && item.code)) return 'authorized';
    if (own.some((item) => item.payer && item.date)) return 'other-code';
    if (own.some((item) => item.payer)) return 'inactive';
    return own.length > 0 ? 'other-payer' : 'unknown-number';
  }
  const own = asked.filter((item) => item.payer);
  const numbers = new Set(own.filter((item) => item.date && item.code).map((item) => item.number));
  if (numbers.size > 1) return 'several';
  if (numbers.size === 1) return 'authorized';
  return own.length > 0 ? 'absent' : 'none';
}

const VIOLATIONS: readonly Standing['kind'][] = [
  'unknown-number',
  'other-payer',
  'inactive',
  'other-code',
  'several',
  'absent',
];

describe('the authorization that a service stands on', () => {
  it('agrees with asking each one, where everything is known', () => {
    fc.assert(
      fc.property(authorizations, use, (list, each) => {
        const standing = standingOf(list, each);
        assert.equal(standing.kind, expected(list, each));
        if (standing.kind !== 'authorized') return;
        for (const index of standing.among) {
          const found = list[index] as AuthorizationTerms;
          assert.equal(expected([found], { ...each, number: standing.numbers[0] }), 'authorized');
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('finds nothing wrong for want of a fact', () => {
    const facts = ['number', 'payer', 'from', 'to', 'services'] as const;
    fc.assert(
      fc.property(
        authorizations,
        use,
        fc.array(fc.record({ at: fc.nat(4), fact: fc.constantFrom(...facts), nil: fc.boolean() }), { maxLength: 4 }),
        (list, each, hidden) => {
          const masked = list.map((item) => ({ ...item }));
          for (const { at, fact, nil } of hidden) {
            const services = nil ? undefined : terms({ holds: null }).services;
            // Dates that are not written are open, a fact of their own: only those that cannot be read are unknown.
            const other = nil && (fact === 'number' || fact === 'payer') ? undefined : null;
            if (masked[at]) Object.assign(masked[at], { [fact]: fact === 'services' ? services : other });
          }
          const standing = standingOf(masked, each);
          if (VIOLATIONS.includes(standing.kind)) {
            assert.ok(VIOLATIONS.includes(expected(list, each)), `${standing.kind} of ${expected(list, each)}`);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('takes renewals of one number together', () => {
    const list = [
      terms({ number: 'A1', from: '2026-01-01', to: '2026-01-31', holds: ['97153'] }),
      terms({ number: 'A1', from: '2026-02-01', to: '2026-02-28', holds: ['97153', '97155'] }),
    ];
    const at = (date: string, code = '97153') => standingOf(list, { number: 'A-1', payer: 'p', date, code });
    assert.deepEqual(at('2026-01-31'), { kind: 'authorized', numbers: ['A1'], among: [0] });
    assert.deepEqual(at('2026-02-01'), { kind: 'authorized', numbers: ['A1'], among: [1] });
    assert.deepEqual(at('2026-03-01'), { kind: 'inactive', among: [0, 1] });
    assert.deepEqual(at('2026-01-31', '97155'), { kind: 'other-code', among: [0] });
    assert.deepEqual(at('2026-02-01', '97155'), { kind: 'authorized', numbers: ['A1'], among: [1] });
  });

  it('is undecided where the payer of the only match is not stated, but not where it is named', () => {
    const list = [terms({ number: 'A1', holds: ['97153'] })];
    const each = { payer: 'p', date: '2026-01-01', code: '97153' };
    assert.equal(standingOf(list, { ...each, number: undefined }).kind, 'undecided');
    assert.equal(standingOf(list, { ...each, number: 'A1' }).kind, 'authorized');
    assert.equal(standingOf([], { ...each, number: undefined }).kind, 'none');
    assert.equal(standingOf([], { ...each, number: 'A1' }).kind, 'unknown-number');
  });

  it('reads numbers without spaces and hyphens, and nothing else alike', () => {
    assert.ok(isSameNumber('AUTH-778', 'AUTH 778'));
    assert.ok(!isSameNumber('AUTH-778', 'auth778'));
    assert.ok(!isSameNumber('AUTH-778', 'AUTH-779'));
  });

  it('knows what is not stated from what is stated to be none', () => {
    assert.equal(holdsCode(terms({}), '97153'), 'unknown');
    assert.equal(holdsCode(terms({ services: [] }), '97153'), 'no');
    assert.equal(holdsCode(terms({ holds: null }), '97153'), 'unknown');
    assert.equal(isOfPayer(terms({ payer: null }), 'p'), 'unknown');
    assert.equal(isOfPayer(terms({ payer: 'p' }), undefined), 'unknown');
  });
});
