/**
 * Fields that keep their places as numbers and make a span when asked: a workspace holds one field per scalar of all its
 * files, and two span objects in each would add two fifths to its memory.
 */
import type { Span } from '../syntax/tree.ts';
import type { Field } from './field.ts';

/** An item of a list, or a name in a map: it stands under no key. */
class ItemField<T> implements Field<T> {
  readonly value: T | undefined;
  readonly text: string;
  private readonly startOffset: number;
  private readonly endOffset: number;

  constructor(value: T | undefined, text: string, node: Span) {
    this.value = value;
    this.text = text;
    this.startOffset = node.start;
    this.endOffset = node.end;
  }

  get span(): Span {
    return { start: this.startOffset, end: this.endOffset };
  }
}

class KeyedField<T> extends ItemField<T> {
  private readonly keyStart: number;
  private readonly keyEnd: number;

  constructor(value: T | undefined, text: string, node: Span, key: Span) {
    super(value, text, node);
    this.keyStart = key.start;
    this.keyEnd = key.end;
  }

  get key(): Span {
    return { start: this.keyStart, end: this.keyEnd };
  }
}

/** A field that copies its places out of the node and the key, so that it does not keep the tree. */
export function compactField<T>(value: T | undefined, text: string, node: Span, key: Span | undefined): Field<T> {
  return key ? new KeyedField(value, text, node, key) : new ItemField(value, text, node);
}
