import assert from 'node:assert/strict';
import { SourceText } from '../../../server/src/syntax/source.ts';

function kindsOf(text: string): string[] {
  return SourceText.open(text, 'json').chunks.map(({ role, list }) => `${role} ${list ?? '-'}`);
}

/** Every error of a file: the offset and the text it is at. */
function errorsOf(text: string): [number, string][] {
  const source = SourceText.open(text, 'json');
  const own = source.chunks.flatMap((chunk) =>
    source.parse(chunk).errors.map(({ start, end }) => ({ chunk, start, end })),
  );
  const all = [...own, ...source.errors().map(({ chunk, span }) => ({ chunk, ...span }))];
  return all.map(({ chunk, start, end }) => [source.startOf(chunk) + start, chunk.text.slice(start, end)]);
}

/** The `id` of each item, in order. */
function idsOf(text: string): (string | undefined)[] {
  const source = SourceText.open(text, 'json');
  return source.chunks
    .filter(({ role }) => role === 'item')
    .map((chunk) => {
      const { root } = source.parse(chunk);
      const id = root?.kind === 'mapping' ? root.entries.find(({ key }) => key.text === 'id')?.value : undefined;
      return id?.kind === 'scalar' ? id.text : undefined;
    });
}

const PRETTY = `{
  "version": 1,
  "claims": [
    {
      "id": "A",
      "lines": [{ "code": "]" }]
    },
    { "id": "B" }
  ],
  "sessions": [
    {
      "id": "C"
    }
  ]
}
`;

