/** Every row of the table of medically unlikely edits as a case: as many units as it allows, and one more. */
import assert from 'node:assert/strict';
import { MUE_ROWS, type MueRow } from '../../server/src/tables/mue.ts';
import { checkFolder } from './support/check-folder.ts';

function folderOf({ lineOfBusiness, code }: MueRow, date: string, units: readonly number[]) {
  const lines = units.map((figure) => `      - { date: ${date}, code: ${code}, provider: P, units: ${figure} }\n`);
  return new Map([
    ['a.payers.yaml', `payers:\n  - { id: p, extends: builtin:cpt, lineOfBusiness: ${lineOfBusiness} }\n`],
    ['a.claims.yaml', `claims:\n  - id: C1\n    client: C\n    payer: p\n    lines:\n${lines.join('')}`],
  ]);
}

function found(row: MueRow, date: string, units: readonly number[]): readonly string[] {
  const { findings } = checkFolder(folderOf(row, date, units), { rule: 'mue-exceeded' });
  return findings
    .filter(({ reported }) => reported.rule === 'mue-exceeded')
    .map(({ reported }) => `${reported.severity}: ${reported.message}`);
}

describe('mue-exceeded, row by row', () => {
  for (const row of MUE_ROWS) {
    it(`${row.lineOfBusiness} ${row.code} from ${row.from}: ${row.units} units`, () => {
      for (const date of [row.from, row.to]) {
        assert.deepEqual(found(row, date, [row.units]), []);
        assert.deepEqual(found(row, date, [row.units - 1, 1]), []);
        const program = row.lineOfBusiness === 'medicare' ? 'Medicare' : 'Medicaid';
        const said = `warning: ${row.units + 1} units of ${row.code} by P on ${date}; the ${program} MUE is ${row.units} (MAI 3: may be paid on appeal)${row.source.verify ? ' (verify)' : ''}`;
        assert.deepEqual(found(row, date, [row.units + 1]), [said]);
        assert.deepEqual(found(row, date, [row.units, 1]), [said]);
      }
    });
  }
});
