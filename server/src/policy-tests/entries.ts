/** The entries of a policy file: everything in it that decides something about a claim, each with the text without it. */
import { compileFix, nodeAt } from '../features/apply-fix.ts';
import { describePart } from '../model/document.ts';
import type { PayerVersion } from '../policies/policy.ts';
import type { FixEdit } from '../rules/finding.ts';
import { applyEdits } from '../syntax/text-edit.ts';
import type { MappingNode, TreeNode } from '../syntax/tree.ts';
import { fileSpanOf, type Path } from '../workspace/place.ts';
import type { RecordHandle } from '../workspace/record.ts';
import { payersOf } from './policies.ts';
import type { TextFile } from './text-file.ts';

export interface PolicyEntry {
  /** The payer's id, and which of its versions where it has several in the file: `sunrise`, `sunrise from 2026-08-01`. */
  readonly payer: string;
  /** The payer's id alone. */
  readonly id: string;
  /** Keys and list positions from the payer's record; empty for a dated version as a whole. */
  readonly path: Path;
  /** What it says, on one line, shortened. */
  readonly summary: string;
  /** 0-based line and UTF-16 column in the file. */
  readonly line: number;
  readonly character: number;
  /** The file's text without the entry. */
  readonly without: string;
  /** Of one of a few words, the texts with each of the others; of a list, those without each of its items; of what is true or false, the opposite. */
  readonly otherwise: readonly string[];
}

/** Keys that describe a policy and decide nothing. */
const DESCRIPTIVE: ReadonlySet<string> = new Set([
  'id',
  'name',
  'source',
  'reviewed',
  'sources',
  'payerId',
  'verify',
  'note',
]);
const SUMMARY_LENGTH = 60;

/**
 * The entries of a policy file in the order of its text: each item of a list (a cap, a pair, a fee, a covered code), each code
 * of a map (`providers`, `units.minutes`), each single setting, and each version that has dates. Keys that only describe the
 * policy do not count, nor does what is no part of the format.
 */
export function policyEntries(file: TextFile): readonly PolicyEntry[] {
  return payersOf(file).flatMap((record) => {
    const { id } = record;
    const node = nodeAt(record, []);
    if (id === undefined || node?.kind !== 'mapping') return [];
    const paths = pathsBelow(node, []);
    const dated = record.data.from || record.data.to ? [[]] : [];
    return [...dated, ...paths].flatMap((path: Path) => entryAt(file, record, id, path) ?? []);
  });
}

function entryAt(file: TextFile, record: RecordHandle<'payer'>, id: string, path: Path): PolicyEntry | undefined {
  // A version that goes by another id is as good as gone, whatever list it stands in.
  const without = edited(
    file,
    path.length === 0
      ? { op: 'set', record, path: ['id'], value: `${id}-without`, as: 'string' }
      : { op: 'remove', record, path },
  );
  const part = nodeAt(record, path);
  if (without === undefined || !part) return undefined;
  const { source } = record.slot.file;
  const item = typeof path.at(-1) === 'number';
  const start = item
    ? source.startOf(record.slot.chunk) + part.start
    : fileSpanOf({ record, path: path.length === 0 ? ['id'] : path, part: 'key' }).start;
  return {
    payer: payerName(record.data.from?.value, id),
    id,
    path,
    summary: path.length === 0 ? 'the whole version' : oneLine(record.slot.chunk.text.slice(part.start, part.end)),
    ...source.positionAt(start),
    without,
    otherwise: alternatives(record, path, part).flatMap((edit) => edited(file, edit) ?? []),
  };
}

function alternatives(record: RecordHandle<'payer'>, path: Path, part: TreeNode): readonly FixEdit[] {
  if (part.kind === 'sequence') return part.items.map((_, index) => ({ op: 'remove', record, path: [...path, index] }));
  if (part.kind === 'mapping')
    return part.entries.flatMap(({ key, value }) => negation(record, [...path, key.text], value));
  const words = part.kind === 'scalar' ? (describePart('payer', path)?.words ?? []) : [];
  return words
    .filter((word) => part.kind !== 'scalar' || word !== part.text)
    .map((value) => ({ op: 'set', record, path, value, as: 'string' }));
}

/** A pair that is paid, and one that is not, may each be what is usual: only the opposite shows whether a case looks at it. */
function negation(record: RecordHandle<'payer'>, path: Path, value: TreeNode): readonly FixEdit[] {
  if (value.kind !== 'scalar' || !/^(?:true|false)$/.test(value.text)) return [];
  return [{ op: 'set', record, path, value: value.text === 'true' ? 'false' : 'true', as: 'number' }];
}

/** The file's text after an edit of one of its records. */
function edited(file: TextFile, edit: FixEdit): string | undefined {
  const change = compileFix({ title: '', kind: 'substantive', edits: [edit] });
  return change && applyEdits(file.text, change.edits);
}

function payerName(from: PayerVersion['from'], id: string): string {
  return from ? `${id} from ${from}` : id;
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > SUMMARY_LENGTH ? `${line.slice(0, SUMMARY_LENGTH - 1)}…` : line;
}

/** The format says what is one entry: what has keys of its own kinds is gone into, an item or a code is not. */
function pathsBelow(node: MappingNode, at: Path): readonly Path[] {
  return node.entries.flatMap(({ key, value }): readonly Path[] => {
    const path = [...at, key.text];
    if (DESCRIPTIVE.has(key.text)) return [];
    const part = describePart('payer', path);
    switch (part?.type) {
      case 'object':
        return value.kind === 'mapping' ? pathsBelow(value, path) : [];
      case 'map':
        return value.kind === 'mapping' && value.entries.length > 0
          ? value.entries.map((entry) => [...path, entry.key.text])
          : [path];
      case 'list':
        return value.kind === 'sequence' && value.items.length > 0
          ? value.items.map((_, index) => [...path, index])
          : [path];
      case undefined:
        return [];
      default:
        return [path];
    }
  });
}
