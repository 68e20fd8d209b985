import assert from 'node:assert/strict';
import { read } from '../../../server/src/syntax/read.ts';
import { testMistakes } from './mistakes.ts';

describe('mistakes in YAML: one error in its place, and the rest is read', () => {
  testMistakes('yaml', [
    {
      what: 'a quote that is never closed',
      text: '- id: S\n  start: «"15:00»\n  units: 3\n',
      message: /quote is never closed/,
      reads: [{ id: 'S', start: '15:00', units: '3' }],
    },
    {
      what: 'a quote that is never closed before one that is',
      text: '- id: S\n  start: «"15:00»\n  end: "15:53"\n  units: 3\n',
      message: /quote is never closed/,
      reads: [{ id: 'S', start: '15:00', end: '15:53', units: '3' }],
    },
    {
      what: 'a quote in braces that the next one would close',
      text: '- id: S\n  nonBillable: [{ start: «"15:20», end: "15:25", reason: break }]\n  units: 3\n',
      message: /quote is never closed/,
      reads: [{ id: 'S', nonBillable: [{ start: '15:20', end: '15:25', reason: 'break' }], units: '3' }],
    },
    {
      what: 'a quote in brackets that hides the closing bracket',
      text: '- id: S\n  goals: [«"a», b]\n  units: 3\n',
      message: /quote is never closed/,
      reads: [{ id: 'S', goals: ['a', 'b'], units: '3' }],
    },
    {
      what: 'a quoted key without its closing quote',
      text: '- id: S\n  «"date»: 5\n  code: 1\n',
      message: /quote is never closed/,
      reads: [{ id: 'S', date: '5', code: '1' }],
    },
    {
      what: 'a quote that a backslash keeps open',
      text: '- id: S\n  note: «"a\\»\n  code: 1\n',
      message: /quote is never closed/,
      reads: [{ id: 'S', note: 'a\\', code: '1' }],
    },
    {
      what: 'an apostrophe in single quotes',
      text: "- note: 'it'«s» fine'\n  units: 3\n",
      message: /apostrophe inside it is written twice/,
      reads: [{ note: 'it', units: '3' }],
    },
    {
      what: 'text after a quoted value',
      text: '- note: "a" «b»\n  units: 3\n',
      message: /may follow the closing quote/,
      reads: [{ note: 'a', units: '3' }],
    },
    {
      what: 'a tab that indents',
      text: '- id: S\n«\t»code: 1\n\tlines:\n\t\t- date: x\n\t\t  code: 2\n  units: 3\n',
      message: /tab may not indent/,
      reads: [{ id: 'S', code: '1', lines: [{ date: 'x', code: '2' }], units: '3' }],
    },
    {
      what: 'a tab that stands for eight spaces',
      text: '- id: S\n  lines:\n      - code: 1\n«\t»units: 2\n        end: 3\n  total: 3\n',
      message: /tab may not indent/,
      reads: [{ id: 'S', lines: [{ code: '1', units: '2', end: '3' }], total: '3' }],
    },
    {
      what: 'a tab among the spaces that indent',
      text: '- id: S\n  «\t»code: 1\n  units: 3\n',
      message: /tab may not indent/,
      reads: [{ id: 'S', code: '1', units: '3' }],
    },
    {
      what: 'a key that is half typed',
      text: '- id: S\n  «dat»\n  code: 97153\n  units: 3\n',
      message: /colon is missing/,
      reads: [{ id: 'S', dat: '', code: '97153', units: '3' }],
    },
    {
      what: 'a first key that is half typed',
      text: '- «i»\n  code: 97153\n',
      message: /colon is missing/,
      reads: [{ i: '', code: '97153' }],
    },
    {
      what: 'a last key that is half typed',
      text: '- id: S\n  code: 97153\n  «un» # todo\n',
      message: /colon is missing/,
      reads: [{ id: 'S', code: '97153', un: '' }],
    },
    {
      what: 'a colon without the space after it',
      text: '- id: S\n  code«:»97153\n  units: 3\n',
      message: /space is missing after this colon/,
      reads: [{ id: 'S', code: '97153', units: '3' }],
    },
    {
      what: 'a dash without the space after it',
      text: '- a\n«-»b\n- c\n',
      message: /space is missing after this dash/,
      reads: ['a', 'b', 'c'],
    },
    {
      what: 'a colon without a key',
      text: '- id: S\n  «:» 5\n  units: 3\n',
      message: /key is missing/,
      reads: [{ id: 'S', '': '5', units: '3' }],
    },
    {
      what: 'a line that is indented too far',
      text: '- id: S\n   «code»: 97153\n  units: 3\n',
      message: /not indented like/,
      reads: [{ id: 'S', code: '97153', units: '3' }],
    },
    {
      what: 'a line that is not indented enough',
      text: '- id: S\n «code»: 97153\n  units: 3\n',
      message: /not indented like/,
      reads: [{ id: 'S', code: '97153', units: '3' }],
    },
    {
      what: 'a line deep inside that is indented too far, and what belongs to it',
      text: '- id: S\n  lines:\n    - date: x\n       «modifiers»:\n         - HM\n      units: 2\n  total: 3\n',
      message: /not indented like/,
      reads: [{ id: 'S', lines: [{ date: 'x', modifiers: ['HM'], units: '2' }], total: '3' }],
    },
    {
      what: 'a bracket that is never closed',
      text: '- id: S\n  codes: «[»97153, 97155\n  units: 3\n',
      message: /\[ is never closed/,
      reads: [{ id: 'S', codes: ['97153', '97155'], units: '3' }],
    },
    {
      what: 'a brace that is never closed',
      text: '- nonBillable:\n    - «{» start: 1, end: 2\n    - { minutes: 3 }\n  units: 3\n',
      message: /\{ is never closed/,
      reads: [{ nonBillable: [{ start: '1', end: '2' }, { minutes: '3' }], units: '3' }],
    },
    {
      what: 'brackets that are never closed, before more keys',
      text: '- codes: «[»97153, { a: 1 # c\n  units: 3\n  end: 2\n',
      message: /\[ is never closed/,
      reads: [{ codes: ['97153', { a: '1' }], units: '3', end: '2' }],
    },
    {
      what: 'lines in braces that are not indented enough',
      text: '  - { id: a,\n  «units: 3,»\n  end: 4 }\n',
      message: /not indented like/,
      reads: [{ id: 'a', units: '3', end: '4' }],
    },
    {
      what: 'a bracket that closes nothing',
      text: '- codes: [97153]«]»\n  units: 3\n',
      message: /closes nothing/,
      reads: [{ codes: ['97153'], units: '3' }],
    },
    {
      what: 'a bracket that the other kind closes',
      text: '- codes: [97153«}»\n  units: 3\n',
      message: /does not match/,
      reads: [{ codes: ['97153'], units: '3' }],
    },
    {
      what: 'a comma that is missing in braces',
      text: '- { a: 1 «b»: 2 }\n',
      message: /comma is missing/,
      reads: [{ a: '1', b: '2' }],
    },
    {
      what: 'a comma too many',
      text: '- { a: 1,«,» b: 2 }\n',
      message: /value is missing before this comma/,
      reads: [{ a: '1', b: '2' }],
    },
    {
      what: 'a value that holds a colon',
      text: '- note: «see: page 3» # c\n  units: 3\n',
      message: /needs quotes/,
      reads: [{ note: 'see: page 3', units: '3' }],
    },
    {
      what: 'a value that begins with a reserved character',
      text: '- note: «@home»\n  units: 3\n',
      message: /may not begin with this character/,
      reads: [{ note: '@home', units: '3' }],
    },
    {
      what: 'an alias by mistake',
      text: '- note: «**bold**»\n  units: 3\n',
      message: /no anchor above has this name/,
      reads: [{ note: '', units: '3' }],
    },
    {
      what: 'an anchor by mistake',
      text: '- name: A & B\n  other: «&» y\n  units: 3\n',
      message: /name must follow/,
      reads: [{ name: 'A & B', other: 'y', units: '3' }],
    },
    {
      what: 'a list on the line of its key',
      text: '- codes: «-» 97153\n  units: 3\n',
      message: /list begins on the line after its key/,
      reads: [{ codes: '', units: '3' }],
    },
    {
      what: 'lines below a key that has a value',
      text: 'claims: «none»\n  - id: x\n',
      message: /already has a value/,
      reads: { claims: [{ id: 'x' }] },
    },
    {
      what: 'a comment right after a quote',
      text: '- note: "a"«# b»\n  units: 3\n',
      message: /space before its #/,
      reads: [{ note: 'a', units: '3' }],
    },
    {
      what: 'an escape that does not exist',
      text: '- path: "C:«\\dir"»\n  units: 3\n',
      message: /no escape sequence/,
      reads: [{ path: 'C:\\dir', units: '3' }],
    },
    {
      what: 'control characters',
      text: 'a: x«\0»y\nb: "«\u0007\u0008»"\n# «\u001b»\n',
      message: /control character/,
      reads: { a: 'x\0y', b: '\u0007\u0008' },
    },
    {
      what: 'a key that is given twice',
      text: 'a: 1\nb: { c: 1, «"c"»: 2 }\n«a»: 3\n',
      message: /already given above/,
      reads: { a: '3', b: { c: '2' } },
    },
    {
      what: 'a key that is given twice where only the full reader reads',
      text: 'a: &x 1\nb: 2\n«a»: *x\n',
      message: /already given above/,
      reads: { a: '1', b: '2' },
    },
    {
      what: 'a key that is no scalar',
      text: '? «[a, b]»\n: 1\nc: 2\n',
      message: /must be a single value/,
      reads: { '': '1', c: '2' },
    },
    {
      what: 'several mistakes, each on its own',
      text: '- id: S\n  «dat»\n  start: «"15:00»\n  end: "15:53"\n  code«:»97153\n  units: 3\n',
      message: [/colon is missing/, /quote is never closed/, /space is missing/],
      reads: [{ id: 'S', dat: '', start: '15:00', end: '15:53', code: '97153', units: '3' }],
    },
    {
      what: 'prose',
      text: '- id: S\n  summary: |\n    One.\n  «more text here»\n  units: 3\n',
      message: /colon is missing/,
      reads: [{ id: 'S', summary: 'One.\n', 'more text here': '', units: '3' }],
    },
    {
      what: 'a second document',
      text: 'a: 1\n---\n«b»: 2\n',
      message: /second document/,
      reads: { a: '1' },
    },
    {
      what: 'lone carriage returns as line breaks',
      text: '- id: S\r  «dat»\r  code: 1\r',
      message: /colon is missing/,
      reads: [{ id: 'S', dat: '', code: '1' }],
    },
    {
      what: 'a mistake after a byte order mark',
      text: '\ufeff- id: S\n  «dat»\n  code: 1\n',
      message: /colon is missing/,
      reads: [{ id: 'S', dat: '', code: '1' }],
    },
  ]);

  it('messages do not repeat what the file says', () => {
    const { errors } = read({ format: 'yaml', text: 'Ava Diaz: 1\nAva Diaz: 2\nb: *Ava\n"Ava\n' });
    assert.ok(errors.length >= 3);
    for (const { message } of errors) assert.doesNotMatch(message, /Ava/);
  });

  it('half-typed text never loses the fields around it, wherever the cursor is', () => {
    const lines = [
      '- id: S',
      '  client: C-AVA',
      '  code: 97153',
      '  start: "15:00"',
      '  units: 3',
      '  modifiers: [HM]',
    ];
    const typed = '  end: "15:53"';
    for (let line = 1; line <= lines.length; line++) {
      for (let length = 3; length < typed.length; length++) {
        const text = `${lines.toSpliced(line, 0, typed.slice(0, length)).join('\n')}\n`;
        const { root, errors } = read({ format: 'yaml', text });
        assert.ok(root?.kind === 'sequence' && root.items[0]?.kind === 'mapping', text);
        const keys = root.items[0].entries.map(({ key }) => key.text);
        for (const key of ['id', 'client', 'code', 'start', 'units', 'modifiers']) assert.ok(keys.includes(key), text);
        assert.ok(errors.length <= 1, text);
      }
    }
  });
});
