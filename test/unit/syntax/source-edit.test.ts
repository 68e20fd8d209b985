import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type Chunk,
  type ChunkChange,
  type Format,
  type ParsedChunk,
  SourceText,
} from '../../../server/src/syntax/source.ts';
import { jsonText, placeEdit, type RandomEdit, randomEdit, yamlStream } from './source-texts.ts';

/** All that a document says, without the identity of its chunks. */
function describeSource(source: SourceText) {
  const indexOf = (chunk: Chunk) => {
    assert.ok(source.chunks[chunk.index] === chunk, 'an error names a chunk of the current text');
    return chunk.index;
  };
  return {
    chunks: source.chunks.map((chunk) => ({
      text: chunk.text,
      role: chunk.role,
      list: chunk.list,
      index: chunk.index,
      start: source.startOf(chunk),
    })),
    errors: source.errors().map(({ chunk, span, message, related }) => ({
      chunk: indexOf(chunk),
      span,
      message,
      related: related && { chunk: indexOf(related.chunk), span: related.span },
    })),
    length: source.length,
    lineCount: source.lineCount,
  };
}

/** Reads a document as its users do: each chunk once, anew only when a change names it. */
class Reader {
  readonly #trees = new Map<Chunk, ParsedChunk>();
  readonly #source: SourceText;

  constructor(source: SourceText) {
    this.#source = source;
    this.#read(source.chunks);
  }

  apply({ removed, added }: ChunkChange): void {
    for (const chunk of removed) assert.ok(this.#trees.delete(chunk), 'a removed chunk was there before');
    this.#read(added);
  }

  tree = (chunk: Chunk): ParsedChunk => {
    const tree = this.#trees.get(chunk);
    assert.ok(tree, 'every chunk was read when it came');
    return tree;
  };

  #read(chunks: readonly Chunk[]): void {
    for (const chunk of chunks) this.#trees.set(chunk, this.#source.parse(chunk));
  }
}

function checkEdits(text: string, format: Format, edits: readonly RandomEdit[]): void {
  const source = SourceText.open(text, format);
  const reader = new Reader(source);
  let expected = text;
  for (const edit of edits) {
    const { start, end, insert } = placeEdit(expected, edit);
    const before = [...source.chunks];
    const change = source.edit(start, end, insert);
    expected = expected.slice(0, start) + insert + expected.slice(end);

    assert.equal(source.text(), expected);
    assert.deepEqual(change.removed, before.slice(change.at, change.at + change.removed.length));
    const after = [...before.slice(0, change.at), ...change.added, ...before.slice(change.at + change.removed.length)];
    assert.equal(after.length, source.chunks.length);
    assert.ok(after.every((chunk, index) => chunk === source.chunks[index]));
    assert.ok(change.added.every((chunk) => !change.removed.includes(chunk)));

    reader.apply(change);
    assert.deepEqual(describeSource(source), describeSource(SourceText.open(expected, format)));
  }
  const fresh = SourceText.open(expected, format);
  assert.deepEqual(
    source.chunks.map(reader.tree),
    fresh.chunks.map((chunk) => fresh.parse(chunk)),
  );
}

