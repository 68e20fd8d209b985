import assert from 'node:assert/strict';
import {
  appendItem,
  insertEntry,
  removeEntry,
  removeItem,
  renameKey,
  setScalar,
  type TextEdit,
  type ValueLiteral,
} from '../../../server/src/syntax/edits.ts';
import { read } from '../../../server/src/syntax/read.ts';
import { applyEdits } from '../../../server/src/syntax/text-edit.ts';
import type { MappingNode, ScalarNode, SequenceNode, TreeNode } from '../../../server/src/syntax/tree.ts';

type Format = 'yaml' | 'json';

/** The node at a path of keys and indexes. */
function nodeAt(text: string, format: Format, path: readonly (string | number)[]): TreeNode {
  let node = read({ format, text }).root;
  for (const step of path) {
    if (node?.kind === 'mapping') node = node.entries.find(({ key }) => key.text === step)?.value;
    else if (node?.kind === 'sequence') node = node.items[step as number];
  }
  assert.ok(node !== undefined, `${path.join('.')} in ${text}`);
  return node;
}

function formatOf(text: string): Format {
  return /^[[{]/.test(text) ? 'json' : 'yaml';
}

/** Applies an edit to the node at a path, with both line endings. */
function expectEdit(
  before: string,
  path: readonly (string | number)[],
  edit: (text: string, format: Format, node: TreeNode) => TextEdit,
  after: string,
  format = formatOf(before),
): void {
  for (const eol of ['\n', '\r\n', '\r']) {
    const text = before.replaceAll('\n', eol);
    assert.equal(applyEdits(text, [edit(text, format, nodeAt(text, format, path))]), after.replaceAll('\n', eol));
  }
}

function expectSet(
  before: string,
  path: readonly (string | number)[],
  value: string,
  after: string,
  kind: 'string' | 'number' = 'string',
): void {
  expectEdit(before, path, (text, format, node) => setScalar(text, format, node as ScalarNode, value, kind), after);
}

function expectInsert(
  before: string,
  path: readonly (string | number)[],
  entry: { key: string; value: ValueLiteral; after?: string },
  after: string,
  format?: Format,
): void {
  expectEdit(before, path, (text, used, node) => insertEntry(text, used, node as MappingNode, entry), after, format);
}

function expectRemoved(
  before: string,
  path: readonly (string | number)[],
  what: string | number,
  after: string,
  format?: Format,
): void {
  expectEdit(
    before,
    path,
    (text, used, node) => {
      if (node.kind === 'sequence') return removeItem(text, used, node, what as number);
      assert.ok(node.kind === 'mapping');
      return removeEntry(
        text,
        used,
        node,
        node.entries.findIndex(({ key }) => key.text === what),
      );
    },
    after,
    format,
  );
}

function expectAppended(
  before: string,
  path: readonly (string | number)[],
  value: ValueLiteral,
  after: string,
  format?: Format,
): void {
  expectEdit(before, path, (text, used, node) => appendItem(text, used, node as SequenceNode, value), after, format);
}

describe('setScalar', () => {
  it('keeps the style where it can hold the value', () => {
    expectSet('units: 5  # five\ncode: 1\n', ['units'], '4', 'units: 4  # five\ncode: 1\n', 'number');
    expectSet("end: '15:53'", ['end'], '16:00', "end: '16:00'");
    expectSet("a: 'x'", ['a'], "it's", "a: 'it''s'");
    expectSet("a: 'x'", ['a'], 'one\ntwo', 'a: "one\\ntwo"');
    expectSet('a: "x"', ['a'], 'say "y" \\', 'a: "say \\"y\\" \\\\"');
    expectSet('a: [x, y]', ['a', 0], 'z', 'a: [z, y]');
    expectSet('code: "97153"', ['code'], '97155', 'code: "97155"', 'number');
  });

  it('quotes what would not be read as text without quotes', () => {
    for (const value of [
      '15:30',
      '012',
      '97153',
      '1e3',
      '1.50',
      '.5',
      '0x1f',
      '1_000',
      'yes',
      'No',
      'on',
      'null',
      '~',
      '<<',
      '.inf',
    ]) {
      expectSet('a: x # c', ['a'], value, `a: "${value}" # c`);
    }
    for (const value of [
      '',
      ' x',
      'x ',
      '- x',
      '-',
      '? x',
      'x: y',
      'x:',
      'x #y',
      '#x',
      '@x',
      '%x',
      '&x',
      '*x',
      '!x',
      '[x',
      '{x',
      "'x",
      '---',
    ]) {
      expectSet('a: x # c', ['a'], value, `a: "${value}" # c`);
    }
    expectSet('a: x', ['a'], 'tab\tx\u0085\ufeff', 'a: "tab\\tx\\u0085\\ufeff"');
    for (const value of ['rbt-lee', 'F84.0', '0362T', '2026-03-02', 'x:y', 'x#y', 'two words', 'a, b', '-x', 'é😀']) {
      expectSet('a: x # c', ['a'], value, `a: ${value} # c`);
    }
  });

  it('keeps out of plain scalars in brackets what ends them there', () => {
    expectSet('a: [x]', ['a', 0], 'y, z', 'a: ["y, z"]');
    expectSet('a: { b: x }', ['a', 'b'], 'y]', 'a: { b: "y]" }');
    expectSet('a: x', ['a'], 'y, z]', 'a: y, z]');
  });

  it('writes numbers plain, in JSON only such as JSON has', () => {
    expectSet('a: x', ['a'], '97153', 'a: 97153', 'number');
    expectSet('{"a": 1}', ['a'], '97155', '{"a": 97155}', 'number');
    expectSet('{"a": 1}', ['a'], '0362T', '{"a": "0362T"}', 'number');
    expectSet('{"a": 1}', ['a'], '012', '{"a": "012"}', 'number');
    expectSet('{"a": 1}', ['a'], '2', '{"a": "2"}', 'string');
    expectSet('{"a": "1"}', ['a'], '2', '{"a": "2"}', 'number');
    expectSet('{"a": "x"}', ['a'], 'y\n"z"', '{"a": "y\\n\\"z\\""}');
  });

  it('fills what is empty', () => {
    expectSet('a:\nb: 1', ['a'], 'x', 'a: x\nb: 1');
    expectSet('a:   # why', ['a'], 'x', 'a: x   # why');
    expectSet('a: &anchor\nb: 1', ['a'], 'x', 'a: &anchor x\nb: 1');
    expectSet('- \n-', [1], '15:00', '- \n- "15:00"');
    expectSet('a: {b: , c}', ['a', 'b'], '1', 'a: {b: 1 , c}', 'number');
    expectSet('a: {b: , c}', ['a', 'c'], '1', 'a: {b: , c: 1}', 'number');
    expectSet('- id: S\n  dat\n  code: 1\n', [0, 'dat'], 'x', '- id: S\n  dat: x\n  code: 1\n');
    expectSet('{"a": , "b": 1}', ['a'], '2', '{"a": 2 , "b": 1}', 'number');
  });

  it('keeps block scalars and the comments of their headers', () => {
    expectSet(
      'a: |  # why\n    one\n    two\nb: 1\n',
      ['a'],
      'three\n\nfour\n',
      'a: |  # why\n    three\n\n    four\nb: 1\n',
    );
    expectSet('a: |+\n  one\n\nb: 1\n', ['a'], 'two', 'a: |-\n  two\n\nb: 1\n');
    expectSet('a: >-\n  one\n  two\n', ['a'], 'three', 'a: >-\n  three\n');
    expectSet('a: >\n  one\n', ['a'], 'one\ntwo\n', 'a: |\n  one\n  two\n');
    expectSet('a: | # why\n  one\nb: 1\n', ['a'], ' lead', 'a: " lead" # why\nb: 1\n');
  });

  it('replaces an alias', () => {
    expectSet('a: &x 1\nb: *x # c\n', ['b'], '2', 'a: &x 1\nb: 2 # c\n', 'number');
  });
});

describe('insertEntry', () => {
  it('takes a line below the entry it follows', () => {
    const text = '- id: S # first\n  lines:\n    - 1\n  # about end\n  end: 2\n';
    expectInsert(
      text,
      [0],
      { key: 'code', value: 97153, after: 'id' },
      '- id: S # first\n  code: 97153\n  lines:\n    - 1\n  # about end\n  end: 2\n',
    );
    expectInsert(
      text,
      [0],
      { key: 'code', value: '97153', after: 'lines' },
      '- id: S # first\n  lines:\n    - 1\n  code: "97153"\n  # about end\n  end: 2\n',
    );
    expectInsert(
      text,
      [0],
      { key: 'x', value: true, after: 'none' },
      '- id: S # first\n  lines:\n    - 1\n  # about end\n  end: 2\n  x: true\n',
    );
  });

  it('follows the indentation of an item with one entry, and does not need a line break at the end', () => {
    expectInsert('a:\n  - - id: S', ['a', 0, 0], { key: 'b', value: 'c' }, 'a:\n  - - id: S\n      b: c');
    expectInsert('- &x id: S\n', [0], { key: 'b', value: 'c' }, '- &x id: S\n  b: c\n');
    expectInsert('\ufeffa: 1\n', [], { key: 'b', value: 'c' }, '\ufeffa: 1\nb: c\n');
  });

  it('follows the whole of a block scalar', () => {
    expectInsert(
      'a: |\n  one\n\n  two\nb: 1\n',
      [],
      { key: 'c', value: 'x', after: 'a' },
      'a: |\n  one\n\n  two\nc: x\nb: 1\n',
    );
    expectInsert(
      'a: |+\n  one\n\n\nb: 1\n',
      [],
      { key: 'c', value: 'x', after: 'a' },
      'a: |+\n  one\n\n\nc: x\nb: 1\n',
    );
  });

  it('writes lists and objects', () => {
    expectInsert('a: 1\n', [], { key: 'modifiers', value: ['HM', '95'] }, 'a: 1\nmodifiers: [HM, "95"]\n');
    expectInsert(
      'a: 1\n',
      [],
      { key: 'change', value: { what: 'x: y', units: 2 } },
      'a: 1\nchange: { what: "x: y", units: 2 }\n',
    );
    expectInsert(
      '- a: 1\n',
      [0],
      { key: 'breaks', value: [{ start: '15:20', end: '15:25' }, { minutes: 3 }] },
      '- a: 1\n  breaks:\n    - { start: "15:20", end: "15:25" }\n    - { minutes: 3 }\n',
    );
    expectInsert('a: 1\n', [], { key: 'none', value: [] }, 'a: 1\nnone: []\n');
  });

  it('follows commas in braces', () => {
    expectInsert('a: { b: 1, c: 2 } # x', ['a'], { key: 'd', value: 3 }, 'a: { b: 1, c: 2, d: 3 } # x');
    expectInsert('a: { b: 1, c: 2 }', ['a'], { key: 'd', value: 3, after: 'b' }, 'a: { b: 1, d: 3, c: 2 }');
    expectInsert('a: {}', ['a'], { key: 'd', value: 3 }, 'a: { d: 3 }');
    expectInsert('a: { b: 1, }', ['a'], { key: 'd', value: 3 }, 'a: { b: 1, d: 3 }');
    expectInsert('a: [b: 1]', ['a', 0], { key: 'd', value: 3 }, 'a: [{ b: 1, d: 3 }]');
    expectInsert(
      'a: {\n  b: 1, # one\n  c: 2 # two\n  }\n',
      ['a'],
      { key: 'd', value: 3, after: 'b' },
      'a: {\n  b: 1, # one\n  d: 3,\n  c: 2 # two\n  }\n',
    );
    expectInsert(
      'a: {\n  b: 1, # one\n  c: 2 # two\n  }\n',
      ['a'],
      { key: 'd', value: 3 },
      'a: {\n  b: 1, # one\n  c: 2, # two\n  d: 3\n  }\n',
    );
  });

  it('takes a line in JSON where its neighbour has one', () => {
    expectInsert('{"a": 1}', [], { key: 'b', value: ['x', 2] }, '{"a": 1, "b": ["x", 2]}');
    expectInsert('{}', [], { key: 'b', value: false }, '{"b": false}');
    expectInsert(
      '{\n\t"a": 1,\n\t"c": {"d": 1}\n}\n',
      [],
      { key: 'b', value: 2, after: 'a' },
      '{\n\t"a": 1,\n\t"b": 2,\n\t"c": {"d": 1}\n}\n',
    );
    expectInsert(
      '{\n\t"a": 1,\n\t"c": {"d": 1}\n}\n',
      [],
      { key: 'b', value: 2 },
      '{\n\t"a": 1,\n\t"c": {"d": 1},\n\t"b": 2\n}\n',
    );
  });
});

describe('removeEntry', () => {
  it('takes out whole lines', () => {
    const text = 'a: 1\nb: # why\n  - x\n  # deeper\nc: 3\n';
    expectRemoved(text, [], 'b', 'a: 1\nc: 3\n');
    expectRemoved(text, [], 'a', 'b: # why\n  - x\n  # deeper\nc: 3\n');
    expectRemoved(text, [], 'c', 'a: 1\nb: # why\n  - x\n  # deeper\n');
    expectRemoved('a: 1\nb: 2', [], 'b', 'a: 1');
    expectRemoved('\ufeffa: 1\nb: 2', [], 'a', '\ufeffb: 2');
  });

  it('leaves the dash of an item where it is', () => {
    expectRemoved('- id: S # c\n  code: 1\n- id: T\n', [0], 'id', '- code: 1\n- id: T\n');
    expectRemoved('- id: S\n  # about code\n  code: 1\n', [0], 'id', '- # about code\n  code: 1\n');
    expectRemoved('- id: S # c\n- id: T\n', [0], 'id', '- {} # c\n- id: T\n');
  });

  it('does not let a comment slip into the block scalar above', () => {
    expectRemoved('a: |\n  text\nb: 1\n  # deeper\nc: 2\n', [], 'b', 'a: |\n  text\nc: 2\n');
  });

  it('takes the comma along', () => {
    expectRemoved('a: { b: 1, c: 2, d: 3 }', ['a'], 'b', 'a: { c: 2, d: 3 }');
    expectRemoved('a: { b: 1, c: 2, d: 3 }', ['a'], 'c', 'a: { b: 1, d: 3 }');
    expectRemoved('a: { b: 1, c: 2, d: 3 }', ['a'], 'd', 'a: { b: 1, c: 2 }');
    expectRemoved('a: { b: 1, }', ['a'], 'b', 'a: {  }');
    expectRemoved('a: [b: 1]', ['a', 0], 'b', 'a: [{}]');
    expectRemoved('{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}', [], 'a', '{\n  "b": 2,\n  "c": 3\n}');
    expectRemoved('{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}', [], 'b', '{\n  "a": 1,\n  "c": 3\n}');
    expectRemoved('{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}', [], 'c', '{\n  "a": 1,\n  "b": 2\n}');
    expectRemoved('a: {\n  b: 1, # one\n  c: 2\n  }\n', ['a'], 'c', 'a: {\n  b: 1, # one\n  }\n');
  });
});

describe('lists', () => {
  it('appendItem follows the shape of the list', () => {
    expectAppended('a:\n- x # c\nb: 1\n', ['a'], 'w', 'a:\n- x # c\n- w\nb: 1\n');
    expectAppended(
      'a:\n  - b: 1\n    c: 2\n',
      ['a'],
      { b: 3, c: ['x'] },
      'a:\n  - b: 1\n    c: 2\n  - b: 3\n    c: [x]\n',
    );
    expectAppended('a:\n  - { b: 1 }\n', ['a'], { b: 3 }, 'a:\n  - { b: 1 }\n  - { b: 3 }\n');
    expectAppended('a: [x, y]', ['a'], '95', 'a: [x, y, "95"]');
    expectAppended('a: []', ['a'], 'x', 'a: [x]');
    expectAppended('["a"]', [], 'b', '["a", "b"]');
    expectAppended('[\n  1\n]', [], 2, '[\n  1,\n  2\n]');
    expectAppended('- - a\n', [0], 'b', '- - a\n  - b\n');
  });

  it('removeItem takes out whole lines, or the comma', () => {
    expectRemoved('a:\n- x\n- y # c\n- z\n', ['a'], 1, 'a:\n- x\n- z\n');
    expectRemoved('a:\n- x\n', ['a'], 0, 'a:\n []\n');
    expectRemoved('- - x\n  - y\n', [0], 0, '- - y\n');
    expectRemoved('- &a\n- b\n', [], 1, '- &a\n');
    expectRemoved('a: [x, y]', ['a'], 0, 'a: [y]');
    expectRemoved('["x", "y"]', [], 1, '["x"]');
    expectRemoved('["x"]', [], 0, '[]');
  });
});

describe('renameKey', () => {
  it('keeps the quotes', () => {
    const rename = (name: string) => (text: string, format: Format, node: TreeNode) => {
      const [entry] = (node as MappingNode).entries;
      assert.ok(entry);
      return renameKey(text, format, entry.key, name);
    };
    expectEdit('unit: 1 # c', [], rename('units'), 'units: 1 # c');
    expectEdit('"unit": 1', [], rename('units'), '"units": 1');
    expectEdit('a: 1', [], rename('97153'), '97153: 1');
    expectEdit('a: 1', [], rename('yes'), '"yes": 1');
    expectEdit('{a: 1}', [], rename('b, c'), '{"b, c": 1}', 'yaml');
    expectEdit('{"a": 1}', [], rename('b'), '{"b": 1}');
    expectEdit(': 1', [], rename('units'), 'units: 1');
  });
});
