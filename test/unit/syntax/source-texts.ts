/** Generated billing files for the tests of the chunked document: valid ones, and edits that break them. */
import fc from 'fast-check';
import { LIST_NAMES } from '../../../server/src/syntax/lists.ts';

/** A valid YAML stream: `text` is the whole, each document is the part of it between the offsets. */
export interface Stream {
  readonly text: string;
  readonly documents: readonly { readonly start: number; readonly end: number }[];
}

/** Lines of an item, the first with its dash; each is indented by the list's indentation. */
const ITEMS: readonly (readonly string[])[] = [
  ['- id: A', '  units: 3'],
  [
    '- id: B # a comment',
    '',
    '  # between keys',
    '  lines:',
    '    - code: 97153',
    '      units: 3',
    '    - code: 97155',
  ],
  ['- id: C', '  lines:', '  - code: 97153', '  - { code: 97155, units: 2 }'],
  ['- summary: |', '    - not an item', '', '    # not a comment', '    claims:', '  id: D'],
  ['- summary: >-', '     folded', '       more', '     text', '  id: E'],
  ['- "quoted": "over', '    two lines: of text"', "  'it''s': 'a # b'"],
  ['- plain words', '  that go on'],
  ['- {', '    id: F, lines: [ 1,', '    2 ] }'],
  ['-', '  id: G', '  empty:'],
  ['- # only a comment'],
  ['-   id: H', '    deep: { a: [ ] }'],
  ['- - nested', '  - list'],
  ['- 😀: "\\u00e4 \\"x\\""', '  ü: ß'],
  ['- [a, b]', ''],
  ['- id: J', '# at the margin', '', '  units: 4'],
  ['- &anchor id: K', '  other: &b [1, 2]'],
  ['- !!map { id: L }'],
];

const ALIASES: readonly (readonly string[])[] = [['- id: *known', '  times: 2 * 3'], ['- *known']];

const ROOT_LINES: readonly (readonly string[])[] = [
  ['version: 1'],
  ['meta: # of the file', '  by: someone', '  list:', '    - a', '    - b'],
  ['notes: |', '  sessions:', '    - id: not one', '  # text'],
  ['"quoted key": "text', '  goes on"'],
  ['tags:', '- a', '- b'],
  ['flow: { sessions: [ { id: x } ] }'],
  ['empty:'],
  ['# a comment', ''],
  ['? complex', ': value'],
];

const INDENTATIONS = ['', '  ', '    ', ' '];

const lineBreak = fc.constantFrom('\n', '\n', '\r\n', '\r');

function list(name: string, knownAnchor: boolean): fc.Arbitrary<readonly string[]> {
  const items = fc.array(fc.constantFrom(...ITEMS, ...(knownAnchor ? ALIASES : [])), { maxLength: 4 });
  const header = fc.constantFrom(`${name}:`, `"${name}": # comment`, `'${name}' :  `);
  return fc
    .tuple(header, fc.constantFrom(...INDENTATIONS), items, fc.boolean())
    .map(([first, indentation, all, gap]) => [
      first,
      ...(gap && all.length > 0 ? ['', '  # before the first'] : []),
      ...all.flatMap((lines) => lines.map((line) => (line === '' || line.startsWith('#') ? line : indentation + line))),
    ]);
}

/** The lines of a document whose root keys are all different. */
const yamlDocument: fc.Arbitrary<readonly string[]> = fc
  .tuple(
    fc.boolean(),
    fc.shuffledSubarray([...LIST_NAMES]),
    fc.shuffledSubarray([...ROOT_LINES]),
    fc.array(fc.nat(100), { minLength: 12, maxLength: 12 }),
  )
  .chain(([anchored, lists, others, order]) => {
    const sections = [...lists.map((name) => list(name, anchored)), ...others.map((lines) => fc.constant(lines))];
    const shuffled = sections
      .map((section, index) => ({ section, rank: order[index % order.length] ?? 0 }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ section }) => section);
    return fc.tuple(...shuffled).map((parts) => [...(anchored ? ['first: &known text'] : []), ...parts.flat()]);
  });

const irregularDocument: fc.Arbitrary<readonly string[]> = fc.constantFrom(
  ['- a', '- b'],
  ['{ sessions: [', '  { id: x },', '  { id: y } ] }'],
  ['  sessions:', '    - id: indented', '    - id: root'],
  ['"sessions', 'claims"'],
  ['|', '  sessions:'],
  [''],
  ['# nothing'],
);

/** A valid YAML stream of one to three documents. */
export const yamlStream: fc.Arbitrary<Stream> = fc
  .tuple(
    fc.array(fc.oneof({ weight: 5, arbitrary: yamlDocument }, { weight: 1, arbitrary: irregularDocument }), {
      minLength: 1,
      maxLength: 3,
    }),
    lineBreak,
    fc.constantFrom('', '\ufeff', '# first\n', '%YAML 1.2\n---\n'),
    fc.constantFrom(['', '---\n'], ['', '--- # next\n'], ['...\n', '---\n'], ['...\n', '# between\n---\n']),
    fc.boolean(),
  )
  .map(([documents, eol, head, [close = '', open = ''], finalBreak]) => {
    let text = head.replaceAll('\n', eol);
    const spans = documents.map((lines, index) => {
      if (index > 0) text += close.replaceAll('\n', eol);
      const start = index === 0 ? 0 : text.length;
      if (index > 0) text += open.replaceAll('\n', eol);
      text += lines.map((line) => line + eol).join('');
      return { start, end: text.length };
    });
    const last = spans.at(-1);
    if (!finalBreak && last && text.endsWith(eol)) {
      text = text.slice(0, -eol.length);
      spans[spans.length - 1] = { start: last.start, end: text.length };
    }
    return { text, documents: spans };
  });

