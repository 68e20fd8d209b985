import assert from 'node:assert/strict';
import { SourceText } from '../../../server/src/syntax/source.ts';

/** Each chunk as `body`, `body>LIST` (a list whose items follow) or `LIST`, with its text. */
function chunksOf(...lines: string[]): string[][] {
  return SourceText.open(lines.join('\n'), 'yaml').chunks.map(({ role, list, text }) => {
    return [role === 'body' ? (list ? `body>${list}` : 'body') : (list ?? ''), ...text.trimEnd().split('\n')];
  });
}

/** Every error of a file: the offending text and the message. */
function errorsOf(text: string): [string, string][] {
  const source = SourceText.open(text, 'yaml');
  const own = source.chunks.flatMap((chunk) => source.parse(chunk).errors.map((error) => ({ chunk, ...error })));
  const all = [...own, ...source.errors().map(({ chunk, span, message }) => ({ chunk, ...span, message }))];
  return all.map(({ chunk, start, end, message }) => [chunk.text.slice(start, end), message]);
}

describe('a YAML file as chunks', () => {
  it('has one chunk per item, and others for the root keys around the lists', () => {
    const chunks = chunksOf(
      '# clinic',
      'version: 1',
      'sessions:',
      '',
      '  # the first',
      '  - id: A',
      '    units: 3',
      '# at the margin',
      '',
      '  - id: B',
      'claims:',
      '- id: C',
      '-',
      '  id: D',
      'tags:',
      '- x',
      'clients: []',
    );
    assert.deepEqual(chunks, [
      ['body>sessions', '# clinic', 'version: 1', 'sessions:', '', '  # the first'],
      ['sessions', '  - id: A', '    units: 3', '# at the margin'],
      ['sessions', '  - id: B'],
      ['body>claims', 'claims:'],
      ['claims', '- id: C'],
      ['claims', '-', '  id: D'],
      ['body', 'tags:', '- x', 'clients: []'],
    ]);
  });

  it('opens a list at its key however that is quoted, unless anything but a comment follows', () => {
    assert.equal(chunksOf('"claims": # c', '  - a').length, 2);
    assert.equal(chunksOf("'claims' :\t", '  - a').length, 2);
    for (const line of ['claims: &a', 'claims: !!seq', 'claims: |', 'claims: [', 'claims:#', ' claims:', 'claim:']) {
      assert.equal(chunksOf('x: 1', line, '  - a').length, 1, line);
    }
  });

  it('has no list where the key holds something else', () => {
    assert.equal(chunksOf('claims:', '  x:', '    - a').length, 1);
    assert.equal(chunksOf('claims:', 'x:', '  - a').length, 1);
  });

  it('takes deeper dashes, lists inside block scalars and markers inside items as part of the item', () => {
    const chunks = chunksOf(
      'claims:',
      '  - lines:',
      '      - a',
      '    text: |',
      '      claims:',
      '      - b',
      '     ---',
      '  - c',
    );
    assert.deepEqual(
      chunks.map(([kind]) => kind),
      ['body>claims', 'claims', 'claims'],
    );
  });

  it('ends a list at any kind of root key', () => {
    for (const key of ['x:', '"x y" : 1', '? x', '&a x: 1', '!!str x: 1', '*a : 1', 'a b: c']) {
      const chunks = chunksOf('claims:', '  - a', key, '  - not an item');
      assert.deepEqual(chunks.at(-1), ['body', key, '  - not an item']);
    }
  });

  it('splits a stream at its document markers', () => {
    const chunks = chunksOf(
      '# a',
      '---',
      'claims:',
      '  - a',
      '--- # next',
      'claims:',
      '  - b',
      '...',
      '%YAML 1.2',
      '---',
      'x: 1',
    );
    assert.deepEqual(chunks, [
      ['body>claims', '# a', '---', 'claims:'],
      ['claims', '  - a'],
      ['body>claims', '--- # next', 'claims:'],
      ['claims', '  - b'],
      ['body', '...', '%YAML 1.2', '---', 'x: 1'],
    ]);
  });

  it('leaves a document whole whose root may hold lines at the margin that look like lists', () => {
    const documents = [
      ['--- { claims: [', '  - a ] }'],
      ['---', '{ claims:', '  [ ] }'],
      ['---', '!!map { claims:', 'claims:', '[ ] }'],
      ['---', '  [', 'claims:', '  ]'],
      ['---', '"claims', 'claims:', '  - a"'],
      ['---', "&a 'claims", 'claims:', "  - a'"],
      ['--- |', 'claims:', '  - a'],
      ['--- !!str', '>', 'claims:', '  - a'],
      ['...', '%TAG !e! tag:e,2000:', '---', 'claims:', '  - !e!x a'],
    ];
    for (const lines of documents) {
      const chunks = chunksOf('x: 1', ...lines, '---', 'claims:', '  - b');
      assert.deepEqual(
        chunks.map(([kind]) => kind),
        ['body', 'body', 'body>claims', 'claims'],
        lines.join('\\n'),
      );
    }
  });

  it('finds the lists of a document whatever its first line is otherwise', () => {
    for (const line of [
      '&root',
      '!!map # c',
      '? x',
      '"a": "b"',
      '{ }',
      "['a', 1]",
      '{}x',
      ' ',
      '- a',
      '  x: 1',
      'cla',
      '@',
      '*',
    ]) {
      const kinds = chunksOf('---', line, 'claims:', '  - b').map(([kind]) => kind);
      assert.deepEqual(kinds, ['body>claims', 'claims'], line);
    }
  });

  it('knows lines by every kind of line break, and a byte order mark', () => {
    for (const lineBreak of ['\n', '\r\n', '\r']) {
      const text = ['\ufeffclaims:', '  - id: a', '  - id: b', 'x: 1', ''].join(lineBreak);
      assert.equal(SourceText.open(text, 'yaml').chunks.length, 4);
      assert.deepEqual(errorsOf(text), []);
    }
  });

  it('has one empty chunk for an empty file', () => {
    assert.deepEqual(chunksOf(''), [['body', '']]);
    assert.deepEqual(errorsOf(''), []);
    assert.deepEqual(errorsOf('# only a comment\n'), []);
  });
});

