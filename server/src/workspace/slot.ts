/** What the workspace keeps of one chunk: its records and what was wrong with its text. The tree itself is dropped. */
import { lowerBody, lowerItem, type StructureIssue } from '../model/document.ts';
import type { Chunk } from '../syntax/source.ts';
import type { Comment, ReadError } from '../syntax/tree.ts';
import type { WorkspaceFile } from './file.ts';
import { RecordHandle } from './record.ts';

const NONE: readonly never[] = [];

/** Comments that begin with this are directives to this program; no other comment is kept. */
const DIRECTIVE = /^#\s*aba-billing-/;

export class Slot {
  readonly file: WorkspaceFile;
  chunk: Chunk;
  records: readonly RecordHandle[] = NONE;
  issues: readonly StructureIssue[] = NONE;
  errors: readonly ReadError[] = NONE;
  directives: readonly Comment[] = NONE;

  constructor(file: WorkspaceFile, chunk: Chunk) {
    this.file = file;
    this.chunk = chunk;
    this.read(chunk);
  }

  /**
   * Reads a new version of the text. Records of the same kind at the same place keep their handle.
   * @returns the records that are gone.
   */
  read(chunk: Chunk): readonly RecordHandle[] {
    this.chunk = chunk;
    const parsed = this.file.source.parse(chunk);
    const lowered =
      chunk.role === 'item' && chunk.list
        ? lowerItem(chunk.list, parsed.root)
        : lowerBody(parsed.root, { opensList: chunk.list });
    const before = this.records;
    this.errors = parsed.errors.length > 0 ? parsed.errors : NONE;
    this.issues = lowered.issues.length > 0 ? lowered.issues : NONE;
    this.directives = parsed.comments.some((comment) => DIRECTIVE.test(comment.text))
      ? parsed.comments.filter((comment) => DIRECTIVE.test(comment.text))
      : NONE;
    this.records =
      lowered.records.length === 0
        ? NONE
        : lowered.records.map(({ kind, data }, ordinal) => {
            const old = before[ordinal];
            if (old?.kind !== kind) return new RecordHandle(kind, this, ordinal, data);
            old.data = data;
            return old;
          });
    return before.filter((record) => this.records[record.ordinal] !== record);
  }
}
