/** Applies a fix of a finding to the texts of a folder. */
import { compileFix } from '../../../server/src/features/apply-fix.ts';
import { type Fix, fixesOf } from '../../../server/src/rules/finding.ts';
import { applyEdits } from '../../../server/src/syntax/text-edit.ts';
import { type Folder, type FolderCheck, pathOf } from './check-folder.ts';

export interface OfferedFix {
  readonly finding: FolderCheck['findings'][number];
  readonly fix: Fix;
  /** `fix-` and the title in lower case, words joined by hyphens; a number after it where a title comes again. */
  readonly slug: string;
}

/** The fixes that a folder's findings offer, in their order. */
export function offeredFixes({ findings }: FolderCheck): readonly OfferedFix[] {
  const taken = new Map<string, number>();
  return findings.flatMap((finding) =>
    fixesOf(finding.reported.finding).map((fix) => {
      const base = `fix-${fix.title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`.replace(/-$/, '');
      const count = (taken.get(base) ?? 0) + 1;
      taken.set(base, count);
      return { finding, fix, slug: count === 1 ? base : `${base}-${count}` };
    }),
  );
}

/** The files that the fix changes, as they are after it. */
export function fixedFiles(folder: Folder, fix: Fix): Folder {
  const change = compileFix(fix);
  if (!change) throw new Error(`“${fix.title}” could not be applied`);
  const byFile = Map.groupBy(change.edits, (edit) => pathOf(edit.uri));
  return new Map([...byFile].map(([path, edits]) => [path, applyEdits(folder.get(path) ?? '', edits)]));
}
