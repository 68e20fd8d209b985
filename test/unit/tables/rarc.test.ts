import assert from 'node:assert/strict';
import { RULES } from '../../../server/src/rules/registry.ts';
import { findRarc, RARC_SOURCE, RARCS } from '../../../server/src/tables/rarc.ts';

describe('remittance advice remark codes', () => {
  it('have a row for each code that a rule names', () => {
    const named = RULES.flatMap(({ rarc }) => rarc ?? []);
    assert.ok(named.length > 0);
    assert.deepEqual(
      named.filter((code) => !findRarc(code)),
      [],
    );
  });

  it('stand beside a reason code', () => {
    for (const { id, rarc, carc } of RULES) if (rarc !== undefined) assert.notEqual(carc, undefined, id);
  });

  it('stand once each, in order, as half a sentence, with a dated source', () => {
    const order = RARCS.map(({ code }) => code);
    assert.deepEqual(order, [...new Set(order)].sort());
    for (const { meaning } of RARCS) assert.match(meaning, /^[a-z].*[^.]$/);
    assert.match(RARC_SOURCE.date, /^\d{4}-\d\d-\d\d$/);
  });
});
