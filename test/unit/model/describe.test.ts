import assert from 'node:assert/strict';
import { describePart, keysAt, type Subject } from '../../../server/src/model/document.ts';

const SUBJECTS: readonly Subject[] = ['document', 'workspace-file', 'session', 'claim', 'client', 'provider', 'payer'];

/** Every part below an object, with its path; lists and maps by their first item. */
function* partsOf(subject: Subject, path: readonly (string | number)[] = []): Iterable<readonly (string | number)[]> {
  const part = describePart(subject, path);
  if (part?.type === 'list') yield* partsOf(subject, [...path, 0]);
  if (part?.type === 'map') yield* partsOf(subject, [...path, 'default']);
  for (const { key } of keysAt(subject, path)) {
    yield [...path, key];
    yield* partsOf(subject, [...path, key]);
  }
}

describe('descriptions of the format', () => {
  for (const subject of SUBJECTS) {
    it(`every key of a ${subject} is described in a sentence, and every object has a title`, () => {
      let keys = 0;
      for (const path of partsOf(subject)) {
        keys += 1;
        const part = describePart(subject, path);
        assert.match(part?.description ?? '', /^[A-Z0-9].*\.$/s, path.join('.'));
        if (part?.type === 'object') assert.ok(part.title, path.join('.'));
      }
      assert.ok(keys >= 5);
    });
  }

  it('name the boxes and elements of a claim', () => {
    assert.match(describePart('claim', ['lines', 3, 'units'])?.description ?? '', /box 24G, 837P SV104/);
    assert.match(describePart('claim', ['payerControlNumber'])?.description ?? '', /box 22 .*REF\*F8/);
  });

  it('tell type, words, and what is required, lenient and private', () => {
    const units = describePart('claim', ['lines', 0, 'units']);
    assert.deepEqual([units?.type, units?.isLenient, units?.isPrivate], ['scalar', true, false]);
    assert.deepEqual(describePart('claim', ['frequency'])?.words, ['original', 'replacement', 'void']);
    assert.deepEqual(
      keysAt('claim', ['lines', 0]).flatMap(({ key, isRequired }) => (isRequired ? [key] : [])),
      ['date', 'code', 'units'],
    );
    for (const path of [['name', 'first'], ['birthDate'], ['address', 'zip'], ['coverage', 0, 'memberId']]) {
      assert.equal(describePart('client', path)?.isPrivate, true, path.join('.'));
    }
    assert.equal(describePart('client', ['id'])?.isPrivate, false);
    assert.equal(describePart('session', ['summary'])?.isPrivate, true);
  });

  it('go into unions and maps', () => {
    assert.equal(describePart('payer', ['caps', 0, 'per'])?.type, 'either');
    assert.deepEqual(describePart('payer', ['caps', 0, 'per'])?.words, [
      'day',
      'week',
      'month',
      'year',
      'authorization',
      'lifetime',
    ]);
    assert.equal(describePart('payer', ['caps', 0, 'per', 'months'])?.type, 'scalar');
    assert.equal(describePart('payer', ['caps', 0, 'per', 0]), undefined);
    assert.equal(describePart('payer', ['modifiers', 'credential', 'qhp'])?.type, 'either');
    assert.equal(describePart('payer', ['modifiers', 'credential', 'qhp', 0])?.expected, 'a modifier like HM');
    assert.deepEqual(
      keysAt('payer', ['caps', 0, 'per']).map(({ key }) => key),
      ['days', 'months'],
    );
    assert.equal(
      describePart('payer', ['units', 'minutes', 'H0032'])?.expected,
      'a whole number of minutes, event, or unknown',
    );
    assert.equal(describePart('document', ['claims', 2, 'lines', 0, 'code'])?.isLenient, true);
  });

  it('know no part that the format does not have', () => {
    for (const path of [['x'], ['lines', 'units'], ['id', 'x'], ['lines', 0, 'units', 0], ['constructor']]) {
      assert.equal(describePart('claim', path), undefined, path.join('.'));
      assert.deepEqual(keysAt('claim', path), []);
    }
  });
});
