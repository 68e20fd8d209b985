import type { Format } from './chunk.ts';
import { lineBreakNear, lineEnd, lineStart, nextLine, skipTrivia } from './edit-lines.ts';
import type { TextEdit } from './text-edit.ts';
import type { Span } from './tree.ts';

/** `{ … }` or `[ … ]` with what stands in it: entries from key to value, or items. */
export interface FlowCollection extends Span {
  readonly parts: readonly Span[];
}

/** Puts what is written after the part with this index; on a line of its own if that part stands on one. */
export function insertInFlow(
  text: string,
  format: Format,
  collection: FlowCollection,
  after: number,
  written: string,
): TextEdit {
  const { parts, start } = collection;
  const comments = format === 'yaml';
  if (after < 0) return insertFirst(text, format, start, written);
  const isLast = after === parts.length - 1;
  const { end, comma } = partEnd(text, parts[after] as Span, comments);
  const indentation = ownLine(text, partStart(text, collection, after, comments), start);
  const from = comma === undefined ? end : comma + 1;
  const newLine = indentation === undefined ? ' ' : lineBreakNear(text, from) + indentation;
  const rest = text.slice(from, lineEnd(text, from));
  const isRestEmpty = rest.trim() === '' || (comments && /^\s+#/.test(rest));
  if (indentation !== undefined && isRestEmpty && (comma !== undefined || rest.trim() !== '')) {
    // A comment at the line's end stays with its line.
    const separated = comma === undefined ? `,${rest}` : rest;
    const added = separated + newLine + written + (comma !== undefined && !isLast ? ',' : '');
    return minimal(text, { start: from, end: from + rest.length, text: added });
  }
  if (comma === undefined) return { start: end, end, text: `,${newLine}${written}` };
  return { start: comma + 1, end: comma + 1, text: newLine + written + (isLast ? '' : ',') };
}

function insertFirst(text: string, format: Format, start: number, written: string): TextEdit {
  const at = start + 1;
  const isTight = /[}\]]/.test(text.charAt(at));
  const gap = format === 'yaml' && text[start] === '{' ? ' ' : '';
  return { start: at, end: at, text: gap + written + (isTight ? gap : '') };
}

/** Takes a part out, with the comma that is no longer needed. */
export function removeFromFlow(text: string, format: Format, collection: FlowCollection, index: number): TextEdit {
  const comments = format === 'yaml';
  const { parts } = collection;
  const start = partStart(text, collection, index, comments);
  const { end, comma } = partEnd(text, parts[index] as Span, comments);
  const through = comma === undefined ? end : comma + 1;
  if (parts.length === 1) return { start, end: through, text: '' };
  if (index > 0) {
    const before = partEnd(text, parts[index - 1] as Span, comments).end;
    if (!hasComment(text, before, start, comments)) return { start: before, end, text: '' };
  } else {
    const next = partStart(text, collection, 1, comments);
    if (!hasComment(text, through, next, comments)) return { start, end: next, text: '' };
  }
  // Comments between this part and its neighbour stay: only what stands on the part's own lines goes.
  const indentation = ownLine(text, start, collection.start);
  const isLineEmpty = text.slice(through, lineEnd(text, through)).trim() === '';
  if (indentation !== undefined && isLineEmpty)
    return { start: lineStart(text, start), end: nextLine(text, through), text: '' };
  return { start, end: through, text: '' };
}

function hasComment(text: string, from: number, to: number, comments: boolean): boolean {
  return comments && text.slice(from, to).includes('#');
}

/** Where a part begins, its anchor and tag included. */
function partStart(text: string, { start, parts }: FlowCollection, index: number, comments: boolean): number {
  if (index === 0) return skipTrivia(text, start + 1, comments);
  const { end, comma } = partEnd(text, parts[index - 1] as Span, comments);
  return skipTrivia(text, comma === undefined ? end : comma + 1, comments);
}

/** Where a part ends, an anchor or tag of an empty value included, and the comma after it. */
function partEnd(text: string, part: Span, comments: boolean): { end: number; comma: number | undefined } {
  let { end } = part;
  for (let at = skipTrivia(text, end, comments); ; at = skipTrivia(text, end, comments)) {
    if (text[at] === ',') return { end, comma: at };
    if (!comments || (text[at] !== '&' && text[at] !== '!')) return { end, comma: undefined };
    end = at + 1;
    while (end < text.length && !/[\s,[\]{}]/.test(text.charAt(end))) end++;
  }
}

/** The indentation of what stands at the start of a line below the collection's first, else undefined. */
function ownLine(text: string, start: number, collectionStart: number): string | undefined {
  const line = lineStart(text, start);
  const before = text.slice(line, start);
  return line > collectionStart && before.trim() === '' ? before : undefined;
}

/** The edit without what it would put back as it was. */
function minimal(text: string, edit: TextEdit): TextEdit {
  const old = text.slice(edit.start, edit.end);
  let same = 0;
  while (same < old.length && same < edit.text.length && old[same] === edit.text[same]) same++;
  return { start: edit.start + same, end: edit.end, text: edit.text.slice(same) };
}
