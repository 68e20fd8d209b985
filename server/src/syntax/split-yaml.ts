import { isListName } from './lists.ts';
import type { SplitState } from './piece.ts';
import { type ChunkBegin, Splitter } from './splitter.ts';
import {
  BYTE_ORDER_MARK,
  DASH,
  documentMarker,
  HASH,
  isIndicator,
  isRestEmpty,
  looksLikeKey,
  PERCENT,
  type RootOpening,
  rootKey,
  rootOpening,
  SPACE,
  TAB,
} from './yaml-lines.ts';

const PROLOG: SplitState = { phase: 'prolog', list: undefined, level: 0 };
const TAGGED: SplitState = { phase: 'tagged', list: undefined, level: 0 };
const START: SplitState = { phase: 'start', list: undefined, level: 0 };
const ROOT: SplitState = { phase: 'root', list: undefined, level: 0 };
const IRREGULAR: SplitState = { phase: 'irregular', list: undefined, level: 0 };

const BODY: ChunkBegin = { role: 'body', list: undefined, marker: false };
const DOCUMENT: ChunkBegin = { role: 'body', list: undefined, marker: true };

/**
 * Splits YAML at the items of its record lists, at the root keys after a list, and at document markers.
 *
 * Sound because every line that continues a scalar or collection inside an item is indented deeper than the item's
 * dash; so an unclosed quote damages its own item only. Lines that fit nowhere stay with the chunk before them.
 * A document whose root is a flow collection, a block scalar or a quoted scalar of several lines is one chunk.
 */
export class YamlSplitter extends Splitter {
  static readonly start: SplitState = PROLOG;

  protected line(text: string, lineStart: number, end: number): ChunkBegin | undefined {
    const { phase } = this.state;
    const atProlog = phase === 'prolog' || phase === 'tagged';
    const start = atProlog && text.charCodeAt(lineStart) === BYTE_ORDER_MARK ? lineStart + 1 : lineStart;
    let at = start;
    while (at < end && text.charCodeAt(at) === SPACE) at++;
    if (at === end || text.charCodeAt(at) === HASH) return undefined;
    if (text.charCodeAt(at) === TAB && isRestEmpty(text, at, end)) return undefined;

    const indentation = at - start;
    if (indentation === 0) {
      const marker = documentMarker(text, start, end);
      if (marker) return this.#marker(marker, text, start, end);
    }
    switch (phase) {
      case 'prolog':
      case 'tagged':
      case 'start':
        return this.#firstContent(text, start, end, indentation);
      case 'root':
        return this.#rootLine(text, start, end, indentation);
      case 'header':
        return this.#afterHeader(text, start, end, indentation);
      case 'items':
        return this.#inList(text, start, end, indentation);
      default:
        return undefined;
    }
  }

  #marker(marker: '---' | '...', text: string, start: number, end: number): ChunkBegin | undefined {
    const { phase } = this.state;
    if (marker === '...') {
      this.state = PROLOG;
      return DOCUMENT;
    }
    // A tag handle holds for the whole document: its items cannot be read on their own.
    this.state = phase === 'tagged' ? IRREGULAR : stateAfter(rootOpening(text, start + marker.length, end));
    return phase === 'prolog' || phase === 'tagged' ? undefined : DOCUMENT;
  }

  #firstContent(text: string, start: number, end: number, indentation: number): undefined {
    const { phase } = this.state;
    if (phase !== 'start' && indentation === 0 && text.charCodeAt(start) === PERCENT) {
      if (text.startsWith('%TAG', start)) this.state = TAGGED;
      return;
    }
    this.state = stateAfter(rootOpening(text, start, end));
    this.#rootLine(text, start, end, indentation);
  }

  #rootLine(text: string, start: number, end: number, indentation: number): undefined {
    const key = indentation === 0 ? rootKey(text, start, end) : undefined;
    if (key?.bare && isListName(key.name)) this.state = { phase: 'header', list: key.name, level: 0 };
  }

  #afterHeader(text: string, start: number, end: number, indentation: number): ChunkBegin | undefined {
    const { list } = this.state;
    const at = start + indentation;
    if (text.charCodeAt(at) === DASH && isIndicator(text, at, end)) {
      this.state = { phase: 'items', list, level: indentation };
      return { role: 'item', list, marker: false };
    }
    // A line that a tab indents or that is no key at column 0 is an error and decides nothing.
    if (text.charCodeAt(at) === TAB || (indentation === 0 && !looksLikeKey(text, start, end))) return undefined;
    this.state = ROOT;
    this.#rootLine(text, start, end, indentation);
    return undefined;
  }

  #inList(text: string, start: number, end: number, indentation: number): ChunkBegin | undefined {
    const { list, level, previous } = this.state;
    const at = start + indentation;
    // A dash further out than the list's can be nothing but an item that is indented wrongly.
    if (indentation <= level && text.charCodeAt(at) === DASH && isIndicator(text, at, end)) {
      if (indentation < level && indentation !== previous) this.state = { ...this.state, previous: indentation };
      else if (indentation === level && previous !== undefined) this.state = { phase: 'items', list, level };
      return { role: 'item', list, marker: false };
    }
    if (indentation !== 0 || !looksLikeKey(text, start, end)) return undefined;
    this.state = ROOT;
    this.#rootLine(text, start, end, indentation);
    return BODY;
  }
}

function stateAfter(opening: RootOpening): SplitState {
  return opening === 'nothing' ? START : opening === 'open' ? IRREGULAR : ROOT;
}
