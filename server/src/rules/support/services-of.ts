/** The services of a record as facts: a note is one, a claim has one for each line. */

import type { Service } from '../../workspace/client-day.ts';
import type { FactReader, Of } from '../../workspace/fact-reader.ts';
import type { RecordHandle } from '../../workspace/record.ts';
import { type LineFact, linesOf, type NoteFact, noteOf } from '../../workspace/record-facts.ts';

export function noteServices(record: RecordHandle<'session'>): readonly Of<NoteFact>[] {
  return [{ from: record, value: noteOf(record.data) }];
}

export function lineServices(record: RecordHandle<'claim'>): readonly Of<LineFact>[] {
  return linesOf(record.data).map((value) => ({ from: record, value }));
}

/**
 * The lines of a claim that still bills something. One that was voided or replaced stays as it was sent: what was wrong with
 * it is right in the claim that took its place.
 */
export function liveLines(record: RecordHandle<'claim'>, facts: FactReader): readonly Of<LineFact>[] {
  return facts.once(linesStillBilled, record);
}

function linesStillBilled(record: RecordHandle<'claim'>, facts: FactReader): readonly Of<LineFact>[] {
  const lines = lineServices(record);
  const [first] = lines;
  return first && facts.isWithdrawn(first.value) ? [] : lines;
}

/** Whether two facts are of the same note or line. */
export function isSameService(a: Service, b: Service): boolean {
  return a.from === b.from && (a.value.kind === 'note' || (b.value.kind === 'line' && a.value.index === b.value.index));
}
