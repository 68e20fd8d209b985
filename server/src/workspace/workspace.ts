/**
 * The files of one workspace folder and the facts that their records contribute, kept up to date edit by edit.
 * Knows texts and URIs only: who reads files, and when, is the host's business.
 */
import { KIND_OF_LIST } from '../model/document.ts';
import { Configuration, isConfigurationFile, isTablesFile } from './configuration.ts';
import { factKey, unreadUnder } from './fact-keys.ts';
import { FactStore } from './facts.ts';
import { type FileChange, type FileRole, WorkspaceFile } from './file.ts';
import { CONFIGURATION_FILE_NAMES, TABLES_FILE_NAMES } from './file-names.ts';
import { ImportedTables } from './imported-tables.ts';
import type { RecordHandle } from './record.ts';
import { factsOf } from './record-facts.ts';
import type { Slot } from './slot.ts';

/** What has changed since the last look. */
export interface WorkspaceChanges {
  /** Slots whose text was read anew; their records may be new. */
  readonly read: ReadonlySet<Slot>;
  readonly goneSlots: ReadonlySet<Slot>;
  readonly goneRecords: ReadonlySet<RecordHandle>;
  readonly keys: ReadonlySet<string>;
  /** Files whose cross-chunk errors may have changed. */
  readonly files: ReadonlySet<WorkspaceFile>;
  readonly goneFiles: ReadonlySet<WorkspaceFile>;
  /** True when an `aba-billing.yaml` came, went or changed: every policy choice may be another. */
  readonly configuration: boolean;
}

const NO_FACTS: ReadonlyMap<string, readonly unknown[]> = new Map();

export class Workspace {
  /** URI of the folder, without a trailing slash. */
  readonly root: string;
  readonly facts = new FactStore<RecordHandle>(unreadUnder);
  /** What the folder's tables files bring. */
  readonly tables = new ImportedTables();
  readonly #files = new Map<string, WorkspaceFile>();
  readonly #configurations = new Map<string, Configuration>();
  /** Those that apply, by the URI of the file: every run of a rule asks. */
  readonly #applying = new Map<string, Configuration>();
  /** Slots whose text, and URIs whose file, could not be read. */
  readonly #defaults: Configuration;
  readonly #unreadable = new Set<Slot | string>();
  #changes = noChanges();

  constructor(root: string) {
    this.root = root.replace(/\/+$/, '');
    this.#defaults = Configuration.none(this.root);
  }

  file(uri: string): WorkspaceFile | undefined {
    return this.#files.get(uri);
  }

  files(): IterableIterator<WorkspaceFile> {
    return this.#files.values();
  }

  /** Adds a file, or replaces its whole text. */
  open(uri: string, text: string): WorkspaceFile {
    this.#markUnreadable(uri, false);
    const existing = this.#files.get(uri);
    if (existing) {
      this.#note(existing, existing.edit(0, existing.source.length, text));
      return existing;
    }
    const file = new WorkspaceFile(uri, text, roleOf(uri));
    this.#files.set(uri, file);
    this.#note(file, { read: file.slots, gone: [], goneRecords: [] });
    return file;
  }

  /** Replaces the UTF-16 range `start`–`end` of a file that is open here. */
  edit(uri: string, start: number, end: number, replacement: string): void {
    const file = this.#files.get(uri);
    if (!file) throw new RangeError(`not in the workspace: ${uri}`);
    this.#note(file, file.edit(start, end, replacement));
  }

  remove(uri: string): void {
    this.#markUnreadable(uri, false);
    const file = this.#files.get(uri);
    if (!file) return;
    this.#files.delete(uri);
    this.#applying.delete(uri);
    this.#changes.goneFiles.add(file);
    this.#note(file, { read: [], gone: file.slots, goneRecords: file.slots.flatMap((slot) => slot.records) });
    this.#changes.files.delete(file);
  }

  /** Says that a file of the folder cannot be read, until it is opened or removed: its records are not known. */
  setUnreadable(uri: string): void {
    this.remove(uri);
    // Tables hold no records.
    if (!isTablesFile(uri)) this.#markUnreadable(uri, true);
  }

  /** The settings of the nearest `aba-billing.yaml` above the file, or the defaults. */
  configurationFor(uri: string): Configuration {
    let found = this.#applying.get(uri);
    if (!found) {
      found = this.#nearestConfiguration(uri);
      this.#applying.set(uri, found);
    }
    return found;
  }

