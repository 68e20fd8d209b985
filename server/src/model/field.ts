/**
 * What lowering makes of a tree: plain values that keep the place they were written at.
 * Trees are dropped after lowering; spans stay (UTF-16 offsets relative to the record's chunk).
 */
import type { Span } from '../syntax/tree.ts';

/** A scalar. `value` is undefined where the text is not of the field's type: then it is *unknown*, never a default. */
export interface Field<T> {
  readonly value: T | undefined;
  /** The source text, unquoted. */
  readonly text: string;
  /** The scalar itself, quotes included. */
  readonly span: Span;
  /** The key it stands under; absent for an item of a list. */
  readonly key?: Span;
}

/** What a field says, without its place: undefined where nothing is written, null where it cannot be read. */
export type Held<T> = T | null | undefined;

/** A list of scalars or objects. */
export interface Items<T> {
  readonly items: readonly T[];
  readonly span: Span;
  readonly key?: Span | undefined;
}

/** A mapping with free keys (unit lengths by code, roles by code), in source order. */
export interface Entries<T> {
  readonly entries: readonly { readonly name: Field<string>; readonly value: T }[];
  readonly span: Span;
  readonly key?: Span | undefined;
}

/** Where an object stands. */
export interface ObjectPlace {
  readonly span: Span;
  readonly key?: Span | undefined;
  /** The object's first key: where a missing key of a list item is reported. */
  readonly firstKey?: Span | undefined;
}
