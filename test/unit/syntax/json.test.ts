import assert from 'node:assert/strict';
import fc from 'fast-check';
import { read } from '../../../server/src/syntax/read.ts';
import { writeJson } from './json-documents.ts';
import { testMistakes } from './mistakes.ts';
import { assertSpans, contentOf, plainOf, scalarsOf } from './trees.ts';
import { choices, content } from './yaml-documents.ts';

describe('reading JSON', () => {
  it('reads generated documents as they were written', () => {
    fc.assert(
      fc.property(content, choices, fc.constantFrom('\n', '\r\n'), (root, numbers, eol) => {
        const text = writeJson(root, numbers, eol);
        const result = read({ format: 'json', text });
        assert.deepEqual(result.errors, [], text);
        assertSpans(text, result);
        assert.ok(result.root !== undefined);
        assert.deepEqual(contentOf(result.root), root, text);
      }),
    );
  });

  it('accepts what JSON.parse accepts, and no more', () => {
    const piece = fc.constantFrom(
      ...'{}[],:"',
      '"a"',
      '"a":',
      '1',
      '-1.5e3',
      '01',
      'true',
      'null',
      'nul',
      ' ',
      '\n',
      '\\',
      '//',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        const { root, errors } = read({ format: 'json', text });
        let parsed: unknown;
        try {
          parsed = JSON.parse(text);
        } catch {
          // A text of blanks alone is nothing to read, and no error.
          assert.ok(errors.length > 0 || text.trim() === '', text);
          return;
        }
        const repeats = errors.filter(({ message }) => /already given/.test(message));
        assert.deepEqual(errors, repeats, text);
        assert.equal(JSON.stringify(plainOf(root)), JSON.stringify(asTexts(parsed, text)));
      }),
      { numRuns: 20_000 },
    );
  });

  it('numbers and words are plain, their source text unchanged', () => {
    const text = '[1.50, -0, 1e3, true, null, "012"]';
    const { root } = read({ format: 'json', text });
    assert.deepEqual(
      scalarsOf(root).map((scalar) => [scalar.style, scalar.text, text.slice(scalar.start, scalar.end)]),
      [
        ['plain', '1.50', '1.50'],
        ['plain', '-0', '-0'],
        ['plain', '1e3', '1e3'],
        ['plain', 'true', 'true'],
        ['plain', 'null', 'null'],
        ['double', '012', '"012"'],
      ],
    );
  });

  it('a byte order mark counts as one unit', () => {
    const { root, errors } = read({ format: 'json', text: '\ufeff{"a": 1}' });
    assert.deepEqual(errors, []);
    assert.deepEqual({ start: root?.start, end: root?.end }, { start: 1, end: 9 });
  });
});

/** Scalars as the texts they were written as: only the numbers that the pieces above can make. */
function asTexts(value: unknown, text: string): unknown {
  if (Array.isArray(value)) return value.map((item) => asTexts(item, text));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asTexts(inner, text)]));
  }
  if (typeof value !== 'number') return String(value);
  const written = [...text.matchAll(/-?[\d.]+(?:e\d+)?/g)].find(([number]) => Number(number) === value);
  return written?.[0] ?? String(value);
}

