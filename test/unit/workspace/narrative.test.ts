import assert from 'node:assert/strict';
import fc from 'fast-check';
import { narrativeDigest, normalizedNarrative } from '../../../server/src/workspace/narrative.ts';
import { factsOf } from '../../../server/src/workspace/record-facts.ts';
import { Workspace } from '../../../server/src/workspace/workspace.ts';

describe('narratives', () => {
  it('are alike whatever their case, spacing, line breaks and punctuation', () => {
    for (const text of ['Two words, then three.', 'two  WORDS\nthen\tthree', '  two-words; then — three!  ']) {
      assert.equal(normalizedNarrative(text), 'two words then three', text);
    }
    assert.equal(normalizedNarrative('Élan ﬁne, déjà-vu'), 'élan fine déjà vu');
  });

  it('are told apart by letters, figures and their order', () => {
    const texts = ['14 of 20', '15 of 20', '1 4 of 20', '20 of 14', 'of 14 20'];
    assert.equal(new Set(texts.map((text) => narrativeDigest(text)?.digest)).size, texts.length);
  });

  it('have a digest and as many words as there are, or none at all', () => {
    assert.equal(narrativeDigest('Two words, then three.')?.words, 4);
    for (const text of ['', ' ', '…!?', '\n']) assert.equal(narrativeDigest(text), undefined);
  });

  it('have the same digest where, and but for chance only where, their words are the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        const same = normalizedNarrative(a) === normalizedNarrative(b);
        assert.equal(narrativeDigest(a)?.digest === narrativeDigest(b)?.digest, same);
      }),
    );
  });

  it('leave no word of theirs in any fact', () => {
    const workspace = new Workspace('file:///clinic');
    workspace.open(
      'file:///clinic/a.sessions.yaml',
      'sessions:\n  - { id: S-1, client: C-1, date: 2026-03-02, code: 97153, provider: rbt, summary: Quokka waited for a turn., goals: [wombat], protocolChange: { change: numbat } }\n',
    );
    const records = workspace.file('file:///clinic/a.sessions.yaml')?.slots.flatMap((slot) => slot.records) ?? [];
    assert.equal(records.length, 1);
    const facts = JSON.stringify(records.map((record) => [...factsOf(record)]));
    assert.match(facts, /narrative:C-1/);
    assert.doesNotMatch(facts, /quokka|wombat|numbat|waited/i);
  });
});
