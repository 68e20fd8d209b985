import assert from 'node:assert/strict';
import { CODES } from '../../../server/src/tables/codes.ts';
import { findMue, indicatorOf, MUE_ROWS, NCCI_PROGRAMS } from '../../../server/src/tables/mue.ts';

/** Units by code, on the first and on the last day of 2020, and from 2021 on. */
const VALUES: { readonly [program: string]: { readonly [code: string]: readonly [first: number, raised: number] } } = {
  medicare: {
    '97151': [8, 8],
    '97152': [8, 16],
    '97153': [32, 32],
    '97154': [12, 18],
    '97155': [24, 24],
    '97156': [16, 16],
    '97157': [16, 16],
    '97158': [16, 16],
    '0362T': [8, 16],
    '0373T': [32, 32],
  },
  medicaid: {
    '97151': [32, 32],
    '97152': [8, 16],
    '97153': [32, 32],
    '97154': [12, 18],
    '97155': [24, 24],
    '97156': [16, 16],
    '97157': [16, 16],
    '97158': [16, 16],
    '0362T': [8, 16],
    '0373T': [32, 32],
  },
};

describe('table of medically unlikely edits', () => {
  for (const program of NCCI_PROGRAMS) {
    for (const { code } of CODES) {
      it(`has one value of ${code} for ${program} on each date from 2019 to 2026, and none beyond`, () => {
        const [first, raised] = VALUES[program]?.[code] ?? [];
        for (const [date, units] of [
          ['2018-12-31', undefined],
          ['2019-01-01', first],
          ['2020-12-31', first],
          ['2021-01-01', raised],
          ['2026-12-31', raised],
          ['2027-01-01', undefined],
        ] as const) {
          const rows = MUE_ROWS.filter(
            (row) => row.lineOfBusiness === program && row.code === code && row.from <= date && date <= row.to,
          );
          assert.deepEqual(
            rows.map((row) => row.units),
            units === undefined ? [] : [units],
            date,
          );
          assert.equal(findMue(program, code, date)?.units, units, date);
        }
      });
    }
  }

  it('knows no other codes', () => {
    assert.equal(findMue('medicaid', 'H2019', '2026-03-02'), undefined);
    for (const { code } of MUE_ROWS)
      assert.ok(
        CODES.some((entry) => entry.code === code),
        code,
      );
  });

  it('has a dated source for each row, to verify wherever two sources differ', () => {
    for (const { code, from, to, source } of MUE_ROWS) {
      assert.ok(from < to && source.title.length > 10);
      assert.match(source.date, /^\d{4}-\d\d-\d\d$/);
      if (code === '0373T') assert.ok(source.verify && source.title.includes('24'));
    }
  });

  it('says of each indicator what it is held against', () => {
    assert.deepEqual(
      ([1, 2, 3] as const).map((mai) => indicatorOf(mai).per),
      ['line', 'date', 'date'],
    );
    for (const { mai } of MUE_ROWS) assert.equal(mai, 3);
  });
});
