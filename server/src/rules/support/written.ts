/** What a note says under a key, in four values: nothing there, something empty, something, or something unreadable. */
import type { Session } from '../../model/document.ts';
import type { Path } from '../../workspace/place.ts';
import type { RecordHandle } from '../../workspace/record.ts';

/** `empty`: an empty text, or a list without a single statement. `unknown`: written, but another rule's to report. */
export type WrittenState = 'absent' | 'empty' | 'stated' | 'unknown';

export type SessionKey = Exclude<keyof Session, 'at'>;

/** The state of a key of a note. */
export function keyState(record: RecordHandle<'session'>, key: SessionKey): WrittenState {
  return entryState(record, [], record.data, key);
}

/**
 * The state of a key of an object within a record; a key that is only misspelled (`sumary`) is unknown: `structure` names
 * the one that was meant.
 * @param path from the record's root to the object.
 */
export function entryState(record: RecordHandle, path: Path, object: object, key: string): WrittenState {
  const part = (object as { readonly [key: string]: object | undefined })[key];
  if (part !== undefined) return stateOf(part);
  return isMisspelled(record, path, key) ? 'unknown' : 'absent';
}

function isMisspelled(record: RecordHandle, path: Path, key: string): boolean {
  return record.slot.issues.some(
    ({ path: at, record: ordinal = 0, suggestion }) =>
      ordinal === record.ordinal &&
      suggestion !== undefined &&
      'key' in suggestion &&
      suggestion.key === key &&
      at.length === path.length &&
      at.every((step, index) => step === path[index]),
  );
}

/** The state of a lowered part: a scalar, a list or an object. An object of which no key is known is itself unknown. */
export function stateOf(part: object): WrittenState {
  if ('items' in part) return combined((part.items as readonly object[]).map(stateOf)) ?? 'empty';
  if ('at' in part) {
    const parts = Object.entries(part).filter(([key]) => key !== 'at');
    return combined(parts.map(([, value]) => stateOf(value as object))) ?? 'unknown';
  }
  const { value } = part as { readonly value: unknown };
  if (value === undefined) return 'unknown';
  return typeof value === 'string' && value.trim() === '' ? 'empty' : 'stated';
}

/** Undefined where there is nothing to combine. */
function combined(states: readonly WrittenState[]): WrittenState | undefined {
  if (states.length === 0) return undefined;
  if (states.includes('stated')) return 'stated';
  return states.includes('unknown') ? 'unknown' : 'empty';
}
