import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isListName } from '../../../server/src/syntax/lists.ts';
import { read } from '../../../server/src/syntax/read.ts';
import { type Format, SourceText } from '../../../server/src/syntax/source.ts';
import type { MappingNode, TreeNode } from '../../../server/src/syntax/tree.ts';
import { jsonText, type Stream, yamlStream } from './source-texts.ts';

/** What a file holds, offsets into the whole text. The items of a list stand by themselves, as chunks have them. */
interface Content {
  /** Of documents whose root is not a mapping. */
  readonly roots: TreeNode[];
  readonly entries: { readonly key: TreeNode; readonly values: TreeNode[] }[];
  readonly comments: unknown[];
}

function moved<T>(value: T, by: number): T {
  if (Array.isArray(value)) return value.map((part) => moved(part, by)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, part]) => {
    return [key, (key === 'start' || key === 'end') && typeof part === 'number' ? part + by : moved(part, by)];
  });
  return Object.fromEntries(entries);
}

function entriesOf(root: MappingNode): Content['entries'] {
  return root.entries.map(({ key, value }) => {
    if (!isListName(key.text)) return { key, values: [value] };
    if (value.kind === 'sequence') return { key, values: [...value.items] };
    return { key, values: value.kind === 'scalar' && value.style === 'empty' ? [] : [value] };
  });
}

function readWhole({ text, documents }: Stream, format: Format): Content {
  const content: Content = { roots: [], entries: [], comments: [] };
  for (const { start, end } of documents) {
    const { root, errors, comments } = read({ format, text: text.slice(start, end) });
    assert.deepEqual(errors, [], 'the generated text is valid');
    add(content, moved(root, start), moved(comments, start));
  }
  return content;
}

function assemble({ text }: Stream, format: Format): Content {
  const content: Content = { roots: [], entries: [], comments: [] };
  const source = SourceText.open(text, format);
  assert.deepEqual(source.errors(), []);
  for (const chunk of source.chunks) {
    const { root, errors, comments } = source.parse(chunk);
    assert.deepEqual(errors, []);
    const start = source.startOf(chunk);
    if (chunk.role === 'body') {
      add(content, moved(root, start), moved(comments, start));
      continue;
    }
    const list = content.entries.at(-1);
    assert.ok(root, 'an item has a root');
    assert.ok(list?.key.kind === 'scalar' && list.key.text === chunk.list);
    list.values.push(moved(root, start));
    content.comments.push(...moved(comments, start));
  }
  return content;
}

function add(content: Content, root: TreeNode | undefined, comments: readonly unknown[]): void {
  if (root?.kind === 'mapping') content.entries.push(...entriesOf(root));
  else if (root) content.roots.push(root);
  content.comments.push(...comments);
}

describe('the chunks of a valid file', () => {
  it('hold together the tree of each whole YAML document', () => {
    fc.assert(
      fc.property(yamlStream, (stream) => assert.deepEqual(assemble(stream, 'yaml'), readWhole(stream, 'yaml'))),
      { numRuns: 600 },
    );
  });

  it('hold together the tree of the whole JSON file', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        const whole = { text, documents: [{ start: 0, end: text.length }] };
        assert.deepEqual(assemble(whole, 'json'), readWhole(whole, 'json'));
      }),
      { numRuns: 600 },
    );
  });

  it('are one per item, however JSON is laid out', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        const root = JSON.parse(text);
        const expected = Object.keys(root).flatMap((key) => (isListName(key) ? root[key].map(() => key) : []));
        const source = SourceText.open(text, 'json');
        assert.deepEqual(
          source.chunks.filter(({ role }) => role === 'item').map(({ list }) => list),
          expected,
        );
      }),
      { numRuns: 600 },
    );
  });
});
