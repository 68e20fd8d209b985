import assert from 'node:assert/strict';
import { RULES } from '../../../server/src/rules/registry.ts';
import { CARC_SOURCE, CARCS, findCarc } from '../../../server/src/tables/carc.ts';
import { CODES } from '../../../server/src/tables/codes.ts';

describe('claim adjustment reason codes', () => {
  it('have a row for each code that a rule or a procedure code names', () => {
    const named = [
      ...RULES.flatMap(({ carc }) => carc ?? []),
      ...CODES.flatMap(({ denials }) => denials.map(({ carc }) => carc)),
    ];
    assert.deepEqual(
      named.filter((code) => !findCarc(code)),
      [],
    );
  });

  it('stand once each, in order, as half a sentence', () => {
    const order = CARCS.map(({ code }) => code);
    const sorted = [...new Set(order)].sort((a, b) => (Number(a) || 1000) - (Number(b) || 1000));
    assert.deepEqual(order, sorted);
    for (const { meaning } of CARCS) assert.match(meaning, /^[a-z].*[^.]$/);
  });

  it('have a dated source', () => {
    assert.match(CARC_SOURCE.date, /^\d{4}-\d\d-\d\d$/);
  });
});
