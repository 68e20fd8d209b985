import { createScanner } from 'jsonc-parser';
import type { Span } from './tree.ts';

/** Kinds of tokens, numbered as the scanner numbers them (it declares a const enum, which is erased). */
export const KIND = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  null: 7,
  true: 8,
  false: 9,
  string: 10,
  number: 11,
  unknown: 16,
  end: 17,
} as const;

const LINE_COMMENT = 12;
const BLOCK_COMMENT = 13;
const LINE_BREAK = 14;
const BLANKS = 15;

const COLON_NEXT = /\s*:/y;

/** The tokens of a JSON text one after the other, without blanks; comments are handed to `onComment`. */
export class JsonTokens {
  /** One of {@link KIND}. */
  kind: number = KIND.end;
  start = 0;
  end = 0;
  /** Whether a line break stands before the token. */
  onNewLine = false;
  readonly #text: string;
  readonly #scanner: ReturnType<typeof createScanner>;
  readonly #onComment: (span: Span) => void;

  constructor(text: string, onComment: (span: Span) => void) {
    this.#text = text;
    this.#scanner = createScanner(text, false);
    this.#onComment = onComment;
    this.jump(text.charCodeAt(0) === 0xfeff ? 1 : 0);
  }

  /** A string's content, unescaped. */
  get value(): string {
    return this.#scanner.getTokenValue();
  }

  /** Whether the scanner found fault with the token. */
  get isFaulty(): boolean {
    return this.#scanner.getTokenError() !== 0;
  }

  next(): void {
    this.onNewLine = false;
    for (;;) {
      const kind: number = this.#scanner.scan();
      if (kind === BLANKS) continue;
      if (kind === LINE_BREAK) {
        this.onNewLine = true;
        continue;
      }
      this.kind = kind;
      this.start = this.#scanner.getTokenOffset();
      this.end = Math.min(this.#scanner.getPosition(), this.#text.length);
      if (kind !== LINE_COMMENT && kind !== BLOCK_COMMENT) return;
      this.#onComment({ start: this.start, end: this.end });
    }
  }

  /** Goes on with the token that begins at the offset or after it. */
  jump(offset: number): void {
    this.#scanner.setPosition(offset);
    this.next();
  }

  /** Whether a colon follows the current token. */
  isBeforeColon(): boolean {
    COLON_NEXT.lastIndex = this.end;
    return COLON_NEXT.test(this.#text);
  }
}
