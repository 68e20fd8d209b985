import assert from 'node:assert/strict';
import type { AnchorScope } from '../../../server/src/syntax/read.ts';
import { read } from '../../../server/src/syntax/read.ts';
import type { TreeNode } from '../../../server/src/syntax/tree.ts';
import { assertSpans } from './trees.ts';

/** Every node on a line: its kind or style, and the text that it covers; a scalar's content where that differs. */
function outline(text: string, node: TreeNode | undefined, indent = ''): string[] {
  if (node === undefined) return [];
  const covered = JSON.stringify(text.slice(node.start, node.end));
  if (node.kind === 'scalar') {
    const shown = JSON.stringify(node.text) === covered ? '' : ` = ${JSON.stringify(node.text)}`;
    return [`${indent}${node.style} ${node.style === 'empty' ? `at ${node.start}` : covered}${shown}`];
  }
  const children =
    node.kind === 'sequence'
      ? node.items.flatMap((item) => outline(text, item, `${indent}  `))
      : node.entries.flatMap(({ key, value }) => [
          ...outline(text, key, `${indent}. `),
          ...outline(text, value, `${indent}  `),
        ]);
  return [`${indent}${node.flow ? 'flow ' : ''}${node.kind} ${covered}`, ...children];
}

function expectOutline(text: string, expected: readonly string[], anchors?: AnchorScope): void {
  const result = read({ format: 'yaml', text, ...(anchors && { anchors }) });
  assert.deepEqual(result.errors, []);
  assertSpans(text, result);
  assert.deepEqual(outline(text, result.root), expected);
}

describe('ranges of YAML nodes', () => {
  it('block mappings and lists end with their last value', () => {
    expectOutline('- id: S-1 # note\n  lines:\n    - 1\n\n# end\n\n', [
      'sequence "- id: S-1 # note\\n  lines:\\n    - 1"',
      '  mapping "id: S-1 # note\\n  lines:\\n    - 1"',
      '  . plain "id"',
      '    plain "S-1"',
      '  . plain "lines"',
      '    sequence "- 1"',
      '      plain "1"',
    ]);
  });

  it('quotes and brackets belong to what they enclose', () => {
    expectOutline('a: "15:00"\nb: \'it\'\'s\'\n"c d": [ x, { y: "\\u00e9" } ]', [
      'mapping "a: \\"15:00\\"\\nb: \'it\'\'s\'\\n\\"c d\\": [ x, { y: \\"\\\\u00e9\\" } ]"',
      '. plain "a"',
      '  double "\\"15:00\\"" = "15:00"',
      '. plain "b"',
      "  single \"'it''s'\" = \"it's\"",
      '. double "\\"c d\\"" = "c d"',
      '  flow sequence "[ x, { y: \\"\\\\u00e9\\" } ]"',
      '    plain "x"',
      '    flow mapping "{ y: \\"\\\\u00e9\\" }"',
      '    . plain "y"',
      '      double "\\"\\\\u00e9\\"" = "é"',
    ]);
  });

  it('block scalars reach from their header to their last content character', () => {
    expectOutline('a: |  # why\n  one\n   two \n\nb: >-\n  x\n  y\n\n\nc: |+\n  z\n\nd: |\ne: 1\n', [
      'mapping "a: |  # why\\n  one\\n   two \\n\\nb: >-\\n  x\\n  y\\n\\n\\nc: |+\\n  z\\n\\nd: |\\ne: 1"',
      '. plain "a"',
      '  literal "|  # why\\n  one\\n   two " = "one\\n two \\n"',
      '. plain "b"',
      '  folded ">-\\n  x\\n  y" = "x y"',
      '. plain "c"',
      '  literal "|+\\n  z" = "z\\n\\n"',
      '. plain "d"',
      '  literal "|" = ""',
      '. plain "e"',
      '  plain "1"',
    ]);
  });

  it('a value that is not written is empty, just after its colon or dash', () => {
    expectOutline('a:   # none\nb:\n  -\n  - \n  -   # c\nf: {x, y: , "z":}', [
      'mapping "a:   # none\\nb:\\n  -\\n  - \\n  -   # c\\nf: {x, y: , \\"z\\":}"',
      '. plain "a"',
      '  empty at 2',
      '. plain "b"',
      '  sequence "-\\n  - \\n  -"',
      '    empty at 18',
      '    empty at 22',
      '    empty at 27',
      '. plain "f"',
      '  flow mapping "{x, y: , \\"z\\":}"',
      '  . plain "x"',
      '    empty at 39',
      '  . plain "y"',
      '    empty at 43',
      '  . double "\\"z\\"" = "z"',
      '    empty at 50',
    ]);
  });

  it('text of several lines is one scalar, its lines folded', () => {
    expectOutline('a: one\n  two\n\n  three\nb: "x\n  y\\\n  z"', [
      'mapping "a: one\\n  two\\n\\n  three\\nb: \\"x\\n  y\\\\\\n  z\\""',
      '. plain "a"',
      '  plain "one\\n  two\\n\\n  three" = "one two\\nthree"',
      '. plain "b"',
      '  double "\\"x\\n  y\\\\\\n  z\\"" = "x yz"',
    ]);
  });

  it('a pair in a list is a mapping without braces', () => {
    expectOutline('[a: 1, b]', [
      'flow sequence "[a: 1, b]"',
      '  flow mapping "a: 1"',
      '  . plain "a"',
      '    plain "1"',
      '  plain "b"',
    ]);
  });

  it('offsets are UTF-16 units whatever the line ends are, after a byte order mark, too', () => {
    for (const eol of ['\n', '\r\n', '\r']) {
      const text = `\ufeff😀: "é😀"${eol}b: |${eol}  x😀${eol}# ü${eol}c: 1${eol}`;
      const result = read({ format: 'yaml', text });
      assert.deepEqual(result.errors, []);
      const lines = outline(text, result.root);
      assert.deepEqual(lines.slice(1), [
        '. plain "😀"',
        '  double "\\"é😀\\"" = "é😀"',
        '. plain "b"',
        `  literal ${JSON.stringify(`|${eol}  x😀`)} = "x😀\\n"`,
        '. plain "c"',
        '  plain "1"',
      ]);
      assert.equal(result.root?.start, 1);
      const [comment] = result.comments;
      assert.equal(comment?.text, '# ü');
      assert.equal(text.slice(comment?.start, comment?.end), '# ü');
    }
  });

  it('what only the full reader reads has the same kind of ranges', () => {
    expectOutline('%YAML 1.1\n--- !!map\na: &x !t 012\n? b\n: *x\n<<: yes\nd: &e\n...\n', [
      'mapping "a: &x !t 012\\n? b\\n: *x\\n<<: yes\\nd:"',
      '. plain "a"',
      '  plain "012"',
      '. plain "b"',
      '  plain "*x" = "012"',
      '. plain "<<"',
      '  plain "yes"',
      '. plain "d"',
      '  empty at 52',
    ]);
  });

  it('scalars are their source text, never converted', () => {
    const text = 'a: 012\nb: 1_000\nc: 9:30\nd: yes\ne: 2026-03-02\nf: 97153\ng: 1.50\nh: ~\n';
    const values = ['012', '1_000', '9:30', 'yes', '2026-03-02', '97153', '1.50', '~'];
    for (const before of ['', '%YAML 1.1\n---\n']) {
      const { root } = read({ format: 'yaml', text: before + text });
      assert.ok(root?.kind === 'mapping');
      assert.deepEqual(
        root.entries.map(({ value }) => value.kind === 'scalar' && value.text),
        values,
      );
    }
  });
});

