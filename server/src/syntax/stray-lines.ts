import { eachLine } from './lines.ts';
import type { Piece } from './piece.ts';
import type { ReadError } from './tree.ts';
import { documentMarker, HASH, isRestEmpty, isScalarLine, rootKey, SPACE, TAB, TAB_INDENT } from './yaml-lines.ts';

/** A text with the lines that fit nowhere overwritten with spaces, and one error per run of such lines. */
export interface WithoutStrayLines {
  readonly text: string;
  readonly errors: readonly ReadError[];
}

const NO_ROOT_KEY = 'a root key such as "claims:" is expected here';

/**
 * Takes out the lines of a YAML piece that can belong neither to an item nor to the root, such as a half-typed root
 * key: a YAML reader would take them for part of what stands before or after them. Undefined where there are none.
 */
export function withoutStrayLines(piece: Piece, text: string): WithoutStrayLines | undefined {
  if (piece.role === 'body') return takeOut(text, (start, end) => complaintAtRoot(text, start, end));
  const dash = indentationAt(text, 0);
  const stray = `an item ("- …") of "${piece.list}" or a root key is expected here`;
  return takeOut(text, (start, end) => complaintInItem(text, start, end, dash, stray));
}

/** The error of an item that stands less far in than the list's first one; of several in a row the first has it. */
export function indentationError({ readable, role, facts }: Piece): ReadError | undefined {
  const { phase, level, previous } = facts.before;
  if (role !== 'item' || phase !== 'items') return undefined;
  const start = indentationAt(readable, 0);
  if (start === level || start === previous) return undefined;
  return { start, end: start + 1, message: `this item is indented by ${start}, the first of its list by ${level}` };
}

function takeOut(
  text: string,
  complaint: (start: number, end: number) => string | undefined,
): WithoutStrayLines | undefined {
  const errors: ReadError[] = [];
  let result = '';
  let done = 0;
  let continues = false;
  eachLine(text, (start, end) => {
    const message = complaint(start, end);
    const last = continues ? errors.at(-1) : undefined;
    continues = message !== undefined;
    if (message === undefined) return;
    const from = start + indentationAt(text, start);
    // Of tabs the first one is marked: the lines themselves may be right.
    if (last?.message !== message) {
      errors.push({ start: from, end: message === TAB_INDENT ? tabsEnd(text, from) : end, message });
    } else if (message !== TAB_INDENT) errors.splice(-1, 1, { ...last, end });
    result += text.slice(done, start) + ' '.repeat(end - start);
    done = end;
  });
  return errors.length === 0 ? undefined : { text: result + text.slice(done), errors };
}

/** Every line of an item stands further in than its dash, except brackets that close. */
function complaintInItem(text: string, start: number, end: number, dash: number, stray: string): string | undefined {
  const at = start + indentationAt(text, start);
  if (start === 0 || at - start > dash || isRestEmpty(text, at, end)) return undefined;
  const code = text.charCodeAt(at);
  if (code === TAB) return TAB_INDENT;
  return code === HASH || ']}'.includes(text.charAt(at)) ? undefined : stray;
}

function complaintAtRoot(text: string, start: number, end: number): string | undefined {
  if (isRestEmpty(text, start, end)) return undefined;
  if (text.charCodeAt(start) === TAB) return TAB_INDENT;
  const isStray = isScalarLine(text, start, end) && !rootKey(text, start, end) && !documentMarker(text, start, end);
  return isStray ? NO_ROOT_KEY : undefined;
}

function indentationAt(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) === SPACE) at++;
  return at - start;
}

function tabsEnd(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) === TAB) at++;
  return at;
}
