/** What the workspace keeps of one chunk: its records and what was wrong with its text. The tree itself is dropped. */
import {
  type KindedRecord,
  lowerBody,
  lowerItem,
  lowerTablesFile,
  lowerWorkspaceFile,
  type StructureIssue,
  type TablesFile,
  type WorkspaceFile as WorkspaceSettings,
  type YamlHazard,
} from '../model/document.ts';
import type { Chunk } from '../syntax/source.ts';
import type { Tape } from '../syntax/tape.ts';
import type { Comment, ReadError, Span } from '../syntax/tree.ts';
import { yaml11Directive } from '../syntax/yaml-directive.ts';
import type { FileRole, WorkspaceFile } from './file.ts';
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
  /** Of a YAML file: scalars without quotes that other readers take for something else. */
  hazards: readonly YamlHazard[] = NONE;
  /** Where it says `%YAML 1.1`. */
  yaml11: Span | undefined;
  /** Of a workspace file. */
  settings: WorkspaceSettings | undefined;
  /** Of a tables file. */
  tables: TablesFile | undefined;

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
    const parsed = this.file.source.scan(chunk);
    const { records, issues, hazards = NONE, settings, tables } = lowerChunk(this.file.role, chunk, parsed.tape);
    const before = this.records;
    this.errors = orNone(parsed.errors);
    this.issues = orNone(issues);
    this.directives = orNone(parsed.comments.filter((comment) => DIRECTIVE.test(comment.text)));
    const isYaml = this.file.source.format === 'yaml';
    this.hazards = isYaml ? orNone(hazards.filter((hazard) => standsAsText(hazard, chunk.text))) : NONE;
    this.yaml11 = isYaml && chunk.role === 'body' ? yaml11Directive(chunk.text) : undefined;
    this.settings = settings;
    this.tables = tables;
    this.records = orNone(
      records.map(({ kind, data }, ordinal) => {
        const old = before[ordinal];
        if (old?.kind !== kind) return new RecordHandle(kind, this, ordinal, data);
        old.data = data;
        return old;
      }),
    );
    return before.filter((record) => this.records[record.ordinal] !== record);
  }

  /** Whether there is anything for the rules on the text itself. */
  get hasRemarks(): boolean {
    const { errors, issues, directives, hazards, yaml11, settings } = this;
    const count = errors.length + issues.length + directives.length + hazards.length;
    return count > 0 || yaml11 !== undefined || settings !== undefined;
  }

  /** Whether records may stand here that could not be read, so that their ids are not known. */
  get isUnreadable(): boolean {
    if (this.errors.length === 0 || this.file.role === 'tables') return false;
    return this.records.length === 0 || this.records.some((record) => record.id === undefined);
  }
}

interface ChunkContent {
  readonly records: readonly KindedRecord[];
  readonly issues: readonly StructureIssue[];
  readonly hazards?: readonly YamlHazard[];
  readonly settings?: WorkspaceSettings | undefined;
  readonly tables?: TablesFile | undefined;
}

function lowerChunk(role: FileRole, chunk: Chunk, tape: Tape | undefined): ChunkContent {
  if (role === 'configuration') return { records: NONE, ...lowerWorkspaceFile(tape) };
  if (role === 'tables') return { records: NONE, ...lowerTablesFile(tape) };
  return chunk.role === 'item' && chunk.list ? lowerItem(chunk.list, tape) : lowerBody(tape, { opensList: chunk.list });
}

/** At the end of what stands before a scalar; no tag is longer than this. */
const TAG_BEFORE = /![^\s,[\]{}]*[ \t]+$/;
const MOST_TAG = 80;

/** Whether a scalar is written in its place, not by an alias, and without a tag that says what it is. */
function standsAsText({ span, text }: YamlHazard, chunk: string): boolean {
  return (
    chunk.slice(span.start, span.end) === text &&
    !TAG_BEFORE.test(chunk.slice(Math.max(0, span.start - MOST_TAG), span.start))
  );
}

function orNone<T>(list: readonly T[]): readonly T[] {
  return list.length > 0 ? list : NONE;
}
