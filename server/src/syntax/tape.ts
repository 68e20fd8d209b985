/**
 * A tree as numbers. A batch holds hundreds of thousands of nodes that are looked at once, in order, and dropped: kept as
 * objects they would cost more than reading the text does.
 */
import type { MappingNode, ScalarNode, ScalarStyle, SequenceNode, TreeNode } from './tree.ts';

const STYLES: readonly ScalarStyle[] = ['plain', 'single', 'double', 'literal', 'folded', 'empty'];

/** What a cell's first number says: a scalar's style (its position in the list above), or a collection. */
export const PLAIN = 0;
export const SINGLE = 1;
export const DOUBLE = 2;
export const EMPTY = 5;
export const MAPPING = 8;
export const SEQUENCE = 9;
/** Added to a collection that is written in brackets. */
export const FLOW = 16;

/** Numbers for each node: what it is, its start, its end (UTF-16 offsets into the text), the position of what follows it. */
export const CELL = 4;

/**
 * The nodes of a text in its order: a mapping is followed by its keys and values in turn, a sequence by its items. A node
 * is named by the position of its cell. An immutable value of one text version.
 */
export class Tape {
  readonly text: string;
  /** The position of the root. */
  readonly root: number;
  readonly #cells: Int32Array;
  /** The scalars' contents, where these are not the very text between their ends or their quotes. */
  readonly #contents: ReadonlyMap<number, string>;

  constructor(text: string, cells: Int32Array, root: number, contents: ReadonlyMap<number, string> = NO_CONTENTS) {
    this.text = text;
    this.root = root;
    this.#cells = cells;
    this.#contents = contents;
  }

