import assert from 'node:assert/strict';
import { checkFolder } from '../../rules/support/check-folder.ts';

const NOTES = 300;

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** One provider's day with one client: notes of a minute each, all of which claim a unit. */
const notes = Array.from(
  { length: NOTES },
  (_, index) =>
    `  - { id: S-${index}, client: C-A, date: 2026-03-02, code: 97155, provider: bcba, start: "${clock(index)}", end: "${clock(index + 1)}", units: 1 }\n`,
);

describe('a finding on a day of hundreds of notes', () => {
  const { findings } = checkFolder(new Map([['a.sessions.yaml', `sessions:\n${notes.join('')}`]]));
  const units = findings.filter(({ reported }) => reported.rule === 'units-exceed-time');

  it('lists some of them, so that the findings do not grow with their square', () => {
    assert.ok(units.length > NOTES / 2);
    for (const { reported } of units) {
      assert.ok(reported.related.length <= 80);
      assert.ok((reported.finding.trace?.length ?? 0) < 100);
    }
  });

  it('adds up the others', () => {
    const steps = units[0]?.reported.finding.trace?.map(({ label, value }) => `${label}: ${value}`) ?? [];
    assert.ok(steps.includes('260 more, together: 260 min'));
    assert.ok(steps.includes('Billed by 260 more: 260 units'));
  });
});
