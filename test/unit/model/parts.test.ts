import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type LoweredRecord, sameValues, spanAt } from '../../../server/src/model/document.ts';
import { lowerOne, slice } from './reading.ts';

const CLAIM = `id: CLM-1
client: C
payer: p
diagnoses: [F84.0, F84.5]
total:
lines:
  - date: 2026-03-02
    code: 97153
    units: 3
    sessions: []
  - { code: "97155", units: 2 }
  - 7
`;

describe('spanAt', () => {
  const { record } = lowerOne('claim', CLAIM);
  const cases: readonly (readonly [path: readonly (string | number)[], value: string, key: string])[] = [
    [['payer'], 'p', 'payer'],
    [['diagnoses', 1], 'F84.5', 'F84.5'],
    [['diagnoses'], 'diagnoses', 'diagnoses'],
    [['total'], 'total', 'total'],
    [['lines', 0, 'units'], '3', 'units'],
    [['lines', 1, 'code'], '"97155"', 'code'],
    [['lines', 0], 'date', 'date'],
    [['lines', 2], '7', '7'],
    [['lines', 2, 'units'], '7', '7'],
    [[], 'id', 'id'],
    // What is not written: the closest parent.
    [['authorization'], 'id', 'id'],
    [['lines', 0, 'charge'], 'date', 'date'],
    [['lines', 9, 'units'], 'lines', 'lines'],
    [['lines', 'units'], 'lines', 'lines'],
    [['lines', 0, 'sessions', 0], 'sessions', 'sessions'],
    [['payer', 'x'], 'payer', 'payer'],
    [['at'], 'id', 'id'],
    [['toString'], 'id', 'id'],
  ];
  for (const [path, value, key] of cases) {
    it(`finds ${JSON.stringify(path)}`, () => {
      assert.equal(slice(CLAIM, spanAt(record, path, 'value')), value);
      assert.equal(slice(CLAIM, spanAt(record, path, 'key')), key);
    });
  }

  it('finds names in maps and parts of nested objects', () => {
    const text =
      'id: p\nunits: { minutes: { H0032: 60 } }\nproviders:\n  97153: [qhp]\ncaps: [{ codes: [], units: 1, per: { days: 5 } }]\n';
    const { record: payer } = lowerOne('payer', text);
    const at = (path: readonly (string | number)[], which: 'value' | 'key') => slice(text, spanAt(payer, path, which));
    assert.equal(at(['units', 'minutes', 'H0032'], 'value'), '60');
    assert.equal(at(['units', 'minutes', 'H0032'], 'key'), 'H0032');
    assert.equal(at(['units', 'minutes', 'default'], 'value'), 'minutes');
    assert.equal(at(['units', 'rounding'], 'value'), 'units');
    assert.equal(at(['providers', 97153], 'value'), '97153');
    assert.equal(at(['providers', '97153', 0], 'value'), 'qhp');
    assert.equal(at(['caps', 0, 'per', 'days'], 'value'), '5');
    assert.equal(at(['caps', 0, 'per'], 'value'), 'per');
  });

  it('finds an empty record', () => {
    assert.deepEqual(spanAt(lowerOne('payer', ' {}').record, ['id'], 'value'), { start: 1, end: 3 });
  });
});

describe('sameValues', () => {
  const of = (text: string): LoweredRecord => lowerOne('payer', text).record;

  it('ignores where and how things stand, and the order of keys', () => {
    const block = 'id: p\nname: N\nunits:\n  minutes:\n    H0032: 60\ncovered:\n  - 97153\n  - 97155\n';
    assert.ok(
      sameValues(
        of(block),
        of('# a comment\n{ covered: ["97153", 97155], units: { minutes: { "H0032": 60 } }, name: "N", id: p }'),
      ),
    );
  });

  const base =
    '{ id: p, covered: [97153, 97155], units: { minutes: { a: 1, b: 2 } }, caps: [{ codes: [], units: 1, per: day }] }';
  const others: readonly (readonly [string, string, string])[] = [
    ['a text', 'id: p', 'id: q'],
    ['a key more', 'id: p', 'id: p, name: x'],
    ['a key less', 'id: p, ', ''],
    ['another key', 'id: p', 'name: p'],
    ['the order of a list', '97153, 97155', '97155, 97153'],
    ['the length of a list', '97153, 97155', '97153'],
    ['the order of a map', 'a: 1, b: 2', 'b: 2, a: 1'],
    ['a name in a map', 'a: 1', 'c: 1'],
    ['a value in a map', 'a: 1', 'a: 3'],
    ['a map that is a scalar', '{ a: 1, b: 2 }', '5'],
    ['an object for a scalar', 'per: day', 'per: { days: 1 }'],
    ['a list for a scalar', 'per: day', 'per: []'],
    ['a scalar for a list', '[97153, 97155]', '97153'],
    ['an empty text for none', 'id: p', 'id: ""'],
  ];
  for (const [what, from, to] of others) {
    it(`sees ${what}`, () => {
      const changed = base.replace(from, to);
      assert.notEqual(changed, base);
      assert.ok(!sameValues(of(base), of(changed)));
      assert.ok(!sameValues(of(changed), of(base)));
      assert.ok(sameValues(of(changed), of(changed)));
    });
  }

  it('tells an empty text from what could not be read', () => {
    assert.ok(!sameValues(of('{ id: p, name: "" }'), of('{ id: p, name: [] }')));
  });

  it('sees a change of any text, in any of a list', () => {
    const texts = fc.array(fc.stringMatching(/^[a-z]{1,3}$/), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        const record = (list: readonly string[]) => of(JSON.stringify({ id: 'p', covered: list }));
        assert.equal(sameValues(record(a), record(b)), JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });
});
