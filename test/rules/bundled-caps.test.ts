/** Every cap of every bundled policy: what is exactly at it is silent, one unit more is found. */
import assert from 'node:assert/strict';
import { addDays } from '../../server/src/billing/calendar.ts';
import { bundledIds, bundledVersions } from '../../server/src/policies/bundled.ts';
import { type PolicyCap, unitLength } from '../../server/src/policies/policy.ts';
import { resolvePolicy } from '../../server/src/policies/resolve.ts';
import { capText, countedText } from '../../server/src/rules/support/cap-text.ts';
import { day } from '../unit/billing/days.ts';
import { checkFolder } from './support/check-folder.ts';

/** A line holds at most three digits of units. */
const MOST_OF_A_LINE = 900;

/** A date that the version covers, early enough for every period of it to be over. */
function dateIn({ from, to }: { readonly from?: string | null; readonly to?: string | null }): string {
  if (from) return from;
  return to ? addDays(day(to), -1) : '2026-03-02';
}

/** The messages of the cap on lines of one date that bill so many units. */
function found(payer: string, date: string, cap: PolicyCap, code: string, units: number): readonly string[] {
  const modifiers = cap.modifiers ? [cap.modifiers[0]] : [];
  const amounts = Array.from({ length: Math.ceil(units / MOST_OF_A_LINE) }, (_, index) =>
    Math.min(MOST_OF_A_LINE, units - index * MOST_OF_A_LINE),
  );
  const lines = amounts.map((amount) => ({ date, code, modifiers, units: amount, provider: 'p', authorization: 'A1' }));
  const claims = JSON.stringify({ claims: [{ id: 'C1', client: 'C', payer: 'bundled', lines }] });
  const payers = JSON.stringify({ payers: [{ id: 'bundled', extends: payer }] });
  const { findings } = checkFolder(
    new Map([
      ['a.claims.json', claims],
      ['a.payers.json', payers],
    ]),
  );
  return findings
    .filter(({ reported }) => reported.rule === 'cap-exceeded')
    .map(({ reported }) => reported.message)
    .filter((message) => message.includes(`${countedText(cap)} `) && message.includes(`; ${capText(cap)}`));
}

describe('caps of bundled policies', () => {
  for (const id of bundledIds()) {
    for (const version of bundledVersions(id)) {
      const date = dateIn(version);
      const resolution = resolvePolicy(id, date, () => []);
      assert.ok(resolution.kind === 'policy');
      const { policy } = resolution;
      for (const cap of policy.caps) {
        const timed = cap.codes?.find((each) => unitLength(policy, each, cap.modifiers) !== 'event');
        const code = timed ?? cap.codes?.[0] ?? '97153';
        const length = unitLength(policy, code, cap.modifiers);
        const units = cap.measure === 'units' ? cap.limit : cap.limit / Number(length);
        it(`${id} on ${date}:${countedText(cap)}, ${capText(cap)}`, () => {
          assert.ok(Number.isInteger(units), 'whole units reach the limit');
          assert.deepEqual(found(id, date, cap, code, units), []);
          const over = found(id, date, cap, code, units + 1);
          assert.equal(over.length, 1, over.join('\n'));
          assert.equal(/\(verify\)$/.test(over[0] ?? ''), cap.origin.citation.verify === true);
        });
      }
    }
  }
});
