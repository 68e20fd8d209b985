import { Checklists } from '../features/checklist/checklist.ts';
import { checklistText, checklistTitle } from '../features/checklist/checklist-text.ts';
import type { WorkspaceFile } from '../workspace/file.ts';
import type { RecordHandle } from '../workspace/record.ts';
import { type Context, checkedFile, linkTo } from './context.ts';
import { offsetOf } from './convert.ts';
import type { Project } from './project.ts';
import type { ChecklistDocument, ChecklistParams } from './protocol.ts';

/** `abaBilling/checklist`: the clean-claim checklist of the claim at a position, or of an id. */
export function onChecklist(context: Context, params: ChecklistParams): ChecklistDocument | null {
  const checked = checkedFile(context, params.uri);
  if (!checked) return null;
  // What is wrong with a claim may be found where its client, its notes or other claims are.
  context.diagnostics.settleAll();
  const { project, file } = checked;
  const claim = params.position
    ? claimAt(project, file, offsetOf(file.source, params.position))
    : claimOf(project, params.claim);
  if (claim?.id === undefined) return null;
  const checklist = new Checklists(project.engine, [...context.rules.values()]).of(claim);
  return {
    claim: claim.id,
    title: checklistTitle(checklist),
    markdown: checklistText(checklist, { linkTo: (uri, offset) => linkTo(project, uri, offset) }),
  };
}

/** The claim that holds an offset, or the first one that bills the note there. */
function claimAt(project: Project, file: WorkspaceFile, offset: number): RecordHandle<'claim'> | undefined {
  const slot = file.slotAt(offset);
  const at = offset - file.source.startOf(slot.chunk);
  const records = slot.records.filter(({ data }) => data.at.span.start <= at && at <= data.at.span.end);
  const record = records[0] ?? (slot.records.length === 1 ? slot.records[0] : undefined);
  if (record?.kind === 'claim') return record as RecordHandle<'claim'>;
  if (record?.kind !== 'session' || record.id === undefined) return undefined;
  return project.engine.facts().billedBy(record.id)[0]?.from as RecordHandle<'claim'> | undefined;
}

function claimOf(project: Project, id: string | undefined): RecordHandle<'claim'> | undefined {
  if (id === undefined) return undefined;
  return project.engine.facts().claim(id)?.from as RecordHandle<'claim'> | undefined;
}
