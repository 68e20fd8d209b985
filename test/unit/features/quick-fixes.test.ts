import assert from 'node:assert/strict';
import { fixAll } from '../../../server/src/features/fix-all.ts';
import { type QuickFix, quickFixes } from '../../../server/src/features/quick-fixes.ts';
import { Engine } from '../../../server/src/rules/engine.ts';
import type { Fix } from '../../../server/src/rules/finding.ts';
import { reportOn } from '../../../server/src/rules/report.ts';
import type { Rule } from '../../../server/src/rules/rule.ts';
import { Workspace } from '../../../server/src/workspace/workspace.ts';
import { changed } from './changed.ts';
import { note, type Opened, opened, PARTIES, ROOT } from './opened.ts';

const PARTY = { 'clinic.clients.yaml': PARTIES };
const TEXT = `sessions:\n${note('S-1', '5')}`;

/** What is offered at the end of a text's first occurrence. */
function offered({ engine, file }: Opened, at: string, mayCreateFiles = true): readonly QuickFix[] {
  const found = file.source.text().indexOf(at);
  assert.ok(found >= 0);
  const start = found + at.length;
  return quickFixes(engine, file, { start, end: start }, { mayCreateFiles });
}

/** The texts after a fix, by file name. */
function applied({ engine }: Opened, fix: QuickFix | undefined): Record<string, string> {
  const change = fix?.change();
  assert.ok(change, 'no such fix, or no change');
  const texts = Object.entries(changed(engine, change)).map(([uri, text]) => [uri.slice(ROOT.length + 1), text]);
  return Object.fromEntries(texts);
}

/** The rules that still fire in a file after a change, all files read anew. */
function rulesAfter(opened: Opened, fix: QuickFix | undefined, name: string): string[] {
  const workspace = new Workspace(ROOT);
  for (const [file, text] of Object.entries(applied(opened, fix))) workspace.open(`${ROOT}/${file}`, text);
  const engine = new Engine(workspace, rulesOf(opened), '2026-04-05');
  engine.settle();
  const file = workspace.file(`${ROOT}/${name}`);
  assert.ok(file);
  return reportOn(engine, file).map(({ rule }) => rule);
}

const ruleSets = new WeakMap<Engine, readonly Rule[]>();

function rulesOf({ engine }: Opened): readonly Rule[] {
  return ruleSets.get(engine) ?? [];
}

function open(files: Readonly<Record<string, string>>, rules: readonly Rule[]): Opened {
  const found = opened(files, rules, '‸');
  ruleSets.set(found.engine, rules);
  return found;
}

/** Reports the units of every note, with fixes. */
function ruleWith(fixes: (set: (value: string) => Fix['edits']) => readonly Fix[], id = 'some-rule'): Rule {
  return {
    id,
    category: 'units',
    severity: 'error',
    summary: 'x',
    checks: {
      session(record, context) {
        const set = (value: string): Fix['edits'] => [{ op: 'set', record, path: ['units'], value, as: 'number' }];
        if (record.data.units?.text === '4') return;
        context.report({ place: { record, path: ['units'] }, message: 'x', fixes: fixes(set) });
      },
    },
  };
}

const SUBSTANTIVE = ruleWith((set) => [{ title: 'Set units to 4', kind: 'substantive', edits: set('4') }]);

