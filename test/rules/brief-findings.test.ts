import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { compileFix } from '../../server/src/features/apply-fix.ts';
import { explain } from '../../server/src/features/explain.ts';
import { BriefFindings } from '../../server/src/rules/brief-findings.ts';
import type { Finding } from '../../server/src/rules/finding.ts';
import { fixesOf } from '../../server/src/rules/finding.ts';
import { findRule } from '../../server/src/rules/registry.ts';
import { type CheckSetup, checkFolder, type Folder } from './support/check-folder.ts';
import { readFolder, subfolders } from './support/read-folder.ts';

const FIXTURES = fileURLToPath(new URL('fixtures', import.meta.url));
const CLINIC = fileURLToPath(new URL('../../examples/clinic', import.meta.url));

/** Everything there is to say of the findings of a folder, the last one first. */
function toldOf(folder: Folder, setup: CheckSetup): readonly object[] {
  return checkFolder(folder, setup)
    .findings.toReversed()
    .map(({ reported }) => ({
      ...explain(reported, {
        rule: findRule(reported.rule),
        linkTo: (uri, offset) => `${uri}#${offset}`,
        rulePage: undefined,
      }),
      ...{ rule: reported.rule, severity: reported.severity, start: reported.start, end: reported.end },
      related: reported.related,
      fixes: fixesOf(reported.finding).map((fix) => ({ title: fix.title, kind: fix.kind, change: compileFix(fix) })),
    }));
}

describe('findings that are kept without what explains them', () => {
  it('are explained as others are, in the example clinic', () => {
    const whole = toldOf(readFolder(CLINIC), { rule: 'all' });
    assert.ok(whole.length > 10);
    assert.deepEqual(toldOf(readFolder(CLINIC), { rule: 'all', once: true }), whole);
  });

  it('are explained as others are, for every rule', () => {
    for (const rule of subfolders(FIXTURES)) {
      for (const name of subfolders(`${FIXTURES}/${rule}`)) {
        const folder = readFolder(`${FIXTURES}/${rule}/${name}`);
        assert.deepEqual(toldOf(folder, { rule, once: true }), toldOf(folder, { rule }), `${rule}/${name}`);
      }
    }
  }).timeout(60_000);

  it('run a subject once where its findings are asked for in turn, and forget the oldest of many', () => {
    const runs = new Map<number, number>();
    const findingsOf = (subject: number) =>
      ['first', 'second'].map((label) => ({ trace: [{ label: `${label} of ${subject}` }] }) as unknown as Finding);
    const brief = new BriefFindings<number>((subject) => {
      runs.set(subject, (runs.get(subject) ?? 0) + 1);
      return findingsOf(subject);
    });
    const subjects = Array.from({ length: 1000 }, (_, subject) => subject);
    const kept = subjects.map((subject) => brief.of(subject, findingsOf(subject)));
    const labels = (subject: number) => kept[subject]?.map(({ trace }) => trace?.[0]?.label);
    for (const subject of subjects) {
      assert.deepEqual(labels(subject), [`first of ${subject}`, `second of ${subject}`]);
      labels(Math.max(0, subject - 100));
    }
    assert.deepEqual(
      [...runs.values()],
      subjects.map(() => 1),
    );
    labels(0);
    assert.equal(runs.get(0), 2);
  });
});
