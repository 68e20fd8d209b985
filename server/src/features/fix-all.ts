/** All repairs of a file at once: what changes form only, never what is billed. */
import type { Engine } from '../rules/engine.ts';
import { fixesOf } from '../rules/finding.ts';
import { reportOn } from '../rules/report.ts';
import type { WorkspaceFile } from '../workspace/file.ts';
import { compileFix } from './apply-fix.ts';
import type { Change, FileEdit } from './change.ts';

/**
 * The first repair of every finding, in the order of the file; one that would touch the text of an earlier one is left for
 * the next time. Undefined where there is nothing to repair.
 */
export function fixAll(engine: Engine, file: WorkspaceFile): Change | undefined {
  const taken: FileEdit[] = [];
  for (const { finding } of reportOn(engine, file)) {
    const repair = fixesOf(finding).find(({ kind }) => kind === 'repair');
    const change = repair && compileFix(repair);
    if (!change || change.created || change.edits.some((edit) => edit.uri !== file.uri)) continue;
    if (change.edits.some((edit) => taken.some((other) => touches(edit, other)))) continue;
    taken.push(...change.edits);
  }
  if (taken.length === 0) return undefined;
  return { edits: taken.sort((a, b) => a.start - b.start || a.end - b.end) };
}

/** Whether two edits overlap, or insert at the same offset: then their order would decide. */
function touches(a: FileEdit, b: FileEdit): boolean {
  return a.start === b.start || (a.start < b.end && b.start < a.end);
}
