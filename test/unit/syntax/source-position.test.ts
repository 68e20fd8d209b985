import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { PrefixSums } from '../../../server/src/syntax/prefix-sums.ts';
import { type Format, SourceText } from '../../../server/src/syntax/source.ts';
import { jsonText, placeEdit, randomEdit, yamlStream } from './source-texts.ts';

function checkPositions(source: SourceText): void {
  const text = source.text();
  const document = TextDocument.create('test:', '', 0, text);
  assert.equal(source.length, text.length);
  assert.equal(source.lineCount, document.lineCount);
  for (let offset = -1; offset <= text.length + 1; offset++) {
    assert.deepEqual(source.positionAt(offset), document.positionAt(offset), `offset ${offset}`);
    const chunk = source.chunkAt(offset);
    const start = source.startOf(chunk);
    const inside = Math.min(Math.max(0, offset), text.length);
    assert.ok(start <= inside && inside <= start + chunk.text.length);
    assert.ok(inside < start + chunk.text.length || chunk === source.chunks.at(-1));
  }
  const lines = text.split(/\r\n|\n|\r/);
  for (let line = -1; line <= lines.length; line++) {
    assert.equal(source.lineText(line), lines[line] ?? '', `line ${line}`);
    for (const character of [0, 1, 3, 1000]) {
      const position = { line, character };
      // A TextDocument takes a line below 0 as the first; LSP has none.
      if (line >= 0) assert.equal(source.offsetAt(position), document.offsetAt(position), JSON.stringify(position));
    }
  }
}

describe('positions in a chunked document', () => {
  it('are those of the whole text, in any layout and after edits', () => {
    const files = fc.oneof(
      yamlStream.map(({ text }): [string, Format] => [text, 'yaml']),
      jsonText.map((text): [string, Format] => [text, 'json']),
    );
    fc.assert(
      fc.property(files, fc.array(randomEdit, { maxLength: 4 }), ([text, format], edits) => {
        const source = SourceText.open(text, format);
        for (const edit of edits) {
          const { start, end, insert } = placeEdit(source.text(), edit);
          source.edit(start, end, insert);
        }
        checkPositions(source);
      }),
      { numRuns: 200 },
    );
  });

  it('know every line break, one that chunks would share too', () => {
    checkPositions(SourceText.open('claims:\r\n  - a\r\r\n  - b\n\r  - c\u2028\r', 'yaml'));
    checkPositions(SourceText.open('{"claims":[{},\r\n{},{}\r,{}]}', 'json'));
    checkPositions(SourceText.open('', 'yaml'));
  });

  it('give any part of the text', () => {
    fc.assert(
      fc.property(yamlStream, fc.integer(), fc.integer(), ({ text }, a, b) => {
        const [start, end] = [a % (text.length + 5), b % (text.length + 5)];
        const expected = text.slice(Math.max(0, start), Math.max(0, end));
        assert.equal(SourceText.open(text, 'yaml').slice(start, end), expected);
      }),
    );
  });
});

describe('prefix sums', () => {
  it('sum and find like a plain list, after changes too', () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(9)));
    fc.assert(
      fc.property(fc.array(fc.nat(9)), changes, fc.nat(), (values, all, seed) => {
        const sums = new PrefixSums(values.length, (index) => values[index] ?? 0);
        for (const [at, value] of values.length === 0 ? [] : all) {
          const index = at % values.length;
          sums.add(index, value - (values[index] ?? 0));
          values[index] = value;
        }
        const total = values.reduce((sum, value) => sum + value, 0);
        let sum = 0;
        const target = seed % (total + 2);
        let holder = values.length;
        for (const [index, value] of values.entries()) {
          assert.equal(sums.sum(index), sum);
          sum += value;
          if (sum > target) holder = Math.min(holder, index);
        }
        assert.equal(sums.sum(values.length), total);
        assert.equal(sums.find(target), holder);
      }),
    );
  });
});
