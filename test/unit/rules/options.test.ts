import assert from 'node:assert/strict';
import { Engine } from '../../../server/src/rules/engine.ts';
import { type ReportedFinding, reportOn } from '../../../server/src/rules/report.ts';
import { defineRule } from '../../../server/src/rules/rule.ts';
import { Workspace } from '../../../server/src/workspace/workspace.ts';

const ROOT = 'file:///clinic';
const NOTES = `${ROOT}/a.sessions.yaml`;
const SETTINGS = `${ROOT}/aba-billing.yaml`;

const says = defineRule({
  id: 'says',
  category: 'units',
  severity: 'error',
  summary: 'says its options',
  options: {
    minutes: { description: 'a figure', default: 300 },
    words: { description: 'a list', default: ['nap', 'lunch'] },
  },
  checks: {
    session: (record, { option, report }) =>
      report({ place: { record, path: ['id'] }, message: `${option('minutes')} ${option('words').join('+')}` }),
  },
});

const asksTooMuch = defineRule({
  ...says,
  id: 'asks-too-much',
  checks: { session: (_record, { option }) => void option('days') },
});

function engineWith(settings: string): Engine {
  const workspace = new Workspace(ROOT);
  workspace.open(NOTES, 'sessions: [{ id: S-1, client: C, date: 2026-03-02, code: 97153, provider: P }]\n');
  if (settings !== '') workspace.open(SETTINGS, settings);
  const engine = new Engine(workspace, [says, asksTooMuch], '2026-03-31');
  engine.settle();
  return engine;
}

function found(engine: Engine): readonly Pick<ReportedFinding, 'severity' | 'message'>[] {
  const file = engine.workspace.file(NOTES);
  assert.ok(file);
  return reportOn(engine, file)
    .filter(({ rule }) => rule === 'says')
    .map(({ severity, message }) => ({ severity, message }));
}

describe('options of a rule', () => {
  it('are the defaults without a workspace file, or where it says nothing of them', () => {
    const defaults = [{ severity: 'error', message: '300 nap+lunch' }];
    assert.deepEqual(found(engineWith('')), defaults);
    assert.deepEqual(found(engineWith('rules: { says: error }\n')), defaults);
    assert.deepEqual(found(engineWith('rules: { other: { minutes: 5 } }\n')), defaults);
  });

  it('are those of the workspace file, beside the severity or without', () => {
    assert.deepEqual(found(engineWith('rules: { says: { severity: warning, minutes: 240 } }\n')), [
      { severity: 'warning', message: '240 nap+lunch' },
    ]);
    assert.deepEqual(found(engineWith('rules: { says: { words: [recess] } }\n')), [
      { severity: 'error', message: '300 recess' },
    ]);
    assert.deepEqual(found(engineWith('rules: { says: { severity: off } }\n')), []);
  });

  it('are the defaults where a figure cannot be read', () => {
    assert.deepEqual(found(engineWith('rules: { says: { minutes: many } }\n')), [
      { severity: 'error', message: '300 nap+lunch' },
    ]);
  });

  it('follow an edit of the workspace file', () => {
    const engine = engineWith('rules: { says: { minutes: 240 } }\n');
    engine.workspace.open(SETTINGS, 'rules: { says: { minutes: 100 } }\n');
    engine.settle();
    assert.deepEqual(found(engine), [{ severity: 'error', message: '100 nap+lunch' }]);
  });

  it('have to be declared', () => {
    const engine = engineWith('');
    const file = engine.workspace.file(NOTES);
    assert.ok(file);
    assert.deepEqual(
      reportOn(engine, file)
        .filter(({ rule }) => rule === 'internal-error')
        .map(({ message }) => message.includes('asks-too-much') && message.includes('TypeError')),
      [true],
    );
  });
});
