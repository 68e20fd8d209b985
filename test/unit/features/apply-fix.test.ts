import assert from 'node:assert/strict';
import { compileFix } from '../../../server/src/features/apply-fix.ts';
import type { FixEdit } from '../../../server/src/rules/finding.ts';
import type { RecordHandle } from '../../../server/src/workspace/record.ts';
import { changed } from './changed.ts';
import { opened } from './opened.ts';

type Plan = (record: RecordHandle) => readonly FixEdit[];

/** The text after a fix of its first record. */
function fixed(name: string, text: string, plan: Plan, which = 0): string | undefined {
  const { engine, file } = opened({ [name]: text }, [], '‸');
  const record = file.slots.flatMap((slot) => slot.records)[which];
  assert.ok(record, 'no record');
  const change = compileFix({ title: 'x', kind: 'repair', edits: plan(record) });
  return change && changed(engine, change)[file.uri];
}

const BLOCK = `# march
sessions:
  - id: S-1   # first
    units: 3  # was 5
    modifiers: [HM, HM]
    nonBillable:
      - { minutes: 3 }

  # the second
  - id: S-2
    units: 4
`;
const JSON_TEXT = `{
  "sessions": [
    { "id": "S-1", "units": 3, "modifiers": ["HM", "HM"] },
    {
      "id": "S-2",
      "units": 4
    }
  ]
}
`;
const FLOW = 'sessions: [ { id: S-1, units: 3, modifiers: [HM, HM] }, { id: S-2 } ]\n';

const setUnits: Plan = (record) => [{ op: 'set', record, path: ['units'], value: '7', as: 'number' }];
const insertGroup: Plan = (record) => [{ op: 'insert', record, path: [], key: 'groupSize', value: 3, after: 'units' }];
const appendModifier: Plan = (record) => [{ op: 'append', record, path: ['modifiers'], value: 'HO' }];
const removeModifier: Plan = (record) => [{ op: 'remove', record, path: ['modifiers', 1] }];
const removeUnits: Plan = (record) => [{ op: 'remove', record, path: ['units'] }];
const copyRecord: Plan = (record) => [{ op: 'copy', record, changes: [{ path: ['id'], value: 'S-1-2' }] }];

const KINDS: readonly (readonly [
  string,
  Plan,
  readonly [string, string],
  readonly [string, string],
  readonly [string, string],
])[] = [
  ['set', setUnits, ['units: 3 ', 'units: 7 '], ['units": 3', 'units": 7'], ['units: 3', 'units: 7']],
  [
    'insert',
    insertGroup,
    ['# was 5\n', '# was 5\n    groupSize: 3\n'],
    ['"units": 3', '"units": 3, "groupSize": 3'],
    ['units: 3', 'units: 3, groupSize: 3'],
  ],
  ['append', appendModifier, ['HM]', 'HM, HO]'], ['"HM"]', '"HM", "HO"]'], ['HM]', 'HM, HO]']],
  ['remove an item', removeModifier, ['[HM, HM]', '[HM]'], ['"HM", "HM"', '"HM"'], ['[HM, HM]', '[HM]']],
  ['remove a key', removeUnits, ['    units: 3  # was 5\n', ''], [', "units": 3', ''], [', units: 3', '']],
  [
    'copy',
    copyRecord,
    [
      '      - { minutes: 3 }\n',
      '      - { minutes: 3 }\n  - id: S-1-2   # first\n    units: 3  # was 5\n    modifiers: [HM, HM]\n    nonBillable:\n      - { minutes: 3 }\n',
    ],
    ['["HM", "HM"] },', '["HM", "HM"] },\n    { "id": "S-1-2", "units": 3, "modifiers": ["HM", "HM"] },'],
    ['[HM, HM] },', '[HM, HM] }, { id: S-1-2, units: 3, modifiers: [HM, HM] },'],
  ],
];

