/**
 * The quickest reader of JSON, for what programs write: strict JSON whose strings need no escapes, no key twice. It gives up at
 * anything else, so that it never says anything but what the full reader says (a differential test holds it to that).
 */
import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  CR,
  DOUBLE_QUOTE,
  LF,
  OPEN_BRACE,
  OPEN_BRACKET,
  SPACE,
  TAB,
} from './characters.ts';
import { MAX_DEPTH } from './frame.ts';
import { DOUBLE, FLOW, MAPPING, PLAIN, SEQUENCE, type Tape, TapeWriter } from './tape.ts';

/** A number or a word, up to what may follow it. */
const LITERAL = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?=[\s,\]}]|$)/y;

/**
 * Undefined where the text is not one value, or not as plain as that.
 * @param comma where a comma may follow the value (UTF-16 offset into the text).
 */
export function scanPlainJson(text: string, comma?: number): Tape | undefined {
  return new Scanner(text).scan(comma);
}

/** One for all: it writes one after the other. */
const writer = new TapeWriter();

/** Reading stops at the first thing out of the ordinary: every method says so with `false`. */
class Scanner {
  readonly #text: string;
  /** The next character to read. */
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  scan(comma: number | undefined): Tape | undefined {
    writer.begin();
    this.#blanks();
    if (!this.#value()) return undefined;
    this.#blanks();
    if (this.#at === comma) {
      this.#at++;
      this.#blanks();
    }
    return this.#at === this.#text.length ? writer.take(this.#text) : undefined;
  }

  /** To the next character that is no blank. */
  #blanks(): void {
    const text = this.#text;
    let at = this.#at;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code !== SPACE && code !== LF && code !== CR && code !== TAB) break;
      at++;
    }
    this.#at = at;
  }

  #value(): boolean {
    const code = this.#text.charCodeAt(this.#at);
    if (code === DOUBLE_QUOTE) return this.#string();
    if (code === OPEN_BRACE) return this.#collection(MAPPING, CLOSE_BRACE);
    if (code === OPEN_BRACKET) return this.#collection(SEQUENCE, CLOSE_BRACKET);
    return this.#literal();
  }

  #string(): boolean {
    const text = this.#text;
    const start = this.#at;
    let at = start + 1;
    for (let code = text.charCodeAt(at); code !== DOUBLE_QUOTE; code = text.charCodeAt(++at)) {
      // Beyond the text there is no code, which is no less and no more than anything.
      if (!(code >= SPACE) || code === BACKSLASH) return false;
    }
    this.#at = at + 1;
    writer.scalar(DOUBLE, start, this.#at);
    return true;
  }

  #literal(): boolean {
    LITERAL.lastIndex = this.#at;
    if (!LITERAL.test(this.#text)) return false;
    writer.scalar(PLAIN, this.#at, LITERAL.lastIndex);
    this.#at = LITERAL.lastIndex;
    return true;
  }

  #collection(kind: number, close: number): boolean {
    if (++this.#depth > MAX_DEPTH) return false;
    const collection = writer.open(kind + FLOW, this.#at);
    this.#at++;
    this.#blanks();
    if (this.#text.charCodeAt(this.#at) !== close) {
      for (;;) {
        if (kind === MAPPING && !this.#key(collection)) return false;
        if (!this.#value()) return false;
        this.#blanks();
        const next = this.#text.charCodeAt(this.#at);
        if (next === close) break;
        if (next !== COMMA) return false;
        this.#at++;
        this.#blanks();
      }
    }
    this.#at++;
    writer.close(collection, this.#at);
    this.#depth--;
    return true;
  }

  /** A key and its colon. False for one that the mapping has already. */
  #key(mapping: number): boolean {
    const key = writer.length;
    if (this.#text.charCodeAt(this.#at) !== DOUBLE_QUOTE || !this.#string()) return false;
    if (writer.repeats(mapping, key, this.#text)) return false;
    this.#blanks();
    if (this.#text.charCodeAt(this.#at) !== COLON) return false;
    this.#at++;
    this.#blanks();
    return true;
  }
}
