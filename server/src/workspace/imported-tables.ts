/** The tables that tables files bring, as facts: by folder, program and code, so that a change re-runs only who read it. */
import type { MueEdition, PtpEdition } from '../model/document.ts';
import type { Mai, NcciProgram } from '../tables/mue.ts';
import { factKey } from './fact-keys.ts';
import { type Contributor, FactStore } from './facts.ts';
import type { WorkspaceFile } from './file.ts';
import type { PartPlace, Path } from './place.ts';

/** Where a row stands: which slot of its file, and where in it. Plain, so that rows can be compared. */
type RowPath = readonly [slot: number, ...path: Path];

/** One code's value in one edition. */
export interface ImportedMue {
  readonly units: number;
  readonly mai: Mai | undefined;
  /** Dates of service, ISO, both included; no `to` where the edition states none. */
  readonly from: string;
  readonly to: string | undefined;
  /** Name of the published file. */
  readonly source: string;
  readonly at: RowPath;
}

/** One pair of codes in one edition. */
export interface ImportedPair {
  readonly column1: string;
  readonly column2: string;
  readonly indicator: 0 | 1 | 9;
  /** Dates of service on which the edit applies, ISO, both included. */
  readonly from: string;
  readonly to: string | undefined;
  readonly rationale: string | undefined;
  /** First date of the edition. */
  readonly edition: string;
  readonly source: string;
  readonly at: RowPath;
}

type Facts = Map<string, unknown[]>;

class TablesSource implements Contributor {
  readonly file: WorkspaceFile;

  constructor(file: WorkspaceFile) {
    this.file = file;
  }

  compare(other: TablesSource): number {
    return this.file.uri < other.file.uri ? -1 : 1;
  }
}

export class ImportedTables {
  readonly #store = new FactStore<TablesSource>();
  /** By folder: the tables file that counts there. */
  readonly #sources = new Map<string, TablesSource>();
  #cameOrWent = false;

  /** Says which file counts in a folder now, and that it may have changed. */
  update(folder: string, file: WorkspaceFile | undefined): void {
    const before = this.#sources.get(folder);
    if (before?.file !== file) {
      this.#cameOrWent = true;
      if (before) this.#store.set(before, new Map());
      if (file) this.#sources.set(folder, new TablesSource(file));
      else this.#sources.delete(folder);
    }
    const source = this.#sources.get(folder);
    if (source) this.#store.set(source, factsOf(source.file, folder));
  }

  /** The keys changed since the last call. */
  takeChanged(): ReadonlySet<string> {
    const changed = this.#store.takeChanged();
    if (this.#cameOrWent) changed.add(factKey.tablesFiles());
    this.#cameOrWent = false;
    return changed;
  }

  /** The nearest folder of these, the deepest first, that has a tables file. */
  folderOf(folders: Iterable<string>): string | undefined {
    if (this.#sources.size === 0) return undefined;
    for (const folder of folders) if (this.#sources.has(folder)) return folder;
    return undefined;
  }

  get<R extends ImportedMue | ImportedPair>(key: string): readonly R[] {
    return this.#store.get<R>(key).map(({ value }) => value);
  }

  /** Where a row of a folder's tables file stands; undefined where the file is no more. */
  placeOf(folder: string, { at: [slot, ...path] }: ImportedMue | ImportedPair): PartPlace | undefined {
    const found = this.#sources.get(folder)?.file.slots[slot];
    return found && { slot: found, path };
  }
}

function factsOf(file: WorkspaceFile, folder: string): Facts {
  const facts: Facts = new Map();
  for (const [slot, { tables }] of file.slots.entries()) {
    for (const [index, edition] of (tables?.mue?.items ?? []).entries()) {
      addMue(facts, folder, edition, [slot, 'mue', index, 'values']);
    }
    for (const [index, edition] of (tables?.ptp?.items ?? []).entries()) {
      addPtp(facts, folder, edition, [slot, 'ptp', index, 'pairs']);
    }
  }
  return facts;
}

/** A row with a part that cannot be read is unknown as a whole. */
function addMue(facts: Facts, folder: string, edition: MueEdition, at: RowPath): void {
  const program = edition.lineOfBusiness?.value;
  const from = edition.from?.value;
  const source = edition.source?.value;
  if (program === undefined || from === undefined || source === undefined) return;
  if (edition.to && edition.to.value === undefined) return;
  for (const [row, { code, units, mai }] of (edition.values?.items ?? []).entries()) {
    if (code?.value === undefined || units?.value === undefined || (mai && mai.value === undefined)) continue;
    const value: ImportedMue = {
      units: units.value,
      mai: mai?.value,
      from,
      to: edition.to?.value,
      source,
      at: [...at, row, 'units'],
    };
    add(facts, factKey.mue(folder, program, code.value), value);
  }
}

function addPtp(facts: Facts, folder: string, edition: PtpEdition, at: RowPath): void {
  const program: NcciProgram | undefined = edition.lineOfBusiness?.value;
  const first = edition.from?.value;
  const source = edition.source?.value;
  if (program === undefined || first === undefined || source === undefined) return;
  for (const [row, pair] of (edition.pairs?.items ?? []).entries()) {
    const { column1, column2, indicator, from, to, rationale } = pair;
    if (column1?.value === undefined || column2?.value === undefined || indicator?.value === undefined) continue;
    if (from?.value === undefined || (to && to.value === undefined)) continue;
    const value: ImportedPair = {
      column1: column1.value,
      column2: column2.value,
      indicator: indicator.value,
      from: from.value,
      to: to?.value,
      rationale: rationale?.value,
      edition: first,
      source,
      at: [...at, row, 'indicator'],
    };
    add(facts, factKey.ptp(folder, program, column1.value, column2.value), value);
  }
}

function add(facts: Facts, key: string, value: unknown): void {
  const values = facts.get(key);
  if (values) values.push(value);
  else facts.set(key, [value]);
}
