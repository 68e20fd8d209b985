import { lineBreakNear, lineEnd, lineStart } from './edit-lines.ts';
import { applyEdits, type TextEdit } from './text-edit.ts';
import type { MappingNode } from './tree.ts';

/**
 * Puts a copy of an object that is a list's item right after it, in the same style. `text` is the chunk's text.
 *
 * @param changes what is different in the copy: edits of the object's own text, sorted, none overlapping another.
 * @returns undefined for a block mapping that is not the item of a list.
 */
export function copyItem(text: string, item: MappingNode, changes: readonly TextEdit[]): TextEdit | undefined {
  const { start, flow } = item;
  const end = flow ? item.end : contentEnd(text, item);
  const own = changes.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
  const copy = applyEdits(text.slice(start, end), own);
  return flow ? afterFlow(text, item, copy) : afterBlock(text, item, end, copy);
}

/** On a line of its own where the original begins one. */
function afterFlow(text: string, { start, end }: MappingNode, copy: string): TextEdit {
  const line = lineStart(text, start);
  const before = text.slice(line, start);
  // In a block list the item is a line with a dash.
  const dash = /^\s*-\s+$/.exec(before);
  if (dash) {
    const at = lineEnd(text, end);
    return { start: at, end: at, text: lineBreakNear(text, start) + before.replace('\ufeff', '') + copy };
  }
  // A chunk may begin within a line: only indentation shows that it does not.
  const isOnOwnLine = before.trim() === '' && (line > 0 || before !== '');
  const separator = isOnOwnLine ? lineBreakNear(text, start) + before : ' ';
  return { start: end, end, text: `,${separator}${copy}` };
}

function afterBlock(text: string, { start }: MappingNode, end: number, copy: string): TextEdit | undefined {
  const dash = dashBefore(text, start);
  if (dash === undefined) return undefined;
  const [indentation, column] = [columnOf(text, dash), columnOf(text, start)];
  const lead = `${' '.repeat(indentation)}-${' '.repeat(Math.max(1, column - indentation - 1))}`;
  const at = lineEnd(text, end);
  return { start: at, end: at, text: lineBreakNear(text, start) + lead + copy };
}

/** The dash that makes the mapping an item: the last one at a line's beginning before it. */
function dashBefore(text: string, start: number): number | undefined {
  const found = [...text.slice(0, start).matchAll(/^[ \t\ufeff]*-(?=\s)/gm)].at(-1);
  return found && found.index + found[0].length - 1;
}

function columnOf(text: string, offset: number): number {
  return text.slice(lineStart(text, offset), offset).replace('\ufeff', '').length;
}

/** A block scalar at the end may hold the line breaks after it. */
function contentEnd(text: string, { end }: MappingNode): number {
  let at = end;
  while (at > 0 && /[\r\n]/.test(text.charAt(at - 1))) at--;
  return at;
}
