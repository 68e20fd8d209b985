import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  CREDENTIALS,
  countsAs,
  findCredential,
  isLevel,
  LEVELS,
  levelOf,
} from '../../../server/src/tables/credentials.ts';

describe('table of credentials', () => {
  for (const credential of CREDENTIALS) {
    it(`${credential.type} has a level, a name, an issuer, a source and a date`, () => {
      assert.ok(LEVELS.includes(credential.level));
      assert.ok(credential.name.length > 3 && credential.body.length > 3 && credential.source.title.length > 3);
      assert.match(credential.source.date, /^\d{4}-\d\d-\d\d$/);
      for (const other of credential.counts) {
        assert.equal(findCredential(other)?.type, other);
        assert.equal(levelOf(other), credential.level, `${credential.type} counts as ${other}`);
      }
    });
  }

  it('gives each type its level', () => {
    const of = (level: string) => CREDENTIALS.filter((item) => item.level === level).map((item) => item.type);
    assert.deepEqual(of('technician'), ['RBT', 'BT', 'ABAT', 'BCAT']);
    assert.deepEqual(of('assistant'), ['BCaBA', 'QASP-S', 'LaBA']);
    assert.deepEqual(of('qhp'), ['BCBA', 'BCBA-D', 'LBA', 'QBA', 'psychologist', 'physician']);
  });

  it('names no type twice', () => {
    const keys = CREDENTIALS.flatMap((item) => [item.type, ...item.aliases]).map((name) =>
      name.toLowerCase().replace(/[^a-z]/g, ''),
    );
    assert.equal(new Set(keys).size, keys.length);
  });
});

describe('levelOf', () => {
  it('does not mind case and punctuation', () => {
    for (const text of ['BCBA-D', 'bcba-d', 'BCBA D', 'BCBAD', 'BCBA–D', ' bcba.d '])
      assert.equal(levelOf(text), 'qhp', text);
    for (const text of ['bcaba', 'BCABA', 'BCaBA®', 'LABA', 'qasps']) assert.equal(levelOf(text), 'assistant', text);
    for (const text of ['rbt', 'R.B.T.', 'Registered Behavior Technician'])
      assert.equal(levelOf(text), 'technician', text);
    assert.equal(findCredential('bcba d')?.type, 'BCBA-D');
    assert.equal(findCredential('bcba')?.type, 'BCBA');
  });

  it('does not mind case and punctuation of any type', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CREDENTIALS),
        fc.array(fc.constantFrom('-', ' ', '.', '®'), { maxLength: 4 }),
        fc.boolean(),
        (credential, marks, upper) => {
          const spaced = [...credential.type].map((letter, index) => letter + (marks[index] ?? '')).join('');
          assert.equal(findCredential(upper ? spaced.toUpperCase() : spaced.toLowerCase())?.type, credential.type);
        },
      ),
    );
  });

  it('knows no other type', () => {
    for (const text of ['', '-', 'LCSW', 'BCB', 'BCBAA', 'technician', 'constructor'])
      assert.equal(levelOf(text), undefined);
  });
});

describe('countsAs', () => {
  it('holds for the type itself, for a wider one, and for no other', () => {
    assert.equal(countsAs('bcba', 'BCBA'), true);
    assert.equal(countsAs('BCBA-D', 'BCBA'), true);
    assert.equal(countsAs('BCBA', 'BCBA-D'), false);
    assert.equal(countsAs('RBT', 'BT'), true);
    assert.equal(countsAs('BT', 'RBT'), false);
    assert.equal(countsAs('BCaBA', 'BCBA'), false);
  });

  it('compares types that the table does not know by name', () => {
    assert.equal(countsAs('lcsw', 'LCSW'), true);
    assert.equal(countsAs('LCSW', 'LMFT'), false);
    assert.equal(countsAs('LCSW', 'BCBA'), false);
    assert.equal(countsAs('BCBA', 'LCSW'), false);
  });
});

describe('isLevel', () => {
  it('holds for the three levels as they are written', () => {
    for (const level of LEVELS) assert.equal(isLevel(level), true);
    for (const text of ['QHP', 'none', '', 'BCBA']) assert.equal(isLevel(text), false);
  });
});