describe('compiling fixes', () => {
  for (const [name, plan, block, json, flow] of KINDS) {
    for (const [style, file, text, [from, to]] of [
      ['block YAML', 'a.sessions.yaml', BLOCK, block],
      ['JSON', 'a.sessions.json', JSON_TEXT, json],
      ['flow YAML', 'a.sessions.yaml', FLOW, flow],
    ] as const) {
      it(`${name}: changes nothing else in ${style}, whatever ends its lines`, () => {
        assert.equal(
          fixed(file, text, plan),
          text.replace(from, () => to),
        );
        const crlf = (lines: string) => lines.replaceAll('\n', '\r\n');
        assert.equal(
          fixed(file, crlf(text), plan),
          crlf(text).replace(crlf(from), () => crlf(to)),
        );
      });
    }
  }

  it('reaches records of every chunk, document and shape', () => {
    assert.equal(fixed('a.sessions.yaml', BLOCK, setUnits, 1), BLOCK.replace('units: 4', 'units: 7'));
    assert.equal(fixed('a.sessions.json', JSON_TEXT, setUnits, 1), JSON_TEXT.replace('units": 4', 'units": 7'));
    const stream = `sessions:\n  - id: S-1\n---\nsessions:\n  - { id: S-2, units: 1 }\n`;
    assert.equal(fixed('a.sessions.yaml', stream, setUnits, 1), stream.replace('units: 1', 'units: 7'));
  });

  it('copies an item that begins below its dash, and one in braces behind a dash', () => {
    const below = 'sessions:\n-\n  id: S-1\n  units: 1\n';
    assert.equal(fixed('a.sessions.yaml', below, copyRecord), `${below}- id: S-1-2\n  units: 1\n`);
    const braces = 'sessions:\n  - { id: S-1 } # one\n  - { id: S-2 }\n';
    const copied = braces.replace('# one\n', '# one\n  - { id: S-1-2 }\n');
    assert.equal(fixed('a.sessions.yaml', braces, copyRecord), copied);
    const last = 'sessions:\n  - id: S-1\n    units: 1';
    assert.equal(fixed('a.sessions.yaml', last, copyRecord), `${last}\n  - id: S-1-2\n    units: 1`);
    const literal = 'sessions:\n  - id: S-1\n    summary: |\n      text\n\n  - id: S-2\n';
    const twice = literal.replace('      text\n', '      text\n  - id: S-1-2\n    summary: |\n      text\n');
    assert.equal(fixed('a.sessions.yaml', literal, copyRecord), twice);
    const pretty = '{"sessions": [\n  {\n    "id": "S-1"\n  }\n]}\n';
    const printed = pretty.replace('  }\n', '  },\n  {\n    "id": "S-1-2"\n  }\n');
    assert.equal(fixed('a.sessions.json', pretty, copyRecord), printed);
  });

  it('makes several edits at once, two insertions at one place in their order', () => {
    const plan: Plan = (record) => [
      { op: 'insert', record, path: [], key: 'groupSize', value: 3 },
      { op: 'insert', record, path: [], key: 'clientPresent', value: true },
      { op: 'set', record, path: ['units'], value: '7', as: 'number' },
    ];
    assert.equal(
      fixed('a.sessions.yaml', BLOCK, plan, 1),
      BLOCK.replace('units: 4\n', 'units: 7\n    groupSize: 3\n    clientPresent: true\n'),
    );
    assert.equal(
      fixed('a.sessions.json', JSON_TEXT, plan, 1),
      JSON_TEXT.replace('"units": 4', '"units": 7,\n      "groupSize": 3,\n      "clientPresent": true'),
    );
  });

  it('renames a key and sets a text by their places in the chunk', () => {
    const text = 'sessions:\n  - id: S-1\n    unitz: "3" # c\n';
    const { engine, file } = opened({ 'a.sessions.yaml': text }, []);
    const slot = file.slotAt(text.indexOf('unitz'));
    const at = text.indexOf('unitz') - file.source.startOf(slot.chunk);
    const rename: FixEdit = { op: 'rename-key', slot, span: { start: at, end: at + 5 }, key: 'units' };
    const change = compileFix({ title: 'x', kind: 'repair', edits: [rename] });
    assert.ok(change);
    assert.equal(changed(engine, change)[file.uri], text.replace('unitz', 'units'));
    const set: FixEdit = { op: 'set-text', slot, span: { start: at + 7, end: at + 10 }, value: '4', as: 'number' };
    const other = compileFix({ title: 'x', kind: 'repair', edits: [set] });
    assert.ok(other);
    assert.equal(changed(engine, other)[file.uri], text.replace('"3"', '"4"'));
  });

  it('gives up where there is no such part, or where edits overlap', () => {
    assert.equal(
      fixed('a.sessions.yaml', BLOCK, (record) => [
        { op: 'set', record, path: ['lines', 3], value: '1', as: 'number' },
      ]),
      undefined,
    );
    assert.equal(
      fixed('a.sessions.yaml', BLOCK, (record) => [...setUnits(record), ...removeUnits(record)]),
      undefined,
    );
    assert.equal(
      fixed('a.sessions.yaml', BLOCK, (record) => [{ op: 'remove', record, path: ['modifiers', 9] }]),
      undefined,
    );
  });

  it('changes records of several files', () => {
    const { engine } = opened(
      {
        'a.sessions.yaml': 'sessions:\n  - { id: S-1, units: 1 }\n',
        'b.sessions.json': '{"sessions": [{"id": "S-2", "units": 2}]}',
      },
      [],
    );
    const records = [...engine.workspace.files()].flatMap((file) => file.slots.flatMap((slot) => slot.records));
    const change = compileFix({ title: 'x', kind: 'repair', edits: records.flatMap((record) => setUnits(record)) });
    assert.ok(change);
    assert.deepEqual(Object.values(changed(engine, change)), [
      'sessions:\n  - { id: S-1, units: 7 }\n',
      '{"sessions": [{"id": "S-2", "units": 7}]}',
    ]);
  });
});
