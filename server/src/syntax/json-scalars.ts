import type { JsonTokens } from './json-tokens.ts';
import type { ReadError, Span } from './tree.ts';

const UNCLOSED = 'This quote is never closed.';
const AFTER_QUOTE = 'Nothing may follow the closing quote; a quote inside it is written \\".';
const ESCAPE = 'This is no escape sequence of JSON; write \\\\ for a backslash.';
const CONTROL = 'A tab or another control character may not stand in a JSON string.';

export interface JsonString {
  readonly text: string;
  readonly end: number;
  readonly error: ReadError | undefined;
  /** Where to go on, if not after the token that the scanner found. */
  readonly resume: number | undefined;
}

/** The string that is the current token; where it is not valid JSON, where it was probably meant to end. */
export function readJsonString(source: string, tokens: JsonTokens): JsonString {
  const { start, end, value } = tokens;
  if (tokens.isFaulty) return faulty(source, start, end, value);
  if (end >= source.length || /[\s,:}\]/]/.test(source.charAt(end))) {
    return { text: value, end, error: undefined, resume: undefined };
  }
  // The closing quote opens the next string: `"x, "key": 1`.
  const comma = source.slice(start, end).search(/\s*,/);
  if (comma > 0) return unclosed(source, start, start + comma);
  const close = /[^\r\n]*?"(?=\s*(?:[,}\]]|$))/my;
  close.lastIndex = end;
  const last = close.test(source) ? close.lastIndex : end;
  const error = { start: end, end: Math.max(last, end + 1), message: AFTER_QUOTE };
  return { text: source.slice(start + 1, last - 1), end: last, error, resume: last };
}

function faulty(source: string, start: number, end: number, value: string): JsonString {
  const raw = source.slice(start, end);
  const fault = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})|(\\u[0-9a-fA-F]{0,3}|\\.)|([^\u0020-\uffff])/gs;
  for (const match of raw.matchAll(fault)) {
    const [all, badEscape, control] = match;
    if (badEscape === undefined && control === undefined) continue;
    const message = badEscape === undefined ? CONTROL : ESCAPE;
    const error = { start: start + match.index, end: start + match.index + all.length, message };
    return { text: value, end, error, resume: undefined };
  }
  return unclosed(source, start, start + raw.replace(/[\s,}\]]*$/, '').length);
}

function unclosed(source: string, start: number, end: number): JsonString {
  const text = source.slice(start + 1, end);
  return { text, end, error: { start, end, message: UNCLOSED }, resume: end };
}

export interface UnquotedRun extends Span {
  readonly text: string;
  readonly isSingleQuoted: boolean;
}

const UNQUOTED_VALUE = /(?:[^\s,{}[\]"/]|\/(?![/*])|[ \t]+(?=[^\s,{}[\]"/]))+/y;
const UNQUOTED_KEY = /[^\s,:{}[\]"]+/y;
const SINGLE_QUOTED = /'((?:[^'\\\r\n]|\\.)*)'/y;

/** Text without double quotes that begins at `start`: up to a mark of JSON or the line's end, a key up to white space. */
export function unquotedRun(source: string, start: number, role: 'key' | 'value'): UnquotedRun {
  SINGLE_QUOTED.lastIndex = start;
  const quoted = SINGLE_QUOTED.exec(source);
  if (quoted) return { start, end: start + quoted[0].length, text: quoted[1] ?? '', isSingleQuoted: true };
  const pattern = role === 'key' ? UNQUOTED_KEY : UNQUOTED_VALUE;
  pattern.lastIndex = start;
  const end = pattern.test(source) ? pattern.lastIndex : start + 1;
  return { start, end, text: source.slice(start, end), isSingleQuoted: false };
}
