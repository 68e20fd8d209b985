import assert from 'node:assert/strict';
import { type Format, SourceText } from '../../../server/src/syntax/source.ts';

function errorsOf(source: SourceText): [string, string][] {
  const own = source.chunks.flatMap((chunk) => source.parse(chunk).errors.map((error) => ({ chunk, ...error })));
  const all = [...own, ...source.errors().map(({ chunk, span, message }) => ({ chunk, ...span, message }))];
  return all.map(({ chunk, start, end, message }) => [chunk.text.slice(start, end), message]);
}

const CONFLICT = 'merge conflict; keep one side and remove the markers';
const LEFT_OVER = 'merge conflict marker without its counterparts; remove this line';

describe('a merge conflict', () => {
  const yaml = (...conflict: string[]) => {
    return ['claims:', '  - id: A', ...conflict, '  - id: B', '    units: 2', ''].join('\n');
  };
  const values = (source: SourceText) => {
    return source.chunks.flatMap((chunk) => {
      const { root } = source.parse(chunk);
      if (chunk.role === 'body' || root?.kind !== 'mapping') return [];
      return root.entries.map(({ value }) => (value.kind === 'scalar' ? value.text : value.kind));
    });
  };

  it('is one error at its first line; ours is read, the other side and the base are not', () => {
    const sides = [
      '<<<<<<< HEAD',
      '    units: 3',
      '||||||| base',
      '    units: 1',
      '=======',
      '    units: 4',
      '  - id: X',
      '>>>>>>> x',
    ];
    for (const lines of [sides, [...sides.slice(0, 2), ...sides.slice(4)]]) {
      for (const lineBreak of ['\n', '\r\n', '\r']) {
        const source = SourceText.open(yaml(...lines).replaceAll('\n', lineBreak), 'yaml');
        assert.deepEqual(errorsOf(source), [['<<<<<<< HEAD', CONFLICT]]);
        assert.deepEqual(values(source), ['A', '3', 'B', '2']);
        assert.equal(source.text(), yaml(...lines).replaceAll('\n', lineBreak));
      }
    }
  });

  it('may hold whole items, in JSON too', () => {
    const text =
      '{\n  "claims": [\n<<<<<<< a\n    { "id": "A" },\n=======\n    { "id": "B" },\n>>>>>>> b\n    { "id": "C" }\n  ]\n}\n';
    const source = SourceText.open(text, 'json');
    assert.deepEqual(errorsOf(source), [['<<<<<<< a', CONFLICT]]);
    assert.deepEqual(values(source), ['A', 'C']);
  });

  it('is one error each, in order', () => {
    const one = ['<<<<<<< a', '    units: 1', '=======', '    units: 2', '>>>>>>> b'];
    const source = SourceText.open(
      yaml(...one, '    note: x', ...one.map((line) => line.replace('units', 'count'))),
      'yaml',
    );
    assert.deepEqual(errorsOf(source), [
      ['<<<<<<< a', CONFLICT],
      ['<<<<<<< a', CONFLICT],
    ]);
    assert.deepEqual(values(source), ['A', '1', 'x', '1', 'B', '2']);
  });

  it('leaves one error per marker that has no counterparts', () => {
    assert.deepEqual(errorsOf(SourceText.open(yaml('======='), 'yaml')), [['=======', LEFT_OVER]]);
    assert.deepEqual(errorsOf(SourceText.open(yaml('>>>>>>> b', '<<<<<<< a'), 'yaml')), [
      ['>>>>>>> b', LEFT_OVER],
      ['<<<<<<< a', LEFT_OVER],
    ]);
    assert.deepEqual(errorsOf(SourceText.open(yaml('<<<<<<< a', '<<<<<<< b', '=======', '>>>>>>> b'), 'yaml')), [
      ['<<<<<<< a', LEFT_OVER],
      ['<<<<<<< b', CONFLICT],
    ]);
  });

  it('is not what only looks like a marker', () => {
    for (const line of ['    text: <<<<<<< a', '    =======: 1', '    - =======']) {
      const source = SourceText.open(yaml(line.includes('-') ? `    text:\n${line}` : line), 'yaml');
      assert.deepEqual(errorsOf(source), [], line);
    }
    assert.notDeepEqual(errorsOf(SourceText.open(yaml('========'), 'yaml')), [['========', LEFT_OVER]]);
  });

  it('is gone with its markers', () => {
    const text = yaml('<<<<<<< a', '    units: 1', '=======', '    units: 2', '>>>>>>> b');
    const source = SourceText.open(text, 'yaml');
    source.edit(text.indexOf('======='), text.indexOf('  - id: B'), '');
    assert.deepEqual(errorsOf(source), [['<<<<<<< a', LEFT_OVER]]);
    source.edit(text.indexOf('<<<'), text.indexOf('    units: 1'), '');
    assert.deepEqual(errorsOf(source), []);
    assert.deepEqual(values(source), ['A', '1', 'B', '2']);
  });
});

describe('a text over the size limit', () => {
  it('is one chunk with one error, is not read, and is split once an edit makes it short enough', () => {
    const limit = 32 * 1024 * 1024;
    for (const format of ['yaml', 'json'] satisfies Format[]) {
      const head = format === 'yaml' ? 'claims:\n  - id: A\n' : '{\n  "claims": [\n    { "id": "A" }\n  ]\n}\n';
      const source = SourceText.open(head + ' '.repeat(limit + 1 - head.length), format);
      assert.deepEqual(errorsOf(source), [
        [
          head[0],
          'this file has 33,554,433 characters; files of more than 33,554,432 are not checked; split it into several',
        ],
      ]);
      assert.equal(source.chunks.length, 1);
      assert.equal(source.parse(source.chunkAt(0)).root, undefined);
      const line = source.lineCount - 1;
      assert.deepEqual(source.positionAt(limit + 1), { line, character: limit + 1 - head.length });

      source.edit(0, 0, ' ');
      assert.equal(source.length, limit + 2);
      source.edit(head.length + 1, limit + 2, '');
      source.edit(0, 1, '');
      assert.deepEqual(errorsOf(source), []);
      assert.ok(source.chunks.some(({ role }) => role === 'item'));
      assert.equal(source.edit(0, 0, ' '.repeat(limit)).added.length, 1);
      assert.equal(source.errors().length, 1);
    }
  });
});