describe('mistakes in JSON: one error in its place, and the rest is read', () => {
  testMistakes('json', [
    {
      what: 'a comma after the last value',
      text: '{"a": [1«,»], "b": 2«,»}',
      message: /no comma after/,
      reads: { a: ['1'], b: '2' },
    },
    { what: 'single quotes', text: "{«'a'»: «'it is'»}", message: /double quotes/, reads: { a: 'it is' } },
    {
      what: 'a key without quotes',
      text: '{«code»: 1, "b": 2}',
      message: /key needs double quotes/,
      reads: { code: '1', b: '2' },
    },
    {
      what: 'values without quotes',
      text: '{"d": «2026-03-02», "t": «15:00», "n": «NaN», "z": «012», "h": «.5», "y": «True», "w": «Ava D.»}',
      message: /without double quotes/,
      reads: { d: '2026-03-02', t: '15:00', n: 'NaN', z: '012', h: '.5', y: 'True', w: 'Ava D.' },
    },
    { what: 'comments', text: '{"a": 1, «// b»\n"c": 2 «/* d */»}', message: /no comments/, reads: { a: '1', c: '2' } },
    {
      what: 'a comment before all',
      text: '«# a comment»\n{"a": 1}',
      message: /without double quotes/,
      reads: { a: '1' },
    },
    {
      what: 'a missing comma',
      text: '{"a": 1\n«"b"»: [1 «2»]}',
      message: /comma is missing/,
      reads: { a: '1', b: ['1', '2'] },
    },
    { what: 'a missing value', text: '{"a"«:», "b"«:»}', message: /value is missing after/, reads: { a: '', b: '' } },
    {
      what: 'a missing value before the next line',
      text: '{"a"«:»\n "b": 1}',
      message: /value is missing after/,
      reads: { a: '', b: '1' },
    },
    {
      what: 'missing values between commas',
      text: '[«,»1,«,»2]',
      message: /missing before this comma/,
      reads: ['1', '2'],
    },
    {
      what: 'a missing colon',
      text: '{«"a"» 1, «"b"»\n "c": 2}',
      message: /colon is missing/,
      reads: { a: '1', b: '', c: '2' },
    },
    { what: 'a missing key', text: '{«:» 1, "b": 2}', message: /key is missing/, reads: { b: '2' } },
    {
      what: 'a quote that is never closed',
      text: '{"start": «"15:00»,\n "end": "15:53"}',
      message: /quote is never closed/,
      reads: { start: '15:00', end: '15:53' },
    },
    {
      what: 'a quote that the next one would close',
      text: '{"start": «"15:00», "end": "15:53"}',
      message: /quote is never closed/,
      reads: { start: '15:00', end: '15:53' },
    },
    {
      what: 'a key that is half typed',
      text: '{"id": "x",\n  «"dat»\n  "code": 1}',
      message: /quote is never closed/,
      reads: { id: 'x', dat: '', code: '1' },
    },
    {
      what: 'a word that is half typed',
      text: '{"id": "x",\n  «dat»\n  "code": 1}',
      message: /key needs/,
      reads: { id: 'x', dat: '', code: '1' },
    },
    {
      what: 'the end of what is typed',
      text: '{"id": "x", «"dat»',
      message: /quote is never closed/,
      reads: { id: 'x', dat: '' },
    },
    {
      what: 'quotes in quotes',
      text: '{"n": "the "«big" one"», "b": 1}',
      message: /may follow the closing quote/,
      reads: { n: 'the "big" one', b: '1' },
    },
    {
      what: 'brackets that are never closed',
      text: '{"a": [{"b": 1}, «{»"b": 2',
      message: /\{ is never closed/,
      reads: { a: [{ b: '1' }, { b: '2' }] },
    },
    {
      what: 'a brace that is missing inside',
      text: '{"a": [«{»"b": 2], "c": 3}',
      message: /\{ is never closed/,
      reads: { a: [{ b: '2' }], c: '3' },
    },
    {
      what: 'a bracket that closes nothing',
      text: '{"a": 1«]», "b": 2}',
      message: /\] closes nothing/,
      reads: { a: '1', b: '2' },
    },
    { what: 'more after the end', text: '{"a": 1} «{»"b": 2}', message: /may follow the end/, reads: { a: '1' } },
    {
      what: 'escapes that do not exist',
      text: '{"a": "x«\\d»y", "b": "«\\u12»"}',
      message: /no escape sequence/,
      reads: { a: 'xy', b: '' },
    },
    {
      what: 'control characters in strings',
      text: '{"a": "x«\t»y", "b": "«\0»"}',
      message: /control character/,
      reads: { a: 'x\ty', b: '\0' },
    },
    { what: 'a NUL byte at the end', text: '{"a": 1}«\0»', message: /may follow the end/, reads: { a: '1' } },
    {
      what: 'keys that are given twice',
      text: '{"a": 1, "b": {"c": 1, «"c"»: 2}, «"a"»: 3}',
      message: /already given above/,
      reads: { a: '3', b: { c: '2' } },
    },
  ]);
});
