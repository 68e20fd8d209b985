import type { Format } from './chunk.ts';
import { type BlockCollection, dashesOf, insertLines, removeLines } from './edit-block.ts';
import { type FlowCollection, insertInFlow, removeFromFlow } from './edit-flow.ts';
import { lineBreakNear, lineEnd } from './edit-lines.ts';
import { read } from './read.ts';
import type { TextEdit } from './text-edit.ts';
import type { MappingNode, ScalarNode, SequenceNode, TreeNode } from './tree.ts';
import { isOneLine, mindsFlow, type ScalarKind, writeKey, writeScalar } from './write-scalar.ts';
import { type ValueLiteral, writeBlockEntry, writeBlockItem, writeEntry, writeInline } from './write-value.ts';

export { applyEdits, type TextEdit } from './text-edit.ts';
export type { ScalarKind } from './write-scalar.ts';
export type { ValueLiteral } from './write-value.ts';

/*
 * Minimal edits of a chunk. `text` is the chunk's text, every node one of the tree read from it, and the edit's offsets
 * are relative to it. What an edit does not mean to change stays: comments, quotes, indentation, line endings. A node
 * that an alias expanded to stands where the alias does: setting it replaces the alias, its parts cannot be edited.
 */

/**
 * Gives a scalar another value, and fills one that is not written at all. The quotes stay where they can hold the value;
 * a plain YAML scalar of kind `string` is quoted where plain would be read as something else (`15:30`, `012`, `yes`).
 * A JSON number that becomes text, or that no JSON number can hold, becomes a string; a JSON string stays one.
 */
export function setScalar(text: string, format: Format, scalar: ScalarNode, value: string, kind: ScalarKind): TextEdit {
  const { start, end, style } = scalar;
  const inFlow = mindsFlow(value) && isInFlow(text, format, start);
  if (style === 'empty') return fillEmpty(text, start, writeScalar(value, kind, { format, style: 'plain', inFlow }));
  if (style !== 'literal' && style !== 'folded') {
    return { start, end, text: writeScalar(value, kind, { format, style, inFlow }) };
  }
  const written = writeBlockScalar(text, scalar, value);
  if (written !== undefined) return { start, end, text: written };
  const comment = /[ \t]#.*/.exec(text.slice(start, lineEnd(text, start)))?.[0] ?? '';
  return { start, end, text: writeScalar(value, kind, { format, style: 'double', inFlow }) + comment };
}

/**
 * Adds an entry to a mapping, after the entry with the key `after` or as the last one. It takes a line of its own where
 * its neighbour has one. A text that looks like a number is written in quotes; to have it plain, pass a number.
 */
export function insertEntry(
  text: string,
  format: Format,
  mapping: MappingNode,
  { key, value, after }: { readonly key: string; readonly value: ValueLiteral; readonly after?: string },
): TextEdit {
  const named = after === undefined ? -1 : mapping.entries.findIndex((entry) => entry.key.text === after);
  const index = named === -1 ? mapping.entries.length - 1 : named;
  if (!mapping.flow && index >= 0) return insertLines(text, blockOf(text, mapping), index, writeBlockEntry(key, value));
  const written = writeEntry(key, value, format);
  if (!isBare(text, mapping)) return insertInFlow(text, format, flowOf(mapping), index, written);
  const { start, end } = mapping;
  return { start, end, text: `{ ${text.slice(start, end)}, ${written} }` };
}

/** Removes the entry with this index: in block style its lines, in brackets also the comma. Emptied, it is `{}`. */
export function removeEntry(text: string, format: Format, mapping: MappingNode, index: number): TextEdit {
  if (!mapping.flow) return removeLines(text, blockOf(text, mapping), index);
  if (isBare(text, mapping)) return { start: mapping.start, end: mapping.end, text: '{}' };
  return removeFromFlow(text, format, flowOf(mapping), index);
}

/** Gives an entry another key, quoted as the old one where that can hold it. */
export function renameKey(text: string, format: Format, key: ScalarNode, name: string): TextEdit {
  const style = key.style === 'empty' ? 'plain' : key.style;
  const inFlow = mindsFlow(name) && isInFlow(text, format, key.start);
  return { start: key.start, end: key.end, text: writeKey(name, { format, style, inFlow }) };
}

