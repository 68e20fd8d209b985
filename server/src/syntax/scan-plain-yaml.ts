/**
 * The quickest reader, for the YAML that programs and careful people write: block mappings and lists of plain and quoted
 * scalars, brackets that close on their line, comments; and a key that is being typed. It knows what it reads and gives up at
 * anything else, so that it never says anything but what the full reader says (a differential test holds it to that).
 */
import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  CR,
  DASH,
  DOUBLE_QUOTE,
  HASH,
  LF,
  OPEN_BRACE,
  OPEN_BRACKET,
  SINGLE_QUOTE,
  SPACE,
} from './characters.ts';
import { MAX_DEPTH } from './frame.ts';
import { CELL, DOUBLE, EMPTY, FLOW, MAPPING, PLAIN, SEQUENCE, SINGLE, type Tape, TapeWriter } from './tape.ts';
import type { Comment, ReadError } from './tree.ts';
import { KEY_WITHOUT_COLON } from './yaml-lines.ts';

export interface Scanned {
  readonly tape: Tape;
  /** One where a key has no colon yet. */
  readonly errors: readonly ReadError[];
  readonly comments: readonly Comment[];
}

const KEY = 1;
const PLAIN_START = 2;
const PRINTABLE = 4;

/** What an ASCII character may be: part of a simple key, the first of a plain scalar, part of any scalar. */
const ABILITIES = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  const key = /[\w-]/.test(character) ? KEY : 0;
  const plainStart = /[\w.+/(<=~$]/.test(character) ? PLAIN_START : 0;
  return key | plainStart | (code >= SPACE && code < 127 ? PRINTABLE : 0);
});

function can(code: number, ability: number): boolean {
  return code < 128 && ((ABILITIES[code] as number) & ability) !== 0;
}

/** YAML allows keys without a mark of their own up to 1,024 characters. */
const MAX_KEY_LENGTH = 1000;

const NONE: readonly never[] = [];

/** Undefined where the text is not as plain as that. Offsets are relative to the text. */
export function scanPlainYaml(text: string): Scanned | undefined {
  return new Scanner(text).scan();
}

/** One for all: it writes one after the other. */
const writer = new TapeWriter();

/** Reading stops at the first thing out of the ordinary: every method says so with `false` or a negative number. */
class Scanner {
  readonly #text: string;
  readonly #length: number;
  #comments: Comment[] | undefined;
  #error: ReadError | undefined;
  /** The next character to read; between lines, the first one of the next content. */
  #at = 0;
  /** The column of the next content, -1 at the end of the text. */
  #column = 0;
  #depth = 0;
  /** End of the last token. */
  #end = 0;

  constructor(text: string) {
    this.#text = text;
    this.#length = text.length;
  }

