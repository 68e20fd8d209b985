import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { Engine } from '../../../server/src/rules/engine.ts';
import { fixesOf } from '../../../server/src/rules/finding.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import { reportOn } from '../../../server/src/rules/report.ts';
import { Workspace } from '../../../server/src/workspace/workspace.ts';

const ROOT = 'file:///clinic';
const AS_OF = '2026-04-05';
const FOLDER = new URL('../../../examples/clinic/', import.meta.url);

/** A clinic small enough for many runs: the example's, cut to a few records of each file. */
const FILES: ReadonlyMap<string, string> = new Map(
  readdirSync(FOLDER).map((name) => [`${ROOT}/${name}`, shorten(name, readFileSync(new URL(name, FOLDER), 'utf8'))]),
);

function shorten(name: string, text: string): string {
  if (name === 'march.sessions.yaml') return text.split('\n\n').slice(0, 12).join('\n\n');
  if (name === 'march.claims.json')
    return `${JSON.stringify({ claims: JSON.parse(text).claims.slice(0, 2) }, null, 2)}\n`;
  return text;
}

interface Shown {
  readonly [uri: string]: readonly unknown[];
}

/** All that a person could see, in plain data. */
function shown(engine: Engine): Shown {
  const files = [...engine.workspace.files()].sort((a, b) => (a.uri < b.uri ? -1 : 1));
  return Object.fromEntries(
    files.map((file) => [
      file.uri,
      reportOn(engine, file).map(({ finding, ...reported }) => ({
        ...reported,
        trace: (finding.trace ?? []).map(({ label, value, source }) => ({ label, value, source })),
        fixes: fixesOf(finding).map((fix) => fix.title),
      })),
    ]),
  );
}

function fresh(texts: ReadonlyMap<string, string>, order: (a: string, b: string) => number): Shown {
  const workspace = new Workspace(ROOT);
  for (const uri of [...texts.keys()].sort(order)) workspace.open(uri, texts.get(uri) ?? '');
  const engine = new Engine(workspace, RULES, AS_OF);
  engine.settle();
  return shown(engine);
}

type Step =
  | {
      readonly kind: 'edit';
      readonly file: number;
      readonly at: number;
      readonly length: number;
      readonly text: string;
    }
  | { readonly kind: 'remove'; readonly file: number }
  | { readonly kind: 'restore'; readonly file: number }
  | { readonly kind: 'swap'; readonly file: number; readonly at: number; readonly word: string }
  | { readonly kind: 'settle' }
  /** Only what concerns a file, and so many subjects more. */
  | { readonly kind: 'begin'; readonly file: number; readonly others: number };

const WORDS = [
  '97153',
  '97155',
  'rbt-lee',
  'bcba-cruz',
  'C-AVA',
  'C-BEN',
  '2026-03-02',
  '2026-03-09',
  '"15:00"',
  '5',
  '16',
];
const PIECES = [
  '',
  ' ',
  '\n',
  '  - id: X\n',
  'units: 9\n',
  '    frequency: void\n    replaces: TRI-0401\n',
  '    frequency: replacement\n    replaces: TRI-0402\n',
  '"',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '- ',
  '#',
  '---\n',
  '&a ',
  '*a',
  '1',
  'x',
  '<<<<<<< a\n',
  '\r',
];

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('swap' as const),
      file: fc.nat(20),
      at: fc.nat(99_999),
      word: fc.constantFrom(...WORDS),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('edit' as const),
      file: fc.nat(20),
      at: fc.nat(99_999),
      length: fc.oneof(fc.nat(3), fc.nat(200)),
      text: fc.constantFrom(...PIECES),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), file: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restore' as const), file: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'settle' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('begin' as const), file: fc.nat(20), others: fc.nat(20) }),
  },
);

