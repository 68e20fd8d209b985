/** Whether a note is signed at all, in the sense of the files it stands in. */
import type { FactReader } from '../../workspace/fact-reader.ts';
import type { RecordHandle } from '../../workspace/record.ts';
import { keyState } from './written.ts';

/**
 * Whether the note says, or the folder implies, that nobody signed it. An empty list says so; no list at all says so only
 * where other notes carry signatures: else they are kept elsewhere.
 */
export function saysUnsigned(record: RecordHandle<'session'>, facts: FactReader): boolean {
  const state = keyState(record, 'signatures');
  return state === 'empty' || (state === 'absent' && facts.notesAreSigned());
}
