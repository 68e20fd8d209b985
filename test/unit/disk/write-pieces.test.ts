import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import fc from 'fast-check';
import { inChunks, writePieces } from '../../../server/src/disk/write-pieces.ts';
import { writeWhole } from '../../../server/src/disk/write-whole.ts';

/** A reader that takes a while for everything, and has no room for more meanwhile. */
class Slow extends Writable {
  text = '';
  readonly #failAt: number;

  constructor(failAt = Number.POSITIVE_INFINITY) {
    super({ highWaterMark: 1, decodeStrings: false });
    this.#failAt = failAt;
  }

  override _write(chunk: string, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    setImmediate(() => {
      this.text += chunk;
      done(this.text.length > this.#failAt ? new Error('nobody reads') : undefined);
    });
  }
}

const LINE = `${'x'.repeat(999)}\n`;

describe('pieces of a text', () => {
  it('are joined to chunks that are worth a write, and nothing is lost or out of order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.nat(30_000))), (parts) => {
        const pieces = parts.map(([text, length]) => text.padEnd(length));
        const chunks = [...inChunks(pieces)];
        assert.equal(chunks.join(''), pieces.join(''));
        assert.ok(chunks.slice(0, -1).every(({ length }) => length >= 64 * 1024));
        assert.ok(chunks.every(({ length }) => length > 0));
      }),
      { numRuns: 50 },
    );
    assert.deepEqual([...inChunks('a text')], ['a text']);
    assert.deepEqual([...inChunks('')], []);
  });

  it('all reach a reader that is slow, and none is made before the reader has room for it', async () => {
    const reader = new Slow();
    let made = 0;
    let ahead = 0;
    function* pieces(): Generator<string> {
      for (; made < 2000; made++) {
        ahead = Math.max(ahead, made * LINE.length - reader.text.length);
        yield LINE;
      }
    }
    await writePieces(pieces(), reader);
    await new Promise((resolve) => reader.end(resolve));
    assert.equal(reader.text, LINE.repeat(2000));
    assert.ok(ahead <= 70_000, `${ahead} characters waited`);
  });

  it('are no longer made when the reader fails', async () => {
    const reader = new Slow(200_000);
    let made = 0;
    let left = false;
    function* pieces(): Generator<string> {
      try {
        for (; made < 2000; made++) yield LINE;
      } finally {
        left = true;
      }
    }
    await assert.rejects(writePieces(pieces(), reader), /nobody reads/);
    assert.ok(made < 400, `${made} were made`);
    assert.equal(left, true);
  });

  it('that cannot be made leave the reader what came before', async () => {
    const reader = new Slow();
    function* pieces(): Generator<string> {
      yield LINE.repeat(100);
      throw new TypeError('a mistake');
    }
    await assert.rejects(writePieces(pieces(), reader), TypeError);
    assert.equal(reader.text, LINE.repeat(100));
  });

  describe('for a file', () => {
    let folder = '';
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'aba-billing-pieces-'));
    });
    afterEach(() => rm(folder, { recursive: true }));

    it('become the whole file', async () => {
      const path = join(folder, 'a.json');
      assert.equal(await writeWhole(path, new Array(300).fill(LINE)), undefined);
      assert.equal(await readFile(path, 'utf8'), LINE.repeat(300));
    });

    it('that cannot be made leave the old file, and their mistake is not one of the file', async () => {
      const path = join(folder, 'a.json');
      await writeWhole(path, 'old');
      function* pieces(): Generator<string> {
        yield LINE.repeat(100);
        throw new TypeError('a mistake');
      }
      await assert.rejects(writeWhole(path, pieces()), TypeError);
      assert.deepEqual(await readdir(folder), ['a.json']);
      assert.equal(await readFile(path, 'utf8'), 'old');
    });
  });
});