  #nearestConfiguration(uri: string): Configuration {
    for (const folder of this.#foldersAbove(uri)) {
      const found = this.#configurations.get(folder);
      if (found) return found;
    }
    return this.#defaults;
  }

  /** The folder of the nearest tables file above a file, to ask {@link tables} with; undefined where there is none. */
  tablesFolderFor(uri: string): string | undefined {
    return this.tables.folderOf(this.#foldersAbove(uri));
  }

  *#foldersAbove(uri: string): Generator<string> {
    for (let folder = parentOf(uri); folder.length >= this.root.length; folder = parentOf(folder)) {
      yield folder;
      if (folder === '') break;
    }
  }

  /** The workspace files that suppress findings of records. */
  suppressingFiles(): readonly WorkspaceFile[] {
    return [...this.#configurations.values()].flatMap(({ uri, suppressions }) => {
      const file = uri === undefined || suppressions.length === 0 ? undefined : this.#files.get(uri);
      return file ?? [];
    });
  }

  /** The records that have an id, of whatever kind. */
  recordsWith(id: string): readonly RecordHandle[] {
    return Object.values(KIND_OF_LIST).flatMap((kind) => this.facts.get(factKey.id(kind, id)).map(({ from }) => from));
  }

  takeChanges(): WorkspaceChanges {
    const changes = this.#changes;
    this.#changes = noChanges();
    const keys = this.facts.takeChanged();
    for (const key of changes.keys) keys.add(key);
    for (const key of this.tables.takeChanged()) keys.add(key);
    return { ...changes, keys };
  }

  #note(file: WorkspaceFile, change: FileChange): void {
    this.#changes.files.add(file);
    for (const slot of change.gone) {
      this.#changes.read.delete(slot);
      this.#changes.goneSlots.add(slot);
      this.#markUnreadable(slot, false);
    }
    for (const record of change.goneRecords) {
      this.facts.set(record, NO_FACTS);
      this.#changes.goneRecords.add(record);
    }
    for (const slot of change.read) {
      this.#changes.read.add(slot);
      this.#markUnreadable(slot, slot.isUnreadable);
      for (const record of slot.records) this.facts.set(record, factsOf(record));
    }
    if (file.role === 'configuration') this.#configure(file);
    if (file.role === 'tables') this.#takeTables(file);
  }

  /** Whether some text of the folder could not be read, so that its records are not known. */
  get hasUnreadable(): boolean {
    return this.#unreadable.size > 0;
  }

  #markUnreadable(what: Slot | string, unreadable: boolean): void {
    const before = this.hasUnreadable;
    if (unreadable) this.#unreadable.add(what);
    else this.#unreadable.delete(what);
    if (this.hasUnreadable !== before) this.#changes.keys.add(factKey.unreadable());
  }

  /** In whatever order the workspace files of a folder came, the same one counts. */
  #configure(file: WorkspaceFile): void {
    const folder = parentOf(file.uri);
    this.#changes.configuration = true;
    this.#applying.clear();
    const counts = this.#firstOf(folder, CONFIGURATION_FILE_NAMES);
    if (counts) this.#configurations.set(folder, Configuration.of(counts, folder));
    else this.#configurations.delete(folder);
  }

  #takeTables(file: WorkspaceFile): void {
    const folder = parentOf(file.uri);
    this.tables.update(folder, this.#firstOf(folder, TABLES_FILE_NAMES));
  }

  #firstOf(folder: string, names: readonly string[]): WorkspaceFile | undefined {
    return names.map((name) => this.#files.get(`${folder}/${name}`)).find(Boolean);
  }
}

function roleOf(uri: string): FileRole {
  if (isConfigurationFile(uri)) return 'configuration';
  return isTablesFile(uri) ? 'tables' : 'records';
}

function noChanges() {
  return {
    keys: new Set<string>(),
    read: new Set<Slot>(),
    goneSlots: new Set<Slot>(),
    goneRecords: new Set<RecordHandle>(),
    files: new Set<WorkspaceFile>(),
    goneFiles: new Set<WorkspaceFile>(),
    configuration: false,
  };
}

/** The URI without its last segment. */
function parentOf(uri: string): string {
  return uri.slice(0, Math.max(0, uri.lastIndexOf('/')));
}
