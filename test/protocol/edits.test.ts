import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Position, TextDocumentContentChangeEvent } from 'vscode-languageserver/node';
import { ROOT, TestClient } from './client.ts';
import { note, PARTIES } from './clinic.ts';

const MARCH = `${ROOT}/march.sessions.yaml`;
const PARTY = `${ROOT}/clinic.clients.yaml`;
const TEXT = `sessions:\n${note('S-1', 5)}${note('S-2', 3)}---\nsessions:\n${note('S-3', 1)}`;

/** What is likely to go wrong, besides plain text: line breaks of every kind, characters beyond UTF-16 units, structure. */
const PIECES = [
  '\n',
  '\r\n',
  '\r',
  '🙂',
  'é',
  '  - id: S-9\n',
  '    units: 7\n',
  '"',
  '---\n',
  '# c\n',
  'sessions:\n',
  '',
];

type Edit = { readonly from: number; readonly length: number; readonly text: string; readonly whole: boolean };

const edit: fc.Arbitrary<Edit> = fc.record({
  from: fc.nat(),
  length: fc.nat(30),
  text: fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 4 })),
  whole: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
});

/** An independent reading of the protocol: the text before an offset, cut at every line break. */
function positionAt(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r/);
  const inBreak = text[offset - 1] === '\r' && text[offset] === '\n';
  const last = inBreak ? lines.at(-2) : lines.at(-1);
  return { line: lines.length - (inBreak ? 2 : 1), character: last?.length ?? 0 };
}

function apply(text: string, { from, length, text: inserted, whole }: Edit): [string, TextDocumentContentChangeEvent] {
  if (whole) return [text + inserted, { text: text + inserted }];
  let start = from % (text.length + 1);
  let end = Math.min(text.length, start + length);
  // A position cannot stand inside a line break.
  if (text[start - 1] === '\r' && text[start] === '\n') start--;
  if (text[end - 1] === '\r' && text[end] === '\n') end++;
  const range = { start: positionAt(text, start), end: positionAt(text, end) };
  return [text.slice(0, start) + inserted + text.slice(end), { range, text: inserted }];
}

describe('protocol: edits', () => {
  it('leave the same diagnostics as opening their result', async function () {
    this.timeout(60_000);
    const edited = await TestClient.start({ files: { [PARTY]: PARTIES } });
    const fresh = await TestClient.start({ files: { [PARTY]: PARTIES } });
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.array(edit, { minLength: 1, maxLength: 4 }), { maxLength: 6 }), async (bursts) => {
          let text = TEXT;
          await edited.open(MARCH, text);
          for (const burst of bursts) {
            const changes = burst.map((step) => {
              const [next, change] = apply(text, step);
              text = next;
              return change;
            });
            await edited.change(MARCH, ...changes);
            if (changes.length % 2 === 0) await edited.pull(MARCH);
          }
          await fresh.open(MARCH, text);
          assert.deepEqual(await edited.items(MARCH), await fresh.items(MARCH));
          await edited.close(MARCH);
          await fresh.close(MARCH);
          await edited.ready();
          await fresh.ready();
        }),
        { numRuns: 60 },
      );
    } finally {
      edited.dispose();
      fresh.dispose();
    }
  });

  it('of a document that was never opened are ignored', async () => {
    const client = await TestClient.start();
    try {
      await client.change(MARCH, { text: TEXT });
      assert.deepEqual(await client.items(MARCH), []);
    } finally {
      client.dispose();
    }
  });
});
