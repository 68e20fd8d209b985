import assert from 'node:assert/strict';
import { ReaderIndex } from '../../../server/src/rules/reader-index.ts';

interface Reader {
  readonly name: string;
  readonly reads: readonly string[];
}

function indexOf(readers: Set<Reader>): ReaderIndex<Reader> {
  const index = new ReaderIndex<Reader>(() => readers);
  for (const reader of readers) index.add(reader);
  return index;
}

function visited(index: ReaderIndex<Reader>, ...keys: readonly string[]): readonly string[] {
  const found = new Set<Reader>();
  index.visit(new Set(keys), (reader) => found.add(reader));
  return [...found].map(({ name }) => name).sort();
}

/** Readers of one list of keys, as most subjects of a batch are, each under its own list where `apart`. */
function many(count: number, prefix: string, reads: readonly string[], apart: boolean): readonly Reader[] {
  return Array.from({ length: count }, (_, at) => ({ name: `${prefix}${at}`, reads: apart ? [...reads] : reads }));
}

describe('the index of readers', () => {
  it('visits those who read one of the keys, be they few or many', () => {
    for (const apart of [false, true]) {
      const payer = many(1000, 'payer', ['payer', 'any'], apart);
      const provider = many(400, 'provider', ['any', 'provider'], apart);
      const readers = new Set<Reader>([{ name: 'only', reads: ['only'] }, ...payer, ...provider]);
      const index = indexOf(readers);
      const names = (list: readonly Reader[]) => list.map(({ name }) => name).sort();
      assert.deepEqual(visited(index, 'nobody'), []);
      assert.deepEqual(visited(index, 'only', 'nobody'), ['only']);
      assert.deepEqual(visited(index, 'payer'), names(payer));
      assert.deepEqual(visited(index, 'provider', 'only'), names([...provider, { name: 'only', reads: [] }]));
      assert.deepEqual(visited(index, 'provider', 'payer'), names([...payer, ...provider]));
      assert.deepEqual(visited(index, 'any'), names([...payer, ...provider]));
    }
  });

  it('finds those who come later to keys that many read, and not those who are gone', () => {
    const readers = new Set<Reader>(many(600, 'r', ['a', 'b'], true));
    const index = indexOf(readers);
    const later = { name: 'later', reads: ['b', 'c'] };
    readers.add(later);
    index.add(later);
    const [first] = readers;
    assert.ok(first);
    index.delete(first);
    readers.delete(first);
    assert.deepEqual(visited(index, 'c'), ['later']);
    assert.equal(visited(index, 'b').length, 600);
    assert.equal(visited(index, 'a').length, 599);
    index.delete(later);
    readers.delete(later);
    assert.deepEqual(visited(index, 'c'), []);
    assert.equal(visited(index, 'b').length, 599);
  });
});