/** Applies a step to the workspace and to plain texts alike. */
function apply(change: Step, workspace: Workspace, texts: Map<string, string>): void {
  if (change.kind === 'settle' || change.kind === 'begin') return;
  const uris = [...FILES.keys()];
  const uri = uris[change.file % uris.length] ?? '';
  const text = texts.get(uri);
  if (change.kind === 'remove') {
    workspace.remove(uri);
    texts.delete(uri);
  } else if (change.kind === 'restore' || text === undefined) {
    workspace.open(uri, FILES.get(uri) ?? '');
    texts.set(uri, FILES.get(uri) ?? '');
  } else if (change.kind === 'edit') {
    const start = change.at % (text.length + 1);
    const end = Math.min(text.length, start + change.length);
    workspace.edit(uri, start, end, change.text);
    texts.set(uri, text.slice(0, start) + change.text + text.slice(end));
  } else {
    // Puts one value in place of another one: what a person does all day.
    const values = [...text.matchAll(/(?<=: )[^\s,{}[\]]+/g)];
    const value = values[change.at % Math.max(1, values.length)];
    if (!value) return;
    workspace.edit(uri, value.index, value.index + value[0].length, change.word);
    texts.set(uri, text.slice(0, value.index) + change.word + text.slice(value.index + value[0].length));
  }
}

function begin(engine: Engine, { file, others }: { readonly file: number; readonly others: number }): void {
  const uris = [...FILES.keys()];
  let left = others;
  engine.settleFirst(engine.workspace.file(uris[file % uris.length] ?? ''), () => left-- > 0);
  // Nothing that is shown in between may fail.
  shown(engine);
}

