/** Suppressing one finding: by a comment above it in YAML, which JSON lacks, or by an entry of the workspace file. */
import type { Engine } from '../rules/engine.ts';
import type { ReportedFinding } from '../rules/report.ts';
import { directivesOf, nextLineDirective, REASON_PLACEHOLDER } from '../rules/suppress.ts';
import { lineBreakNear, lineStart } from '../syntax/edit-lines.ts';
import { appendItem, insertEntry, type TextEdit } from '../syntax/edits.ts';
import type { TreeNode } from '../syntax/tree.ts';
import { writeBlockEntry } from '../syntax/write-value.ts';
import type { WorkspaceFile } from '../workspace/file.ts';
import type { Change, FileEdit } from './change.ts';

export interface Suppression {
  readonly title: string;
  readonly createsFile: boolean;
  change(): Change | undefined;
}

/** Rules whose findings have to be put right: the rest of the text cannot be relied on, or the program failed. */
const NOT_SUPPRESSED: ReadonlySet<string> = new Set(['syntax', 'internal-error']);

export function suppressions(engine: Engine, file: WorkspaceFile, finding: ReportedFinding): readonly Suppression[] {
  if (NOT_SUPPRESSED.has(finding.rule)) return [];
  const found = file.source.format === 'yaml' ? commentAbove(file, finding) : entryFor(engine, file, finding);
  return found ? [found] : [];
}

/** A comment for the finding's line, where its beginning is not inside a scalar of several lines. */
function commentAbove(file: WorkspaceFile, { rule, start }: ReportedFinding): Suppression | undefined {
  const { source } = file;
  const chunk = source.chunkAt(start);
  const base = source.startOf(chunk);
  const at = lineStart(chunk.text, start - base);
  const { root } = source.parse(chunk);
  if (root && isInsideScalar(root, at)) return undefined;
  return {
    title: `Suppress ${rule} for this line`,
    createsFile: false,
    change: () => {
      const extended = extendedDirective(file, rule, start);
      if (extended) return { edits: [{ uri: file.uri, ...extended }] };
      return { edits: [withPlaceholder(file.uri, shifted(newDirective(chunk.text, at, rule), base))] };
    },
  };
}

function newDirective(text: string, at: number, rule: string): TextEdit {
  const mark = text.charCodeAt(at) === 0xfeff ? 1 : 0;
  const indentation = /^[ \t]*/.exec(text.slice(at + mark))?.[0] ?? '';
  const comment = `${indentation}${nextLineDirective(rule, REASON_PLACEHOLDER)}${lineBreakNear(text, at)}`;
  return { start: at + mark, end: at + mark, text: comment };
}

/** A second comment would stand between the first one and the line: one that is there takes the rule in. */
function extendedDirective(file: WorkspaceFile, rule: string, start: number): TextEdit | undefined {
  const line = file.source.positionAt(start).line;
  const above = directivesOf(file).find(({ scope, line: own }) => scope === 'next-line' && own === line - 1);
  const last = above?.rules.at(-1);
  if (!above || last === undefined) return undefined;
  const text = file.source.slice(above.start, above.end);
  const named = text.indexOf(last, text.indexOf('next-line')) + last.length;
  return { start: above.start + named, end: above.start + named, text: `, ${rule}` };
}

function isInsideScalar(node: TreeNode, at: number): boolean {
  if (at <= node.start || node.end <= at) return false;
  if (node.kind === 'scalar') return true;
  const children = node.kind === 'sequence' ? node.items : node.entries.flatMap(({ key, value }) => [key, value]);
  return children.some((child) => isInsideScalar(child, at));
}

/** Marks the reason, the last word of what is written. */
function withPlaceholder(uri: string, edit: TextEdit): FileEdit {
  const start = edit.text.lastIndexOf(REASON_PLACEHOLDER);
  return { uri, ...edit, placeholder: { start, end: start + REASON_PLACEHOLDER.length } };
}

function shifted({ start, end, text }: TextEdit, by: number): TextEdit {
  return { start: start + by, end: end + by, text };
}

/** An entry of the nearest workspace file, which is created where there is none. Only a record with an id can be named. */
function entryFor(engine: Engine, file: WorkspaceFile, { rule, finding }: ReportedFinding): Suppression | undefined {
  const record = finding.record?.id;
  if (record === undefined) return undefined;
  const { workspace } = engine;
  const entry = { rule, record, reason: REASON_PLACEHOLDER };
  const { uri } = workspace.configurationFor(file.uri);
  const existing = uri === undefined ? undefined : workspace.file(uri);
  if (existing) {
    const title = `Suppress ${rule} for ${record} in the workspace file`;
    return { title, createsFile: false, change: () => addEntry(existing, entry) };
  }
  return {
    title: `Suppress ${rule} for ${record} in a new workspace file`,
    createsFile: true,
    change: () => {
      const text = `${writeBlockEntry('suppressions', [entry]).join('\n')}\n`;
      return { edits: [], created: { uri: `${workspace.root}/aba-billing.yaml`, text } };
    },
  };
}

type Entry = { readonly rule: string; readonly record: string; readonly reason: string };

function addEntry(file: WorkspaceFile, entry: Entry): Change | undefined {
  const { source } = file;
  const [chunk] = source.chunks;
  if (!chunk) return undefined;
  const edit = entryEdit(chunk.text, source.format, source.parse(chunk).root, entry);
  return edit && { edits: [withPlaceholder(file.uri, shifted(edit, source.startOf(chunk)))] };
}

function entryEdit(
  text: string,
  format: WorkspaceFile['source']['format'],
  root: TreeNode | undefined,
  entry: Entry,
): TextEdit | undefined {
  if (!root && format === 'yaml') return atEnd(text, writeBlockEntry('suppressions', [entry]));
  if (root?.kind !== 'mapping') return undefined;
  const list = root.entries.find(({ key }) => key.text === 'suppressions')?.value;
  if (!list) return insertEntry(text, format, root, { key: 'suppressions', value: [entry] });
  return list.kind === 'sequence' ? appendItem(text, format, list, entry) : undefined;
}

/** Lines after all that is there: an empty file, or comments. */
function atEnd(text: string, lines: readonly string[]): TextEdit {
  const lineBreak = lineBreakNear(text, 0);
  const lead = lineStart(text, text.length) === text.length ? '' : lineBreak;
  return { start: text.length, end: text.length, text: `${lead}${lines.join(lineBreak)}${lineBreak}` };
}