describe('a mistake in a YAML file', () => {
  const item = '  - id: a\n    units: 3\n';

  it('costs only the item with an unclosed quote or bracket', () => {
    for (const broken of ['  - id: "a\n', '  - id: [a\n    x: 1\n', "  - 'a\n"]) {
      const source = SourceText.open(`claims:\n${item}${broken}${item}`, 'yaml');
      const errors = source.chunks.map((chunk) => source.parse(chunk).errors.length > 0);
      assert.deepEqual(errors, [false, false, true, false], broken);
    }
  });

  it('is one error at a half-typed root key, and the items around it are read', () => {
    for (const text of [
      `claims:\n${item}cla\n`,
      `claims:\n${item}cla\n${item}`,
      `cla\nclaims:\n${item}`,
      `claims:\n${item}x: 1\ncla\ny: 2\n`,
    ]) {
      const errors = errorsOf(text);
      assert.deepEqual(
        errors.map(([at]) => at),
        ['cla'],
        text,
      );
      assert.match(errors[0]?.[1] ?? '', /root key.* is expected here/);
    }
  });

  it('is one error for a run of lines that stand too far out', () => {
    const errors = errorsOf(`claims:\n  - text: |\n pasted\n  more\n${item}`);
    assert.deepEqual(
      errors.map(([at]) => at),
      ['pasted\n  more'],
    );
  });

  it('is what the fewer errors say: lines that stand too far out may still belong to the item', () => {
    const source = SourceText.open('claims:\n  - { id: a,\n  units: 3 }\n', 'yaml');
    const chunk = source.chunks[1];
    assert.ok(chunk);
    const { root, errors } = source.parse(chunk);
    assert.ok(root?.kind === 'mapping' && root.entries.length === 2 && errors.length <= 1);
  });

  it('is one error at a tab that indents', () => {
    const errors = errorsOf(`claims:\n${item}\tcode: 97153\n${item}`);
    assert.deepEqual(errors, [['\t', 'a tab may not indent a line; use spaces']]);
  });

  it('is one error at an item that stands further out than the others, which is read', () => {
    const text = `claims:\n${item} - id: b\n   units: 2\n${item}`;
    const source = SourceText.open(text, 'yaml');
    assert.deepEqual(errorsOf(text), [['-', 'this item is indented by 1, the first of its list by 2']]);
    assert.deepEqual(
      source.chunks.map((chunk) => source.parse(chunk).root?.kind),
      Array(4).fill('mapping'),
    );
    assert.equal(errorsOf(`claims:\n    - id: a\n  - id: b\n  - id: c\n    - id: d\n`).length, 1);
  });

  it('is one error at a root key that the document has already given, with the place of the first', () => {
    const text = `claims:\n${item}"claims":\n${item}---\nclaims:\n${item}`;
    const source = SourceText.open(text, 'yaml');
    const [error, ...others] = source.errors();
    assert.ok(error?.related);
    assert.deepEqual(others, []);
    assert.equal(source.startOf(error.chunk) + error.span.start, text.indexOf('"claims"'));
    assert.equal(error.chunk.text.slice(error.span.start, error.span.end), '"claims"');
    assert.deepEqual([error.related.chunk.index, error.related.span], [0, { start: 0, end: 6 }]);
  });

  it('is reported once where one chunk repeats a key', () => {
    assert.deepEqual(
      errorsOf(`a: 1\na: 2\nclaims:\n${item}b: 1\n`).map(([at]) => at),
      ['a'],
    );
  });
});

