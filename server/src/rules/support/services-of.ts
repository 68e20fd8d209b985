/** The services of a record as facts: a note is one, a claim has one for each line. */

import type { Of } from '../../workspace/fact-reader.ts';
import type { RecordHandle } from '../../workspace/record.ts';
import { type LineFact, linesOf, type NoteFact, noteOf } from '../../workspace/record-facts.ts';

export function noteServices(record: RecordHandle<'session'>): readonly Of<NoteFact>[] {
  return [{ from: record, value: noteOf(record.data) }];
}

export function lineServices(record: RecordHandle<'claim'>): readonly Of<LineFact>[] {
  return linesOf(record.data).map((value) => ({ from: record, value }));
}
