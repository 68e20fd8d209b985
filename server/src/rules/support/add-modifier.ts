import type { Service } from '../../workspace/client-day.ts';
import type { Fix } from '../finding.ts';
import { servicePath } from './service.ts';
import { fieldsOf } from './service-fields.ts';

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