describe('YAML comments', () => {
  it('are all collected, wherever they stand, and nothing else is', () => {
    const text = [
      '# first',
      'a: "# no" # second',
      'b: x#no  # third',
      'c: | # fourth',
      '  # no',
      'd: [1, # fifth',
      '  2] #sixth',
      'e: # seventh',
      "  '#no'",
      '  # eighth: "[',
      '',
      '#',
    ].join('\n');
    const { comments, errors } = read({ format: 'yaml', text });
    assert.deepEqual(errors, []);
    const texts = ['# first', '# second', '# third', '# fourth', '# fifth', '#sixth', '# seventh', '# eighth: "[', '#'];
    assert.deepEqual(
      comments.map((comment) => comment.text),
      texts,
    );
    const full = read({ format: 'yaml', text: `${text}\nf: &x 1\n` });
    assert.deepEqual(
      full.comments.map((comment) => comment.text),
      texts,
    );
  });

  it('alone are no document and no error', () => {
    for (const text of ['', '\n', '# c', '  \r\n# c\r\n', '---\n', '--- # c\n...\n', '\ufeff', '...\n']) {
      const { root, errors } = read({ format: 'yaml', text });
      assert.deepEqual({ root, errors }, { root: undefined, errors: [] }, JSON.stringify(text));
    }
  });
});

describe('pads', () => {
  it('are read around the text; nodes and errors stay inside it', () => {
    const pad = { before: 'claims:\n', after: '\nend: 1\n' };
    const text = '  - id: "x\n';
    const result = read({ format: 'yaml', text, pad });
    assert.deepEqual(
      result.errors.map(({ start, end }) => text.slice(start, end)),
      ['"x'],
    );
    assert.deepEqual({ start: result.root?.start, end: result.root?.end }, { start: 0, end: text.length });
    assertSpans(text, result);
  });

  it('read a fragment of JSON as a list', () => {
    const { root, errors } = read({ format: 'json', text: '{"a": 1}', pad: { before: '[', after: ']' } });
    assert.deepEqual(errors, []);
    assert.ok(root?.kind === 'sequence' && root.items.length === 1);
    assert.deepEqual(outline('{"a": 1}', root.items[0]), [
      'flow mapping "{\\"a\\": 1}"',
      '. double "\\"a\\"" = "a"',
      '  plain "1"',
    ]);
  });
});
