/** A source line for a terminal: nothing in it controls the terminal, and the marks below it stand where they should. */
import type { SourceLine } from '../result.ts';

export interface Excerpt {
  readonly text: string;
  /** What comes before the marks in the line below, of the same width as what is before the range in `text`. */
  readonly padding: string;
  readonly marks: string;
}

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });
const CUT = '…';

/** Characters of two columns: East Asian wide and full-width ones. */
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;
const EMOJI = /\p{Emoji_Presentation}|\ufe0f/u;
/** Marks that reorder what follows them: text could look like other text. */
const REORDERING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

interface Cell {
  readonly text: string;
  readonly columns: number;
  /** UTF-16 offset in the line. */
  readonly at: number;
}

/** @param width columns for the text; the part around the range's beginning is kept. */
export function excerpt(source: SourceLine, width: number): Excerpt {
  const cells = [...GRAPHEMES.segment(source.text)].map(({ segment, index }) => cell(segment, index));
  const first = cells.findIndex(({ at, text }) => at + text.length > source.start);
  const caret = first === -1 ? cells.length : first;
  const { from, to } = window(cells, caret, width - 2 * CUT.length);
  const before = cells.slice(from, caret);
  const marked = cells.slice(caret, to).filter(({ at }) => at < source.end);
  const cutBefore = source.cutBefore || from > 0 ? CUT : '';
  const cutBehind = source.cutBehind || to < cells.length ? CUT : '';
  return {
    text: cutBefore + textOf(cells.slice(from, to)) + cutBehind,
    padding: ' '.repeat(cutBefore.length) + before.map(blank).join(''),
    marks: '^'.repeat(Math.max(1, columnsOf(marked))),
  };
}

/** Text that may come from a file, with nothing in it that controls the terminal. */
export function harmless(text: string): string {
  return text
    .replace(/\p{Cc}/gu, (character) => (character === '\t' ? ' ' : picture(character)))
    .replace(REORDERING, '\ufffd');
}

function cell(segment: string, at: number): Cell {
  // A tab stays one: it is as wide in the line below.
  if (segment === '\t') return { text: segment, columns: 4, at };
  const text = harmless(segment);
  return { text, columns: WIDE.test(text) || EMOJI.test(text) ? 2 : text.length > 0 ? 1 : 0, at };
}

/** The picture of a control character, for example ␀. */
function picture(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '␡' : '\ufffd';
}

/** As many cells around the caret as fit, a third of them before it where the line goes on long enough. */
function window(cells: readonly Cell[], caret: number, width: number): { readonly from: number; readonly to: number } {
  let from = caret;
  let to = caret;
  let left = width;
  const take = (cell: Cell | undefined, share: number) => {
    if (!cell || left - cell.columns < share) return false;
    left -= cell.columns;
    return true;
  };
  while (take(cells[from - 1], Math.floor((2 * width) / 3))) from--;
  while (take(cells[to], 0)) to++;
  while (take(cells[from - 1], 0)) from--;
  return { from, to };
}

function blank({ text, columns }: Cell): string {
  return text === '\t' ? text : ' '.repeat(columns);
}

function textOf(cells: readonly Cell[]): string {
  return cells.map(({ text }) => text).join('');
}

function columnsOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { columns }) => sum + columns, 0);
}
