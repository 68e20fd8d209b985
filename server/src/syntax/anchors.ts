import type { TreeNode } from './tree.ts';

/** What an anchor names: the node, how many nodes it holds (itself included) and how deep its collections nest. */
export interface AnchorTarget {
  readonly node: TreeNode;
  readonly size: number;
  readonly depth: number;
}

/** Anchors by name that an alias further down may refer to. Never written to once it has been handed out. */
export type AnchorScope = ReadonlyMap<string, AnchorTarget>;

export const NO_ANCHORS: AnchorScope = new Map();
