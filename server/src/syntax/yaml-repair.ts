import type { TextEdit } from './text-edit.ts';
import type { Span } from './tree.ts';
import { KEY_WITHOUT_COLON, TAB_INDENT } from './yaml-lines.ts';
import { COLON_IN_VALUE, INDENTATION, type Problem, type QuotedScalar } from './yaml-problems.ts';

/** What a text may have been meant to be: edits that make it so, and what is wrong with it. */
export interface Repair {
  /** Sorted, none overlapping another. */
  readonly edits: readonly TextEdit[];
  readonly place: Span;
  readonly message: string;
}

const TAB_WIDTHS = [2, 4, 8, 1, 3, 6];
/** What begins with these is no key that lacks its colon. */
const NO_KEY = /^(?:[-?:](?=\s|$)|[|>&*!%@`#'"[{,\]}])/;

/**
 * Likely repairs of a text's first problem, in groups of one kind, the likeliest first. Whoever asks tries them: a repair
 * is right if it moves the first problem further down, and the best of its group. All offsets are into `text`.
 */
export function* repairsOf(
  text: string,
  problem: Problem,
  quoted: readonly QuotedScalar[],
): Generator<Iterable<Repair>> {
  const line = lineAt(text, problem.start);
  const lines = [line];
  for (let next = nextLine(text, line); next !== undefined && lines.length < 3; next = nextLine(text, next)) {
    lines.push(next);
    if (next.start > problem.end) break;
  }
  for (const suspect of lines) yield tabRepairs(text, suspect);
  yield quoteRepairs(text, problem, line, quoted);
  yield closingRepairs(text, problem, line);
  yield keyRepairs(text, line);
  for (const suspect of lines) {
    if (suspect.content >= problem.start) yield indentationRepairs(text, suspect);
  }
  yield valueRepairs(text, line);
  yield bracketRepairs(text, problem);
  yield removals(problem, line);
}

interface Line {
  readonly start: number;
  /** The first offset that is no space or tab. */
  readonly content: number;
  /** The first offset after the dashes that begin the content, where a key would stand. */
  readonly key: number;
  /** The end of what is written, before blanks and the line break. */
  readonly end: number;
  /** The start of the next line. */
  readonly next: number;
}

function lineAt(text: string, offset: number): Line {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const lineBreak = text.indexOf('\n', start);
  const next = lineBreak === -1 ? text.length : lineBreak + 1;
  let end = next;
  while (end > start && isBlank(text, end - 1)) end--;
  let content = start;
  while (content < end && isBlank(text, content)) content++;
  let key = content;
  while (text[key] === '-' && key + 1 < end && isBlank(text, key + 1)) {
    key++;
    while (key < end && isBlank(text, key)) key++;
  }
  return { start, content, key, end, next };
}

function isBlank(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  return c === 32 || c === 9 || c === 10 || c === 13;
}

/** The next line that is neither blank nor a comment. */
function nextLine(text: string, { next }: Line): Line | undefined {
  for (let at = next; at < text.length; ) {
    const line = lineAt(text, at);
    if (line.content < line.end && text[line.content] !== '#') return line;
    if (line.next === at) return undefined;
    at = line.next;
  }
  return undefined;
}

/** Tabs that indent a line: every tab of every indentation stands for the same number of spaces. */
function* tabRepairs(text: string, line: Line): Generator<Repair> {
  const tab = text.indexOf('\t', line.start);
  if (tab === -1 || tab >= line.content) return;
  const place = { start: tab, end: line.content };
  const message = TAB_INDENT;
  for (const width of TAB_WIDTHS) {
    const edits: TextEdit[] = [];
    for (const match of text.matchAll(/^[ \t]*\t[ \t]*/gm)) {
      const spaces = match[0].replaceAll('\t', ' '.repeat(width));
      edits.push({ start: match.index, end: match.index + match[0].length, text: spaces });
    }
    yield { edits, place, message };
  }
  for (const repair of indentationRepairs(text, line)) yield { ...repair, place, message };
}

/** A quote that is not closed: on its line, or at all. */
function* quoteRepairs(text: string, problem: Problem, line: Line, quoted: readonly QuotedScalar[]): Generator<Repair> {
  const before = quoted.findLastIndex(({ start }) => start <= problem.start) + 1;
  for (const scalar of quoted.slice(Math.max(0, before - 8), before)) {
    const first = lineAt(text, scalar.start);
    const onLine = scalar.start >= line.start && scalar.inFlow;
    if (scalar.closed && scalar.end <= first.end && !(onLine && isOdd(text, first, text.charAt(scalar.start))))
      continue;
    if (scalar.end < line.start) continue;
    yield* closings(text, scalar, first);
  }
}

function isOdd(text: string, line: Line, quote: string): boolean {
  return text.slice(line.start, line.end).split(quote).length % 2 === 0;
}

function* closings(text: string, { start, inFlow }: QuotedScalar, line: Line): Generator<Repair> {
  const quote = text.charAt(start);
  const rest = text.slice(start + 1, line.end);
  const key = start === line.key ? rest.search(/:(?=\s|$)/) : -1;
  const item = inFlow ? rest.search(/[,\]}]/) : -1;
  for (const length of [key, item, rest.length]) {
    if (length === -1) continue;
    const content = rest.slice(0, length).trimEnd();
    const at = start + 1 + content.length;
    const escaped = quote === '"' && /(?:^|[^\\])(?:\\\\)*\\$/.test(content);
    const edit = { start: at, end: at, text: (escaped ? '\\' : '') + quote };
    yield { edits: [edit], place: { start, end: at }, message: 'this quote is never closed' };
  }
}

/** A key without its colon, or without the space after its colon or dash. */
function* keyRepairs(text: string, line: Line): Generator<Repair> {
  const content = text.slice(line.key, line.end);
  if (/^-[^\s-]/.test(content)) {
    yield insert(line.key + 1, ' ', { start: line.key, end: line.key + 1 }, 'a space is missing after this dash');
  }
  const tight = /^[\w.-]*[A-Za-z][\w.-]*:(?=[^\s/])/.exec(content);
  if (tight) {
    const colon = line.key + tight[0].length;
    yield insert(colon, ' ', { start: colon - 1, end: colon }, 'a space is missing after this colon');
  }
  if (NO_KEY.test(content) || content === '') return;
  const end = line.key + withoutComment(content).length;
  if (/:(?:\s|$)/.test(text.slice(line.key, end))) return;
  yield insert(end, ':', { start: line.key, end }, KEY_WITHOUT_COLON);
}

function withoutComment(content: string): string {
  const comment = content.search(/\s#/);
  return comment === -1 ? content : content.slice(0, comment).trimEnd();
}

function insert(at: number, text: string, place: Span, message: string): Repair {
  return { edits: [{ start: at, end: at, text }], place, message };
}

/** A line that is indented unlike all lines above it: moved, with the lines below that belong to it. */
function* indentationRepairs(text: string, line: Line): Generator<Repair> {
  const actual = line.content - line.start;
  const place = { start: line.content, end: wordEnd(text, line) };
  for (const column of columnsAbove(text, line, actual)) {
    if (column === actual && !text.slice(line.start, line.content).includes('\t')) continue;
    const edits = shift(text, line, actual, column - actual);
    yield { edits: edits.slice(0, 1), place, message: INDENTATION };
    if (edits.length > 1) yield { edits, place, message: INDENTATION };
  }
}

function wordEnd(text: string, { key, end }: Line): number {
  const match = /[^\s:]+/y;
  match.lastIndex = key;
  return match.exec(text) ? match.lastIndex : Math.max(end, key + 1);
}

/** The columns where lines above have dashes and keys, nearest to the line's own first. */
function columnsAbove(text: string, line: Line, actual: number): number[] {
  const columns = new Set<number>();
  let smallest = Number.POSITIVE_INFINITY;
  for (let start = line.start, seen = 0; start > 0 && smallest > 0 && seen < 200; seen++) {
    const above = lineAt(text, start - 1);
    start = above.start;
    if (above.content === above.end || text[above.content] === '#') continue;
    const key = above.key - above.start;
    if (columns.size === 0 && text[above.end - 1] === ':') columns.add(key + 2);
    for (let column = key; column >= above.content - above.start; column--) {
      const at = above.start + column;
      if (column < smallest && (column === key || text[at] === '-')) columns.add(column);
    }
    smallest = Math.min(smallest, above.content - above.start);
  }
  return [...columns].sort((a, b) => Math.abs(a - actual) - Math.abs(b - actual) || b - a).slice(0, 6);
}

function shift(text: string, line: Line, actual: number, by: number): TextEdit[] {
  const edits: TextEdit[] = [];
  for (let at = line.start; at < text.length; ) {
    const moved = lineAt(text, at);
    const column = moved.content - moved.start;
    if (at !== line.start && moved.content < moved.end && column <= actual) break;
    if (moved.content < moved.end) {
      edits.push({ start: moved.start, end: moved.content, text: ' '.repeat(Math.max(0, column + by)) });
    }
    if (moved.next === at) break;
    at = moved.next;
  }
  return edits;
}

/** A plain value that holds `: `, read as if it stood in quotes. */
function* valueRepairs(text: string, line: Line): Generator<Repair> {
  const match = /^[^\s'"[{][^'"]*?:\s+(?=[^\s'"[{&*!|>#])/.exec(text.slice(line.key, line.end));
  if (!match) return;
  const start = line.key + match[0].length;
  const value = withoutComment(text.slice(start, line.end));
  const colon = value.search(/:(?:\s|$)/);
  if (colon === -1) return;
  const end = start + value.length;
  const edits = [
    { start, end: start, text: "'" },
    ...[...value.matchAll(/'/g)].map(({ index }) => ({ start: start + index, end: start + index, text: "'" })),
    { start: end, end, text: "'" },
  ];
  yield { edits, place: { start, end }, message: COLON_IN_VALUE };
}

/** How many lines below a bracket are looked at for what closes it. */
const MAX_LINES_IN_BRACKETS = 20;

/**
 * A bracket that is not closed: as if it were at the end of its line, or of one of the next; or one that is closed, but
 * only after lines that are not indented enough.
 */
function* closingRepairs(text: string, { start, message }: Problem, line: Line): Generator<Repair> {
  if (text[start] !== '[' && text[start] !== '{') return;
  const below: Line[] = [];
  for (let next = nextLine(text, line); next !== undefined && below.length < MAX_LINES_IN_BRACKETS; ) {
    below.push(next);
    if (openBrackets(text.slice(start, next.end)) === '') {
      yield* deeperLines(line, below);
      break;
    }
    next = nextLine(text, next);
  }
  for (const { end } of [line, ...below.slice(0, 3)]) {
    const inside = withoutComment(text.slice(start, end));
    yield insert(start + inside.length, openBrackets(inside), { start, end: start + 1 }, message);
  }
}

function* deeperLines(line: Line, below: readonly Line[]): Generator<Repair> {
  const outer = line.content - line.start;
  const shallow = below.filter(({ start, content }) => content - start <= outer);
  const [first] = shallow;
  if (first === undefined) return;
  const indentation = ' '.repeat(line.key - line.start + 2);
  const edits = shallow.map(({ start, content }) => ({ start, end: content, text: indentation }));
  yield { edits, place: { start: first.content, end: first.end }, message: INDENTATION };
}

/** What would close the brackets that are open at the end of the text, which begins with one. */
function openBrackets(text: string): string {
  let closing = '';
  for (const [mark] of text.matchAll(/"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[[{\]}]/g)) {
    if (mark === '[' || mark === '{') closing = (mark === '[' ? ']' : '}') + closing;
    else if (mark === closing[0]) closing = closing.slice(1);
  }
  return closing;
}

/** A comma that is missing inside brackets, or a bracket that closes nothing. */
function* bracketRepairs(text: string, { start }: Problem): Generator<Repair> {
  const gap = /[^\s,[\]{}](?=\s+[^\s,:[\]{}]+:(?:\s|$))/g;
  gap.lastIndex = start;
  if (gap.exec(text)) {
    const at = gap.lastIndex;
    const key = at + text.slice(at).search(/\S/);
    const end = key + text.slice(key).search(/:/);
    yield insert(at, ',', { start: key, end }, 'a comma is missing before this');
  }
  if (text[start] !== ']' && text[start] !== '}') return;
  const edits = [{ start, end: start + 1, text: '' }];
  yield { edits, place: { start, end: start + 1 }, message: 'this bracket closes nothing' };
}

/** As a last resort the rest of the line, or the whole of it, is left out. */
function* removals(problem: Problem, line: Line): Generator<Repair> {
  const { message } = problem;
  const place = { start: problem.start, end: problem.end };
  if (problem.start > line.key) {
    yield { edits: [{ start: problem.start, end: line.end, text: '' }], place, message };
  }
  if (line.content < line.end) yield { edits: [{ start: line.content, end: line.end, text: '' }], place, message };
}
