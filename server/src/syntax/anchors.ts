import { MAX_DEPTH, TOO_DEEP } from './frame.ts';
import type { ReadError, ScalarNode, Span, TreeNode } from './tree.ts';

/** What an anchor names: the node, how many nodes it holds (keys and itself included), how deep its collections nest. */
export interface AnchorTarget {
  readonly node: TreeNode;
  readonly size: number;
  readonly depth: number;
}

type Layer = ReadonlyMap<string, AnchorTarget>;

/**
 * Anchors by name that an alias further down may refer to; a later definition of a name hides an earlier one.
 * A value: {@link extend} makes a new scope in amortized logarithmic time, so that a document of many chunks that all
 * define anchors stays cheap.
 */
export class AnchorScope {
  static readonly EMPTY = new AnchorScope([]);

  /** Oldest first; every layer is more than twice as large as the next. */
  readonly #layers: readonly Layer[];

  private constructor(layers: readonly Layer[]) {
    this.#layers = layers;
  }

  get(name: string): AnchorTarget | undefined {
    for (let i = this.#layers.length - 1; i >= 0; i--) {
      const target = this.#layers[i]?.get(name);
      if (target !== undefined) return target;
    }
    return undefined;
  }

  /** The scope after a chunk that defines these anchors; the same scope if it defines none. */
  extend(definitions: Layer): AnchorScope {
    if (definitions.size === 0) return this;
    const layers = [...this.#layers];
    let newest = definitions;
    for (let last = layers.at(-1); last !== undefined && last.size <= 2 * newest.size; last = layers.at(-1)) {
      newest = new Map([...last, ...newest]);
      layers.pop();
    }
    return new AnchorScope([...layers, newest]);
  }
}

export const NO_ANCHORS = AnchorScope.EMPTY;

/** How many nodes the aliases of one read may expand to. */
const EXPANSION_BUDGET = 10_000;

const UNKNOWN = 'no anchor above has this name; put the value in quotes if the * is part of the text';
const SELF = 'an alias may not stand inside the value that its anchor names';
/** Each part of a file has a budget of its own; whoever shows a whole file says so once. */
export const TOO_MANY_ALIASES = `the aliases expand to more than ${EXPANSION_BUDGET} values here; they are not expanded any further`;

/** The anchors of one read: resolves aliases to the latest definition above them and expands them in place. */
export class Anchors {
  usesAliases = false;
  readonly #outer: AnchorScope;
  /** Undefined while the anchor's node is being read. */
  readonly #own = new Map<string, AnchorTarget | undefined>();
  readonly #errors: ReadError[];
  #left = EXPANSION_BUDGET;

  constructor(outer: AnchorScope, errors: ReadError[]) {
    this.#outer = outer;
    this.#errors = errors;
  }

  /** The scope for the text after this one, once all of this one is read. */
  get scope(): AnchorScope {
    const definitions = new Map<string, AnchorTarget>();
    for (const [name, target] of this.#own) if (target !== undefined) definitions.set(name, target);
    return this.#outer.extend(definitions);
  }

  /** Reads the node that an anchor names; inside it the name refers to the node itself. */
  define(name: string, read: () => TreeNode): TreeNode {
    this.#own.set(name, undefined);
    const node = read();
    // An anchor of the same name inside the node comes later in the text and wins.
    if (this.#own.get(name) === undefined) this.#own.set(name, measure(node));
    return node;
  }

  /** What stands in place of an alias: the target's content, every span that of the alias. */
  expand(name: string, span: Span, depth: number): TreeNode {
    this.usesAliases = true;
    const isOpen = this.#own.has(name) && this.#own.get(name) === undefined;
    const target = isOpen ? undefined : (this.#own.get(name) ?? this.#outer.get(name));
    if (target === undefined) return this.#refuse(span, isOpen ? SELF : UNKNOWN);
    if (depth + target.depth > MAX_DEPTH) return this.#refuse(span, TOO_DEEP);
    const exhausted = this.#left < 0;
    this.#left -= target.size;
    if (this.#left < 0) return this.#refuse(span, exhausted ? undefined : TOO_MANY_ALIASES);
    return copy(target.node, span);
  }

  #refuse(span: Span, message: string | undefined): ScalarNode {
    if (message !== undefined) this.#errors.push({ start: span.start, end: span.end, message });
    return { kind: 'scalar', start: span.start, end: span.start, text: '', style: 'empty' };
  }
}

function measure(node: TreeNode): AnchorTarget {
  let size = 1;
  let depth = 0;
  const children = node.kind === 'mapping' ? node.entries.map((entry) => entry.value) : childItems(node);
  if (node.kind === 'mapping') size += node.entries.length;
  for (const child of children) {
    const inner = measure(child);
    size += inner.size;
    depth = Math.max(depth, inner.depth);
  }
  return { node, size, depth: node.kind === 'scalar' ? 0 : depth + 1 };
}

function childItems(node: TreeNode): readonly TreeNode[] {
  return node.kind === 'sequence' ? node.items : [];
}

function copy(node: TreeNode, { start, end }: Span): TreeNode {
  const span = { start, end };
  switch (node.kind) {
    case 'scalar':
      return { ...node, start, end: node.style === 'empty' ? start : end };
    case 'sequence':
      return { ...node, ...span, items: node.items.map((item) => copy(item, span)) };
    case 'mapping':
      return {
        ...node,
        ...span,
        entries: node.entries.map(({ key, value }) => ({ key: { ...key, ...span }, value: copy(value, span) })),
      };
  }
}
