/** Every modifier that releases a procedure-to-procedure edit as a case, on either code, and others that do not. */
import assert from 'node:assert/strict';
import data from '../../server/src/tables/ptp.json' with { type: 'json' };
import { DISTINCT_SERVICE_MODIFIERS, releasesPair } from '../../server/src/tables/ptp.ts';
import { checkFolder } from './support/check-folder.ts';

const RELEASING = [...data.distinct, ...data.anatomic, ...data.globalSurgery, ...data.other];

function found(indicator: number, first: string, second: string): number {
  const { findings } = checkFolder(
    new Map([
      ['a.payers.yaml', 'payers:\n  - { id: p, extends: builtin:cpt, lineOfBusiness: medicare }\n'],
      [
        'aba-billing.tables.yaml',
        `ptp:\n  - lineOfBusiness: medicare\n    from: 2026-01-01\n    source: f.txt\n    pairs:\n      - { column1: 97153, column2: 97155, indicator: ${indicator}, from: 2020-01-01 }\n`,
      ],
      [
        'a.claims.yaml',
        `claims:\n  - id: C1\n    client: C\n    payer: p\n    lines:\n${[
          ['97153', first],
          ['97155', second],
        ]
          .map(
            ([code, modifier]) =>
              `      - { date: 2026-03-02, code: ${code}, provider: P, modifiers: [${modifier}] }\n`,
          )
          .join('')}`,
      ],
    ]),
    { rule: 'ptp-conflict' },
  );
  return findings.filter(({ reported }) => reported.rule === 'ptp-conflict').length;
}

describe('ptp-conflict, modifier by modifier', () => {
  it('knows the 44 modifiers that CMS names, each once', () => {
    assert.equal(RELEASING.length, 44);
    assert.equal(new Set(RELEASING).size, 44);
    assert.deepEqual(DISTINCT_SERVICE_MODIFIERS, ['59', 'XE', 'XP', 'XS', 'XU']);
  });

  for (const modifier of RELEASING) {
    it(`${modifier} on either code releases a pair of indicator 1, and none of indicator 0`, () => {
      assert.equal(found(1, '', `"${modifier}"`), 0);
      assert.equal(found(1, `"${modifier.toLowerCase()}"`, ''), 0);
      assert.equal(found(0, `"${modifier}"`, `"${modifier}"`), 1);
    });
  }

  for (const modifier of ['HM', 'HO', '95', 'GT', '76', '77', 'U1', 'UN', '']) {
    it(`${modifier || 'no modifier'} releases nothing`, () => {
      assert.ok(!releasesPair(modifier));
      assert.equal(found(1, modifier && `"${modifier}"`, modifier && `"${modifier}"`), 1);
    });
  }

  it('an edit of indicator 9 pairs nothing', () => assert.equal(found(9, '', ''), 0));
});
