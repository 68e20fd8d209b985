/** Turns what a fix means to change into the smallest edits of the text that do it. */
import type { Fix, FixEdit } from '../rules/finding.ts';
import { copyItem } from '../syntax/edit-copy.ts';
import {
  appendItem,
  insertEntry,
  removeEntry,
  removeItem,
  renameKey,
  setScalar,
  type TextEdit,
} from '../syntax/edits.ts';
import type { Format } from '../syntax/source.ts';
import type { MappingNode, ScalarNode, Span, TreeNode } from '../syntax/tree.ts';
import type { Path } from '../workspace/place.ts';
import type { RecordHandle } from '../workspace/record.ts';
import type { Slot } from '../workspace/slot.ts';
import type { Change, FileEdit } from './change.ts';
import { recordNode } from './locate.ts';

/** Undefined where the text is not, or no longer, such that every edit of the fix can be made. */
export function compileFix(fix: Fix): Change | undefined {
  const edits: FileEdit[] = [];
  for (const edit of fix.edits) {
    const { file, chunk } = slotOf(edit);
    const made = compileEdit(edit);
    if (!made) return undefined;
    const start = file.source.startOf(chunk);
    edits.push({ uri: file.uri, start: start + made.start, end: start + made.end, text: made.text });
  }
  const merged = merge(edits);
  return merged && { edits: merged };
}

/**
 * Sorts edits by file and position. Insertions at one offset become one, in their order.
 * @returns undefined where two edits overlap.
 */
function merge(edits: readonly FileEdit[]): readonly FileEdit[] | undefined {
  const sorted = [...edits].sort((a, b) => compareText(a.uri, b.uri) || a.start - b.start || a.end - b.end);
  const merged: FileEdit[] = [];
  for (const edit of sorted) {
    const before = merged.at(-1);
    if (!before || before.uri !== edit.uri || before.end < edit.start) merged.push(edit);
    else if (isInsertion(before) && isInsertion(edit))
      merged.splice(-1, 1, { ...before, text: before.text + edit.text });
    else if (before.end === edit.start && before.start < edit.start) merged.push(edit);
    else return undefined;
  }
  return merged;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isInsertion({ start, end }: FileEdit): boolean {
  return start === end;
}

function slotOf(edit: FixEdit): Slot {
  return 'slot' in edit ? edit.slot : edit.record.slot;
}

/** Offsets relative to the chunk. */
function compileEdit(edit: FixEdit): TextEdit | undefined {
  const { file, chunk } = slotOf(edit);
  const { text } = chunk;
  const { format } = file.source;
  switch (edit.op) {
    case 'set': {
      const node = nodeAt(edit.record, edit.path);
      return node?.kind === 'scalar' ? setScalar(text, format, node, edit.value, edit.as) : undefined;
    }
    case 'insert': {
      const node = nodeAt(edit.record, edit.path);
      if (node?.kind !== 'mapping') return undefined;
      const { key, value, after } = edit;
      return insertEntry(text, format, node, { key, value, ...(after === undefined ? {} : { after }) });
    }
    case 'append': {
      const node = nodeAt(edit.record, edit.path);
      return node?.kind === 'sequence' ? appendItem(text, format, node, edit.value) : undefined;
    }
    case 'remove':
      return removal(text, format, recordOf(edit.record), edit.path);
    case 'copy':
      return copy(text, format, edit.record, edit.changes);
    case 'rename-key': {
      const node = scalarAt(edit.slot, edit.span);
      return node && renameKey(text, format, node, edit.key);
    }
    case 'remove-part':
      return removal(text, format, edit.slot.file.source.parse(edit.slot.chunk).root, edit.path);
    case 'replace-text':
      return { ...edit.span, text: edit.text };
    case 'set-text': {
      const node = scalarAt(edit.slot, edit.span);
      return node && setScalar(text, format, node, edit.value, edit.as);
    }
  }
}

function removal(text: string, format: Format, root: TreeNode | undefined, path: Path): TextEdit | undefined {
  const last = path.at(-1);
  const parent = root && nodeIn(root, path.slice(0, -1));
  if (parent?.kind === 'sequence' && typeof last === 'number' && last < parent.items.length) {
    return removeItem(text, format, parent, last);
  }
  if (parent?.kind !== 'mapping') return undefined;
  const index = parent.entries.findIndex((entry) => entry.key.text === last);
  return index < 0 ? undefined : removeEntry(text, format, parent, index);
}

function copy(
  text: string,
  format: Format,
  record: RecordHandle,
  changes: Extract<FixEdit, { op: 'copy' }>['changes'],
): TextEdit | undefined {
  const item = recordOf(record);
  if (!item) return undefined;
  const edits: TextEdit[] = [];
  for (const { path, value } of changes) {
    const node = nodeIn(item, path);
    if (node?.kind !== 'scalar') return undefined;
    edits.push(setScalar(text, format, node, value, 'string'));
  }
  return copyItem(
    text,
    item,
    edits.sort((a, b) => a.start - b.start),
  );
}

function recordOf(record: RecordHandle): MappingNode | undefined {
  const { file, chunk } = record.slot;
  const { root } = file.source.parse(chunk);
  return root && recordNode(root, record);
}

/** The node at a path of a record, in its text as it is now. */
export function nodeAt(record: RecordHandle, path: Path): TreeNode | undefined {
  const root = recordOf(record);
  return root && nodeIn(root, path);
}

/** Of duplicate keys the first one counts, as for the model. */
function nodeIn(root: TreeNode, path: Path): TreeNode | undefined {
  let node: TreeNode | undefined = root;
  for (const step of path) {
    if (node?.kind === 'mapping') node = node.entries.find((entry) => entry.key.text === String(step))?.value;
    else if (node?.kind === 'sequence' && typeof step === 'number') node = node.items[step];
    else return undefined;
  }
  return node;
}

/** The scalar, key or value, with exactly this span. */
function scalarAt({ file, chunk }: Slot, span: Span): ScalarNode | undefined {
  const { root } = file.source.parse(chunk);
  const pending: TreeNode[] = root ? [root] : [];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.start > span.start || span.end > node.end) continue;
    if (node.kind === 'scalar') {
      if (node.start === span.start && node.end === span.end) return node;
    } else if (node.kind === 'sequence') pending.push(...node.items);
    else pending.push(...node.entries.flatMap(({ key, value }) => [key, value]));
  }
  return undefined;
}
