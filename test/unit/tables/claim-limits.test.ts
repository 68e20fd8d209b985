import assert from 'node:assert/strict';
import data from '../../../server/src/tables/claim-limits.json' with { type: 'json' };
import { claimLimit, type LimitedPart } from '../../../server/src/tables/claim-limits.ts';
import { checkFolder } from '../../rules/support/check-folder.ts';

/** A claim with so many of each thing. */
function claim(count: { readonly [of in LimitedPart]?: number }): string {
  const { diagnoses = 1, lines = 1, id = 5, authorization, 'authorization-on-paper': onPaper } = count;
  const number = authorization === undefined ? `${'A'.repeat(onPaper ?? 5)}-` : 'A'.repeat(authorization);
  const day = (index: number) => `2026-0${1 + Math.floor(index / 28)}-${String((index % 28) + 1).padStart(2, '0')}`;
  return [
    'claims:',
    `  - id: ${'C'.repeat(id)}`,
    '    client: C-A',
    '    payer: p',
    `    authorization: ${number}`,
    `    diagnoses: [${Array.from({ length: diagnoses }, (_, index) => `F8${index % 10}.${index}`)}]`,
    '    lines:',
    ...Array.from({ length: lines }, (_, index) => `      - { date: ${day(index)}, code: 97153, units: 4 }`),
  ].join('\n');
}

function found(text: string): readonly string[] {
  const { findings } = checkFolder(new Map([['a.claims.yaml', text]]));
  return findings.flatMap(({ reported }) => (reported.rule === 'claim-limits' ? [reported.message] : []));
}

describe('claim limits', () => {
  for (const { of } of data.limits) {
    const part = of as LimitedPart;
    it(`${of}: what is allowed is silent, one more is not`, () => {
      const { most, source, where } = claimLimit(part);
      // A number that an electronic claim takes may still be too long for the paper form.
      const allowed = found(claim({ [part]: most })).filter((message) => message.includes(where));
      assert.deepEqual(allowed, []);
      const [beyond, ...others] = found(claim({ [part]: most + 1 }));
      assert.ok(beyond?.includes(`${most + 1} `) && beyond.includes(where), beyond);
      assert.deepEqual(others, []);
      assert.match(source.date, /^\d{4}-\d\d-\d\d$/);
    });
  }
});
