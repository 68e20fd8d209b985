import type { Chunk } from './chunk.ts';
import type { JsonShape } from './json-scan.ts';
import { lineBreakEnds } from './lines.ts';
import type { ListName } from './lists.ts';

/**
 * What a splitter knows at the start of a line; with the text that follows it decides every later boundary.
 *
 * - `prolog`: nothing of the YAML document yet but comments, blank lines and directives; `tagged`: with a `%TAG` among them
 * - `start`: after `---`, nothing of the root yet but its anchor and tag
 * - `root`: among the root's keys
 * - `header`: a list is open, its first item has not come yet
 * - `items`: among the items of a list
 * - `irregular`: not split by lines: a YAML document until its end, a JSON file from a list whose items do not begin lines
 * - `unread`: a text over the size limit
 */
export type Phase = 'prolog' | 'tagged' | 'start' | 'root' | 'header' | 'items' | 'irregular' | 'unread';

export interface SplitState {
  readonly phase: Phase;
  /** The open list (`header`, `items`); at the `root` of JSON: the list whose key was read, its `[` not yet. */
  readonly list: ListName | undefined;
  /** `items`: their indentation in columns, -1 where a JSON file is split by depth. JSON's `root`: the bracket depth. */
  readonly level: number;
  /** `items` of YAML: the indentation of the item before, where that is less. */
  readonly previous?: number;
}

export function sameState(a: SplitState, b: SplitState): boolean {
  return a.phase === b.phase && a.list === b.list && a.level === b.level && a.previous === b.previous;
}

/** Where a splitter cuts: offsets into the text it was fed. */
export interface Cut {
  readonly start: number;
  readonly end: number;
  readonly lineBreaks: number;
  readonly role: Chunk['role'];
  readonly list: ListName | undefined;
  /** The state before the cut's first line. */
  readonly before: SplitState;
  /** The state after its last line. */
  readonly after: SplitState;
  /** What follows; `end` is the end of the file. */
  readonly next: Chunk['role'] | 'end';
  /** Whether a YAML document marker, `---` or `...`, begins it. */
  readonly marker: boolean;
}

type PieceFacts = Omit<Cut, 'start' | 'end'>;

const NO_SHAPE: JsonShape = { net: 0, lowest: 0, closed: undefined, comma: undefined, stray: false, more: false };

/** A chunk with what splitting, finding and reading it needs. */
export class Piece implements Chunk {
  readonly text: string;
  /** What is split and read: the text, merge conflicts masked. */
  readonly readable: string;
  readonly role: Chunk['role'];
  readonly list: ListName | undefined;
  readonly facts: PieceFacts;
  /** Only of JSON. */
  readonly jsonShape: JsonShape;
  index = 0;
  #lineBreakEnds: readonly number[] | undefined;
  #definesAnchors: boolean | undefined;
  #usesAliases: boolean | undefined;

  constructor(text: string, readable: string, facts: PieceFacts, jsonShape = NO_SHAPE) {
    this.text = text;
    this.readable = readable;
    this.role = facts.role;
    this.list = facts.list;
    this.facts = facts;
    this.jsonShape = jsonShape;
  }

  /** The same piece as a new object, for a reader that has to read it anew. */
  renewed(): Piece {
    return new Piece(this.text, this.readable, this.facts);
  }

  /** Whether the other piece is the same: role, list and the rest follow from the text and the state before it. */
  equals(other: Piece): boolean {
    return (
      this.text === other.text &&
      this.readable === other.readable &&
      this.facts.next === other.facts.next &&
      sameState(this.facts.before, other.facts.before)
    );
  }

  /** For each of its line breaks the offset just after it, relative to the piece. */
  get lineBreakEnds(): readonly number[] {
    this.#lineBreakEnds ??= lineBreakEnds(this.text);
    return this.#lineBreakEnds;
  }

  /** Whether it may define a YAML anchor: true for some pieces that do not, never false for one that does. */
  get definesAnchors(): boolean {
    this.#definesAnchors ??= this.readable.includes('&') && /(?:^|[\s[{,:])&[^\s[\]{},]/.test(this.readable);
    return this.#definesAnchors;
  }

  /** Whether it may use a YAML alias; errs on the same side. */
  get usesAliases(): boolean {
    this.#usesAliases ??= this.readable.includes('*') && /(?:^|[\s[{,:])\*[^\s[\]{},]/.test(this.readable);
    return this.#usesAliases;
  }
}