/** Adds an item at the end of a list; an object takes the shape that the last item has, lines or braces. */
export function appendItem(text: string, format: Format, sequence: SequenceNode, value: ValueLiteral): TextEdit {
  const last = sequence.items.length - 1;
  if (sequence.flow || last < 0) {
    return insertInFlow(text, format, flowOf(sequence), last, writeInline(value, format, true));
  }
  const asBlock = sequence.items[last]?.kind === 'mapping' && !(sequence.items[last] as MappingNode).flow;
  const lines = writeBlockItem(value, asBlock).map((line, at) => (at === 0 ? `- ${line}` : `  ${line}`));
  return insertLines(text, blockOf(text, sequence), last, lines);
}

/** Removes the item with this index, like {@link removeEntry}. Emptied, the list is `[]`. */
export function removeItem(text: string, format: Format, sequence: SequenceNode, index: number): TextEdit {
  if (!sequence.flow) return removeLines(text, blockOf(text, sequence), index);
  return removeFromFlow(text, format, flowOf(sequence), index);
}

function blockOf(text: string, node: MappingNode | SequenceNode): BlockCollection {
  const { start, end } = node;
  if (node.kind === 'mapping') {
    const parts = node.entries.map(({ key, value }) => ({ start: key.start, value }));
    return { start, end, parts, emptied: '{}' };
  }
  const dashes = dashesOf(text, node, node.items);
  const parts = node.items.map((value, index) => ({ start: dashes[index] ?? value.start, value }));
  return { start, end, parts, emptied: '[]' };
}

function flowOf(node: MappingNode | SequenceNode): FlowCollection {
  const { start, end } = node;
  if (node.kind === 'sequence') return { start, end, parts: node.items };
  return { start, end, parts: node.entries.map(({ key, value }) => ({ start: key.start, end: value.end })) };
}

/** A single pair in `[ … ]` is a mapping without braces of its own. */
function isBare(text: string, mapping: MappingNode): boolean {
  return mapping.flow && text[mapping.start] !== '{';
}

/** Whether an offset of a YAML text is inside brackets, where plain scalars may hold less. Reads the whole text. */
function isInFlow(text: string, format: Format, offset: number): boolean {
  if (format === 'json') return true;
  let node: TreeNode | undefined = read({ format, text }).root;
  while (node !== undefined && node.kind !== 'scalar' && !node.flow) {
    const children: readonly TreeNode[] =
      node.kind === 'sequence' ? node.items : node.entries.flatMap(({ key, value }) => [key, value]);
    node = children.find(({ start, end }) => start <= offset && offset <= end);
  }
  return node !== undefined && node.kind !== 'scalar';
}

/** Writes a value after its colon or dash, and after an anchor or a tag that is there already. */
function fillEmpty(text: string, offset: number, written: string): TextEdit {
  const before = text.charAt(offset - 1);
  if (before !== ':' && before !== '-') return { start: offset, end: offset, text: `: ${written}` };
  const properties = /(?:[ \t]+[&!][^\s,[\]{}]*)*/y;
  properties.lastIndex = offset;
  properties.test(text);
  const at = properties.lastIndex;
  return { start: at, end: at, text: ` ${written}` };
}

/** A block scalar with another content, undefined where it cannot hold it or where it has none to go by. */
function writeBlockScalar(text: string, { start, end }: ScalarNode, value: string): string | undefined {
  const content = value.endsWith('\n') ? value.slice(0, -1) : value;
  const lines = content.split('\n');
  const isFitting = lines.every((line) => isOneLine(line) && (line === '' || line.trim() !== ''));
  if (!isFitting || /^[ \t\n]|\n$/.test(content) || content === '') return undefined;
  const headerEnd = lineEnd(text, start);
  const header = /^([|>])[+-]?(?!\d)(.*)$/.exec(text.slice(start, headerEnd));
  const indentation = /[\r\n]( +)[^\s]/.exec(text.slice(headerEnd, end))?.[1];
  if (header === null || indentation === undefined) return undefined;
  const mark = lines.length === 1 ? header[1] : '|';
  const lineBreak = lineBreakNear(text, start);
  const body = lines.map((line) => (line === '' ? '' : indentation + line));
  return `${mark}${value.endsWith('\n') ? '' : '-'}${header[2]}${lineBreak}${body.join(lineBreak)}`;
}
