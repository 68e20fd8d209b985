import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  commentEnd,
  DOUBLE_QUOTE,
  depthAfterList,
  isCommentAt,
  listNamed,
  OPEN_BRACE,
  OPEN_BRACKET,
  stringEnd,
} from './json-scan.ts';
import { countLineBreaks } from './lines.ts';
import type { ListName } from './lists.ts';
import type { Cut, Piece, SplitState } from './piece.ts';

/**
 * Whether a file, split by lines, has to be split by depth instead: its brackets balance, but a chunk's own do not, or
 * a list's items share lines. While brackets are missing, lines are the better guide.
 */
export function isIrregular({ balance, misfits }: { readonly balance: number; readonly misfits: number }): boolean {
  return balance === 0 && misfits > 0;
}

/** Whether the brackets of a chunk that was split off by lines are other than its place in the file needs. */
export function isMisfit(piece: Piece): boolean {
  const { net, lowest, more } = piece.jsonShape;
  if (piece.role === 'item') return net !== 0 || lowest < 0 || more;
  const depth = bodyDepth(piece);
  const expected = piece.facts.next === 'end' ? 0 : 2;
  return piece.facts.after.phase === 'irregular' || depth + lowest < 0 || depth + net !== expected;
}

/** The bracket depth at which a body chunk begins: 0 at the start of the file, else 2, or 1 where a list's `]` is missing. */
export function bodyDepth(piece: Piece): 0 | 1 | 2 {
  if (piece.facts.before.phase === 'root') return 0;
  return depthAfterList(piece.readable, piece.readable.search(/\S/));
}

/** Splits a JSON file at the items of its record lists by bracket depth: any layout, but always the whole file. */
export function splitByDepth(text: string): readonly Cut[] {
  return new DepthSplitter(text).split();
}

class DepthSplitter {
  readonly #text: string;
  readonly #cuts: Cut[] = [];
  #open: Pick<Cut, 'start' | 'role' | 'list' | 'before'>;
  #depth = 0;
  /** The list whose key was read, its value not yet. */
  #key: ListName | undefined;
  /** The list that is open. */
  #list: ListName | undefined;
  /** Inside a list: whether the next value begins an item. */
  #fresh = false;

  constructor(text: string) {
    this.#text = text;
    this.#open = { start: 0, role: 'body', list: undefined, before: { phase: 'root', list: undefined, level: 0 } };
  }

  split(): readonly Cut[] {
    const text = this.#text;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code <= 32 || code === COLON) continue;
      if (isCommentAt(text, at)) {
        at = commentEnd(text, at, text.length) - 1;
        continue;
      }
      if (this.#list && this.#depth === 2) this.#inList(code, at);
      at = this.#step(code, at);
    }
    this.#close(text.length, { phase: 'root', list: undefined, level: this.#depth }, 'end');
    return this.#cuts;
  }

  #inList(code: number, at: number): void {
    const list = this.#list;
    if (code === CLOSE_BRACKET || code === CLOSE_BRACE) {
      this.#list = undefined;
      if (this.#open.role === 'item') this.#begin(at, 'body', undefined, list);
    } else if (code === COMMA) {
      this.#fresh = true;
    } else if (this.#fresh) {
      this.#fresh = false;
      this.#begin(at, 'item', list, list);
    }
  }

  /** Moves over one token and returns its last offset. */
  #step(code: number, at: number): number {
    const key = this.#key;
    this.#key = undefined;
    if (code === DOUBLE_QUOTE) {
      const close = stringEnd(this.#text, at, this.#text.length);
      if (this.#depth === 1) this.#key = listNamed(this.#text, at, close);
      return close - 1;
    }
    if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (key && this.#depth === 1 && code === OPEN_BRACKET) {
        this.#list = key;
        this.#fresh = true;
      }
      this.#depth++;
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      this.#depth = Math.max(0, this.#depth - 1);
      // A bracket that follows without a comma begins an item too; the comma is then reported as missing.
      if (this.#list && this.#depth === 2) this.#fresh = true;
    }
    return at;
  }

  #begin(at: number, role: Cut['role'], list: ListName | undefined, openList: ListName | undefined): void {
    const phase = this.#open.role === 'body' ? 'header' : 'items';
    const before: SplitState = { phase, list: openList, level: -1 };
    this.#close(at, before, role, list);
    this.#open = { start: at, role, list, before };
  }

  #close(end: number, after: SplitState, next: Cut['next'], nextList?: ListName): void {
    const { start, role, list, before } = this.#open;
    const lineBreaks = countLineBreaks(this.#text.slice(start, end));
    this.#cuts.push({
      start,
      end,
      lineBreaks,
      role,
      list: role === 'body' ? nextList : list,
      before,
      after,
      next,
      marker: false,
    });
  }
}
