/** What stands at an offset of a file: the scalar, and the path that leads to it from its record or its document. */
import type { Subject } from '../model/document.ts';
import type { MappingNode, ScalarNode, Span, TreeNode } from '../syntax/tree.ts';
import type { FileRole, WorkspaceFile } from '../workspace/file.ts';
import type { Path } from '../workspace/place.ts';
import type { RecordHandle } from '../workspace/record.ts';
import type { Slot } from '../workspace/slot.ts';

const SUBJECTS: { readonly [R in FileRole]: Subject } = {
  records: 'document',
  configuration: 'workspace-file',
  tables: 'tables-file',
};

export interface Located {
  readonly slot: Slot;
  /** Undefined outside records: root keys, list names, workspace files, tables files. */
  readonly record: RecordHandle | undefined;
  /** Whose root the path begins at. */
  readonly subject: Subject;
  /** Of a key, the path of what stands under it. */
  readonly path: Path;
  readonly part: 'key' | 'value';
  readonly node: ScalarNode;
  /** UTF-16 offsets of the scalar in the file, quotes included. */
  readonly span: Span;
}

/** The scalar that holds an offset, or ends there. Undefined on anything else: blanks, comments, brackets. */
export function locate(file: WorkspaceFile, offset: number): Located | undefined {
  if (file.source.length === 0) return undefined;
  const slot = file.slotAt(offset);
  const start = file.source.startOf(slot.chunk);
  const at = offset - start;
  const { root } = file.source.parse(slot.chunk);
  if (!root) return undefined;
  const record = slot.records.find(({ data }) => data.at.span.start <= at && at <= data.at.span.end);
  const from = record ? recordNode(root, record) : root;
  const found = from && scalarAt(from, at, []);
  if (!found) return undefined;
  const { node } = found;
  const subject = record?.kind ?? SUBJECTS[file.role];
  return { slot, record, subject, ...found, span: { start: start + node.start, end: start + node.end } };
}

/** A record's own node in the tree of its chunk. */
export function recordNode(root: TreeNode, record: RecordHandle): MappingNode | undefined {
  const { start, end } = record.data.at.span;
  for (let node: TreeNode | undefined = root; node; ) {
    if (node.kind === 'mapping' && node.start === start && node.end === end) return node;
    node = childrenOf(node).find((child) => child.start <= start && end <= child.end);
  }
  return undefined;
}

function childrenOf(node: TreeNode): readonly TreeNode[] {
  if (node.kind === 'sequence') return node.items;
  return node.kind === 'mapping' ? node.entries.map((entry) => entry.value) : [];
}

type Found = Pick<Located, 'path' | 'part' | 'node'>;

function scalarAt(node: TreeNode, at: number, path: Path): Found | undefined {
  if (node.kind === 'scalar') {
    return node.start < node.end && holds(node, at) ? { path, part: 'value', node } : undefined;
  }
  if (node.kind === 'sequence') {
    const index = node.items.findIndex((item) => holds(item, at));
    const item = node.items[index];
    return item && scalarAt(item, at, [...path, index]);
  }
  for (const { key, value } of node.entries) {
    const inside = [...path, key.text];
    if (holds(key, at)) return { path: inside, part: 'key', node: key };
    if (holds(value, at)) return scalarAt(value, at, inside);
  }
  return undefined;
}

function holds({ start, end }: Span, at: number): boolean {
  return start <= at && at <= end;
}
