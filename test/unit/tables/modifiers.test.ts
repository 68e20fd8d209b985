import assert from 'node:assert/strict';
import {
  findModifier,
  isModifier,
  MODIFIER_CONFLICTS,
  MODIFIER_KINDS,
  MODIFIERS,
  modifierConflict,
  modifiersOf,
  nearestModifiers,
  OTHER_MODIFIERS,
} from '../../../server/src/tables/modifiers.ts';

describe('table of modifiers', () => {
  for (const modifier of MODIFIERS) {
    it(`${modifier.code} has a kind, a meaning in half a sentence, a source and a date`, () => {
      assert.match(modifier.code, /^[0-9A-Z]{2}$/);
      assert.ok(MODIFIER_KINDS.includes(modifier.kind));
      assert.match(modifier.meaning, /^[a-zM].*[^.]$/);
      assert.match(modifier.source.date, /^\d{4}-\d\d-\d\d$/);
      assert.equal(findModifier(modifier.code.toLowerCase()), modifier);
      assert.ok(isModifier(modifier.code));
    });
  }

  it('gives each kind its modifiers', () => {
    assert.deepEqual(modifiersOf('credential'), ['HM', 'HN', 'HO', 'HP']);
    assert.deepEqual(modifiersOf('telehealth'), ['95', 'GT', 'GQ']);
    assert.deepEqual(modifiersOf('audio-only'), ['93', 'FQ']);
    assert.deepEqual(modifiersOf('distinct-service'), ['59', 'XE', 'XS', 'XP', 'XU']);
    assert.deepEqual(modifiersOf('group'), ['HQ', 'TT', 'TJ', 'UN', 'UP', 'UQ', 'UR', 'US']);
    assert.deepEqual(modifiersOf('medicaid-level').join(' '), 'U1 U2 U3 U4 U5 U6 U7 U8 U9 UA UB UC UD');
  });

  it('has the rest of the code sets, each modifier once', () => {
    for (const code of ['22', '25', '26', 'GP', 'CR', 'Q6', 'TC']) assert.ok(isModifier(code), code);
    const all = [...MODIFIERS.map(({ code }) => code), ...OTHER_MODIFIERS];
    assert.equal(new Set(all).size, all.length);
    for (const code of OTHER_MODIFIERS) assert.match(code, /^[0-9A-Z]{2}$/);
  });

  it('knows no credential as a modifier', () => {
    for (const text of ['BT', 'RBT', 'BCBA', '', 'H', 'HMM', 'ZZ', '00']) assert.equal(isModifier(text), false, text);
  });
});

describe('modifierConflict', () => {
  for (const { id, one, other, source, why } of MODIFIER_CONFLICTS) {
    it(`${id}: holds for each pair, in either order, and is to be verified`, () => {
      assert.equal(source.verify, true);
      assert.ok(why.length > 10);
      for (const a of one)
        for (const b of other) {
          assert.equal(modifierConflict(a, b)?.id, a === b ? undefined : id, `${a} ${b}`);
          assert.equal(modifierConflict(b, a)?.id, a === b ? undefined : id, `${b} ${a}`);
        }
    });
  }

  it('lets others stand together', () => {
    for (const [a, b] of [
      ['HM', 'U1'],
      ['95', 'HO'],
      ['93', 'FQ'],
      ['XE', 'XP'],
      ['59', '76'],
      ['GT', 'FR'],
    ] as const)
      assert.equal(modifierConflict(a, b), undefined, `${a} ${b}`);
  });
});

describe('nearestModifiers', () => {
  const near = (text: string) => nearestModifiers(text).map(({ code }) => code);

  it('takes swapped and lookalike characters first', () => {
    assert.deepEqual(near('OH'), ['HO']);
    assert.deepEqual(near('H0'), ['HO']);
    assert.deepEqual(near('67'), ['76']);
    assert.deepEqual(near('S9'), ['59']);
  });

  it('takes one character too many', () => {
    assert.deepEqual(near('HOO'), ['HO']);
    assert.deepEqual(near('95 '), []);
  });

  it('offers nothing where many are as near, or none', () => {
    for (const text of ['', 'HX', 'QQQ', 'U']) assert.deepEqual(near(text), [], text);
  });
});
