/** Lowers documents; also the door to the model for the layers above. */
import { isListName, type ListName } from '../syntax/lists.ts';
import { CELL, EMPTY, type Tape } from '../syntax/tape.ts';
import type { ScalarNode } from '../syntax/tree.ts';
import type { BaselineFile } from './baseline-file.ts';
import type { StructureIssue, YamlHazard } from './issue.ts';
import {
  type Context,
  isNothing,
  type LoweredAny,
  lowerObject,
  misfit,
  NO_KEY,
  newContext,
  unknownKey,
} from './lower.ts';
import type { ObjectPlan } from './plan.ts';
import { BASELINE_FILE_PLAN, DOCUMENT_PLAN, RECORD_PLANS, TABLES_FILE_PLAN, WORKSPACE_FILE_PLAN } from './plans.ts';
import { KIND_OF_LIST, type LoweredRecord, type RecordKind } from './records.ts';
import type { TablesFile } from './tables-file.ts';
import type { WorkspaceFile } from './workspace-file.ts';

export type { Claim, ClaimLine } from './claim.ts';
export type { Authorization, AuthorizedService, Client, Coverage, UsedUnits } from './client.ts';
export { describePart, type KeyDescription, keysAt, type PartDescription, type Subject } from './describe.ts';
export type { StructureIssue, StructureIssueKind, Suggestion, YamlHazard } from './issue.ts';
export { sameValues, spanAt } from './parts.ts';
export type { Cap, Concurrency, Fee, Payer } from './payer.ts';
export type { Credential, Enrollment, Provider } from './provider.ts';
export { KIND_OF_LIST, type LoweredRecord, type RecordKind } from './records.ts';
export type { Caregiver, NonBillableEntry, Session, Signature } from './session.ts';
export type { MueEdition, PtpEdition, TablesFile } from './tables-file.ts';
export type { WorkspaceFile } from './workspace-file.ts';

/** A record with its kind. */
export type KindedRecord = { [K in RecordKind]: { readonly kind: K; readonly data: LoweredRecord<K> } }[RecordKind];

/** What a stretch of a document says: its records in the order of the text, and what is wrong with them and around them. */
export interface Lowering {
  readonly records: readonly KindedRecord[];
  readonly issues: readonly StructureIssue[];
  /** Scalars without quotes that other YAML readers take for something else. */
  readonly hazards: readonly YamlHazard[];
}

/**
 * One record from its node. A node that is no mapping gives an issue and no record; anything wrong within gives an issue
 * and a record in which that part is unknown. Never throws.
 */
export function lower<K extends RecordKind>(
  kind: K,
  tape: Tape,
): { readonly record: LoweredRecord<K> | undefined } & Omit<Lowering, 'records'> {
  const context = newContext();
  const record = lowerRecord(kind, tape, tape.root, 0, context) as LoweredRecord<K> | undefined;
  return { record, issues: context.issues, hazards: context.hazards };
}

/** The record of an item chunk; none where the chunk holds nothing or no mapping. */
export function lowerItem(list: ListName, tape: Tape | undefined): Lowering {
  if (!tape) return { records: [], issues: [], hazards: [] };
  const kind = KIND_OF_LIST[list];
  const { record, issues, hazards } = lower(kind, tape);
  return { records: record ? [{ kind, data: record } as KindedRecord] : [], issues, hazards };
}

/**
 * The root of a body chunk: the records of the lists that are written within it.
 * @param opensList the list whose items follow in chunks of their own: it may be empty here.
 */
export function lowerBody(
  tape: Tape | undefined,
  { opensList }: { readonly opensList: ListName | undefined },
): Lowering {
  const records: KindedRecord[] = [];
  const context = newContext();
  // An empty document is no mistake; one that says `null` is.
  if (tape && !(tape.isScalar(tape.root) && tape.style(tape.root) === EMPTY)) {
    if (tape.isMapping(tape.root)) lowerRoot(tape, opensList, records, context);
    else misfit(DOCUMENT_PLAN, tape, tape.root, NO_KEY, context);
  }
  return { records, issues: context.issues, hazards: context.hazards };
}

