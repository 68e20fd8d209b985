import type { Span } from '../syntax/tree.ts';

export type StructureIssueKind = 'missing-key' | 'unknown-key' | 'wrong-type' | 'bad-value' | 'no-value';

/** The key or the text to put in place of what stands at `span`. */
export type Suggestion =
  | { readonly key: string; readonly span: Span }
  | { readonly value: string; readonly span: Span };

/** One thing about a record, or a document, that is not as the format wants it. */
export interface StructureIssue {
  readonly kind: StructureIssueKind;
  /** UTF-16 offsets relative to the chunk: a key, a scalar, or the first key of an item; never a whole record. */
  readonly span: Span;
  /** One sentence: what was found and what is expected. Never what a person's name, birth date, member id or narrative is. */
  readonly message: string;
  /**
   * The part: from the record's root, or the document's where it is about no record. Of `missing-key` and `unknown-key` the
   * object that lacks or has the key, so that no text of the file is in it but names in maps.
   */
  readonly path: readonly (string | number)[];
  /** Position among the records that were lowered together; undefined where it is about none of them. */
  readonly record?: number;
  /** Of `missing-key`: all keys that the object at `path` lacks. */
  readonly missing?: readonly string[];
  /** What was clearly meant. */
  readonly suggestion?: Suggestion;
}

/** A scalar that other YAML readers take for another value, because it has no quotes. */
export interface YamlHazard {
  /** UTF-16 offsets relative to the chunk. */
  readonly span: Span;
  /** The scalar as it is written. */
  readonly text: string;
  /** What others read. */
  readonly otherwise: string;
  /** What to call it where its content must not be told: its key. */
  readonly label: string;
  readonly isPrivate: boolean;
  /** See {@link StructureIssue.record}. */
  readonly record: number | undefined;
}
