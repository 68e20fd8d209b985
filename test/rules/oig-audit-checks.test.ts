/** The table of the federal auditors' checks: all of them, each with a rule that is there or with a reason. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { ROOT } from '../../scripts/paths.ts';
import { findRule, RULES } from '../../server/src/rules/registry.ts';

/** How many checks the reports' findings amount to. */
const CHECKS = 32;

const PAGE = readFileSync(`${ROOT}/docs/oig-audit-checks.md`, 'utf8');
const ROWS = [...PAGE.matchAll(/^\| (\d+) \| ([^|]+) \| ([^|]+) \|\r?$/gm)].map(
  ([, number, check = '', answer = '']) => ({
    number: Number(number),
    check: check.trim(),
    answer: answer.trim(),
  }),
);

describe('the table of audit checks', () => {
  it('has every check once, in order', () => {
    assert.deepEqual(
      ROWS.map(({ number }) => number),
      Array.from({ length: CHECKS }, (_, index) => index + 1),
    );
    assert.equal(new Set(ROWS.map(({ check }) => check)).size, CHECKS);
  });

  for (const { number, answer } of ROWS) {
    it(`answers check ${number} with rules that are there, by links to their pages, or with a reason`, () => {
      const links = [...answer.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)];
      for (const [, id = '', target] of links) {
        assert.ok(findRule(id), `no rule ${id}`);
        assert.equal(target, `rules/${id}.md`);
      }
      if (links.length === 0) assert.match(answer, /^No rule: \S.{20}/);
    });
  }

  it('names every rule on documentation', () => {
    const documentation = RULES.filter(({ category }) => category === 'documentation').map(({ id }) => id);
    assert.deepEqual(
      documentation.filter((id) => !PAGE.includes(`(rules/${id}.md)`)),
      [],
    );
  });
});
