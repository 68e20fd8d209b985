import type { Service } from '../../workspace/client-day.ts';
import type { Fix } from '../finding.ts';
import { servicePath } from './service.ts';
import { fieldsOf } from './service-fields.ts';

/** Modifiers that a line has room for: CMS-1500 box 24D, 837P SV101-3 to SV101-6. */
export const MOST_MODIFIERS = 4;

/** Puts a modifier after those of a note or line. */
export function addModifier(service: Service, modifier: string): Fix {
  const record = service.from;
  const path = servicePath(service);
  return {
    title: `Add modifier ${modifier}`,
    kind: 'substantive',
    edits: [
      fieldsOf(service).modifiers
        ? { op: 'append', record, path: [...path, 'modifiers'], value: modifier }
        : { op: 'insert', record, path, key: 'modifiers', value: [modifier], after: 'code' },
    ],
  };
}

/** One fix for each of the modifiers; none where the line has no room. */
export function addModifiers(service: Service, modifiers: readonly string[]): readonly Fix[] {
  const count = fieldsOf(service).modifiers?.items.length ?? 0;
  return count < MOST_MODIFIERS ? modifiers.map((modifier) => addModifier(service, modifier)) : [];
}
