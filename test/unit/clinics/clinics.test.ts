import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkFolder, findingLines } from '../../rules/support/check-folder.ts';
import { build } from './build.ts';
import { plan } from './plan.ts';
import { write } from './write.ts';

/** More with `CLINICS=5000`, others with `SEED=8`. */
const RUNS = Number(process.env.CLINICS ?? 400);

describe('generated clinics', () => {
  it('have no finding where every fact is right', () => {
    fc.assert(
      fc.property(plan, (drawn) => {
        const { clinic, style } = build(drawn);
        const folder = write(clinic, style);
        const findings = findingLines(checkFolder(folder, { rule: 'all' }));
        if (findings !== '')
          assert.fail(`${findings}\n${[...folder].map(([file, text]) => `--- ${file}\n${text}`).join('\n')}`);
      }),
      { numRuns: RUNS, seed: Number(process.env.SEED ?? 7) },
    );
  }).timeout(600_000);
});
