import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  DOUBLE_QUOTE,
  depthAfterList,
  isCommentAt,
  isKeyAt,
  listNamed,
  OPEN_BRACE,
  OPEN_BRACKET,
  skipBlanks,
  stringEnd,
} from './json-scan.ts';
import type { SplitState } from './piece.ts';
import { type ChunkBegin, Splitter } from './splitter.ts';

const START: SplitState = { phase: 'root', list: undefined, level: 0 };
const IRREGULAR: SplitState = { phase: 'irregular', list: undefined, level: 0 };
const BODY: ChunkBegin = { role: 'body', list: undefined, marker: false };

/**
 * Splits pretty-printed JSON by lines: an item begins at each line of its list's item indentation, the list ends at a
 * `]` that is indented no deeper than its items. Strict JSON strings hold no line breaks, so no such line can lie inside
 * a string; brackets inside an item are not counted, so an unclosed one damages its own item only.
 * Whether a file is laid out that way is for {@link isIrregular} to say; {@link splitByDepth} splits the others.
 */
export class JsonSplitter extends Splitter {
  static readonly start: SplitState = START;

  protected line(text: string, start: number, end: number): ChunkBegin | undefined {
    const at = skipBlanks(text, start, end);
    if (at === end || isCommentAt(text, at)) return undefined;
    switch (this.state.phase) {
      case 'root':
        this.state = rootState(text, at, end, this.state);
        return undefined;
      case 'header':
        return this.#afterHeader(text, at, end, at - start);
      case 'items':
        return this.#inList(text, at, end, at - start);
      default:
        return undefined;
    }
  }

  #afterHeader(text: string, at: number, end: number, indentation: number): ChunkBegin | undefined {
    const { list } = this.state;
    if (']}'.includes(text.charAt(at))) {
      this.state = rootState(text, at, end, { phase: 'root', list: undefined, level: 2 });
      return undefined;
    }
    if (isKeyAt(text, at, end)) return this.#endList(text, at, end);
    this.state = { phase: 'items', list, level: indentation };
    return { role: 'item', list, marker: false };
  }

  #inList(text: string, at: number, end: number, indentation: number): ChunkBegin | undefined {
    const { list, level } = this.state;
    const first = text.charAt(at);
    if (first === ']' && indentation <= level) return this.#endList(text, at, end);
    if (indentation < level && (first === '}' || isKeyAt(text, at, end))) return this.#endList(text, at, end);
    if (indentation !== level || '}],'.includes(first)) return undefined;
    return { role: 'item', list, marker: false };
  }

  #endList(text: string, at: number, end: number): ChunkBegin {
    this.state = rootState(text, at, end, { phase: 'root', list: undefined, level: depthAfterList(text, at) });
    return BODY;
  }
}

/** Moves the state over (the rest of) a line that lies among the keys of the root. */
function rootState(text: string, from: number, end: number, before: SplitState): SplitState {
  let { list: key, level: depth } = before;
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === COLON || code <= 32) continue;
    const list = depth === 1 && code === OPEN_BRACKET ? key : undefined;
    key = undefined;
    if (code === DOUBLE_QUOTE) {
      const close = stringEnd(text, at, end);
      if (depth === 1) key = listNamed(text, at, close);
      at = close - 1;
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      depth++;
      const rest = skipBlanks(text, at + 1, end);
      if (list && rest === end) return { phase: 'header', list, level: 0 };
      if (list && text.charCodeAt(rest) !== CLOSE_BRACKET) return IRREGULAR;
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      depth = Math.max(0, depth - 1);
    }
  }
  return { phase: 'root', list: key, level: depth };
}
