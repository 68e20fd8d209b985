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

/** A scalar under a key whose places do not fit into {@link widthsOf}. */
class WideField<T> extends ItemField<T> {
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

/** A scalar under a key, as nearly all are: short, and close to its key. */
class KeyedField<T> implements Field<T> {
  readonly value: T | undefined;
  readonly text: string;
  private readonly keyStart: number;
  private readonly widths: number;

  constructor(value: T | undefined, text: string, keyStart: number, widths: number) {
    this.value = value;
    this.text = text;
    this.keyStart = keyStart;
    this.widths = widths;
  }

  get span(): Span {
    return spanAfter(this.keyStart, this.widths);
  }

  get key(): Span {
    return keyAt(this.keyStart, this.widths);
  }
}

/** A {@link KeyedField} that says what is written: ids, codes, dates and most others. */
class TextField implements Field<string> {
  readonly value: string;
  private readonly keyStart: number;
  private readonly widths: number;

  constructor(value: string, keyStart: number, widths: number) {
    this.value = value;
    this.keyStart = keyStart;
    this.widths = widths;
  }

  get text(): string {
    return this.value;
  }

  get span(): Span {
    return spanAfter(this.keyStart, this.widths);
  }

  get key(): Span {
    return keyAt(this.keyStart, this.widths);
  }
}

/** Three lengths in one small number: of the key, of what stands between it and the value, and of the value. */
const KEY_BITS = 8;
const GAP_BITS = 8;
const VALUE_BITS = 14;

/** Negative where they do not fit. */
function widthsOf(keyStart: number, keyEnd: number, start: number, end: number): number {
  const key = keyEnd - keyStart;
  const gap = start - keyEnd;
  const value = end - start;
  // An alias stands for a value that was written anywhere.
  const fits = key >> KEY_BITS === 0 && gap >> GAP_BITS === 0 && value >> VALUE_BITS === 0;
  return fits ? (((value << GAP_BITS) | gap) << KEY_BITS) | key : -1;
}

function keyAt(start: number, widths: number): Span {
  return { start, end: start + (widths & ((1 << KEY_BITS) - 1)) };
}

function spanAfter(keyStart: number, widths: number): Span {
  const gap = (widths >> KEY_BITS) & ((1 << GAP_BITS) - 1);
  const start = keyAt(keyStart, widths).end + gap;
  return { start, end: start + (widths >> (KEY_BITS + GAP_BITS)) };
}

/** A field that copies its places out of the tape. @param key the position of its key, negative where it has none. */
export function compactField<T>(value: T | undefined, text: string, tape: Tape, node: number, key: number): Field<T> {
  const start = tape.start(node);
  const end = tape.end(node);
  if (key < 0) return new ItemField(value, text, start, end);
  const keyStart = tape.start(key);
  const keyEnd = tape.end(key);
  const widths = widthsOf(keyStart, keyEnd, start, end);
  if (widths < 0) return new WideField(value, text, start, end, keyStart, keyEnd);
  // Both are strings then, whatever the type says.
  if (value === (text as unknown)) return new TextField(text, keyStart, widths) as Field<unknown> as Field<T>;
  return new KeyedField(value, text, keyStart, widths);
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