  scan(): Scanned | undefined {
    writer.begin();
    if (!this.#nextContent() || this.#column < 0 || !this.#block() || this.#column >= 0) return undefined;
    const errors = this.#error ? [this.#error] : NONE;
    return { tape: writer.take(this.#text), errors, comments: this.#comments ?? NONE };
  }

  /** From the start of a line to the next one with content. */
  #nextContent(): boolean {
    let at = this.#at;
    for (;;) {
      const lineStart = at;
      while (this.#text.charCodeAt(at) === SPACE) at++;
      if (at >= this.#length) {
        this.#at = at;
        this.#column = -1;
        return true;
      }
      const code = this.#text.charCodeAt(at);
      if (code !== HASH && code !== LF && code !== CR) {
        this.#at = at;
        this.#column = at - lineStart;
        return true;
      }
      this.#at = at;
      if (!this.#restOfLine()) return false;
      at = this.#at;
    }
  }

  /** Nothing but spaces and perhaps a comment, up to the start of the next line. */
  #restOfLine(): boolean {
    const text = this.#text;
    let at = this.#at;
    while (text.charCodeAt(at) === SPACE) at++;
    if (text.charCodeAt(at) === HASH) {
      const before = text.charCodeAt(at - 1);
      if (at > 0 && before !== SPACE && before !== LF) return false;
      const start = at;
      while (can(text.charCodeAt(at), PRINTABLE)) at++;
      this.#comments ??= [];
      this.#comments.push({ start, end: at, text: text.slice(start, at) });
    }
    if (text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF) at++;
    if (at < this.#length && text.charCodeAt(at) !== LF) return false;
    this.#at = Math.min(at + 1, this.#length);
    return true;
  }

  /** A collection whose first line begins here. */
  #block(): boolean {
    if (++this.#depth > MAX_DEPTH) return false;
    const done = this.#isDash() ? this.#sequence() : this.#mapping(this.#column);
    this.#depth--;
    return done;
  }

  #isDash(): boolean {
    return this.#text.charCodeAt(this.#at) === DASH && this.#text.charCodeAt(this.#at + 1) === SPACE;
  }

  #sequence(): boolean {
    const column = this.#column;
    const sequence = writer.open(SEQUENCE, this.#at);
    do {
      const lineStart = this.#at - column;
      this.#at++;
      while (this.#text.charCodeAt(this.#at) === SPACE) this.#at++;
      if (!this.#item(this.#at - lineStart)) return false;
    } while (this.#column === column && this.#isDash());
    if (this.#column > column) return false;
    writer.close(sequence, this.#end);
    return true;
  }

  /** What stands after a dash, at a column. */
  #item(column: number): boolean {
    if (this.#keyEnd(this.#at) > 0) {
      if (++this.#depth > MAX_DEPTH || !this.#mapping(column)) return false;
      this.#depth--;
      return true;
    }
    return this.#inline() && this.#restOfLine() && this.#nextContent();
  }

  /** The end of a simple key that begins here, with its colon after it; 0 where there is none. */
  #keyEnd(start: number): number {
    const text = this.#text;
    let at = start;
    if (text.charCodeAt(at) === DASH) return 0;
    while (can(text.charCodeAt(at), KEY)) at++;
    if (at === start || at - start > MAX_KEY_LENGTH || text.charCodeAt(at) !== COLON) return 0;
    const next = text.charCodeAt(at + 1);
    return next === SPACE || next === LF || next === CR || at + 1 >= this.#length ? at : 0;
  }

  #mapping(column: number): boolean {
    const mapping = writer.open(MAPPING, this.#at);
    do {
      const end = this.#keyEnd(this.#at);
      if (end === 0) {
        if (!this.#bareKey(mapping, column)) return false;
      } else if (!this.#key(mapping, end) || !this.#value(column)) return false;
    } while (this.#column === column);
    if (this.#column > column) return false;
    writer.close(mapping, this.#end);
    return true;
  }

  /**
   * A line with nothing but a key, after others: it is being typed. Only one: where more is wrong, the full reader makes out
   * what was meant.
   */
  #bareKey(mapping: number, column: number): boolean {
    const text = this.#text;
    const start = this.#at;
    let end = start;
    while (can(text.charCodeAt(end), KEY)) end++;
    const isKey = end > start && end - start <= MAX_KEY_LENGTH && text.charCodeAt(start) !== DASH;
    if (!isKey || this.#error || writer.length === mapping + CELL || !this.#key(mapping, end)) return false;
    writer.scalar(EMPTY, end, end);
    this.#error = { start, end, message: KEY_WITHOUT_COLON };
    this.#at = end;
    this.#end = end;
    if (!this.#restOfLine() || !this.#nextContent()) return false;
    // What is indented further, and a list, would be its value.
    return this.#column < column || (this.#column === column && !this.#isDash());
  }

  /** @param end of the key, where its colon is. False for one that the mapping has already. */
  #key(mapping: number, end: number): boolean {
    const key = writer.scalar(PLAIN, this.#at, end);
    this.#at = end + 1;
    return !writer.repeats(mapping, key, this.#text);
  }

  /** What stands after the colon of a key at a column, up to the next content. */
  #value(column: number): boolean {
    const colonEnd = this.#at;
    while (this.#text.charCodeAt(this.#at) === SPACE) this.#at++;
    const code = this.#text.charCodeAt(this.#at);
    if (code !== LF && code !== CR && code !== HASH && this.#at < this.#length) {
      return this.#inline() && this.#restOfLine() && this.#nextContent();
    }
    this.#end = colonEnd;
    if (!this.#restOfLine() || !this.#nextContent()) return false;
    if (this.#column > column || (this.#column === column && this.#isDash())) return this.#block();
    writer.scalar(EMPTY, colonEnd, colonEnd);
    return true;
  }

  /** A scalar or a bracketed collection within one line. */
  #inline(): boolean {
    const code = this.#text.charCodeAt(this.#at);
    if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) return this.#quoted(code);
    if (code === OPEN_BRACKET || code === OPEN_BRACE) return this.#flow(code);
    return this.#plain(false);
  }

  #quoted(quote: number): boolean {
    const text = this.#text;
    const start = this.#at;
    let at = start + 1;
    for (let code = text.charCodeAt(at); code !== quote; code = text.charCodeAt(++at)) {
      if (!can(code, PRINTABLE) || (code === BACKSLASH && quote === DOUBLE_QUOTE)) return false;
    }
    // A quote twice stands for itself; a colon makes it a key.
    const next = text.charCodeAt(at + 1);
    if (next === quote || next === COLON) return false;
    writer.scalar(quote === DOUBLE_QUOTE ? DOUBLE : SINGLE, start, at + 1);
    this.#at = at + 1;
    this.#end = at + 1;
    return true;
  }

  #plain(inFlow: boolean): boolean {
    const text = this.#text;
    const start = this.#at;
    const first = text.charCodeAt(start);
    if (!can(first, PLAIN_START) && !(first === DASH && can(text.charCodeAt(start + 1), KEY))) return false;
    let end = start;
    let at = start;
    for (let code = first; can(code, PRINTABLE); code = text.charCodeAt(++at)) {
      if (code === SPACE) continue;
      if (code === COLON && !can(text.charCodeAt(at + 1), KEY)) return false;
      if (code === HASH && text.charCodeAt(at - 1) === SPACE) break;
      if (inFlow && isFlowIndicator(code)) break;
      end = at + 1;
    }
    const stopped = text.charCodeAt(at);
    if (at < this.#length && stopped !== LF && stopped !== CR && stopped !== HASH && !inFlow) return false;
    writer.scalar(PLAIN, start, end);
    this.#at = end;
    this.#end = end;
    return true;
  }

  #flow(open: number): boolean {
    if (++this.#depth > MAX_DEPTH) return false;
    const isMapping = open === OPEN_BRACE;
    const close = isMapping ? CLOSE_BRACE : CLOSE_BRACKET;
    const collection = writer.open((isMapping ? MAPPING : SEQUENCE) + FLOW, this.#at);
    this.#at++;
    if (this.#flowNext() !== close) {
      for (;;) {
        if (!(isMapping ? this.#flowPair(collection) : this.#inFlow())) return false;
        const next = this.#flowNext();
        if (next === close) break;
        if (next !== COMMA) return false;
        this.#at++;
        this.#flowNext();
      }
    }
    this.#at++;
    this.#end = this.#at;
    if (this.#text.charCodeAt(this.#at) === COLON) return false;
    writer.close(collection, this.#at);
    this.#depth--;
    return true;
  }

  #flowNext(): number {
    while (this.#text.charCodeAt(this.#at) === SPACE) this.#at++;
    return this.#text.charCodeAt(this.#at);
  }

  #flowPair(mapping: number): boolean {
    const end = this.#keyEnd(this.#at);
    if (end === 0 || !this.#key(mapping, end)) return false;
    this.#flowNext();
    return this.#inFlow();
  }

  #inFlow(): boolean {
    const code = this.#text.charCodeAt(this.#at);
    if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) return this.#quoted(code);
    if (code === OPEN_BRACKET || code === OPEN_BRACE) return this.#flow(code);
    return this.#plain(true);
  }
}

function isFlowIndicator(code: number): boolean {
  return (
    code === COMMA || code === OPEN_BRACKET || code === CLOSE_BRACKET || code === OPEN_BRACE || code === CLOSE_BRACE
  );
}
