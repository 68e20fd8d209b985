import assert from 'node:assert/strict';
import fc from 'fast-check';
import { jsonPieces } from '../../server/src/cli/json-pieces.ts';

/** Plain data, and the same with some of its lists as iterables that can be read once. */
interface Both {
  readonly plain: unknown;
  pieces(): unknown;
}

const leaf = fc
  .oneof(fc.string({ unit: 'binary' }), fc.double(), fc.boolean(), fc.constantFrom(null, undefined, '\r\n\u2028\ud800'))
  .map((value): Both => ({ plain: value, pieces: () => value }));

const { value } = fc.letrec<{ value: Both }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.tuple(fc.array(tie('value'), { maxLength: 4 }), fc.boolean()).map(
      ([items, once]): Both => ({
        plain: items.map(({ plain }) => plain),
        pieces: () => (once ? items.values().map((item) => item.pieces()) : items.map((item) => item.pieces())),
      }),
    ),
    fc.dictionary(fc.string({ unit: 'binary' }), tie('value'), { maxKeys: 4 }).map(
      (parts): Both => ({
        plain: Object.fromEntries(Object.entries(parts).map(([key, { plain }]) => [key, plain])),
        pieces: () => Object.fromEntries(Object.entries(parts).map(([key, part]) => [key, part.pieces()])),
      }),
    ),
  ),
}));

describe('jsonPieces', () => {
  it('gives JSON as JSON.stringify does, byte for byte', () => {
    fc.assert(
      fc.property(value, ({ plain, pieces }) => {
        const whole = JSON.stringify(plain, null, 2) ?? 'null';
        assert.equal([...jsonPieces(pieces())].join(''), `${whole}\n`);
      }),
      { numRuns: 1000 },
    );
  });

  it('asks for an item when those before it are written', () => {
    let written = '';
    const items = [10, 20, 30].values().map((item) => {
      assert.ok(item === 10 || written.endsWith(String(item - 10)), JSON.stringify(written));
      return item;
    });
    for (const piece of jsonPieces({ runs: [{ items }], end: true })) written += piece;
    assert.equal(written, `${JSON.stringify({ runs: [{ items: [10, 20, 30] }], end: true }, null, 2)}\n`);
  });
});
