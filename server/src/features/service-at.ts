/** The note or claim line that a place belongs to. */
import { lineServices, noteServices } from '../rules/support/services-of.ts';
import type { Service } from '../workspace/client-day.ts';
import type { Path } from '../workspace/place.ts';
import type { RecordHandle } from '../workspace/record.ts';

/** Undefined outside notes and claim lines. */
export function serviceAt(record: RecordHandle, path: Path): Service | undefined {
  if (record.kind === 'session') return noteServices(record as RecordHandle<'session'>)[0];
  const [list, index] = path;
  if (record.kind !== 'claim' || list !== 'lines' || typeof index !== 'number') return undefined;
  return lineServices(record as RecordHandle<'claim'>)[index];
}

/** Every note or line of a record. */
export function servicesOf(record: RecordHandle): readonly Service[] {
  if (record.kind === 'session') return noteServices(record as RecordHandle<'session'>);
  return record.kind === 'claim' ? lineServices(record as RecordHandle<'claim'>) : [];
}