describe('an edited document', () => {
  const edits = fc.array(randomEdit, { minLength: 1, maxLength: 8 });

  it('equals the same YAML opened afresh', () => {
    fc.assert(
      fc.property(yamlStream, edits, ({ text }, all) => checkEdits(text, 'yaml', all)),
      { numRuns: 150 },
    );
  });

  it('equals the same JSON opened afresh', () => {
    fc.assert(
      fc.property(jsonText, edits, (text, all) => checkEdits(text, 'json', all)),
      { numRuns: 150 },
    );
  });

  it('equals it however little the text looks like YAML or JSON', () => {
    const anyText = fc.string({ unit: fc.constantFrom(...'-: \n\r"[]{},#&*ab<=>|?%\t') });
    fc.assert(fc.property(anyText, fc.constantFrom<Format>('yaml', 'json'), edits, checkEdits), { numRuns: 300 });
  });

  it('reads a chunk anew when a conflict that begins before it hides part of it', () => {
    const text = 'sessions:\n  - id: a\n  - id: b\n=======\n    units: 1\n>>>>>>> theirs\n';
    const source = SourceText.open(text, 'yaml');
    const reader = new Reader(source);
    reader.apply(source.edit(10, 10, '<<<<<<< ours\n'));
    const last = source.chunks.at(-1);
    assert.ok(last);
    const { root } = reader.tree(last);
    assert.equal(root?.kind === 'mapping' && root.entries.length, 1);
  });

  it('leaves chunks alone that an edit does not touch', () => {
    const items = Array.from({ length: 50 }, (_, index) => `  - id: S-${index}\n    units: 3\n`);
    const source = SourceText.open(`sessions:\n${items.join('')}`, 'yaml');
    const change = source.edit(
      10 + items.slice(0, 20).join('').length + 8,
      10 + items.slice(0, 20).join('').length + 8,
      'X',
    );
    assert.deepEqual([change.at, change.removed.length, change.added.length], [21, 1, 1]);
  });

  it('reports an edit that changes nothing as no change', () => {
    const source = SourceText.open('sessions:\n  - id: a\n', 'yaml');
    assert.deepEqual(source.edit(12, 14, source.slice(12, 14)).added, []);
    assert.deepEqual(source.edit(3, 3, '').removed, []);
  });

  it('takes offsets outside the text and reversed ranges as its nearest ones', () => {
    const source = SourceText.open('sessions:\n', 'yaml');
    source.edit(-5, -1, '# a\n');
    source.edit(1000, 2000, '# b\n');
    source.edit(4, 2, 'x');
    assert.equal(source.text(), '# a\nxsessions:\n# b\n');
  });

  it("splits anew from the chunk before, which an edit at a chunk's start may lengthen", () => {
    const edits: [string, number, number, string][] = [
      ['claims:\r  - a\r  - b\r', 14, 14, '\n'],
      ['claims:\n  - a\n  - b\n', 14, 14, 'x'],
      ['claims:\n  - a\n  - b\n', 14, 15, ' # '],
      ['claims:\n  - a\n  - b\n', 13, 14, ''],
    ];
    for (const [text, start, end, insert] of edits) {
      const source = SourceText.open(text, 'yaml');
      source.edit(start, end, insert);
      assert.deepEqual(describeSource(source), describeSource(SourceText.open(source.text(), 'yaml')));
    }
  });

  it('reads an item anew where the one before it is no longer indented wrongly', () => {
    const source = SourceText.open('claims:\n    - id: a\n  - id: b\n  - id: c\n', 'yaml');
    const reader = new Reader(source);
    const errors = () => source.chunks.map((chunk) => reader.tree(chunk).errors.length);
    assert.deepEqual(errors(), [0, 0, 1, 0]);
    reader.apply(source.edit(20, 20, '  '));
    assert.deepEqual(errors(), [0, 0, 0, 1]);
  });

  it('reads an item anew that becomes the last of its list, or no longer is', () => {
    const text = '{\n  "claims": [\n    {},\n    {}\n  ]\n}\n';
    const source = SourceText.open(text, 'json');
    const reader = new Reader(source);
    const errors = () => source.chunks.map((chunk) => reader.tree(chunk).errors.map(({ start }) => start));
    const last = text.indexOf('    {}\n');
    reader.apply(source.edit(last, last + 7, ''));
    assert.deepEqual(errors(), [[], [6], []]);
    reader.apply(source.edit(last, last, '    {}\n'));
    assert.deepEqual(errors(), [[], [], [], []]);
  });

  it('reads a chunk anew whose anchor is now in another document', () => {
    const items = ['b', 'c', 'd', '*a'].map((id) => `  - id: ${id}\n`);
    const source = SourceText.open(`x: &a one\nclaims:\n${items.join('')}`, 'yaml');
    const reader = new Reader(source);
    const at = source.text().indexOf('  - id: c');
    for (const [insert, length, expected] of [
      ['---\nclaims:\n', 0, 1],
      ['', 12, 0],
    ] as const) {
      reader.apply(source.edit(at, at + length, insert));
      assert.equal(reader.tree(source.chunkAt(source.length)).errors.length, expected);
    }
  });

  it('places an error in the last chunk as that is now', () => {
    const source = SourceText.open('{\n  "claims": [\n    { "id": "A" }\n', 'json');
    assert.equal(source.errors()[0]?.chunk, source.chunks[1]);
    source.edit(28, 28, 'BC');
    assert.equal(source.errors()[0]?.chunk, source.chunks[1]);
  });
});