describe('an anchor', () => {
  const tree = (source: SourceText, index: number) => {
    const chunk = source.chunks[index];
    assert.ok(chunk);
    const { root, errors } = source.parse(chunk);
    const value = root?.kind === 'mapping' ? root.entries[0]?.value : undefined;
    return { text: value?.kind === 'scalar' ? value.text : undefined, errors: errors.length };
  };

  it('is known to the later chunks of its document, the latest one of a name', () => {
    const text = 'x: &a one\nclaims:\n  - id: *a\n  - id: &a two\n  - id: *a\n---\nclaims:\n  - id: *a\n';
    const source = SourceText.open(text, 'yaml');
    assert.deepEqual(tree(source, 1), { text: 'one', errors: 0 });
    assert.deepEqual(tree(source, 3), { text: 'two', errors: 0 });
    assert.equal(tree(source, 5).errors, 1);
  });

  it('makes the later chunks that refer to it part of its change', () => {
    const text = 'x: &a one\nclaims:\n  - id: *a\n  - id: b\n  - id: *a\n  - id: c\n---\nclaims:\n  - id: *a\n';
    const source = SourceText.open(text, 'yaml');
    const change = source.edit(7, 9, 'ew');
    assert.deepEqual([change.at, change.removed.length, change.added.length], [0, 4, 4]);
    assert.equal(tree(source, 3).text, 'oew');
  });

  it('is forgotten with its text, also by the chunks that define others', () => {
    const source = SourceText.open('x: &a one\nclaims:\n  - id: &b b\n  - id: *a\n', 'yaml');
    assert.equal(tree(source, 2).text, 'one');
    source.edit(39, 40, '');
    source.edit(6, 9, 'two');
    source.edit(39, 39, '*');
    assert.equal(tree(source, 2).text, 'two');
  });

  it('costs nothing where no anchor is defined', () => {
    const source = SourceText.open('claims:\n  - id: 2 * 3\n  - id: R & D *x\n  - id: *a\n', 'yaml');
    assert.equal(source.edit(16, 16, 'y').added.length, 1);
  });
});
