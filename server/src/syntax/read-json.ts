import { reportDuplicateKeys } from './duplicate-keys.ts';
import { arranged, type Frame, MAX_DEPTH, place, placeSpan, TOO_DEEP } from './frame.ts';
import { readJsonString, unquotedRun } from './json-scalars.ts';
import { JsonTokens, KIND } from './json-tokens.ts';
import type { Entry, ReadError, ReadResult, ScalarNode, Span, TreeNode } from './tree.ts';

const COMMENT = 'JSON has no comments';
const AFTER_END = 'nothing may follow the end of the JSON value';
const TRAILING_COMMA = 'JSON allows no comma after the last value';
const COMMA_MISSING = 'a comma is missing before this';
const VALUE_MISSING_BEFORE_COMMA = 'a value is missing before this comma';
const VALUE_MISSING = 'a value is missing after this colon';
const KEY_MISSING = 'a key is missing before this';
const COLON_MISSING = 'a colon is missing after this key';
const COLON_UNEXPECTED = 'this colon is not expected here';
const KEY_QUOTES = 'a JSON key needs double quotes';
const UNQUOTED = 'only numbers, true, false and null stand without double quotes in JSON';
const SINGLE_QUOTES = 'JSON strings are written in double quotes';

/** Reads strict JSON, and of text that is not as much as can be made out. */
export function readJson(frame: Frame): ReadResult {
  return new JsonReader(frame).read();
}

class JsonReader {
  readonly #frame: Frame;
  readonly #text: string;
  readonly #tokens: JsonTokens;
  readonly #errors: ReadError[] = [];
  #depth = 0;
  #openArrays = 0;
  #openObjects = 0;
  /** After an error until the next colon, comma or bracket: what follows may be due to it. */
  #isQuiet = false;
  #isStopped = false;

  constructor(frame: Frame) {
    this.#frame = frame;
    this.#text = frame.whole;
    this.#tokens = new JsonTokens(frame.whole, (span) => this.#fault(span, COMMENT));
  }

