import { createScanner } from 'jsonc-parser';
import { reportDuplicateKeys } from './duplicate-keys.ts';
import { type Frame, MAX_DEPTH, place, TOO_DEEP } from './frame.ts';
import type { Entry, ReadError, ReadResult, ScalarNode, TreeNode } from './tree.ts';

// jsonc-parser declares these as const enums, which are erased.
const OPEN_BRACE = 1;
const CLOSE_BRACE = 2;
const OPEN_BRACKET = 3;
const CLOSE_BRACKET = 4;
const COMMA = 5;
const COLON = 6;
const STRING = 10;
const EOF = 17;

/** Reads strict JSON, and as much as possible of text that is not. */
export function readJson(frame: Frame): ReadResult {
  return new JsonReader(frame).read();
}

class JsonReader {
  readonly #frame: Frame;
  readonly #scanner;
  readonly #errors: ReadError[] = [];
  #token: number = EOF;
  #depth = 0;

  constructor(frame: Frame) {
    this.#frame = frame;
    this.#scanner = createScanner(frame.whole, true);
    if (frame.whole.charCodeAt(0) === 0xfeff) this.#scanner.setPosition(1);
  }

  read(): ReadResult {
    this.#advance();
    let root: TreeNode | undefined;
    if (this.#token !== EOF) {
      root = this.#value();
      if (root === undefined || this.#token !== EOF) this.#error('Nothing may follow the end of the JSON value.');
    }
    return { root, errors: this.#errors, comments: [] };
  }

  #advance(): void {
    this.#token = this.#scanner.scan();
  }

  #error(message: string): void {
    const start = this.#scanner.getTokenOffset();
    const end = start + Math.max(1, this.#scanner.getTokenLength());
    this.#errors.push({ start: place(this.#frame, start), end: place(this.#frame, end), message });
  }

  #value(): TreeNode | undefined {
    switch (this.#token) {
      case OPEN_BRACE:
        return this.#object();
      case OPEN_BRACKET:
        return this.#array();
      case STRING:
        return this.#string();
      case 7:
      case 8:
      case 9:
      case 11:
        return this.#literal();
      default:
        return undefined;
    }
  }

  #string(): ScalarNode {
    const start = this.#scanner.getTokenOffset();
    const text = this.#scanner.getTokenValue();
    if (this.#scanner.getTokenError() !== 0) this.#error('This string is not valid JSON.');
    const end = start + this.#scanner.getTokenLength();
    this.#advance();
    return { kind: 'scalar', start: place(this.#frame, start), end: place(this.#frame, end), text, style: 'double' };
  }

  #literal(): ScalarNode {
    const start = this.#scanner.getTokenOffset();
    const end = start + this.#scanner.getTokenLength();
    const text = this.#frame.whole.slice(start, end);
    this.#advance();
    return { kind: 'scalar', start: place(this.#frame, start), end: place(this.#frame, end), text, style: 'plain' };
  }

  #object(): TreeNode {
    const start = this.#scanner.getTokenOffset();
    const entries: Entry[] = [];
    this.#enter();
    this.#advance();
    while (this.#token !== CLOSE_BRACE && this.#token !== EOF) {
      if (this.#token !== STRING) {
        this.#error('A key in double quotes is expected here.');
        this.#advance();
        continue;
      }
      const key = this.#string();
      let at = key.end;
      if ((this.#token as number) === COLON) {
        at = place(this.#frame, this.#scanner.getPosition());
        this.#advance();
      } else this.#error('A colon is missing after this key.');
      const value = this.#value();
      if (value === undefined) this.#error('A value is missing here.');
      entries.push({ key, value: value ?? { kind: 'scalar', start: at, end: at, text: '', style: 'empty' } });
      this.#comma(CLOSE_BRACE);
    }
    const end = this.#close('This brace is never closed.', start);
    reportDuplicateKeys(entries, this.#errors);
    return { kind: 'mapping', flow: true, start: place(this.#frame, start), end: place(this.#frame, end), entries };
  }

  #array(): TreeNode {
    const start = this.#scanner.getTokenOffset();
    const items: TreeNode[] = [];
    this.#enter();
    this.#advance();
    while (this.#token !== CLOSE_BRACKET && this.#token !== EOF) {
      const item = this.#value();
      if (item === undefined) {
        this.#error('A value is expected here.');
        this.#advance();
        continue;
      }
      items.push(item);
      this.#comma(CLOSE_BRACKET);
    }
    const end = this.#close('This bracket is never closed.', start);
    return { kind: 'sequence', flow: true, start: place(this.#frame, start), end: place(this.#frame, end), items };
  }

  #enter(): void {
    if (++this.#depth > MAX_DEPTH) {
      this.#error(TOO_DEEP);
      this.#scanner.setPosition(this.#frame.whole.length);
    }
  }

  #comma(close: number): void {
    if (this.#token === COMMA) {
      this.#advance();
      if (this.#token === close) this.#error('No comma may stand before the closing bracket.');
    } else if (this.#token !== close && this.#token !== EOF) this.#error('A comma is missing before this.');
  }

  #close(message: string, start: number): number {
    this.#depth--;
    if (this.#token === EOF) {
      this.#errors.push({ start: place(this.#frame, start), end: place(this.#frame, start + 1), message });
      return this.#frame.whole.length;
    }
    const end = this.#scanner.getPosition();
    this.#advance();
    return end;
  }
}
