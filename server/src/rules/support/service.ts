/** Naming and pointing at a note or a claim line, by ids only. */
import type { Service } from '../../workspace/client-day.ts';
import type { Path, RecordPlace } from '../../workspace/place.ts';

/** `session S-0302-AVA-1`, `claim CLM-0301 line 2` (lines are counted from 1, as box 24 is read). */
export function serviceName({ value }: Service): string {
  if (value.kind === 'note') return `session ${value.id ?? 'without id'}`;
  return `claim ${value.claim ?? 'without id'} line ${value.index + 1}`;
}

/** The path of a note's own object, or of the line in its claim. */
export function servicePath({ value }: Service): Path {
  return value.kind === 'note' ? [] : ['lines', value.index];
}

/** A key of the note or line. */
export function placeOf(service: Service, key: string): RecordPlace {
  return { record: service.from, path: [...servicePath(service), key] };
}

/** The `units` value; on a note that states none, its procedure code. */
export function placeOfUnits(service: Service): RecordPlace {
  return placeOf(service, service.value.hasUnits ? 'units' : 'code');
}
