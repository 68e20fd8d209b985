/** Ids that may be compared with others: one that no record has is reported as such, and what follows from it is not. */
import type { RecordKind } from '../../model/records.ts';
import type { FactReader } from '../../workspace/fact-reader.ts';

/** Whether a record has the id, or may have it: the folder holds no records of that kind, or not all could be read. */
export function mayExist(kind: RecordKind, id: string, facts: FactReader): boolean {
  return facts.exists(kind, id) || !facts.knowsAll(kind);
}
