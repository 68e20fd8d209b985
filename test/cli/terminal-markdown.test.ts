import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Paint, plain } from '../../server/src/cli/outcome.ts';
import { renderMarkdown } from '../../server/src/cli/terminal-markdown.ts';

const render = (markdown: string, width = 40) => renderMarkdown(markdown, width, plain);
const tags: Paint = (style, text) => `<${style}>${text}</${style}>`;

describe('Markdown in a terminal', () => {
  it('wraps paragraphs at words', () => {
    assert.equal(render('one two three\nfour five', 13), 'one two three\nfour five\n');
    assert.equal(render('a-word-longer-than-the-line b', 10), 'a-word-longer-than-the-line\nb\n');
  });

  it('keeps line breaks that are meant', () => {
    assert.equal(render('one  \ntwo\\\nthree'), 'one\ntwo\nthree\n');
  });

  it('has headings without their marks', () => {
    assert.equal(render('# One\n\nText\n## Two ##\nMore'), 'One\n\nText\n\nTwo\n\nMore\n');
    assert.equal(renderMarkdown('# `code` here', 40, tags), '<bold>code here</bold>\n');
  });

  it('indents code and leaves it as it is', () => {
    assert.equal(
      render('Before\n```yaml\na: **1**\n\n  b: 2\n```\nAfter'),
      'Before\n\n    a: **1**\n\n      b: 2\n\nAfter\n',
    );
    assert.equal(render('```\nnot closed'), '    not closed\n');
  });

  it('hangs list items', () => {
    assert.equal(render('- one two three\n- four\n  five', 12), '  - one two\n    three\n  - four\n    five\n');
    assert.equal(render('1. one\n2. two\n   - deep'), '  1. one\n  2. two\n     - deep\n');
  });

  it('lines up tables, the last column wrapped', () => {
    const table = '| | |\n|:--|--:|\n| Unit | 15 minutes |\n| Caps | one two three four five six seven eight |';
    assert.equal(render(table), '  Unit  15 minutes\n  Caps  one two three four five six\n        seven eight\n');
    assert.equal(render('| a | b |\n|---|---|\n| `x\\|y` | 1 |'), '  a    b\n  x|y  1\n');
  });

  it('puts the last column below where it would be too narrow', () => {
    assert.equal(render('| a long label of a row | text |', 30), '  a long label of a row\n    text\n');
  });

  it('styles what is emphasized', () => {
    assert.equal(
      renderMarkdown('a **b c** *d* `e**f`', 80, tags),
      'a <bold>b</bold> <bold>c</bold> <dim>d</dim> <cyan>e**f</cyan>\n',
    );
    assert.equal(render('2 * 3 * 4 and \\*this\\*'), '2 * 3 * 4 and *this*\n');
  });

  it('shows the address of a link only where it leads out', () => {
    assert.equal(render('[a](https://x.test/y) and [b](other.md)'), 'a <https://x.test/y> and b\n');
  });

  it('leaves comments out', () => {
    assert.equal(render('<!-- generated -->\n# A\n<!-- end\nof it -->'), 'A\n');
  });

  it('ends for every text, and controls no terminal', () => {
    const pieces = fc.constantFrom(
      '*',
      '**',
      '`',
      '```',
      '\n',
      '- ',
      '1. ',
      '| ',
      '[',
      '](',
      ')',
      '\\',
      'a',
      ' ',
      '#',
      '\u001b',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        assert.equal(render(parts.join('')).includes('\u001b'), false);
      }),
    );
  });
});
