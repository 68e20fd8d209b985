/** What a line of a YAML file is, judged by the line alone. Offsets are into the whole text; `end` excludes the line break. */
import type { Span } from './tree.ts';

export const TAB = 9;
export const SPACE = 32;
export const HASH = 35;
export const PERCENT = 37;
export const DASH = 45;
const DOT = 46;
const DOUBLE_QUOTE = 34;
const COLON = 58;
const QUESTION_MARK = 63;
const BACKSLASH = 92;
export const BYTE_ORDER_MARK = 0xfeff;

/** What is said of a tab in an indentation. */
export const TAB_INDENT = 'a tab may not indent a line; use spaces';

/** What is said of a key that stands alone on its line. */
export const KEY_WITHOUT_COLON = 'a colon is missing after this key';

/** A key at the root of a document. */
export interface RootKey extends Span {
  /** Unquoted; escapes are left as they stand. */
  readonly name: string;
  /** Whether nothing but a comment follows the colon. */
  readonly bare: boolean;
}

/** Characters that begin something other than a plain scalar. */
const NOT_PLAIN = ',[]{}#&*!|>\'"%@`';

/** Whether a line begins with a mark of one character that a blank or the line's end follows, as `- ` and `? `. */
export function isIndicator(text: string, at: number, end: number): boolean {
  return at + 1 >= end || isBlank(text.charCodeAt(at + 1));
}

/** `---` or `...` where a line begins with a document marker: these end every scalar that may be open. */
export function documentMarker(text: string, start: number, end: number): '---' | '...' | undefined {
  const first = text.charCodeAt(start);
  if (first !== DASH && first !== DOT) return undefined;
  const marker = first === DASH ? '---' : '...';
  return text.startsWith(marker, start) && isIndicator(text, start + 2, end) ? marker : undefined;
}

/** Whether nothing but blanks and a comment stand between the offsets; a comment has a blank before it. */
export function isRestEmpty(text: string, from: number, end: number): boolean {
  const at = skipBlanks(text, from, end);
  return at >= end || (text.charCodeAt(at) === HASH && at > from);
}

export function skipBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** The key that a line at column 0 begins with, plain or quoted. */
export function rootKey(text: string, start: number, end: number): RootKey | undefined {
  const quote = text.charAt(start);
  const quoted = quote === '"' || quote === "'";
  if (!quoted && !isPlainStart(text, start, end)) return undefined;
  const close = quoted ? quotedEnd(text, start, end) : plainKeyEnd(text, start, end);
  if (close === -1) return undefined;
  const colon = skipBlanks(text, close, end);
  if (text.charCodeAt(colon) !== COLON || !isIndicator(text, colon, end)) return undefined;
  const name = quoted ? text.slice(start + 1, close - 1) : text.slice(start, close);
  return { start, end: close, name, bare: isRestEmpty(text, colon + 1, end) };
}

/** Whether a line at column 0 begins an entry of the root mapping; a key may also be marked by `?`, an anchor or a tag. */
export function looksLikeKey(text: string, start: number, end: number): boolean {
  if (rootKey(text, start, end)) return true;
  if (text.charCodeAt(start) === QUESTION_MARK) return isIndicator(text, start, end);
  return '&!*'.includes(text.charAt(start)) && plainKeyEnd(text, start, end) !== -1;
}

/** Whether a line at column 0 is a scalar that no later line can continue except in error: plain, or quoted and closed. */
export function isScalarLine(text: string, start: number, end: number): boolean {
  const first = text.charAt(start);
  if (first !== '"' && first !== "'") return isPlainStart(text, start, end);
  const close = quotedEnd(text, start, end);
  return close !== -1 && isRestEmpty(text, close, end);
}

/**
 * How the root of a document begins, after `---` or on the first line: `open` where later lines at column 0 may belong to
 * a scalar or flow collection, `nothing` where only its anchor and tag are given yet, `closed` everything else.
 */
export type RootOpening = 'open' | 'nothing' | 'closed';

export function rootOpening(text: string, start: number, end: number): RootOpening {
  let at = skipBlanks(text, start, end);
  while ('&!'.includes(text.charAt(at)) && at < end) {
    while (at < end && !isBlank(text.charCodeAt(at))) at++;
    at = skipBlanks(text, at, end);
  }
  if (at >= end || text.charCodeAt(at) === HASH) return 'nothing';
  const first = text.charAt(at);
  if (first === '"' || first === "'") return quotedEnd(text, at, end) === -1 ? 'open' : 'closed';
  if (first === '[' || first === '{') return closesFlow(text, at, end) ? 'closed' : 'open';
  return first === '|' || first === '>' ? 'open' : 'closed';
}

/** Whether a line closes the flow collection that begins at an offset. */
function closesFlow(text: string, start: number, end: number): boolean {
  let depth = 0;
  for (let at = start; at < end; at++) {
    const character = text.charAt(at);
    if (character === '"' || character === "'") {
      const close = quotedEnd(text, at, end);
      if (close === -1) return false;
      at = close - 1;
    } else if ('[{'.includes(character)) depth++;
    else if (']}'.includes(character) && --depth === 0) return true;
  }
  return false;
}

function isPlainStart(text: string, start: number, end: number): boolean {
  const first = text.charAt(start);
  if (isBlank(text.charCodeAt(start))) return false;
  return '-?:'.includes(first) ? !isIndicator(text, start, end) : !NOT_PLAIN.includes(first);
}

/** The offset after the closing quote, -1 if the line does not close it. */
function quotedEnd(text: string, start: number, end: number): number {
  const quote = text.charCodeAt(start);
  for (let at = start + 1; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH && quote === DOUBLE_QUOTE) at++;
    else if (code === quote && quote !== DOUBLE_QUOTE && at + 1 < end && text.charCodeAt(at + 1) === quote) at++;
    else if (code === quote) return at + 1;
  }
  return -1;
}

/** The end of a plain key, before its colon and the blanks before that; -1 if the line has no such colon. */
function plainKeyEnd(text: string, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === HASH && at > start && isBlank(text.charCodeAt(at - 1))) return -1;
    if (code !== COLON || !isIndicator(text, at, end)) continue;
    let close = at;
    while (close > start && isBlank(text.charCodeAt(close - 1))) close--;
    return close;
  }
  return -1;
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}