  read(): ReadResult {
    let root = this.#value();
    if (this.#tokens.kind !== KIND.end) this.#error(this.#tokens, AFTER_END);
    // What stands before the first bracket is no reason to read nothing.
    while (root?.kind !== 'mapping' && root?.kind !== 'sequence' && this.#tokens.kind !== KIND.end) {
      if (this.#tokens.kind === KIND.openBrace || this.#tokens.kind === KIND.openBracket) root = this.#value();
      else this.#tokens.next();
    }
    return { root, errors: arranged(this.#frame, this.#errors), comments: [] };
  }

  /** An error that says nothing about what follows. */
  #fault(span: Span, message: string): void {
    if (!this.#isStopped) this.#errors.push({ ...placeSpan(this.#frame, span), message });
  }

  /** An error of the structure: the first one counts, until the structure is clear again. */
  #error(span: Span, message: string): void {
    if (!this.#isQuiet) this.#fault(span, message);
    this.#isQuiet = true;
  }

  #next(): void {
    this.#tokens.next();
    this.#isQuiet = false;
  }

  #value(): TreeNode | undefined {
    switch (this.#tokens.kind) {
      case KIND.openBrace:
        return this.#object();
      case KIND.openBracket:
        return this.#array();
      case KIND.string:
        return this.#string();
      case KIND.null:
      case KIND.true:
      case KIND.false:
      case KIND.number:
      case KIND.unknown:
        return this.#literal();
      default:
        return undefined;
    }
  }

  #string(): ScalarNode {
    const { start } = this.#tokens;
    const { text, end, error, resume } = readJsonString(this.#text, this.#tokens);
    if (error !== undefined) {
      this.#fault(error, error.message);
      this.#isQuiet = true;
    }
    if (resume === undefined) this.#tokens.next();
    else this.#tokens.jump(resume);
    return { kind: 'scalar', ...this.#span(start, end), text, style: 'double' };
  }

  #literal(): ScalarNode {
    const { start, end, kind } = this.#tokens;
    const isComplete = end >= this.#text.length || /[\s,{}[\]"/]/.test(this.#text.charAt(end));
    if (kind !== KIND.unknown && !this.#tokens.isFaulty && isComplete) {
      this.#tokens.next();
      return { kind: 'scalar', ...this.#span(start, end), text: this.#text.slice(start, end), style: 'plain' };
    }
    return this.#unquoted(unquotedRun(this.#text, start, 'value'), UNQUOTED);
  }

  /** Text that should stand in double quotes. */
  #unquoted(run: ReturnType<typeof unquotedRun>, message: string): ScalarNode {
    const span = this.#span(run.start, run.end);
    this.#error(run, run.isSingleQuoted ? SINGLE_QUOTES : message);
    this.#tokens.jump(run.end);
    return { kind: 'scalar', ...span, text: run.text, style: run.isSingleQuoted ? 'single' : 'plain' };
  }

  #object(): TreeNode {
    const { start } = this.#tokens;
    const entries: Entry[] = [];
    this.#openObjects++;
    this.#enter();
    while (this.#tokens.kind !== KIND.closeBrace && this.#tokens.kind !== KIND.end) {
      if (this.#tokens.kind === KIND.closeBracket) {
        if (this.#openArrays > 0) break;
        this.#skip('this ] closes nothing');
        continue;
      }
      const entry = this.#entry();
      if (entry !== undefined) entries.push(entry);
      this.#separator(KIND.closeBrace);
    }
    this.#openObjects--;
    const end = this.#leave(start, '{', KIND.closeBrace);
    if (entries.length > 1) reportDuplicateKeys(entries, this.#errors);
    return { kind: 'mapping', flow: true, ...this.#span(start, end), entries };
  }

  #array(): TreeNode {
    const { start } = this.#tokens;
    const items: TreeNode[] = [];
    this.#openArrays++;
    this.#enter();
    while (this.#tokens.kind !== KIND.closeBracket && this.#tokens.kind !== KIND.end) {
      if (this.#tokens.kind === KIND.closeBrace) {
        if (this.#openObjects > 0) break;
        this.#skip('this } closes nothing');
        continue;
      }
      if (this.#tokens.kind === KIND.colon) this.#skip(COLON_UNEXPECTED);
      else if (this.#tokens.kind === KIND.comma) this.#error(this.#tokens, VALUE_MISSING_BEFORE_COMMA);
      else {
        const item = this.#value();
        if (item !== undefined) items.push(item);
      }
      this.#separator(KIND.closeBracket);
    }
    this.#openArrays--;
    const end = this.#leave(start, '[', KIND.closeBracket);
    return { kind: 'sequence', flow: true, ...this.#span(start, end), items };
  }

  /** One entry of an object; undefined where there is no key. */
  #entry(): Entry | undefined {
    const { kind } = this.#tokens;
    if (kind === KIND.comma) {
      this.#error(this.#tokens, VALUE_MISSING_BEFORE_COMMA);
      return undefined;
    }
    if (kind === KIND.colon || kind === KIND.openBrace || kind === KIND.openBracket) {
      this.#error(this.#tokens, KEY_MISSING);
      if (kind === KIND.colon) this.#tokens.next();
      this.#value();
      return undefined;
    }
    const { start, end } = this.#tokens;
    const key =
      kind === KIND.string ? this.#string() : this.#unquoted(unquotedRun(this.#text, start, 'key'), KEY_QUOTES);
    return { key, value: this.#entryValue(key, { start, end }) };
  }

  #entryValue(key: ScalarNode, keySpan: Span): TreeNode {
    if (this.#tokens.kind !== KIND.colon) {
      this.#error(keySpan, COLON_MISSING);
      const isNextKey = this.#isKey() && (this.#tokens.onNewLine || this.#tokens.isBeforeColon());
      return (isNextKey ? undefined : this.#value()) ?? emptyAt(key.end);
    }
    const { start, end } = this.#tokens;
    this.#next();
    const isMissing = this.#tokens.onNewLine && this.#isKey() && this.#tokens.isBeforeColon();
    const value = isMissing ? undefined : this.#value();
    if (value === undefined) this.#error({ start, end }, VALUE_MISSING);
    if (this.#tokens.kind === KIND.colon) {
      this.#skip(COLON_UNEXPECTED);
      this.#value();
    }
    return value ?? emptyAt(place(this.#frame, end));
  }

  #isKey(): boolean {
    return this.#tokens.kind === KIND.string || this.#tokens.kind === KIND.unknown;
  }

  /** What stands between two values. */
  #separator(close: number): void {
    const { kind, start, end } = this.#tokens;
    if (kind === KIND.comma) {
      this.#next();
      if (this.#tokens.kind === close) this.#error({ start, end }, TRAILING_COMMA);
    } else if (kind !== KIND.closeBrace && kind !== KIND.closeBracket && kind !== KIND.end) {
      this.#error(this.#tokens, COMMA_MISSING);
    }
  }

  #skip(message: string): void {
    this.#error(this.#tokens, message);
    this.#tokens.next();
  }

  #enter(): void {
    if (++this.#depth > MAX_DEPTH) {
      this.#fault(this.#tokens, TOO_DEEP);
      this.#isStopped = true;
      this.#tokens.jump(this.#text.length);
    } else this.#next();
  }

  #leave(start: number, open: string, close: number): number {
    this.#depth--;
    const { kind, end } = this.#tokens;
    if (kind !== close) {
      // At the end of the text everything around is open, too: the innermost one is the one being written.
      this.#error({ start, end: start + 1 }, `this ${open} is never closed`);
      return this.#tokens.start;
    }
    this.#next();
    return end;
  }

  #span(start: number, end: number): Span {
    return placeSpan(this.#frame, { start, end });
  }
}

function emptyAt(offset: number): ScalarNode {
  return { kind: 'scalar', start: offset, end: offset, text: '', style: 'empty' };
}