const jsonRecord: fc.Arbitrary<unknown> = fc.oneof(
  fc.record({
    id: fc.constantFrom('A', 'quote " and \\', '{[', '},'),
    units: fc.nat(9),
    lines: fc.array(fc.record({ code: fc.constantFrom('97153', ']') }), { maxLength: 2 }),
  }),
  fc.constantFrom({}, 'scalar', 7, null, ['a', ['b']], { claims: [{ id: 'inner' }] }),
);

/** Valid JSON of the shape of a billing file, pretty-printed, minified or in between. */
export const jsonText: fc.Arbitrary<string> = fc
  .tuple(
    fc.shuffledSubarray([...LIST_NAMES, 'version', 'meta']),
    fc.array(fc.array(jsonRecord, { maxLength: 4 }), { minLength: 7, maxLength: 7 }),
    fc.constantFrom<string | number>(2, 4, '\t', 0, 1),
    lineBreak,
    fc.constantFrom('asIs', 'asIs', 'cramped', 'bracesBelow', 'unindented', 'openOnHeader'),
    fc.constantFrom('', '\n', ' \n\n'),
  )
  .map(([keys, values, indentation, eol, layout, tail]) => {
    const root: Record<string, unknown> = {};
    for (const [index, key] of keys.entries()) {
      root[key] = key === 'version' ? 1 : key === 'meta' ? { sessions: [1, { a: [] }] } : values[index];
    }
    let text = JSON.stringify(root, null, indentation);
    if (layout === 'cramped') text = text.replace(/\},\s+\{/g, '}, {');
    if (layout === 'bracesBelow') text = text.replace(/": \[/g, '":\n  [');
    if (layout === 'unindented') text = text.replace(/^\s+/gm, '');
    if (layout === 'openOnHeader') text = text.replace(/\[\s+\{/g, '[{');
    return (text + tail).replaceAll('\n', eol);
  });

/** Replaces part of a text: offsets as shares of its length, so that shrinking and later edits keep their meaning. */
export interface RandomEdit {
  readonly at: number;
  readonly length: number;
  /** Moves the start back to its line's start and the end on to its line's end. */
  readonly wholeLines: boolean;
  readonly insert: string;
}

const SNIPPETS = [
  ...[
    '',
    '',
    'a',
    ' ',
    '  ',
    '\n',
    '\r',
    '\r\n',
    '\t',
    '"',
    "'",
    '[',
    ']',
    '{',
    '}',
    ',',
    ':',
    ': ',
    '-',
    '- ',
    '#',
    ' #',
  ],
  ...['*known', '&known ', '&b ', '*b', '? ', '!!map ', '|', '>', '%', '\0', '\ufeff', '\u2028', '😀'],
  ...['---', '---\n', '\n---\n', '...\n', '--- x\n', '%TAG !e! tag:e,2000:\n', 'cla', 'cla\n', 'cla: '],
  ...[
    'sessions:\n',
    '\nclaims:\n',
    'payers: []\n',
    '  - id: new\n',
    '- id: margin\n',
    '\n    - id: deep\n',
    '\t- id: tab\n',
  ],
  ...['<<<<<<< HEAD\n', '\n<<<<<<< a\n', '=======\n', '\n=======\n', '>>>>>>> b\n', '\n>>>>>>> b\n', '||||||| base\n'],
  ...['<<<<<<< a\n  - id: 1\n=======\n  - id: 2\n>>>>>>> b\n'],
  ...[
    '"claims": [\n',
    '    {\n',
    '    },\n',
    '  ],\n',
    '  ]\n',
    '    { "id": "new" },\n',
    '{}',
    '[]',
    '},{',
    '"claims": [{',
  ],
];

export const randomEdit: fc.Arbitrary<RandomEdit> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof(fc.constant(0), fc.constant(1), fc.nat(6), fc.nat(80), fc.constant(100_000)),
  wholeLines: fc.boolean(),
  insert: fc.oneof(
    fc.constantFrom(...SNIPPETS),
    fc.array(fc.constantFrom(...SNIPPETS), { maxLength: 4 }).map((all) => all.join('')),
  ),
});

/** Where an edit applies to a text. */
export function placeEdit(text: string, edit: RandomEdit): { start: number; end: number; insert: string } {
  let start = Math.round(edit.at * text.length);
  let end = Math.min(text.length, start + edit.length);
  if (edit.wholeLines) {
    while (start > 0 && !'\r\n'.includes(text.charAt(start - 1))) start--;
    if (edit.length > 0) while (end < text.length && !'\r\n'.includes(text.charAt(end - 1))) end++;
    else end = start;
  }
  return { start, end, insert: edit.insert };
}