describe('quick fixes', () => {
  it('are offered at both ends of the finding, and not beyond', () => {
    const found = open({ 'a.sessions.yaml': TEXT }, [SUBSTANTIVE]);
    const titles = (at: string) => offered(found, at).map(({ title }) => title);
    assert.deepEqual(titles('units: 5'), ['Set units to 4', 'Suppress some-rule for this line']);
    const start = TEXT.indexOf('units: 5') + 'units: '.length;
    const at = (offset: number) =>
      quickFixes(found.engine, found.file, { start: offset, end: offset }, { mayCreateFiles: true });
    assert.equal(at(start + 1).length, 2);
    assert.equal(at(start - 1).length, 0);
    assert.equal(at(start + 2).length, 0);
  });

  it('change what they say and make the finding go', () => {
    const found = opened({ 'a.sessions.yaml': TEXT, ...PARTY });
    const [fix] = offered(found, 'units: 5');
    assert.equal(fix?.title, 'Set units to 4');
    assert.equal(applied(found, fix)['a.sessions.yaml'], TEXT.replace('units: 5', 'units: 4'));
  });

  it('have at most one that is right without a person’s choice', () => {
    const preferred = (rule: Rule) =>
      offered(open({ 'a.sessions.yaml': TEXT }, [rule]), 'units: 5')
        .filter(({ isPreferred }) => isPreferred)
        .map(({ title }) => title);
    const fix = (title: string, kind: Fix['kind'], edits: Fix['edits']): Fix => ({ title, kind, edits });
    assert.deepEqual(preferred(SUBSTANTIVE), ['Set units to 4']);
    assert.deepEqual(
      preferred(ruleWith((set) => [fix('a', 'substantive', set('4')), fix('b', 'substantive', set('3'))])),
      [],
    );
    assert.deepEqual(preferred(ruleWith((set) => [fix('a', 'repair', set('4')), fix('b', 'substantive', set('3'))])), [
      'a',
    ]);
  });
});

describe('suppressing a finding in YAML', () => {
  const suppress = (found: Opened, at: string) => offered(found, at).find(({ title }) => title.startsWith('Suppress'));

  it('puts a comment above its line, as far indented, with the file’s line endings', () => {
    for (const text of [TEXT, TEXT.replaceAll('\n', '\r\n')]) {
      const found = open({ 'a.sessions.yaml': text }, [SUBSTANTIVE]);
      const lineBreak = text.includes('\r') ? '\r\n' : '\n';
      const comment = `    # aba-billing-disable-next-line some-rule -- say why${lineBreak}`;
      const fix = suppress(found, 'units: 5');
      assert.equal(fix?.title, 'Suppress some-rule for this line');
      assert.equal(applied(found, fix)['a.sessions.yaml'], text.replace('    units', `${comment}    units`));
      assert.deepEqual(rulesAfter(found, fix, 'a.sessions.yaml'), []);
    }
  });

  it('adds the rule to a comment that is there for another', () => {
    const more = TEXT.replace('    units', '    # aba-billing-disable-next-line other -- because\n    units');
    const found = open({ 'a.sessions.yaml': more }, [SUBSTANTIVE]);
    const fix = suppress(found, 'units: 5');
    assert.equal(applied(found, fix)['a.sessions.yaml'], more.replace('other --', 'other, some-rule --'));
    assert.deepEqual(rulesAfter(found, fix, 'a.sessions.yaml'), []);
  });

  it('works on the line of an item’s dash and in brackets', () => {
    for (const text of [
      'sessions:\n  - units: 5\n',
      'sessions: [\n  { units: 5 },\n]\n',
      '{ sessions: [{ units: 5 }] }',
    ]) {
      const found = open({ 'a.sessions.yaml': text }, [SUBSTANTIVE]);
      assert.deepEqual(rulesAfter(found, suppress(found, 'units: 5'), 'a.sessions.yaml'), [], text);
    }
  });

  it('is not offered inside a text of several lines, where a comment would be content', () => {
    const inside: Rule = {
      ...SUBSTANTIVE,
      checks: {
        session(record, context) {
          const { slot } = record;
          const start = slot.chunk.text.indexOf('second');
          context.report({ place: { slot, span: { start, end: start + 6 } }, message: 'x' });
        },
      },
    };
    for (const text of [
      'summary: |\n      first\n      second\n',
      'summary: "first\n      second"\n',
      'summary: first\n      second\n',
    ]) {
      const found = open({ 'a.sessions.yaml': `sessions:\n  - id: S-1\n    ${text}` }, [inside]);
      assert.deepEqual(offered(found, 'second'), []);
    }
  });

  it('is not offered for what has to be put right', () => {
    const found = opened({ 'a.sessions.yaml': 'sessions:\n  - id: "S-1\n' });
    assert.deepEqual(
      reportOn(found.engine, found.file)
        .map(({ rule }) => rule)
        .includes('syntax'),
      true,
    );
    assert.deepEqual(
      offered(found, 'id: "').filter(({ finding }) => finding.rule === 'syntax'),
      [],
    );
  });
});

