/** Where something stands, in a way that survives edits elsewhere: resolved to offsets only when it is reported. */
import { spanAt } from '../model/document.ts';
import type { Span } from '../syntax/tree.ts';
import type { RecordHandle } from './record.ts';
import type { Slot } from './slot.ts';

/** Keys and list positions from a record's root to a part of it, for example `['lines', 3, 'units']`. */
export type Path = readonly (string | number)[];

/** A part of a record. Where the part is missing, its closest existing parent's key stands for it. */
export interface RecordPlace {
  readonly record: RecordHandle;
  readonly path: Path;
  /** The value, unless the key is what the finding is about. */
  readonly part?: 'value' | 'key';
}

/** A range of a chunk's text: only for findings that are made anew whenever that chunk is read. */
export interface TextPlace {
  readonly slot: Slot;
  readonly span: Span;
}

/** A part of a tables file. */
export interface PartPlace {
  readonly slot: Slot;
  readonly path: Path;
}

export type Place = RecordPlace | TextPlace | PartPlace;

export function slotOf(place: Place): Slot {
  return 'slot' in place ? place.slot : place.record.slot;
}

/** UTF-16 offsets relative to the chunk of the place's slot. */
export function spanOf(place: Place): Span {
  if ('span' in place) return place.span;
  if ('slot' in place) return partSpan(place);
  return spanAt(place.record.data, place.path, place.part ?? 'value') ?? place.record.data.at.span;
}

function partSpan({ slot, path }: PartPlace): Span {
  return slot.tables ? spanAt(slot.tables, path, 'value') : { start: 0, end: 0 };
}

/** UTF-16 offsets in the file. */
export function fileSpanOf(place: Place): Span {
  const slot = slotOf(place);
  const span = spanOf(place);
  const start = slot.file.source.startOf(slot.chunk);
  return { start: start + span.start, end: start + span.end };
}
