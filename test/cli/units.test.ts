import assert from 'node:assert/strict';
import { aba, lines } from './cli.ts';

const units = (...args: readonly string[]) => aba('/', ['units', ...args]);
const json = (...args: readonly string[]) => JSON.parse(units('--format', 'json', ...args).out) as unknown;

describe('units', () => {
  it('calculates by the midpoint where no rounding is named', () => {
    assert.deepEqual(json('97153=53', '97155=7'), {
      rounding: 'midpoint',
      total: 4,
      units: { 97153: 4, 97155: 0 },
      alternatives: [],
    });
  });

  it('calculates in every rounding and unit length', () => {
    const total = (...args: readonly string[]) => (json(...args) as { total: number }).total;
    assert.equal(total('97153=44', '--rounding', 'full-unit'), 2);
    assert.equal(total('97153=31', '--rounding', 'round-up'), 3);
    assert.equal(total('H0032=90', '--unit-minutes', '60'), 1);
    assert.equal(total('H0032=91', '--unit-minutes', '60'), 2);
    assert.equal(total('97153=7', '97155=7', '--rounding', 'cms-8-minute'), 1);
  });

  it('lists every allocation where remainders tie, the first of them being the units', () => {
    const expected = [
      { 97153: 2, 97155: 1 },
      { 97153: 1, 97155: 2 },
    ];
    assert.deepEqual(json('97153=20', '97155=20', '--rounding', 'cms-8-minute'), {
      rounding: 'cms-8-minute',
      total: 3,
      units: expected[0],
      alternatives: expected,
    });
    assert.deepEqual(json('97153=33', '97155=7', '--rounding', 'cms-8-minute'), {
      rounding: 'cms-8-minute',
      total: 3,
      units: { 97153: 2, 97155: 1 },
      alternatives: [],
    });
  });

  it('says so where the CMS 8-minute rule does not apply', () => {
    const { out, err, code } = units('97153=53', '--rounding', 'cms-8-minute', '--unit-minutes', '30');
    assert.match(out, /^midpoint, 30 minutes a unit\n {2}97153 {2}53 min {2}2 units/);
    assert.match(err, /^aba-billing: The CMS 8-minute rule is for units of 15 minutes; [^\n]* midpoint\.\n$/);
    assert.equal(code, 0);
    assert.deepEqual(json('97153=53', '--rounding', 'cms-8-minute', '--unit-minutes', '30'), {
      rounding: 'midpoint',
      total: 2,
      units: { 97153: 2 },
      alternatives: [],
    });
  });

  it('adds up the minutes of a code, whatever its case', () => {
    assert.deepEqual(json('0362t=20', '0362T=33'), {
      rounding: 'midpoint',
      total: 4,
      units: { '0362T': 4 },
      alternatives: [],
    });
  });

  it('shows the arithmetic', () => {
    const { out, err, code } = units('97153=53', '97155=120');
    assert.deepEqual(lines(out), [
      'midpoint, 15 minutes a unit',
      '  97153   53 min  4 units   53–67 min give 4; 15 min more give 5',
      '  97155  120 min  8 units   113–127 min give 8; 8 min more give 9',
      '  total           12 units',
    ]);
    assert.deepEqual([err, code], ['', 0]);
  });

  it('shows the arithmetic of the pool', () => {
    assert.deepEqual(lines(units('97153=20', '97155=20', '--rounding', 'cms-8-minute').out), [
      'CMS 8-minute rule, 15 minutes a unit',
      'Pooled: floor((40 + 7) / 15) = 3 units, 1 of them beyond whole blocks of 15',
      '  97153  20 min  2 units  1 × 15, 5 min left: ties for one more',
      '  97155  20 min  1 unit   1 × 15, 5 min left: ties for one more',
      '  total          3 units',
      'Remainders tie, so each of these is allowed:',
      '  97153 2, 97155 1',
      '  97153 1, 97155 2',
    ]);
  });

  it('counts an unknown code and says so', () => {
    const { out, err, code } = units('97135=15');
    assert.match(out, /97135 +15 min +1 unit/);
    assert.equal(
      err,
      'aba-billing: 97135 is not in the table of codes, and is counted all the same. Did you mean 97153?\n',
    );
    assert.equal(code, 0);
  });

  it('lists at most 1,000 allocations and says that there are more', () => {
    const codes = Array.from({ length: 16 }, (_, index) => `H20${10 + index}=7`);
    const { out, err, code } = units(...codes, '--rounding', 'cms-8-minute', '--format', 'json');
    assert.equal((JSON.parse(out) as { alternatives: unknown[] }).alternatives.length, 1000);
    assert.match(err, /^aba-billing: There are more than 1000 allocations; these are the first\.$/m);
    assert.equal(code, 0);
  });

  const wrong: readonly (readonly [what: string, args: readonly string[], message: RegExp])[] = [
    ['no code', [], /missing required argument 'CODE=MINUTES'/],
    ['no minutes', ['97153'], /`97153` is not CODE=MINUTES, for example 97153=53/],
    ['empty minutes', ['97153='], /`97153=` has no whole number of minutes/],
    ['minutes that are no number', ['97153=abc'], /`97153=abc` has no whole number of minutes from 0 to 1440/],
    ['negative minutes', ['97153=-5'], /`97153=-5` has no whole number/],
    ['parts of minutes', ['97153=52.5'], /`97153=52\.5` has no whole number/],
    ['more minutes than a day has', ['97153=1000', '97153=441'], /97153 has 1441 minutes; a day has 1440/],
    ['something that is no code', ['=15'], /`=15` is not CODE=MINUTES/],
    [
      'a rounding that there is not',
      ['97153=5', '--rounding', 'half'],
      /'half' is invalid\. Allowed choices are midpoint, /,
    ],
    ['a unit length of 0', ['97153=5', '--unit-minutes', '0'], /'0' is invalid\. It has to be a whole number from 1/],
    ['a format that there is not', ['97153=5', '--format', 'sarif'], /'sarif' is invalid/],
  ];
  for (const [what, args, message] of wrong) {
    it(`refuses ${what} in one line`, () => {
      const { code, out, err } = units(...args);
      assert.match(err, message);
      assert.match(err, /^aba-billing: [^\n]+\n$/);
      assert.deepEqual([code, out], [2, '']);
    });
  }
});
