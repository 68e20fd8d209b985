import assert from 'node:assert/strict';
import { checkFolder } from '../../rules/support/check-folder.ts';

const CLIENTS = `clients:
  - id: C-A
    coverage: [{ payer: p, from: 2026-02-01, to: 2026-03-31 }, { payer: p, from: 2026-05-01 }]
`;

function carcs(payer: string, dates: readonly string[]): readonly (string | undefined)[] {
  const lines = dates.map((date) => `      - { date: ${date}, code: 97153, units: 4 }\n`).join('');
  const claims = `claims:\n  - id: C1\n    client: C-A\n    payer: ${payer}\n    lines:\n${lines}`;
  const { findings } = checkFolder(
    new Map([
      ['a.clients.yaml', CLIENTS],
      ['a.claims.yaml', claims],
    ]),
  );
  return findings
    .filter(({ reported }) => reported.rule === 'coverage-inactive')
    .map(({ reported }) => reported.finding.carc);
}

describe('coverage-inactive', () => {
  it('names the reason code by side: before the coverage, after it, never a member', () => {
    assert.deepEqual(carcs('p', ['2026-01-31', '2026-02-01', '2026-03-31', '2026-04-30', '2026-05-01']), ['26', '27']);
    assert.deepEqual(carcs('q', ['2026-02-01', '2026-02-02']), ['31']);
  });
});
