/**
 * Scanning JSON without reading it. Strings end at their line's end at the latest, as in strict JSON, so that an
 * unclosed quote hides one line and not the rest of the file.
 */
import { isListName, type ListName } from './lists.ts';

export const DOUBLE_QUOTE = 34;
export const COMMA = 44;
export const COLON = 58;
export const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const TAB = 9;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const ASTERISK = 42;
const SLASH = 47;
export const CLOSE_BRACKET = 93;
export const OPEN_BRACE = 123;
export const CLOSE_BRACE = 125;

/** What the brackets and commas of a piece of JSON say about it; offsets relative to the piece. */
export interface JsonShape {
  /** Opening less closing brackets. */
  readonly net: number;
  /** The lowest depth reached, at most 0. */
  readonly lowest: number;
  /** Where a bracket first closed back to depth 0: the offset after it. */
  readonly closed: number | undefined;
  /** The first comma at depth 0. */
  readonly comma: number | undefined;
  /** Whether anything stands at depth 0 between the closing bracket and that comma. */
  readonly stray: boolean;
  /** Whether anything follows that comma. */
  readonly more: boolean;
}

export function shapeOf(text: string, start: number, end: number): JsonShape {
  let depth = 0;
  let lowest = 0;
  let closed: number | undefined;
  let comma: number | undefined;
  let stray = false;
  let more = false;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code <= SPACE) continue;
    if (isCommentAt(text, at)) {
      at = commentEnd(text, at, end) - 1;
      continue;
    }
    if (depth === 0 && code !== CLOSE_BRACE && code !== CLOSE_BRACKET) {
      if (comma !== undefined) more = true;
      else if (code === COMMA) comma = at - start;
      else if (closed !== undefined) stray = true;
    }
    if (code === DOUBLE_QUOTE) {
      at = stringEnd(text, at, end) - 1;
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      depth++;
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      depth--;
      if (depth < lowest) lowest = depth;
      if (depth === 0) closed ??= at + 1 - start;
    }
  }
  return { net: depth, lowest, closed, comma, stray, more };
}

/** The offset after the string that begins at `start`: after its closing quote, or at the end of its line or at `end`. */
export function stringEnd(text: string, start: number, end: number): number {
  for (let at = start + 1; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === DOUBLE_QUOTE) return at + 1;
    if (code === LINE_FEED || code === CARRIAGE_RETURN) return at;
    if (code !== BACKSLASH || at + 1 >= end) continue;
    const escaped = text.charCodeAt(at + 1);
    if (escaped !== LINE_FEED && escaped !== CARRIAGE_RETURN) at++;
  }
  return end;
}

/** Whether what strict JSON does not have begins here: a comment, which is reported once and read over. */
export function isCommentAt(text: string, at: number): boolean {
  if (text.charCodeAt(at) !== SLASH) return false;
  const next = text.charCodeAt(at + 1);
  return next === SLASH || next === ASTERISK;
}

/** The offset after the comment that begins at `start`: at the end of its line, after its closing mark, or at `end`. */
export function commentEnd(text: string, start: number, end: number): number {
  const isLine = text.charCodeAt(start + 1) === SLASH;
  for (let at = start + 2; at < end; at++) {
    const code = text.charCodeAt(at);
    if (isLine && (code === LINE_FEED || code === CARRIAGE_RETURN)) return at;
    if (!isLine && code === ASTERISK && at + 1 < end && text.charCodeAt(at + 1) === SLASH) return at + 2;
  }
  return end;
}

/** The list that a string between the offsets, quotes included, names. */
export function listNamed(text: string, start: number, end: number): ListName | undefined {
  const name = text.slice(start + 1, end - 1);
  return isListName(name) ? name : undefined;
}

/** Whether a string and a colon stand at an offset. */
export function isKeyAt(text: string, at: number, end: number): boolean {
  if (text.charCodeAt(at) !== DOUBLE_QUOTE) return false;
  return text.charCodeAt(skipBlanks(text, stringEnd(text, at, end), end)) === COLON;
}

export function skipBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && (text.charCodeAt(at) === SPACE || text.charCodeAt(at) === TAB)) at++;
  return at;
}

/** The bracket depth at which the text after a list's items begins: 2 with the list's `]`, 1 where that is missing. */
export function depthAfterList(text: string, at: number): 1 | 2 {
  return text.charCodeAt(at) === CLOSE_BRACKET ? 2 : 1;
}
