import { lineBreakNear, lineEnd, lineStart, nextLine, skipTrivia } from './edit-lines.ts';
import type { TextEdit } from './text-edit.ts';
import type { ScalarNode, Span, TreeNode } from './tree.ts';

/** A block mapping or sequence as the lines it consists of. */
export interface BlockCollection extends Span {
  /** Entries from key to value, items without their dashes. */
  readonly parts: readonly BlockPart[];
  /** What stands for it when it is empty. */
  readonly emptied: '{}' | '[]';
}

export interface BlockPart {
  /** The key, or the item's dash. */
  readonly start: number;
  readonly value: TreeNode;
}

/** Where each item's dash is. */
export function dashesOf(text: string, sequence: Span, items: readonly TreeNode[]): number[] {
  const dashes: number[] = [];
  for (let index = 0; index < items.length; index++) {
    const before = items[index - 1];
    dashes.push(before === undefined ? sequence.start : skipProperties(text, before.end));
  }
  return dashes;
}

/** The first offset that is no blank, comment, anchor or tag: an empty value may have the latter two after it. */
function skipProperties(text: string, from: number): number {
  let at = skipTrivia(text, from, true);
  while (text[at] === '&' || text[at] === '!') {
    while (at < text.length && !/\s/.test(text.charAt(at))) at++;
    at = skipTrivia(text, at, true);
  }
  return at;
}

/** Puts lines after a part, as far indented as the parts are. */
export function insertLines(
  text: string,
  collection: BlockCollection,
  after: number,
  lines: readonly string[],
): TextEdit {
  const part = collection.parts[after] as BlockPart;
  const pad = ' '.repeat(columnOf(text, collection));
  const { end } = part.value;
  const lineBreak = lineBreakNear(text, end);
  const written = lines.map((line) => pad + line).join(lineBreak);
  if (!keepsBlankLines(text, part.value)) {
    const at = lineEnd(text, end);
    return { start: at, end: at, text: lineBreak + written };
  }
  const at = afterBlankLines(text, nextLine(text, end));
  const isAtLineStart = at === 0 || lineStart(text, at) === at;
  return { start: at, end: at, text: isAtLineStart ? written + lineBreak : lineBreak + written };
}

/** Takes out the lines of a part, with the comments below it that are indented deeper and so belong to it. */
export function removeLines(text: string, collection: BlockCollection, index: number): TextEdit {
  const { parts, emptied } = collection;
  const part = parts[index] as BlockPart;
  const line = lineStart(text, part.start);
  const prefix = text.slice(line, part.start).replace('\ufeff', '');
  if (parts.length === 1) {
    // An empty list must be indented deeper than the key, which its dash need not be.
    const gap = emptied === '[]' && prefix.trim() === '' ? ' ' : '';
    return { start: part.start, end: collection.end, text: gap + emptied };
  }
  const { end } = part.value;
  if (index === 0 && !/^ *$/.test(prefix)) {
    const from = line + columnOf(text, collection);
    return { start: from, end: skipBlanks(text, nextLine(text, end)), text: '' };
  }
  const start = text.charCodeAt(line) === 0xfeff ? line + 1 : line;
  const until = afterDeeperComments(text, nextLine(text, end), columnOf(text, collection));
  const isAtEnd = until === text.length && !/[\r\n]$/.test(text);
  return { start: isAtEnd ? endOfLineAbove(text, start) : start, end: until, text: '' };
}

function skipBlanks(text: string, from: number): number {
  return skipTrivia(text, from, false);
}

function endOfLineAbove(text: string, start: number): number {
  if (start === 0) return 0;
  const lineFeed = text[start - 1] === '\n' && text[start - 2] === '\r';
  return start - (lineFeed ? 2 : 1);
}

/** The column of the keys or dashes. */
function columnOf(text: string, { parts }: BlockCollection): number {
  const part = (parts[1] ?? parts[0]) as BlockPart;
  const line = text.slice(lineStart(text, part.start), part.start).replace('\ufeff', '');
  // The first key of an item stands after dashes, and after its anchor or tag if it has one.
  return /^ *(?:[-?:][ \t]+)*/.exec(line)?.[0].length ?? 0;
}

/** Whether the value ends with a block scalar whose trailing blank lines are part of it (`|+`). */
function keepsBlankLines(text: string, value: TreeNode): boolean {
  const last = lastScalar(value);
  if (last === undefined || (last.style !== 'literal' && last.style !== 'folded')) return false;
  return /^[|>]\d?\+/.test(text.slice(last.start, last.start + 3));
}

function lastScalar(node: TreeNode): ScalarNode | undefined {
  if (node.kind === 'scalar') return node;
  const last = node.kind === 'mapping' ? node.entries.at(-1)?.value : node.items.at(-1);
  return last === undefined ? undefined : lastScalar(last);
}

function afterBlankLines(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.slice(at, lineEnd(text, at)).trim() === '') at = nextLine(text, at);
  return at;
}

/** Left behind, such a comment could become part of a block scalar above. */
function afterDeeperComments(text: string, from: number, column: number): number {
  let result = from;
  for (let at = from; at < text.length; at = nextLine(text, at)) {
    const line = text.slice(at, lineEnd(text, at));
    const content = line.trimStart();
    if (content === '') continue;
    if (!content.startsWith('#') || line.length - content.length <= column) break;
    result = nextLine(text, at);
  }
  return result;
}
