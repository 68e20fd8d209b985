import assert from 'node:assert/strict';
import fc from 'fast-check';
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
import type { TreeNode } from '../../../server/src/syntax/tree.ts';
import { writeJson } from './json-documents.ts';
import { type Content, contentOf } from './trees.ts';
import { Choices, choices, content, keyText, scalarText, writeYaml } from './yaml-documents.ts';

type Format = 'yaml' | 'json';

interface Document {
  readonly text: string;
  readonly format: Format;
  readonly root: TreeNode;
}

const literal: fc.Arbitrary<ValueLiteral> = fc.oneof(
  scalarText,
  fc.integer({ min: -5, max: 99_999 }),
  fc.boolean(),
  fc.array(fc.oneof(scalarText, fc.nat(999)), { maxLength: 3 }),
  fc.dictionary(fc.constantFrom('start', 'end', 'minutes', 'a: b'), fc.oneof(scalarText, fc.nat(60)), { maxKeys: 3 }),
  fc.array(fc.record({ codes: fc.array(scalarText, { maxLength: 2 }), units: fc.nat(99) }), { maxLength: 2 }),
);

function contentOfLiteral(value: ValueLiteral): Content {
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.map(contentOfLiteral);
  return { pairs: Object.entries(value).map(([key, inner]) => [key, contentOfLiteral(inner)] as const) };
}

/** Every node with the contents of the whole document if that node's content were another. */
function* placesOf(
  node: TreeNode,
  rebuild: (content: Content) => Content = (same) => same,
): Generator<{ node: TreeNode; rebuild: (content: Content) => Content }> {
  yield { node, rebuild };
  if (node.kind === 'sequence') {
    for (const [index, item] of node.items.entries()) {
      yield* placesOf(item, (inner) =>
        rebuild(node.items.map((other, at) => (at === index ? inner : contentOf(other)))),
      );
    }
  } else if (node.kind === 'mapping') {
    for (const [index, { value }] of node.entries.entries()) {
      const pairs = node.entries.map((entry) => [entry.key.text, contentOf(entry.value)] as const);
      yield* placesOf(value, (inner) => {
        return rebuild({ pairs: pairs.map(([key, other], at) => [key, at === index ? inner : other] as const) });
      });
    }
  }
}

function assertEdited({ text, format }: Document, edit: TextEdit, expected: Content, keepsComments: boolean): void {
  const edited = applyEdits(text, [edit]);
  const before = read({ format, text });
  const after = read({ format, text: edited });
  const what = `${JSON.stringify(text)}\n→ ${JSON.stringify(edited)}`;
  assert.deepEqual(after.errors, [], what);
  assert.ok(after.root !== undefined, what);
  assert.deepEqual(contentOf(after.root), expected, what);
  const kept = before.comments.filter(({ start }) => keepsComments || start < edit.start || start >= edit.end);
  const texts = (comments: typeof kept) => comments.map((comment) => comment.text);
  assert.deepEqual(texts(after.comments.slice()), texts(kept), what);
  assert.doesNotMatch(edited, text.includes('\r\n') ? /[^\r]\n/ : /\r/, `line endings: ${what}`);
}

const documents: fc.Arbitrary<Document> = fc
  .tuple(content, choices, fc.constantFrom<Format>('yaml', 'json'), fc.constantFrom('\n', '\r\n'))
  .map(([node, numbers, format, eol]) => {
    const text = format === 'yaml' ? writeYaml(node, numbers, eol) : writeJson(node, numbers, eol);
    return { text, format, root: read({ format, text }).root };
  })
  .filter((document): document is Document => document.root !== undefined);

/** Runs an edit of a node that `find` picks among all; passes over documents that have none. */
function check<T>(
  arbitrary: fc.Arbitrary<T>,
  edit: (
    document: Document,
    node: TreeNode,
    input: T,
    pick: Choices,
  ) => { edit: TextEdit; content: Content } | undefined,
  keepsComments = true,
): void {
  let edits = 0;
  fc.assert(
    fc.property(
      documents,
      arbitrary,
      fc.array(fc.nat(997), { minLength: 1, maxLength: 4 }),
      (document, input, numbers) => {
        const places = [...placesOf(document.root)];
        const pick = new Choices(numbers);
        const from = pick.below(places.length);
        for (const { node, rebuild } of [...places.slice(from), ...places.slice(0, from)]) {
          const result = edit(document, node, input, pick);
          if (result === undefined) continue;
          edits++;
          assertEdited(document, result.edit, rebuild(result.content), keepsComments);
          return;
        }
      },
    ),
    { numRuns: 1500 },
  );
  assert.ok(edits > 300, `enough documents had something to edit: ${edits}`);
}

describe('an edit of a generated document has the intended value and leaves all else', () => {
  it('setScalar', () => {
    check(
      fc.tuple(scalarText, fc.constantFrom<'string' | 'number'>('string', 'number')),
      (document, node, [value, kind]) => {
        if (node.kind !== 'scalar') return undefined;
        return { edit: setScalar(document.text, document.format, node, value, kind), content: value };
      },
    );
  });

  it('insertEntry', () => {
    check(fc.tuple(keyText, literal, fc.boolean()), ({ text, format }, node, [key, value, isAfter], pick) => {
      if (node.kind !== 'mapping' || node.entries.some((entry) => entry.key.text === key)) return undefined;
      const at = isAfter && node.entries.length > 0 ? pick.below(node.entries.length) : node.entries.length - 1;
      const after = node.entries[at]?.key.text;
      const edit = insertEntry(text, format, node, { key, value, ...(isAfter && after !== undefined && { after }) });
      const { pairs } = contentOf(node) as { pairs: [string, Content][] };
      return { edit, content: { pairs: pairs.toSpliced(at + 1, 0, [key, contentOfLiteral(value)]) } };
    });
  });

  it('removeEntry', () => {
    check(
      fc.nat(9),
      ({ text, format }, node, number) => {
        if (node.kind !== 'mapping' || node.entries.length === 0) return undefined;
        const index = number % node.entries.length;
        const { pairs } = contentOf(node) as { pairs: [string, Content][] };
        return { edit: removeEntry(text, format, node, index), content: { pairs: pairs.toSpliced(index, 1) } };
      },
      false,
    );
  });

  it('appendItem', () => {
    check(literal, ({ text, format }, node, value) => {
      if (node.kind !== 'sequence') return undefined;
      const items = contentOf(node) as Content[];
      return { edit: appendItem(text, format, node, value), content: [...items, contentOfLiteral(value)] };
    });
  });

  it('removeItem', () => {
    check(
      fc.nat(9),
      ({ text, format }, node, number) => {
        if (node.kind !== 'sequence' || node.items.length === 0) return undefined;
        const index = number % node.items.length;
        return {
          edit: removeItem(text, format, node, index),
          content: (contentOf(node) as Content[]).toSpliced(index, 1),
        };
      },
      false,
    );
  });

  it('renameKey', () => {
    check(fc.tuple(keyText, fc.nat(9)), ({ text, format }, node, [name, number]) => {
      if (node.kind !== 'mapping' || node.entries.length === 0) return undefined;
      const entry = node.entries[number % node.entries.length];
      if (entry === undefined || node.entries.some(({ key }) => key.text === name)) return undefined;
      const pairs = node.entries.map(({ key, value }) => {
        return [key === entry.key ? name : key.text, contentOf(value)] as const;
      });
      return { edit: renameKey(text, format, entry.key, name), content: { pairs } };
    });
  });
});
