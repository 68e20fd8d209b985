import type { JsonTokens } from './json-tokens.ts';
import type { ReadError, Span } from './tree.ts';

const UNCLOSED = 'this quote is never closed';
const AFTER_QUOTE = 'nothing may follow the closing quote; a quote inside it is written \\"';
const ESCAPE = 'this is no escape sequence of JSON; write \\\\ for a backslash';
const CONTROL = 'a tab or another control character may not stand in a JSON string';

const LINE_BREAKS = '\r\n';
const BLANKS = ` \t${LINE_BREAKS}`;
const BLANKS_AND_MARKS = `${BLANKS},}]`;

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
  const comma = source.indexOf(',', start);
  if (comma !== -1 && comma < end) return unclosed(source, start, trimmedEnd(source, start, comma, BLANKS));
  const last = lastQuoteEnd(source, end);
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
  return unclosed(source, start, trimmedEnd(source, start, end, BLANKS_AND_MARKS));
}

/** The end of the first quote on the line that a comma, a closing bracket or the line's end follows. */
function lastQuoteEnd(source: string, from: number): number {
  for (let at = from; at < source.length && !LINE_BREAKS.includes(source.charAt(at)); at++) {
    if (source[at] !== '"') continue;
    let next = at + 1;
    while (next < source.length && ' \t'.includes(source.charAt(next))) next++;
    if (next === source.length || ',}]\r\n'.includes(source.charAt(next))) return at + 1;
  }
  return from;
}

function trimmedEnd(source: string, start: number, end: number, dropped: string): number {
  let at = end;
  while (at > start + 1 && dropped.includes(source.charAt(at - 1))) at--;
  return at;
}

function unclosed(source: string, start: number, end: number): JsonString {
  const text = source.slice(start + 1, end);
  return { text, end, error: { start, end, message: UNCLOSED }, resume: end };
}

export interface UnquotedRun extends Span {
  readonly text: string;
  readonly isSingleQuoted: boolean;
}

/** Text without double quotes that begins at `start`: up to a mark of JSON or the line's end, a key up to white space. */
export function unquotedRun(source: string, start: number, role: 'key' | 'value'): UnquotedRun {
  const quoteEnd = source[start] === "'" ? singleQuoteEnd(source, start) : -1;
  if (quoteEnd !== -1) {
    return { start, end: quoteEnd, text: source.slice(start + 1, quoteEnd - 1), isSingleQuoted: true };
  }
  const marks = role === 'key' ? `${BLANKS},:{}[]"` : `${LINE_BREAKS},{}[]"`;
  let at = start + 1;
  while (at < source.length && !marks.includes(source.charAt(at)) && !isComment(source, at)) at++;
  const end = trimmedEnd(source, start, at, BLANKS);
  return { start, end, text: source.slice(start, end), isSingleQuoted: false };
}

function singleQuoteEnd(source: string, start: number): number {
  for (let at = start + 1; at < source.length && !LINE_BREAKS.includes(source.charAt(at)); at++) {
    if (source[at] === '\\') at++;
    else if (source[at] === "'") return at + 1;
  }
  return -1;
}

function isComment(source: string, at: number): boolean {
  return source[at] === '/' && (source[at + 1] === '/' || source[at + 1] === '*');
}
