/**
 * The one tree that both readers (YAML and JSON) produce.
 *
 * All offsets are UTF-16 code units relative to the start of the chunk that the tree was read from, half open.
 * A tree is a value of one text version: nothing ever writes to it.
 */

/** A half-open range of UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * `plain` is an unquoted YAML scalar or a JSON number, boolean or null; `double` also a JSON string;
 * `empty` a value that is not written at all (`key:` with nothing after it), zero wide just after the colon.
 */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded' | 'empty';

export interface ScalarNode extends Span {
  readonly kind: 'scalar';
  /** The content as written, unescaped and unquoted, never converted: `012` stays `012`. */
  readonly text: string;
  readonly style: ScalarStyle;
}

export interface Entry {
  readonly key: ScalarNode;
  readonly value: TreeNode;
}

export interface MappingNode extends Span {
  readonly kind: 'mapping';
  /** True for `{ … }` (YAML flow or JSON), false for a block mapping. */
  readonly flow: boolean;
  /** In source order, duplicates included. */
  readonly entries: readonly Entry[];
}

export interface SequenceNode extends Span {
  readonly kind: 'sequence';
  readonly flow: boolean;
  readonly items: readonly TreeNode[];
}

/** Ranges of block collections end with their last value: no trailing blank lines or comments. */
export type TreeNode = ScalarNode | MappingNode | SequenceNode;

export interface ReadError extends Span {
  /** One sentence without position or code frame. */
  readonly message: string;
  /** Of a repetition: what it repeats. */
  readonly first?: Span;
}

/** A YAML comment from `#` to the end of its line. JSON has none. */
export interface Comment extends Span {
  readonly text: string;
}

/** What a reader makes of one chunk. `root` is undefined where nothing could be read. */
export interface ReadResult {
  readonly root: TreeNode | undefined;
  readonly errors: readonly ReadError[];
  readonly comments: readonly Comment[];
}
