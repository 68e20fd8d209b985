/** Texts made to be slow or to overflow something. A text that is not read quickly runs into the test's timeout. */
import assert from 'node:assert/strict';
import { read } from '../../../server/src/syntax/read.ts';
import { assertSpans } from './trees.ts';

type Format = 'yaml' | 'json';

function readHostile(format: Format, text: string) {
  const result = read({ format, text });
  assertSpans(text, result);
  assert.ok(result.errors.length <= 100, 'errors are not without end');
  return result;
}

const NESTINGS: readonly (readonly [string, Format, (levels: number) => string])[] = [
  ['YAML brackets', 'yaml', (levels) => '['.repeat(levels) + ']'.repeat(levels)],
  ['YAML brackets never closed', 'yaml', (levels) => '['.repeat(levels)],
  ['YAML braces', 'yaml', (levels) => '{a: '.repeat(levels) + '}'.repeat(levels)],
  ['YAML dashes', 'yaml', (levels) => '- '.repeat(levels)],
  ['tagged YAML', 'yaml', (levels) => `!t ${'['.repeat(levels)}${']'.repeat(levels)}`],
  ['YAML colons on one line', 'yaml', (levels) => 'a: '.repeat(levels)],
  ['JSON lists', 'json', (levels) => '['.repeat(levels) + ']'.repeat(levels)],
  ['JSON objects', 'json', (levels) => '{"a":'.repeat(levels)],
];

describe('nesting', () => {
  for (const [what, format, nest] of NESTINGS) {
    it(`of ${what} is one error, however deep`, () => {
      for (const levels of [101, 1000, 100_000]) {
        const { errors } = readHostile(format, nest(levels));
        assert.equal(errors.length, 1, JSON.stringify(errors));
        assert.match(errors[0]?.message ?? '', /nested more than 100 levels/);
      }
    });
  }

  it('of YAML blocks is one error', () => {
    const lines = (levels: number) => Array.from({ length: levels }, (_, at) => `${' '.repeat(at)}a:\n`).join('');
    for (const levels of [101, 1000]) {
      const { errors } = readHostile('yaml', lines(levels));
      assert.equal(errors.length, 1);
      assert.match(errors[0]?.message ?? '', /nested more than 100 levels/);
    }
    assert.deepEqual(readHostile('yaml', lines(100)).errors, []);
  });

  it('of 100 levels is read', () => {
    for (const format of ['yaml', 'json'] as const) {
      assert.deepEqual(readHostile(format, '['.repeat(100) + ']'.repeat(100)).errors, []);
    }
  });
});

describe('long texts', () => {
  it('that only the slow reader could read are refused with one error', () => {
    const items = '- id: 1\n'.repeat(130_000);
    for (const [text, message] of [
      [`${items}- &a 1\n`, /too long/],
      [`- &a 1\n${items}`, /too long/],
      [`${items}- "never closed\n`, /not valid YAML/],
      [`${items}\0`, /too long/],
    ] as const) {
      const { errors, root } = readHostile('yaml', text);
      assert.equal(errors.length, 1);
      assert.match(errors[0]?.message ?? '', message);
      assert.equal(root, undefined);
    }
    assert.deepEqual(readHostile('yaml', items).errors, []);
  });

  it('of one repeated piece are read in reasonable time', () => {
    const pieces = [
      '"',
      "'",
      '\t',
      '# ',
      '&a ',
      '*a ',
      '!t ',
      '? ',
      ': ',
      ',',
      ']',
      '}',
      '\\',
      '\0',
      "- '\n",
      'a:b\n',
      '\tk: x\n',
    ];
    for (const piece of pieces) {
      const text = piece.repeat(20_000);
      readHostile('yaml', text);
      readHostile('yaml', `- !x {${text}`);
      readHostile('json', text);
      readHostile('json', `{"a": ${text}`);
    }
  });

  it('of many lines that cannot be read stop after some errors', () => {
    for (const line of ['\tkey: x\n', '  - x\n{', '"a" b\n', 'k: v: w\n']) readHostile('yaml', line.repeat(5000));
    readHostile('yaml', 'same: 1\n'.repeat(5000));
    readHostile('json', `{${'"same": 1, '.repeat(5000)}`);
  });

  it('with spaces without end are no trouble to any pattern', () => {
    const spaces = ' '.repeat(300_000);
    for (const text of [
      `a:${spaces}b: c`,
      `"${spaces}`,
      `a: "x"${spaces}y`,
      `[a${spaces}b: c]`,
      `k${spaces}\nb: 1`,
      `a: b: c${spaces}# d`,
    ]) {
      readHostile('yaml', text);
      readHostile('json', text);
      readHostile('json', `{"a": x${spaces}, "b": "${spaces}\n}`);
    }
  });
});