/** The settings of a workspace file; undefined where its root is not a mapping. An empty file has none. */
export function lowerWorkspaceFile(tape: Tape | undefined): {
  readonly settings: WorkspaceFile | undefined;
  readonly issues: readonly StructureIssue[];
} {
  const { content, issues } = lowerWhole(WORKSPACE_FILE_PLAN, tape);
  return { settings: content as WorkspaceFile | undefined, issues };
}

/** The tables of a tables file; undefined where its root is not a mapping. An empty file has none. */
export function lowerTablesFile(tape: Tape | undefined): {
  readonly tables: TablesFile | undefined;
  readonly issues: readonly StructureIssue[];
} {
  const { content, issues } = lowerWhole(TABLES_FILE_PLAN, tape);
  return { tables: content as TablesFile | undefined, issues };
}

/** The findings of a baseline; undefined where its root is not a mapping, or nothing is written. */
export function lowerBaselineFile(tape: Tape | undefined): {
  readonly baseline: BaselineFile | undefined;
  readonly issues: readonly StructureIssue[];
} {
  const { content, issues } = lowerWhole(BASELINE_FILE_PLAN, tape);
  return { baseline: content as BaselineFile | undefined, issues };
}

/** A document that is one object. */
function lowerWhole(
  plan: ObjectPlan,
  tape: Tape | undefined,
): { readonly content: LoweredAny | undefined; readonly issues: readonly StructureIssue[] } {
  if (!tape || isWrittenNothing(tape, tape.root)) return { content: undefined, issues: [] };
  const context = newContext();
  const { root } = tape;
  if (tape.isMapping(root)) return { content: lowerObject(plan, tape, root, NO_KEY, context), issues: context.issues };
  misfit(plan, tape, root, NO_KEY, context);
  return { content: undefined, issues: context.issues };
}

function lowerRoot(tape: Tape, opensList: ListName | undefined, records: KindedRecord[], context: Context): void {
  const seen = new Set<string>();
  const unknown: ScalarNode[] = [];
  const end = tape.after(tape.root);
  for (let key = tape.root + CELL; key < end; key = tape.after(key + CELL)) {
    const name = tape.content(key);
    const value = key + CELL;
    if (seen.has(name)) continue;
    seen.add(name);
    if (!isListName(name)) unknown.push(tape.scalar(key));
    else if (tape.isSequence(value)) lowerRecords(KIND_OF_LIST[name], tape, value, records, context);
    else if (!(name === opensList && isWrittenNothing(tape, value))) {
      context.path.push(name);
      misfit(DOCUMENT_PLAN.keys.get(name)?.plan ?? DOCUMENT_PLAN, tape, value, key, context);
      context.path.pop();
    }
  }
  for (const key of unknown) unknownKey(DOCUMENT_PLAN, key, seen, undefined, context);
}

function isWrittenNothing(tape: Tape, node: number): boolean {
  return tape.isScalar(node) && isNothing(tape.scalar(node));
}

function lowerRecords(kind: RecordKind, tape: Tape, list: number, records: KindedRecord[], context: Context): void {
  for (let item = list + CELL; item < tape.after(list); item = tape.after(item)) {
    const record = lowerRecord(kind, tape, item, records.length, context);
    if (record) records.push({ kind, data: record } as KindedRecord);
  }
}

/** Leaves the context as it was, but for the issues. */
function lowerRecord(
  kind: RecordKind,
  tape: Tape,
  node: number,
  ordinal: number,
  context: Context,
): LoweredRecord | undefined {
  if (!tape.isMapping(node)) {
    misfit(RECORD_PLANS[kind], tape, node, NO_KEY, context);
    return undefined;
  }
  context.record = ordinal;
  const record = lowerObject(RECORD_PLANS[kind], tape, node, NO_KEY, context) as LoweredRecord;
  context.record = undefined;
  return record;
}