  /** Of a sequence with one item: the tape of that item. */
  onlyItem(): Tape | undefined {
    const item = this.root + CELL;
    if (!this.isSequence(this.root) || item >= this.after(this.root)) return undefined;
    return this.after(item) === this.after(this.root)
      ? new Tape(this.text, this.#cells, item, this.#contents)
      : undefined;
  }

  isScalar(at: number): boolean {
    return (this.#cells[at] as number) < MAPPING;
  }

  isMapping(at: number): boolean {
    return ((this.#cells[at] as number) & ~FLOW) === MAPPING;
  }

  isSequence(at: number): boolean {
    return ((this.#cells[at] as number) & ~FLOW) === SEQUENCE;
  }

  start(at: number): number {
    return this.#cells[at + 1] as number;
  }

  end(at: number): number {
    return this.#cells[at + 2] as number;
  }

  /** The position after a node and all that is in it. */
  after(at: number): number {
    return this.#cells[at + 3] as number;
  }

  /** Of a scalar: {@link PLAIN} and so on. */
  style(at: number): number {
    return this.#cells[at] as number;
  }

  /** A scalar's content, unescaped and unquoted. */
  content(at: number): string {
    if (this.#contents !== NO_CONTENTS) return this.#contents.get(at) ?? '';
    const quote = this.#cells[at] === SINGLE || this.#cells[at] === DOUBLE ? 1 : 0;
    return part(this.text, this.start(at) + quote, this.end(at) - quote);
  }

  /** Whether a scalar's content is a text that holds nothing to escape; quicker than {@link content}. */
  says(at: number, text: string): boolean {
    if (this.#contents !== NO_CONTENTS) return this.#contents.get(at) === text;
    if (this.#cells[at] !== PLAIN) return this.content(at) === text;
    const start = this.start(at);
    return this.end(at) - start === text.length && this.text.startsWith(text, start);
  }

  /** A node and all that is in it, as objects. */
  node(at: number): TreeNode {
    if (this.isScalar(at)) return this.scalar(at);
    return this.isMapping(at) ? this.mapping(at) : this.#sequence(at);
  }

  scalar(at: number): ScalarNode {
    const style = STYLES[this.style(at)] ?? 'plain';
    return { kind: 'scalar', start: this.start(at), end: this.end(at), text: this.content(at), style };
  }

  mapping(at: number): MappingNode {
    const entries: { key: ScalarNode; value: TreeNode }[] = [];
    for (let key = at + CELL; key < this.after(at); key = this.after(key + CELL)) {
      entries.push({ key: this.scalar(key), value: this.node(key + CELL) });
    }
    return { kind: 'mapping', flow: this.#isFlow(at), start: this.start(at), end: this.end(at), entries };
  }

  #sequence(at: number): SequenceNode {
    const items: TreeNode[] = [];
    for (let item = at + CELL; item < this.after(at); item = this.after(item)) items.push(this.node(item));
    return { kind: 'sequence', flow: this.#isFlow(at), start: this.start(at), end: this.end(at), items };
  }

  #isFlow(at: number): boolean {
    return ((this.#cells[at] as number) & FLOW) !== 0;
  }
}

/** Codes, dates and ids stand in a file thousands of times: one text for all is smaller, and is found faster in maps. */
const known = new Array<string>(1 << 15).fill('');
const MAX_SHARED_LENGTH = 24;

/** The part of a text from `start` to `end`; of a short one the very string that stood for it before. */
function part(text: string, start: number, end: number): string {
  const length = end - start;
  if (length > MAX_SHARED_LENGTH) return text.slice(start, end);
  let hash = length;
  for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  const place = (hash ^ (hash >>> 15)) & (known.length - 1);
  const one = known[place] as string;
  if (one.length === length && text.startsWith(one, start)) return one;
  const own = text.slice(start, end);
  known[place] = own;
  return own;
}

const NO_CONTENTS: ReadonlyMap<number, string> = new Map();

function isSame(text: string, one: number, other: number, length: number): boolean {
  for (let index = 0; index < length; index++) {
    if (text.charCodeAt(one + index) !== text.charCodeAt(other + index)) return false;
  }
  return true;
}

/** Numbers of an array that several tapes share: one of its own for each would cost more than writing it does. */
const SHARED = 1 << 16;

/** Writes the cells of tapes, one after the other, the parts of a node after it. */
export class TapeWriter {
  #cells = new Int32Array(SHARED);
  /** Where the tape that is being written begins. */
  #root = 0;
  #length = 0;

  /** The position of the next node. */
  get length(): number {
    return this.#length;
  }

  /** Begins a tape, and forgets what was written of one that was not taken. */
  begin(): void {
    if (this.#root > SHARED / 2 || this.#cells.length > SHARED) {
      this.#cells = new Int32Array(SHARED);
      this.#root = 0;
    }
    this.#length = this.#root;
  }

  /** @returns the position of the scalar. */
  scalar(style: number, start: number, end: number): number {
    const at = this.open(style, start);
    this.close(at, end);
    return at;
  }

  /** Begins a collection. @returns its position, for {@link close}. */
  open(kind: number, start: number): number {
    const at = this.#length;
    if (at + CELL > this.#cells.length) {
      const longer = new Int32Array(this.#cells.length * 2);
      longer.set(this.#cells);
      this.#cells = longer;
    }
    this.#cells[at] = kind;
    this.#cells[at + 1] = start;
    this.#length = at + CELL;
    return at;
  }

  close(at: number, end: number): void {
    this.#cells[at + 2] = end;
    this.#cells[at + 3] = this.#length;
  }

  start(at: number): number {
    return this.#cells[at + 1] as number;
  }

  end(at: number): number {
    return this.#cells[at + 2] as number;
  }

  after(at: number): number {
    return this.#cells[at + 3] as number;
  }

  /** Whether a key of a mapping that is being written is, character by character, an earlier one. */
  repeats(mapping: number, key: number, text: string): boolean {
    const length = this.end(key) - this.start(key);
    for (let other = mapping + CELL; other < key; other = this.after(other + CELL)) {
      if (this.end(other) - this.start(other) === length && isSame(text, this.start(other), this.start(key), length)) {
        return true;
      }
    }
    return false;
  }

  /** What was written, as a value that does not change any more. */
  take(text: string, contents?: ReadonlyMap<number, string>): Tape {
    const tape = new Tape(text, this.#cells, this.#root, contents);
    this.#root = this.#length;
    return tape;
  }
}

/** The tape of a tree. @param text that the tree's offsets refer to. */
export function tapeOf(root: TreeNode, text: string): Tape {
  const contents = new Map<number, string>();
  writer.begin();
  write(root, contents);
  return writer.take(text, contents);
}

/** One for all trees: it writes one after the other. */
const writer = new TapeWriter();

function write(node: TreeNode, contents: Map<number, string>): void {
  if (node.kind === 'scalar') {
    contents.set(writer.scalar(STYLES.indexOf(node.style), node.start, node.end), node.text);
    return;
  }
  const kind = (node.kind === 'mapping' ? MAPPING : SEQUENCE) + (node.flow ? FLOW : 0);
  const at = writer.open(kind, node.start);
  if (node.kind === 'sequence') for (const item of node.items) write(item, contents);
  else {
    for (const { key, value } of node.entries) {
      write(key, contents);
      write(value, contents);
    }
  }
  writer.close(at, node.end);
}
