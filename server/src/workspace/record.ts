/** The identity of a record while the workspace lives: it survives edits of its text, so that findings can point at it. */
import type { LoweredRecord, RecordKind } from '../model/document.ts';
import type { Contributor } from './facts.ts';
import type { Slot } from './slot.ts';

export class RecordHandle<K extends RecordKind = RecordKind> implements Contributor {
  readonly kind: K;
  readonly slot: Slot;
  /** Position among the records of the slot: 0 but for chunks that hold whole lists. */
  readonly ordinal: number;
  /** The record as last read. Replaced, never changed, when its text changes. */
  data: LoweredRecord<K>;

  constructor(kind: K, slot: Slot, ordinal: number, data: LoweredRecord<K>) {
    this.kind = kind;
    this.slot = slot;
    this.ordinal = ordinal;
    this.data = data;
  }

  /** The record's id as written, if it has one. */
  get id(): string | undefined {
    return this.data.id?.value;
  }

  /** Files in the order of their URIs, then the order in the file. */
  compare(other: RecordHandle): number {
    if (this.slot === other.slot) return this.ordinal - other.ordinal;
    if (this.slot.file === other.slot.file) return this.slot.chunk.index - other.slot.chunk.index;
    return this.slot.file.uri < other.slot.file.uri ? -1 : 1;
  }
}
