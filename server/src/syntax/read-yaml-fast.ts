import {
  CHOMPING_MODE,
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  YAMLException,
} from 'js-yaml';
import { contentEnd } from './block-scalar-end.ts';
import { reportDuplicateKeys } from './duplicate-keys.ts';
import { arranged, type Frame, MAX_DEPTH, place } from './frame.ts';
import type { Comment, Entry, ReadError, ReadResult, ScalarNode, ScalarStyle, TreeNode } from './tree.ts';

/** What only the full reader understands, or must report: the fast one hands the whole chunk over. */
export interface Rejection {
  readonly rejected: true;
  /** Where the fast reader stopped, and why if it was an error of the text rather than an unusual construct. */
  readonly offset: number;
  readonly reason: string | undefined;
}

const LF = 10;
const CR = 13;
const SPACE = 32;
const TAB = 9;
const HASH = 35;
const PLUS = 43;
const COMMA = 44;
const DASH = 45;
const COLON = 58;
const GREATER = 62;
const OPEN_BRACE = 123;
const PIPE = 124;

/** Control characters, and a byte order mark that is not at the start. */
const UNUSUAL_CHARACTER = /[^\t\n\r\u0020-\u007e\u0085\u00a0-\ufefe\uff00-\ufffd]/;

/**
 * What the fast reader leaves to the full one, each with a text that must be there for it: complex keys, directives,
 * escapes of 32 bits and of line breaks, tabs in indentations, indented document starts, document ends. A false alarm
 * costs time, no more.
 */
