import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Engine } from '../../../server/src/rules/engine.ts';
import type { Severity } from '../../../server/src/rules/finding.ts';
import { reportOn, worstOn } from '../../../server/src/rules/report.ts';
import type { Rule } from '../../../server/src/rules/rule.ts';
import { Workspace } from '../../../server/src/workspace/workspace.ts';

const SEVERITIES: readonly Severity[] = ['information', 'warning', 'error'];

/** Reports every unit of a note with the severity that it names, the last one first. */
const RULE: Rule = {
  id: 'some-rule',
  category: 'units',
  severity: 'error',
  summary: 'x',
  checks: {
    session(record, context) {
      const modifiers = record.data.modifiers?.items ?? [];
      for (const index of modifiers.keys().toArray().reverse()) {
        const severity = SEVERITIES[Number(modifiers[index]?.text)];
        if (severity) context.report({ place: { record, path: ['modifiers', index] }, message: 'x', severity });
      }
    },
  },
};

function engineOf(notes: readonly (readonly number[])[]) {
  const workspace = new Workspace('file:///c');
  const items = notes.map((severities, index) => `  - { id: S-${index}, modifiers: [${severities.join(', ')}] }\n`);
  const file = workspace.open('file:///c/a.sessions.yaml', `sessions:\n${items.join('')}`);
  const engine = new Engine(workspace, [RULE]);
  engine.settle();
  return { engine, file };
}

const notes = fc.array(fc.array(fc.nat(2), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 12 });

describe('the worst findings of a file', () => {
  it('are the worst of all, in the order of the file, the first ones where they are alike', () => {
    fc.assert(
      fc.property(notes, fc.integer({ min: 1, max: 20 }), (severities, limit) => {
        const { engine, file } = engineOf(severities);
        const all = reportOn(engine, file);
        const { kept, omitted } = worstOn(engine, file, limit);
        const expected = all.length <= limit ? all.length : limit - 1;
        const worst = all
          .map((finding, index) => ({ finding, index }))
          .sort(
            (a, b) =>
              SEVERITIES.indexOf(b.finding.severity) - SEVERITIES.indexOf(a.finding.severity) || a.index - b.index,
          )
          .slice(0, expected)
          .sort((a, b) => a.index - b.index);
        assert.deepEqual(
          kept.map(({ start, severity }) => [start, severity]),
          worst.map(({ finding }) => [finding.start, finding.severity]),
        );
        assert.equal(omitted, all.length - expected);
      }),
    );
  });

  it('are found in a part of the file as in the whole of it', () => {
    fc.assert(
      fc.property(notes, fc.nat(), fc.nat(30), (severities, at, length) => {
        const { engine, file } = engineOf(severities);
        const start = at % (file.source.length + 1);
        const end = Math.min(file.source.length, start + length);
        const touching = reportOn(engine, file).filter((finding) => finding.end >= start && finding.start <= end);
        assert.deepEqual(
          reportOn(engine, file, { start, end }).map((finding) => finding.start),
          touching.map((finding) => finding.start),
        );
      }),
    );
  });
});
