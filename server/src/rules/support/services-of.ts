/** The services of a record as facts: a note is one, a claim has one for each line. */
import type { Service } from '../../workspace/client-day.ts';
import type { RecordHandle } from '../../workspace/record.ts';
import { lineFacts, noteFact } from '../../workspace/record-facts.ts';

export function servicesOf(record: RecordHandle<'session'> | RecordHandle<'claim'>): readonly Service[] {
  if (record.kind === 'session') return [{ from: record as RecordHandle, value: noteFact(record.data as never) }];
  return lineFacts(record.data as never).map((value) => ({ from: record as RecordHandle, value }));
}