describe('incremental checking', () => {
  it('shows after any edits what a fresh start shows, and no rule fails', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        const workspace = new Workspace(ROOT);
        const texts = new Map(FILES);
        for (const [uri, text] of texts) workspace.open(uri, text);
        const engine = new Engine(workspace, RULES, AS_OF);
        engine.settle();
        for (const change of steps) {
          apply(change, workspace, texts);
          if (change.kind === 'settle') engine.settle();
          if (change.kind === 'begin') begin(engine, change);
        }
        engine.settle();
        const now = shown(engine);
        assert.deepEqual(
          now,
          fresh(texts, (a, b) => (a < b ? -1 : 1)),
        );
        assert.ok(
          !Object.values(now)
            .flat()
            .some((finding) => (finding as { rule: string }).rule === 'internal-error'),
        );
      }),
      { numRuns: 150 },
    );
  }).timeout(120_000);

  it('brings what a file says itself up to date first, whatever else there is to do', () => {
    const edits = fc.array(fc.record({ at: fc.nat(99_999), word: fc.constantFrom(...WORDS) }), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(fc.nat(20), edits, (number, changes) => {
        const workspace = new Workspace(ROOT);
        const texts = new Map(FILES);
        for (const [uri, text] of texts) workspace.open(uri, text);
        const engine = new Engine(workspace, RULES, AS_OF);
        engine.settle();
        // What is found about clients and payers may come from the ledgers of others.
        const uris = [...FILES.keys()];
        const services = uris.filter((uri) => /claims|sessions/.test(uri));
        const uri = services[number % services.length] ?? '';
        for (const change of changes) apply({ kind: 'swap', file: uris.indexOf(uri), ...change }, workspace, texts);
        const file = workspace.file(uri);
        assert.ok(file);
        const own = () =>
          reportOn(engine, file)
            .filter(({ finding }) => !finding.record || finding.record.slot.file === file)
            .map(({ rule, start, message }) => `${start} ${rule} ${message}`);
        engine.settleFirst(file, () => false);
        const first = own();
        engine.settle();
        assert.ok(engine.isSettled);
        // A suppression that seems to be idle may be needed by what is still to be checked.
        assert.deepEqual(
          first,
          own().filter((finding) => !finding.includes('unused-suppression')),
        );
      }),
      { numRuns: 150 },
    );
  }).timeout(120_000);

  it('does not depend on the order in which files are opened', () => {
    assert.deepEqual(
      fresh(FILES, (a, b) => (a < b ? -1 : 1)),
      fresh(FILES, (a, b) => (a < b ? 1 : -1)),
    );
  });

  it('counts a claim no more once another one voids it, and again when that is taken back', () => {
    const uri = `${ROOT}/march-tricare.claims.yaml`;
    const workspace = new Workspace(ROOT);
    for (const [name, text] of FILES) workspace.open(name, text);
    const engine = new Engine(workspace, RULES, AS_OF);
    engine.settle();
    const before = shown(engine);
    const text = FILES.get(uri) ?? '';
    const at = text.indexOf('frequency: original', text.indexOf('id: TRI-0402')) + 'frequency: '.length;
    workspace.edit(uri, at, at + 'original'.length, 'void\n    replaces: TRI-0401');
    engine.settle();
    const voided = text.slice(0, at) + text.slice(at).replace('original', 'void\n    replaces: TRI-0401');
    assert.notDeepEqual(shown(engine), before);
    assert.deepEqual(
      shown(engine),
      fresh(new Map([...FILES, [uri, voided]]), (a, b) => (a < b ? -1 : 1)),
    );
    workspace.edit(uri, at, at + 'void\n    replaces: TRI-0401'.length, 'original');
    engine.settle();
    assert.deepEqual(shown(engine), before);
  });

  it('judges the claim that stands, as claims come to replace each other in a circle', () => {
    const claims = ['C1', 'C2', 'C3'].map((id, index) => {
      const line = `      - { date: 2026-03-02, code: 97155, units: 9, provider: cruz, start: "15:00", end: "16:00" }`;
      const replaces = `    frequency: replacement\n    replaces: C${index || 9}\n`;
      return `claims:\n  - id: ${id}\n    client: C-X\n    payer: p\n${replaces}    lines:\n${line}\n`;
    });
    const uris = claims.map((_, index) => `${ROOT}/${index}.claims.yaml`);
    const texts = new Map(uris.map((uri, index) => [uri, claims[index] ?? '']));
    const told = (engine: Engine) =>
      uris.map((uri) =>
        [...engine.workspace.files()]
          .filter((file) => file.uri === uri)
          .flatMap((file) => reportOn(engine, file))
          .filter(({ rule }) => rule === 'units-exceed-time' || rule === 'replacement-invalid')
          .map(({ rule }) => rule),
      );
    const workspace = new Workspace(ROOT);
    for (const [uri, text] of texts) workspace.open(uri, text);
    const engine = new Engine(workspace, RULES, AS_OF);
    engine.settle();
    const before = shown(engine);
    assert.deepEqual(told(engine), [[], [], ['units-exceed-time']]);
    const [uri = '', text = ''] = [...texts][0] ?? [];
    const at = text.indexOf('C9');
    for (const [id, expected] of [
      ['C3', [['replacement-invalid'], [], ['units-exceed-time']]],
      ['C2', [['replacement-invalid'], [], ['units-exceed-time']]],
      ['C1', [['replacement-invalid'], [], ['units-exceed-time']]],
    ] as const) {
      workspace.edit(uri, at, at + 2, id);
      engine.settle();
      assert.deepEqual(told(engine), expected, id);
      const edited = text.replace('C9', id);
      assert.deepEqual(
        shown(engine),
        fresh(new Map([...texts, [uri, edited]]), (a, b) => (a < b ? 1 : -1)),
        id,
      );
    }
    workspace.edit(uri, at, at + 2, 'C9');
    engine.settle();
    assert.deepEqual(shown(engine), before);
  });

  it('counts a note once while it stands twice, over two files, and both once their times differ', () => {
    const note = (start: string) =>
      `sessions:\n  - { id: S1, client: C-X, date: 2026-03-02, code: 97153, provider: lee, start: "${start}", end: "16:00", units: 32 }\n`;
    const [uri, other] = [`${ROOT}/a.sessions.yaml`, `${ROOT}/b.sessions.yaml`];
    const told = (engine: Engine) =>
      [...engine.workspace.files()]
        .flatMap((file) => reportOn(engine, file))
        .flatMap(({ rule, finding }) => (rule === 'cap-exceeded' ? [finding.message.split(';')[0]] : []));
    const workspace = new Workspace(ROOT);
    workspace.open(uri, note('08:00'));
    workspace.open(other, note('07:00'));
    const engine = new Engine(workspace, RULES, AS_OF);
    engine.settle();
    assert.deepEqual(told(engine), ['64 units of 97153 on 2026-03-02']);
    const at = note('07:00').indexOf('07:00');
    workspace.edit(other, at, at + '07:00'.length, '08:00');
    engine.settle();
    assert.deepEqual(told(engine), []);
    const repeated = new Map([uri, other].map((name) => [name, note('08:00')]));
    assert.deepEqual(
      shown(engine),
      fresh(repeated, (a, b) => (a < b ? 1 : -1)),
    );
    workspace.edit(uri, at, at + '08:00'.length, '07:30');
    engine.settle();
    assert.deepEqual(told(engine), ['64 units of 97153 on 2026-03-02']);
  });
});
