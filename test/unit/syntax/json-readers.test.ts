import assert from 'node:assert/strict';
import fc from 'fast-check';
import { read } from '../../../server/src/syntax/read.ts';
import { scanPlainJson } from '../../../server/src/syntax/scan-plain-json.ts';
import { SourceText } from '../../../server/src/syntax/source.ts';
import { tapeOf } from '../../../server/src/syntax/tape.ts';
import { writeJson } from './json-documents.ts';
import { choices, content } from './yaml-documents.ts';

/** Of what the quickest reader accepts, the full one makes the same tree, and finds nothing wrong with it. */
function assertSameScan(text: string): boolean {
  const tape = scanPlainJson(text);
  if (!tape) return false;
  const root = tape.node(tape.root);
  const result = read({ format: 'json', text });
  assert.deepEqual({ root, errors: [] }, { root: result.root, errors: result.errors }, JSON.stringify(text));
  const written = tapeOf(root, text);
  assert.deepEqual(written.node(written.root), root);
  return true;
}

const eol = fc.constantFrom('\n', '\r\n', '\r');
const FRAGMENTS = [
  ...'{}[],:"0-. \n\t\r\\',
  '""',
  '"a"',
  '"a":',
  ' : ',
  '01',
  '1.5e3',
  'true',
  'nul',
  '//',
  '\u0000',
  '\u00a0',
  'é',
];

describe('the two JSON readers', () => {
  it('read generated documents without escapes and repeated keys in the quickest way, to the same tree', () => {
    fc.assert(
      fc.property(content, choices, eol, (root, numbers, lineBreak) => {
        const text = writeJson(root, numbers, lineBreak);
        const { errors } = read({ format: 'json', text });
        assert.equal(assertSameScan(text), !text.includes('\\') && errors.length === 0, JSON.stringify(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('read edited documents to the same tree, if the quick one reads them at all', () => {
    let accepted = 0;
    const change = fc.record({ at: fc.nat(9999), length: fc.nat(3), text: fc.constantFrom('', ...FRAGMENTS) });
    fc.assert(
      fc.property(content, choices, eol, fc.array(change, { maxLength: 2 }), (root, numbers, lineBreak, edits) => {
        let text = writeJson(root, numbers, lineBreak);
        for (const { at, length, text: inserted } of edits) {
          const start = at % (text.length + 1);
          text = text.slice(0, start) + inserted + text.slice(start + length);
        }
        if (assertSameScan(text)) accepted++;
      }),
      { numRuns: 5000 },
    );
    assert.ok(accepted > 500, `${accepted} accepted`);
  });

  it('read the items of lists as reading them in whatever way does, commas and all', () => {
    const item = fc.constantFrom(
      '{"id": "S-1", "units": 4}',
      '{ "id": "S-2",\n    "codes": ["97153", 97155] }',
      '{"id": "S-3", "id": "S-4"}',
      '{"id": "S-5",}',
      '"S-6"',
      'null',
      '{"id": "S-\\u0037"}',
      '{"id": 08}',
      '{"id": "S-9"',
    );
    const between = fc.constantFrom(',\n  ', ',\n  ', ',\n  ', '\n  ', ', ', ' ,\n  ', ',\n  ,\n  ', ', // next\n  ');
    const after = fc.constantFrom('\n]}', '\n]}', ',\n]}', ']', '');
    let accepted = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(item, between), { minLength: 1, maxLength: 5 }),
        item,
        after,
        (items, last, end) => {
          const text = `{"sessions": [\n  ${items.flat().join('')}${last}${end}`;
          for (const chunk of SourceText.open(text, 'json').chunks) {
            const { tape, errors, comments } = SourceText.open(text, 'json').scan(chunk);
            const root = tape?.node(tape.root);
            assert.deepEqual({ root, errors, comments }, SourceText.open(text, 'json').parse(chunk), text);
            if (chunk.role === 'item' && errors.length === 0) accepted++;
          }
        },
      ),
      { numRuns: 3000 },
    );
    assert.ok(accepted > 1000, `${accepted} accepted`);
  });
});