describe('a JSON file as chunks', () => {
  it('has one chunk per item, with its comma and line break, and others around the lists', () => {
    const source = SourceText.open(PRETTY, 'json');
    assert.deepEqual(
      source.chunks.map(({ text }) => text),
      [
        '{\n  "version": 1,\n  "claims": [\n',
        '    {\n      "id": "A",\n      "lines": [{ "code": "]" }]\n    },\n',
        '    { "id": "B" }\n',
        '  ],\n  "sessions": [\n',
        '    {\n      "id": "C"\n    }\n',
        '  ]\n}\n',
      ],
    );
    assert.deepEqual(kindsOf(PRETTY), [
      'body claims',
      'item claims',
      'item claims',
      'body sessions',
      'item sessions',
      'body -',
    ]);
    assert.deepEqual(errorsOf(PRETTY), []);
  });

  it('gives body chunks their own root keys only', () => {
    const source = SourceText.open(PRETTY, 'json');
    const keys = source.chunks.map((chunk) => {
      const { root } = source.parse(chunk);
      return chunk.role === 'body' && root?.kind === 'mapping' ? root.entries.map(({ key }) => key.text) : undefined;
    });
    assert.deepEqual(keys, [['version', 'claims'], undefined, undefined, ['sessions'], undefined, []]);
  });

  it('has the same items however it is laid out', () => {
    const value = JSON.parse(PRETTY);
    const layouts = [
      JSON.stringify(value),
      JSON.stringify(value, null, '\t'),
      JSON.stringify(value, null, 1),
      PRETTY.replaceAll('\n', '\r\n'),
      PRETTY.replaceAll('\n', '\r'),
      PRETTY.replaceAll(/^ +/gm, ''),
      PRETTY.replaceAll(/\[\n\s+\{/g, '[{'),
      PRETTY.replaceAll(/\},\n\s+\{/g, '}, {'),
      PRETTY.replaceAll(/"(claims|sessions)": \[/g, '"$1":\n  ['),
      PRETTY.replaceAll(/\n {4}\}/g, '\n}'),
      `\ufeff${PRETTY}`,
    ];
    for (const layout of layouts) {
      assert.deepEqual(idsOf(layout), ['A', 'B', 'C'], layout);
      assert.deepEqual(errorsOf(layout), [], layout);
    }
  });

  it('takes lists by their place, not by their name', () => {
    assert.deepEqual(kindsOf('{\n  "meta": {\n    "claims": [\n      {}\n    ]\n  },\n  "x": "claims"\n}'), ['body -']);
    assert.deepEqual(kindsOf('[\n  "claims",\n  [\n    {}\n  ]\n]'), ['body -']);
    assert.deepEqual(kindsOf('{"meta":{"claims":[{}]},"sessions":[]}'), ['body -']);
  });

  it('reads items that are no objects', () => {
    const source = SourceText.open('{\n  "claims": [\n    "a",\n    7,\n    [\n      1\n    ]\n  ]\n}\n', 'json');
    const roots = source.chunks.filter(({ role }) => role === 'item').map((chunk) => source.parse(chunk).root?.kind);
    assert.deepEqual(roots, ['scalar', 'scalar', 'sequence']);
  });

  it('has no records and no errors where there is nothing', () => {
    for (const text of ['', ' \r\n\t', '\ufeff', '\ufeff\n']) {
      const source = SourceText.open(text, 'json');
      assert.equal(source.chunks.length, 1);
      assert.deepEqual(errorsOf(text), []);
      assert.equal(source.parse(source.chunkAt(0)).root, undefined);
    }
  });
});

describe('a mistake in a JSON file', () => {
  it('is one error at a missing comma and at one too many', () => {
    for (const text of [PRETTY, JSON.stringify(JSON.parse(PRETTY))]) {
      const item = text.match(/\{\s*"id":\s*"A"[^\]]*"\][^\]]*\]\s*\}/);
      assert.ok(item);
      const end = (item.index ?? 0) + item[0].length;
      const missing = `${text.slice(0, end)}${text.slice(end + 1)}`;
      assert.deepEqual(errorsOf(missing), [[end - 1, '}']]);
      assert.deepEqual(idsOf(missing), ['A', 'B', 'C']);

      const last = text.indexOf('}', text.indexOf('"B"')) + 1;
      const trailing = `${text.slice(0, last)},${text.slice(last)}`;
      assert.deepEqual(errorsOf(trailing), [[last, ',']]);
      assert.deepEqual(idsOf(trailing), ['A', 'B', 'C']);
    }
  });

  it('costs only the item with an unclosed quote, bracket or brace', () => {
    const broken = [
      PRETTY.replace('"A"', '"A'),
      PRETTY.replace('[{ "code"', '[ "code"'),
      PRETTY.replace('    },\n', ''),
    ];
    for (const text of broken) {
      const source = SourceText.open(text, 'json');
      const errors = source.chunks.map((chunk) => source.parse(chunk).errors.length > 0);
      assert.deepEqual(errors, [false, true, false, false, false, false], text);
      assert.deepEqual(source.errors(), []);
    }
  });

  it('is one error where the end of a list is missing, and the next list is read', () => {
    const text = PRETTY.replace('  ],\n', '');
    assert.deepEqual(errorsOf(text), [[text.indexOf('"sessions"'), '"']]);
    assert.deepEqual(idsOf(text), ['A', 'B', 'C']);
    const empty = PRETTY.replace(/ {4}\{\n {6}"id": "A"[\s\S]*?\],\n/, '');
    assert.deepEqual(idsOf(empty), ['C']);
  });

  it('is one error where the file ends inside a list', () => {
    const text = PRETTY.slice(0, PRETTY.indexOf('  ],'));
    assert.deepEqual(errorsOf(text), [[text.trimEnd().length - 1, '}']]);
  });

  it('is one error at what follows the root', () => {
    const text = `${PRETTY}x`;
    assert.deepEqual(errorsOf(text), [[PRETTY.length, 'x']]);
  });

  it('is one error at a root key that the file has already given', () => {
    const text = PRETTY.replace('"sessions"', '"claims"');
    assert.deepEqual(errorsOf(text), [[text.lastIndexOf('"claims"'), '"claims"']]);
    assert.deepEqual(errorsOf(JSON.stringify(JSON.parse(PRETTY)).replace('"sessions"', '"version"')).length, 1);
  });
});

describe('an edit of a JSON file', () => {
  it('touches one chunk while an item is broken and whole again', () => {
    const source = SourceText.open(PRETTY, 'json');
    const at = PRETTY.indexOf('"A"') + 3;
    for (const [from, to, insert] of [
      [at, at, '"'],
      [at, at + 1, ''],
      [at, at, ', "x": {'],
      [at, at + 8, ''],
      [at, at, '['],
      [at, at + 1, ''],
    ] as const) {
      const change = source.edit(from, to, insert);
      assert.deepEqual([change.at, change.removed.length, change.added.length], [1, 1, 1]);
    }
    assert.equal(source.text(), PRETTY);
  });

  it('splits anew when the file stops or begins to be laid out by lines', () => {
    const source = SourceText.open(PRETTY, 'json');
    const gap = PRETTY.indexOf('},\n    {') + 2;
    source.edit(gap, gap + 5, ' ');
    assert.deepEqual(
      source.chunks.map(({ role }) => role),
      ['body', 'item', 'item', 'body', 'item', 'body'],
    );
    source.edit(gap, gap + 1, '\n    ');
    assert.deepEqual(
      source.chunks.map(({ text }) => text),
      SourceText.open(PRETTY, 'json').chunks.map(({ text }) => text),
    );
  });
});
