/** Applying a change as an editor does: to every file at once. */
import type { Change } from '../../../server/src/features/change.ts';
import type { Engine } from '../../../server/src/rules/engine.ts';
import { applyEdits } from '../../../server/src/syntax/text-edit.ts';

/** The texts of all files after a change, by URI. Throws where edits are not sorted or overlap. */
export function changed(engine: Engine, change: Change): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const file of engine.workspace.files()) {
    const own = change.edits.filter((edit) => edit.uri === file.uri);
    for (const [index, edit] of own.entries()) {
      const before = own[index - 1];
      if (before && before.end > edit.start) throw new RangeError(`Edits overlap at ${edit.start}`);
      if (edit.start < 0 || edit.end > file.source.length) throw new RangeError(`Not in the text: ${edit.start}`);
    }
    texts[file.uri] = applyEdits(file.source.text(), own);
  }
  if (change.created) texts[change.created.uri] = change.created.text;
  return texts;
}