const UNUSUAL_CONSTRUCTS: readonly (readonly [string, RegExp])[] = [
  ['?', /(?:^|[\s[{,])\?(?=\s|$)/m],
  ['%', /^\ufeff? *%/m],
  ['\\', /\\(?:U|[\t ]*[\r\n])/],
  ['\t', /^\ufeff? *\t/m],
  ['---', /^ +---/m],
  ['...', /^\ufeff? *\.\.\./m],
];

const STYLES: Readonly<Record<ScalarEvent['style'], ScalarStyle>> = {
  [SCALAR_STYLE.PLAIN]: 'plain',
  [SCALAR_STYLE.SINGLE_QUOTED]: 'single',
  [SCALAR_STYLE.DOUBLE_QUOTED]: 'double',
  [SCALAR_STYLE.LITERAL_BLOCK]: 'literal',
  [SCALAR_STYLE.FOLDED_BLOCK]: 'folded',
};

/** One level for the collection that is too deep, one for what is in it: the tree's builder finds its place. */
const PARSER_OPTIONS = { maxDepth: MAX_DEPTH + 2 };

/** Thrown where the text goes beyond the fast reader. */
class Unusual {
  readonly offset: number;
  constructor(offset: number) {
    this.offset = offset;
  }
}

/**
 * Reads clean plain YAML quickly; rejects everything else (errors, anchors, aliases, tags, directives, complex keys)
 * for the full reader, without ever giving a tree that differs from the full reader's.
 */
export function readYamlFast(frame: Frame): ReadResult | Rejection {
  const unusual = unusualOffset(frame.whole);
  if (unusual !== -1) return { rejected: true, offset: unusual, reason: undefined };
  try {
    const events = parseEvents(frame.whole, PARSER_OPTIONS);
    return new TreeBuilder(frame, events).build();
  } catch (error) {
    if (error instanceof Unusual) return { rejected: true, offset: error.offset, reason: undefined };
    if (error instanceof YAMLException) {
      return { rejected: true, offset: error.mark?.position ?? 0, reason: error.reason };
    }
    return { rejected: true, offset: 0, reason: undefined };
  }
}

function unusualOffset(text: string): number {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const character = (start === 0 ? text : text.slice(1)).search(UNUSUAL_CHARACTER);
  if (character !== -1) return start + character;
  for (const [needle, pattern] of UNUSUAL_CONSTRUCTS) {
    const offset = text.includes(needle) ? text.search(pattern) : -1;
    if (offset !== -1) return offset;
  }
  return -1;
}

/** Builds the tree from the flat list of events, in one pass over the text. */
class TreeBuilder {
  readonly #frame: Frame;
  readonly #text: string;
  readonly #events: Event[];
  readonly #errors: ReadError[] = [];
  readonly #comments: Comment[] = [];
  #next = 0;
  #depth = 0;
  /** End of the last token that was read. */
  #at = 0;
  /** The next `#` not yet known to be a comment or part of a scalar. */
  #hash: number;

  constructor(frame: Frame, events: Event[]) {
    this.#frame = frame;
    this.#text = frame.whole;
    this.#events = events;
    this.#hash = frame.whole.indexOf('#');
  }

  build(): ReadResult {
    let root: TreeNode | undefined;
    const events = this.#events;
    while (this.#next < events.length) {
      const event = events[this.#next++] as Event;
      if (event.type !== EVENT_ID.DOCUMENT || event.directives.length > 0) throw new Unusual(this.#at);
      const first = events[this.#next] as Event;
      if (first.type === EVENT_ID.SCALAR && first.valueStart === -1) {
        this.#next++;
        if (first.anchorStart !== -1 || first.tagStart !== -1) throw new Unusual(this.#at);
      } else {
        if (root !== undefined) throw new Unusual(this.#at);
        root = this.#node(DASH);
      }
      this.#next++;
    }
    this.#commentsBefore(this.#text.length);
    return { root, errors: arranged(this.#frame, this.#errors), comments: this.#comments };
  }

  /** One node; `indicator` is the character that an empty node stands after. */
  #node(indicator: number): TreeNode {
    const event = this.#events[this.#next++] as Event;
    switch (event.type) {
      case EVENT_ID.SCALAR:
        return this.#scalar(event, indicator);
      case EVENT_ID.MAPPING:
      case EVENT_ID.SEQUENCE: {
        if (event.anchorStart !== -1 || event.tagStart !== -1 || ++this.#depth > MAX_DEPTH) {
          throw new Unusual(event.start);
        }
        const flow = event.style === COLLECTION_STYLE.FLOW;
        const node =
          event.type === EVENT_ID.MAPPING ? this.#mapping(event.start, flow) : this.#sequence(event.start, flow);
        this.#depth--;
        return node;
      }
      default:
        throw new Unusual(this.#at);
    }
  }

  #mapping(start: number, flow: boolean): TreeNode {
    const entries: Entry[] = [];
    const events = this.#events;
    // A single pair inside `[ … ]` is a flow mapping without braces of its own.
    const braces = flow && this.#text.charCodeAt(start) === OPEN_BRACE;
    if (braces) this.#at = start + 1;
    while ((events[this.#next] as Event).type !== EVENT_ID.POP) {
      const event = events[this.#next++] as Event;
      if (event.type !== EVENT_ID.SCALAR || event.valueStart === -1) throw new Unusual(this.#at);
      const key = this.#scalar(event, COLON);
      // js-yaml takes what follows a quoted item on its line for the next key of the mapping around the list.
      if (!flow && entries.length > 0 && !this.#beginsLine(event)) throw new Unusual(this.#at);
      entries.push({ key, value: this.#node(COLON) });
    }
    this.#next++;
    if (entries.length > 1) reportDuplicateKeys(entries, this.#errors);
    if (braces) this.#at = this.#skip(this.#at, true) + 1;
    return { kind: 'mapping', flow, start: place(this.#frame, start), end: place(this.#frame, this.#at), entries };
  }

  #beginsLine({ style, valueStart }: ScalarEvent): boolean {
    let at = STYLES[style] === 'plain' ? valueStart - 1 : valueStart - 2;
    while (this.#text.charCodeAt(at) === SPACE) at--;
    const before = this.#text.charCodeAt(at);
    return before === LF || before === CR;
  }

  #sequence(start: number, flow: boolean): TreeNode {
    const items: TreeNode[] = [];
    const events = this.#events;
    this.#at = flow ? start + 1 : start;
    while ((events[this.#next] as Event).type !== EVENT_ID.POP) items.push(this.#node(DASH));
    this.#next++;
    if (flow) this.#at = this.#skip(this.#at, true) + 1;
    return { kind: 'sequence', flow, start: place(this.#frame, start), end: place(this.#frame, this.#at), items };
  }

  #scalar(event: ScalarEvent, indicator: number): ScalarNode {
    if (event.anchorStart !== -1 || event.tagStart !== -1) throw new Unusual(this.#at);
    let start = event.valueStart;
    let end = event.valueEnd;
    if (start === -1) return this.#empty(indicator);
    const style = STYLES[event.style];
    this.#commentsBefore(start);
    if (style === 'single' || style === 'double') {
      start--;
      end++;
    } else if (style === 'literal' || style === 'folded') {
      start = this.#header();
      // js-yaml takes a comment below a block scalar at the root for a comment; it may be a line of the scalar.
      if (this.#depth === 0) throw new Unusual(start);
      // `yaml` and js-yaml disagree on the blank lines that these keep at the end of a text.
      if (event.chomping === CHOMPING_MODE.KEEP || /[1-9]/.test(this.#text.slice(start + 1, start + 3)))
        throw new Unusual(start);
      end = this.#blockEnd(start, event);
    }
    if (this.#hash !== -1 && this.#hash < event.valueEnd) this.#hash = this.#text.indexOf('#', event.valueEnd);
    this.#at = end;
    const text = event.fast ? this.#text.slice(event.valueStart, event.valueEnd) : getScalarValue(this.#text, event);
    return { kind: 'scalar', start: place(this.#frame, start), end: place(this.#frame, end), text, style };
  }

  /** A value that is not written: just after its colon or dash, or after its key where a flow mapping has no colon. */
  #empty(indicator: number): ScalarNode {
    const at = this.#skip(this.#at, indicator === DASH);
    if (this.#text.charCodeAt(at) === indicator) this.#at = at + 1;
    const offset = place(this.#frame, this.#at);
    return { kind: 'scalar', start: offset, end: offset, text: '', style: 'empty' };
  }

  /** The `|` or `>` of the block scalar whose colon or dash is the next token. */
  #header(): number {
    let at = this.#at;
    for (;;) {
      at = this.#skip(at, false);
      const c = this.#text.charCodeAt(at);
      if (c === PIPE || c === GREATER) return at;
      if (at >= this.#text.length) throw new Unusual(this.#at);
      at++;
    }
  }

  #blockEnd(header: number, { valueStart, valueEnd }: ScalarEvent): number {
    const end = contentEnd(this.#text, valueStart, valueEnd);
    if (end > valueStart) return end;
    let headerEnd = header + 1;
    while (isHeaderChar(this.#text.charCodeAt(headerEnd))) headerEnd++;
    return headerEnd;
  }

  /** The first offset from `at` that is not white space, a line break or a comment (nor a comma, if so asked). */
  #skip(at: number, commas: boolean): number {
    const text = this.#text;
    for (let i = at; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c === HASH) i = this.#lineEnd(i) - 1;
      else if (!isBlank(c) && !(commas && c === COMMA)) return i;
    }
    return text.length;
  }

  #commentsBefore(limit: number): void {
    while (this.#hash !== -1 && this.#hash < limit) {
      const end = this.#lineEnd(this.#hash);
      const start = place(this.#frame, this.#hash);
      const to = place(this.#frame, end);
      if (to > start) this.#comments.push({ start, end: to, text: this.#text.slice(this.#hash, end) });
      this.#hash = this.#text.indexOf('#', end);
    }
  }

  #lineEnd(at: number): number {
    let i = at;
    while (i < this.#text.length && this.#text.charCodeAt(i) !== LF && this.#text.charCodeAt(i) !== CR) i++;
    return i;
  }
}

function isBlank(c: number): boolean {
  return c === SPACE || c === LF || c === CR || c === TAB;
}

function isHeaderChar(c: number): boolean {
  return c === DASH || c === PLUS || (c >= 48 && c <= 57);
}
