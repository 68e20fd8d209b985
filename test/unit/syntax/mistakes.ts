/** Texts with a mistake each: «…» marks what the error is to cover. */
import assert from 'node:assert/strict';
import { read } from '../../../server/src/syntax/read.ts';
import { assertSpans, plainOf } from './trees.ts';

export interface Mistake {
  readonly what: string;
  /** Several marks: several mistakes, each with its error. */
  readonly text: string;
  readonly message: RegExp | readonly RegExp[];
  /** What is read all the same. */
  readonly reads: unknown;
}

export function testMistakes(format: 'yaml' | 'json', mistakes: readonly Mistake[]): void {
  for (const mistake of mistakes) {
    it(mistake.what, () => {
      for (const eol of mistake.text.includes('\r') ? [''] : ['\n', '\r\n']) {
        const marked = eol === '' ? mistake.text : mistake.text.replaceAll('\n', eol);
        const text = marked.replace(/[«»]/g, '');
        const result = read({ format, text });
        assertSpans(text, result);
        assert.equal(withMarks(text, result.errors), marked, result.errors.map(({ message }) => message).join(' '));
        const expected = Array.isArray(mistake.message) ? mistake.message : [mistake.message];
        for (const [index, { message }] of result.errors.entries())
          assert.match(message, expected[index] ?? expected[0]);
        assert.deepEqual(plainOf(result.root), mistake.reads);
      }
    });
  }
}

function withMarks(text: string, spans: readonly { readonly start: number; readonly end: number }[]): string {
  let result = '';
  let at = 0;
  for (const { start, end } of spans) {
    result += `${text.slice(at, start)}«${text.slice(start, end)}»`;
    at = end;
  }
  return result + text.slice(at);
}
