import assert from 'node:assert/strict';
import fc from 'fast-check';
import { excerpt, harmless } from '../../server/src/cli/reporters/excerpt.ts';
import type { SourceLine } from '../../server/src/cli/result.ts';

function line(text: string, marked: string, cut: Partial<SourceLine> = {}): SourceLine {
  const start = text.indexOf(marked);
  return { text, start, end: start + marked.length, cutBefore: false, cutBehind: false, ...cut };
}

describe('an excerpt', () => {
  it('has marks below the range', () => {
    assert.deepEqual(excerpt(line('    units: 5', '5'), 80), {
      text: '    units: 5',
      padding: '           ',
      marks: '^',
    });
    assert.equal(excerpt(line('code: 97153', '97153'), 80).marks, '^^^^^');
  });

  it('keeps tabs, so that the line below is as wide', () => {
    assert.equal(excerpt(line('\t\t"units": 5,', '5'), 80).padding, '\t\t         ');
  });

  it('counts wide characters and emoji as two columns, and combined ones as they show', () => {
    assert.equal(excerpt(line('note: 日本 5', '5'), 80).padding, ' '.repeat(11));
    assert.equal(excerpt(line('note: 👩‍👧 5', '5'), 80).padding, ' '.repeat(9));
    assert.equal(excerpt(line('note: u\u0308 5', '5'), 80).padding, ' '.repeat(8));
    assert.equal(excerpt(line('日本', '日本'), 80).marks, '^^^^');
  });

  it('has one mark for an empty range, also at the end of the line', () => {
    const end: SourceLine = { text: 'units:', start: 6, end: 6, cutBefore: false, cutBehind: false };
    assert.deepEqual(excerpt(end, 80), { text: 'units:', padding: '      ', marks: '^' });
  });

  it('cuts a long line around the range', () => {
    const long = `${'a'.repeat(300)}HERE${'b'.repeat(300)}`;
    const { text, padding, marks } = excerpt(line(long, 'HERE'), 60);
    assert.equal(text.length, 60);
    assert.match(text, /^…a+HEREb+…$/);
    assert.equal(text.indexOf('HERE'), padding.length);
    assert.equal(marks, '^^^^');
    assert.match(excerpt(line(`HERE${'b'.repeat(300)}`, 'HERE'), 60).text, /^HEREb+…$/);
    assert.match(excerpt(line(`${'a'.repeat(300)}HERE`, 'HERE'), 60).text, /^…a{54}HERE$/);
  });

  it('shows that the line it was given is part of a longer one', () => {
    const { text, padding } = excerpt(line('a HERE b', 'HERE', { cutBefore: true, cutBehind: true }), 60);
    assert.deepEqual([text, padding], ['…a HERE b…', '   ']);
  });

  it('fits, has marks inside the text, and controls no terminal, whatever the line', () => {
    const characters = fc.string({
      unit: fc.oneof(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
        fc.constantFrom('\t', '日', '\u001b', 'a'),
      ),
    });
    fc.assert(
      fc.property(characters, fc.nat(), fc.nat(5), fc.integer({ min: 30, max: 100 }), (written, at, length, width) => {
        const text = written.replace(/[\r\n]/g, '');
        const start = at % (text.length + 1);
        const end = Math.min(text.length, start + length);
        const made = excerpt({ text, start, end, cutBefore: false, cutBehind: false }, width);
        const all = made.text + made.padding + made.marks;
        assert.doesNotMatch(all.replaceAll('\t', ''), /\p{Cc}/u);
        assert.match(made.padding, /^[ \t]*$/);
        assert.match(made.marks, /^\^+$/);
        assert.ok(made.text.replaceAll('\t', '').length <= 8 * width);
      }),
    );
  });
});

describe('harmless text', () => {
  it('has pictures for control characters, and no marks that reorder it', () => {
    assert.equal(harmless('a\0b\u001b[0m\u007f\u0085\r\n\tc\u202ed'), 'a␀b␛[0m␡\ufffd␍␊ c\ufffdd');
    assert.equal(harmless('Müller – 日本 👍'), 'Müller – 日本 👍');
  });
});
