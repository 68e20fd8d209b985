/** One file of the workspace: its chunked text and, per chunk, what was read from it. */
import { type ChunkChange, type Format, type PlacedError, SourceText } from '../syntax/source.ts';
import type { RecordHandle } from './record.ts';
import { Slot } from './slot.ts';

/** `records`: sessions, claims, …; `configuration`: an `aba-billing.yaml`; `tables`: an `aba-billing.tables.json`. */
export type FileRole = 'records' | 'configuration' | 'tables';

/** The slots that an edit touched. */
export interface FileChange {
  /** Read anew or new. */
  readonly read: readonly Slot[];
  readonly gone: readonly Slot[];
  readonly goneRecords: readonly RecordHandle[];
}

export class WorkspaceFile {
  readonly uri: string;
  readonly role: FileRole;
  #source: SourceText;
  #slots: Slot[];

  /** @param uri decides the format: `.json` is strict JSON, everything else YAML. */
  constructor(uri: string, text: string, role: FileRole) {
    this.uri = uri;
    this.role = role;
    this.#source = SourceText.open(text, formatOf(uri));
    this.#slots = [];
    this.#slots = this.#source.chunks.map((chunk) => new Slot(this, chunk));
  }

  get source(): SourceText {
    return this.#source;
  }

  get slots(): readonly Slot[] {
    return this.#slots;
  }

  /** Replaces the UTF-16 range `start`–`end` of the file. */
  edit(start: number, end: number, replacement: string): FileChange {
    return this.#apply(this.#source.edit(start, end, replacement));
  }

  /** Errors that span chunks. */
  errors(): readonly PlacedError[] {
    return this.#source.errors();
  }

  slotAt(offset: number): Slot {
    const slot = this.#slots[this.#source.chunkAt(offset).index];
    if (!slot) throw new RangeError(`no chunk at offset ${offset} of ${this.uri}`);
    return slot;
  }

  /** Slots are kept in place pair by pair, so that records that were only edited keep their identity. */
  #apply(change: ChunkChange): FileChange {
    const { at, removed, added } = change;
    const old = this.#slots.slice(at, at + removed.length);
    const gone = old.slice(added.length);
    const goneRecords = gone.flatMap((slot) => slot.records);
    const read = added.map((chunk, index) => {
      const slot = old[index];
      if (!slot) return new Slot(this, chunk);
      goneRecords.push(...slot.read(chunk));
      return slot;
    });
    // In place: most edits take one slot for another, and a batch has thousands.
    this.#slots.splice(at, removed.length, ...read);
    return { read, gone, goneRecords };
  }
}

function formatOf(uri: string): Format {
  return /\.json$/i.test(uri) ? 'json' : 'yaml';
}
