/**
 * Parts that keep their places as numbers and make a span when asked: a workspace holds one field per scalar of all its
 * files, and two span objects in each would add two fifths to its memory.
 */
import { CELL, type Tape } from '../syntax/tape.ts';
import type { Span } from '../syntax/tree.ts';
import type { Entries, Field, Items, ObjectPlace } from './field.ts';

/** Stands for the offsets of a key that is not there. */
const NO_KEY = -1;

/** An item of a list, or a name in a map: it stands under no key. */
class ItemField<T> implements Field<T> {
  readonly value: T | undefined;
  readonly text: string;
  private readonly startOffset: number;
  private readonly endOffset: number;

  constructor(value: T | undefined, text: string, start: number, end: number) {
    this.value = value;
    this.text = text;
    this.startOffset = start;
    this.endOffset = end;
  }

  get span(): Span {
    return { start: this.startOffset, end: this.endOffset };
  }
}

class KeyedField<T> extends ItemField<T> {
  private readonly keyStart: number;
  private readonly keyEnd: number;

  constructor(value: T | undefined, text: string, start: number, end: number, keyStart: number, keyEnd: number) {
    super(value, text, start, end);
    this.keyStart = keyStart;
    this.keyEnd = keyEnd;
  }

  get key(): Span {
    return { start: this.keyStart, end: this.keyEnd };
  }
}

/** A field that copies its places out of the tape. @param key the position of its key, negative where it has none. */
export function compactField<T>(value: T | undefined, text: string, tape: Tape, node: number, key: number): Field<T> {
  const start = tape.start(node);
  const end = tape.end(node);
  return key < 0
    ? new ItemField(value, text, start, end)
    : new KeyedField(value, text, start, end, tape.start(key), tape.end(key));
}

/** The places of a list, a map or an object. */
class CompactPlace {
  private readonly startOffset: number;
  private readonly endOffset: number;
  private readonly keyStart: number;
  private readonly keyEnd: number;

  constructor(tape: Tape, node: number, key: number) {
    this.startOffset = tape.start(node);
    this.endOffset = tape.end(node);
    this.keyStart = key < 0 ? NO_KEY : tape.start(key);
    this.keyEnd = key < 0 ? NO_KEY : tape.end(key);
  }

  get span(): Span {
    return { start: this.startOffset, end: this.endOffset };
  }

  get key(): Span | undefined {
    return this.keyStart === NO_KEY ? undefined : { start: this.keyStart, end: this.keyEnd };
  }
}

class CompactItems<T> extends CompactPlace implements Items<T> {
  readonly items: readonly T[];

  constructor(items: readonly T[], tape: Tape, node: number, key: number) {
    super(tape, node, key);
    this.items = items;
  }
}

class CompactEntries<T> extends CompactPlace implements Entries<T> {
  readonly entries: Entries<T>['entries'];

  constructor(entries: Entries<T>['entries'], tape: Tape, node: number, key: number) {
    super(tape, node, key);
    this.entries = entries;
  }
}

class CompactObjectPlace extends CompactPlace implements ObjectPlace {
  private readonly firstStart: number;
  private readonly firstEnd: number;

  constructor(tape: Tape, node: number, key: number) {
    super(tape, node, key);
    const first = tape.isMapping(node) ? node + CELL : node;
    const isEmpty = first >= tape.after(node) || first === node;
    this.firstStart = isEmpty ? NO_KEY : tape.start(first);
    this.firstEnd = isEmpty ? NO_KEY : tape.end(first);
  }

  get firstKey(): Span | undefined {
    return this.firstStart === NO_KEY ? undefined : { start: this.firstStart, end: this.firstEnd };
  }
}

/** @param key the position of its key, negative where it has none. */
export function compactItems<T>(items: readonly T[], tape: Tape, node: number, key: number): Items<T> {
  return new CompactItems(items, tape, node, key);
}

/** @param key the position of its key, negative where it has none. */
export function compactEntries<T>(entries: Entries<T>['entries'], tape: Tape, node: number, key: number): Entries<T> {
  return new CompactEntries(entries, tape, node, key);
}

/** @param key the position of its key, negative where it has none. */
export function compactObjectPlace(tape: Tape, node: number, key: number): ObjectPlace {
  return new CompactObjectPlace(tape, node, key);
}
