/** Finding and comparing the parts of what lowering made. */
import type { Span } from '../syntax/tree.ts';
import type { Entries, Field, Items, ObjectPlace } from './field.ts';

interface LoweredObject {
  readonly at: ObjectPlace;
}
type Part = Field<unknown> | Items<Part> | Entries<Part> | LoweredObject;

/**
 * Where the part at a path of a lowered record stands. `value`: the scalar itself; of a list, a map or an object, and of a
 * scalar that is not written, the key. `key`: the key it stands under; an item of a list has none, so that its first key
 * or the scalar stands for it. Where there is no such part, its closest parent stands for it in the same way.
 * UTF-16 offsets relative to the record's chunk.
 */
export function spanAt(record: LoweredObject, path: readonly (string | number)[], which: 'value' | 'key'): Span {
  let part: Part = record;
  for (const step of path) {
    const next = childOf(part, step);
    if (!next) return placeOf(part);
    part = next;
  }
  if (which === 'value' && 'text' in part && part.span.start < part.span.end) return part.span;
  return placeOf(part);
}

function childOf(part: Part, step: string | number): Part | undefined {
  if ('at' in part) return step === 'at' || !Object.hasOwn(part, step) ? undefined : (part as never)[step];
  if ('items' in part) return typeof step === 'number' ? part.items[step] : undefined;
  if ('entries' in part) return part.entries.find((entry) => entry.name.text === String(step))?.value;
  return undefined;
}

function placeOf(part: Part): Span {
  if ('at' in part) return part.at.key ?? part.at.firstKey ?? part.at.span;
  return part.key ?? part.span;
}

/**
 * Whether two lowered parts say the same: equal texts and the same keys, wherever they stand. The order of an object's keys
 * does not matter, the order of a list or of a map with free keys does.
 */
export function sameValues(a: LoweredObject, b: LoweredObject): boolean {
  return sameParts(a, b);
}

function sameParts(a: Part, b: Part): boolean {
  if (a === b) return true;
  if ('text' in a) return 'text' in b && a.text === b.text && a.value === b.value;
  if ('items' in a) {
    return (
      'items' in b &&
      a.items.length === b.items.length &&
      a.items.every((item, index) => sameParts(item, b.items[index] as Part))
    );
  }
  if ('entries' in a) {
    return (
      'entries' in b &&
      a.entries.length === b.entries.length &&
      a.entries.every((entry, index) => {
        const other = b.entries[index];
        return other !== undefined && entry.name.text === other.name.text && sameParts(entry.value, other.value);
      })
    );
  }
  return 'at' in b && sameObjects(a, b);
}

function sameObjects(a: LoweredObject, b: LoweredObject): boolean {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => {
    if (key === 'at') return true;
    return Object.hasOwn(b, key) && sameParts((a as never)[key], (b as never)[key]);
  });
}