describe('suppressing a finding in JSON', () => {
  const JSON_TEXT = '{"sessions": [{"id": "S-1", "units": 5}]}\n';
  const ENTRY = '{ rule: some-rule, record: S-1, reason: say why }';
  const suppress = (found: Opened, mayCreateFiles = true) =>
    offered(found, '5', mayCreateFiles).find(({ title }) => title.startsWith('Suppress'));

  for (const [what, name, before, expected] of [
    [
      'to a list',
      'aba-billing.yaml',
      'suppressions:\n  - { rule: a, record: b, reason: c }\n',
      `suppressions:\n  - { rule: a, record: b, reason: c }\n  - ${ENTRY}\n`,
    ],
    ['without a list', 'aba-billing.yaml', 'rules: {}\n', `rules: {}\nsuppressions:\n  - ${ENTRY}\n`],
    ['with comments only', 'aba-billing.yaml', '# ours', `# ours\nsuppressions:\n  - ${ENTRY}\n`],
    [
      'in JSON',
      'aba-billing.json',
      '{\n  "rules": {}\n}\n',
      '{\n  "rules": {},\n  "suppressions": [{"rule": "some-rule", "record": "S-1", "reason": "say why"}]\n}\n',
    ],
  ] as const) {
    it(`adds an entry to the workspace file ${what}`, () => {
      const found = open({ 'a.sessions.json': JSON_TEXT, [name]: before }, [SUBSTANTIVE]);
      const fix = suppress(found);
      assert.equal(fix?.title, 'Suppress some-rule for S-1 in the workspace file');
      assert.equal(applied(found, fix)[name], expected);
      assert.deepEqual(rulesAfter(found, fix, 'a.sessions.json'), []);
    });
  }

  it('creates the workspace file where there is none and files may be created', () => {
    const found = open({ 'a.sessions.json': JSON_TEXT }, [SUBSTANTIVE]);
    const fix = suppress(found);
    assert.equal(fix?.title, 'Suppress some-rule for S-1 in a new workspace file');
    assert.equal(applied(found, fix)['aba-billing.yaml'], `suppressions:\n  - ${ENTRY}\n`);
    assert.deepEqual(rulesAfter(found, fix, 'a.sessions.json'), []);
    assert.equal(suppress(found, false), undefined);
  });

  it('quotes ids that YAML would read as something else', () => {
    const found = open({ 'a.sessions.json': JSON_TEXT.replace('S-1', '12:30') }, [SUBSTANTIVE]);
    assert.match(applied(found, suppress(found))['aba-billing.yaml'] ?? '', /record: "12:30"/);
  });

  it('is not offered for a record without an id, nor where the workspace file has something else there', () => {
    assert.equal(suppress(open({ 'a.sessions.json': '{"sessions": [{"units": 5}]}' }, [SUBSTANTIVE])), undefined);
    const odd = open({ 'a.sessions.json': JSON_TEXT, 'aba-billing.yaml': 'suppressions: x\n' }, [SUBSTANTIVE]);
    assert.equal(suppress(odd)?.change(), undefined);
  });
});

describe('all repairs of a file', () => {
  it('are made at once, and substantive fixes are not', () => {
    const text = `sessions:\n  - id: S-1\n    unitz: 5\n    modifers: [HM]\n${note('S-2', '9')}`;
    const found = opened({ 'a.sessions.yaml': text, ...PARTY });
    const change = fixAll(found.engine, found.file);
    assert.ok(change);
    const [result] = Object.values(changed(found.engine, change));
    assert.equal(result, text.replace('unitz', 'units').replace('modifers', 'modifiers'));
  });

  it('that touch each other wait for the next time', () => {
    const twice = (id: string) => ruleWith((set) => [{ title: id, kind: 'repair', edits: set('4') }], id);
    const found = open({ 'a.sessions.yaml': TEXT }, [twice('one'), twice('two')]);
    const change = fixAll(found.engine, found.file);
    assert.equal(change?.edits.length, 1);
  });

  it('are none where there is nothing to repair', () => {
    const found = open({ 'a.sessions.yaml': TEXT }, [SUBSTANTIVE]);
    assert.equal(fixAll(found.engine, found.file), undefined);
  });
});
