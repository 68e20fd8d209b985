import type { Format, ParsedChunk, ScannedChunk } from './chunk.ts';
import type { Piece } from './piece.ts';
import { type AnchorScope, type ReadOutcome, read } from './read.ts';
import { scanPlainJson } from './scan-plain-json.ts';
import { scanPlainYaml } from './scan-plain-yaml.ts';
import { bodyDepth } from './split-json-depth.ts';
import { indentationError, withoutStrayLines } from './stray-lines.ts';
import type { ReadError, TreeNode } from './tree.ts';

/** Stands for the list before a JSON body chunk; no file has this key. */
const PAD_KEY = '"\\u0000"';

const EMPTY: ParsedChunk = { root: undefined, errors: [], comments: [] };

/** Reads a piece of a document on its own; `anchors` are those that the YAML document's earlier pieces define. */
export function readPiece(piece: Piece, format: Format, anchors: AnchorScope | undefined): ParsedChunk {
  if (piece.facts.before.phase === 'unread') return EMPTY;
  if (format === 'yaml') return readYamlPiece(piece, anchors);
  return piece.role === 'item' ? readJsonItem(piece) : readJsonBody(piece);
}

/** An item of a list, where it is as plain as most are; see {@link scanPlainYaml} and {@link scanPlainJson}. */
export function scanPlainItem(piece: Piece, format: Format): ScannedChunk | undefined {
  if (piece.role !== 'item' || piece.facts.before.phase === 'unread') return undefined;
  return format === 'yaml' ? scanYamlItem(piece) : scanJsonItem(piece);
}

function scanJsonItem(piece: Piece): ScannedChunk | undefined {
  if (commaError(piece)) return undefined;
  const tape = scanPlainJson(piece.readable, piece.jsonShape.comma);
  return tape && { tape, errors: EMPTY.errors, comments: EMPTY.comments };
}

function scanYamlItem(piece: Piece): ScannedChunk | undefined {
  if (indentationError(piece)) return undefined;
  const scanned = scanPlainYaml(piece.readable);
  const item = scanned?.tape.onlyItem();
  return scanned && item && { tape: item, errors: scanned.errors, comments: scanned.comments };
}

/** Reads a YAML piece for the anchors that the pieces after it may refer to. */
export function anchorsAfter(piece: Piece, anchors: AnchorScope | undefined): AnchorScope {
  return readYaml(yamlText(piece), anchors).anchors;
}

function readYamlPiece(piece: Piece, anchors: AnchorScope | undefined): ParsedChunk {
  const { root, errors, comments } = readYamlText(piece, anchors);
  const indentation = indentationError(piece);
  return {
    root: piece.role === 'item' ? firstItem(root) : root,
    errors: indentation ? [indentation, ...errors] : errors,
    comments,
  };
}

/** Of a text with lines that fit nowhere, the reading that explains it with fewer errors. */
function readYamlText(piece: Piece, anchors: AnchorScope | undefined): ParsedChunk {
  const text = yamlText(piece);
  const asIs = readYaml(text, anchors);
  if (asIs.errors.length === 0) return asIs;
  const cleaned = piece.facts.after.phase === 'irregular' ? undefined : withoutStrayLines(piece, text);
  if (!cleaned) return asIs;
  const rest = readYaml(cleaned.text, anchors);
  if (cleaned.errors.length + rest.errors.length > asIs.errors.length) return asIs;
  const errors = [...cleaned.errors, ...rest.errors].sort((a, b) => a.start - b.start);
  return { ...rest, errors };
}

function readYaml(text: string, anchors: AnchorScope | undefined): ReadOutcome {
  return read(anchors ? { format: 'yaml', text, anchors } : { format: 'yaml', text });
}

/** A `...` belongs to the document before it and would be read as an empty one. */
function yamlText({ readable, facts }: Piece): string {
  return facts.marker && readable.startsWith('...') ? `   ${readable.slice(3)}` : readable;
}

function readJsonItem(piece: Piece): ParsedChunk {
  const { readable } = piece;
  const { comma } = piece.jsonShape;
  const text = comma === undefined ? readable : `${readable.slice(0, comma)} ${readable.slice(comma + 1)}`;
  const { root, errors } = read({ format: 'json', text });
  const wrongComma = commaError(piece);
  return { root, errors: wrongComma ? [...errors, wrongComma] : errors, comments: [] };
}

function commaError(piece: Piece): ReadError | undefined {
  return piece.facts.next === 'item' ? missingComma(piece) : trailingComma(piece);
}

function missingComma(piece: Piece): ReadError | undefined {
  const { net, comma, stray } = piece.jsonShape;
  if (comma !== undefined || net !== 0 || stray) return undefined;
  const end = piece.readable.trimEnd().length;
  return { start: end - 1, end, message: 'a comma is missing after this item' };
}

function trailingComma(piece: Piece): ReadError | undefined {
  const { comma, more } = piece.jsonShape;
  if (comma === undefined || more) return undefined;
  return { start: comma, end: comma + 1, message: 'no comma may follow the last item of a list' };
}

function readJsonBody(piece: Piece): ParsedChunk {
  const { readable: text, facts } = piece;
  const depth = bodyDepth(piece);
  if (depth === 0 && facts.next === 'end' && text.trim() === '') return EMPTY;
  const before = depth === 0 ? '' : depth === 1 ? '{' : `{${PAD_KEY}:[`;
  const after = facts.next === 'item' || (facts.next === 'body' && facts.after.phase === 'header') ? ']}' : '';
  const { root, errors } = read({ format: 'json', text, pad: { before, after } });
  return {
    root: depth === 2 ? withoutFirstEntry(root) : root,
    errors: depth === 1 ? [unclosedList(piece), ...errors] : errors,
    comments: [],
  };
}

function unclosedList({ readable, facts }: Piece): ReadError {
  const start = Math.max(0, readable.search(/\S/));
  return {
    start,
    end: start + 1,
    message: `the "]" that ends the list "${facts.before.list}" is missing before this`,
  };
}

function withoutFirstEntry(root: TreeNode | undefined): TreeNode | undefined {
  return root?.kind === 'mapping' ? { ...root, entries: root.entries.slice(1) } : root;
}

function firstItem(root: TreeNode | undefined): TreeNode | undefined {
  return root?.kind === 'sequence' ? root.items[0] : undefined;
}
