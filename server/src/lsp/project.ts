/** One workspace folder, or a single file outside all folders: its files, its findings, and which files are its own. */
import { parentUri } from '../disk/uri.ts';
import { Engine } from '../rules/engine.ts';
import type { Rule } from '../rules/rule.ts';
import {
  type Configuration,
  hasFormat,
  isConfigurationFile,
  matcher,
  relativePath,
} from '../workspace/configuration.ts';
import { isInPolicyTests } from '../workspace/file-names.ts';
import { Workspace } from '../workspace/workspace.ts';
import type { FolderGlob } from './protocol.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';

/** Why a file that is there is not checked. */
export interface FileProblem {
  /** One sentence. */
  readonly reason: string;
  /** 0-based line where the trouble is. */
  readonly line: number;
}

export class Project {
  /** URI of the folder, or of the folder that the single file is in. */
  readonly root: string;
  /** The only file; undefined for a folder. */
  readonly single: string | undefined;
  readonly workspace: Workspace;
  readonly engine: Engine;
  /** Until its files are read, findings that rest on other records could be wrong. */
  loaded: boolean;
  readonly #today: () => string;
  readonly #problems = new Map<string, FileProblem>();
  #marked = new Set<string>();
  #settings = DEFAULT_SETTINGS;
  #included: (path: string) => boolean = () => false;
  #excluded: (path: string) => boolean = () => false;

  private constructor(root: string, single: string | undefined, rules: readonly Rule[], today: () => string) {
    this.root = root;
    this.single = single;
    this.workspace = new Workspace(root);
    this.engine = new Engine(this.workspace, rules, today());
    this.loaded = single !== undefined;
    this.#today = today;
  }

  static ofFolder(root: string, rules: readonly Rule[], today: () => string): Project {
    return new Project(root, undefined, rules, today);
  }

  static ofFile(uri: string, rules: readonly Rule[], today: () => string): Project {
    return new Project(parentUri(uri), uri, rules, today);
  }

  get settings(): Settings {
    return this.#settings;
  }

  set settings(settings: Settings) {
    this.#settings = settings;
    this.#included = matcher(settings.include);
    this.#excluded = matcher(settings.exclude);
  }

  /** Whether a file is checked: a workspace file, or left in by the settings and the nearest workspace file. */
  covers(uri: string): boolean {
    if (this.single !== undefined && uri !== this.single) return false;
    const path = relativePath(this.root, uri);
    if (this.#excluded(path) || isInPolicyTests(path)) return false;
    if (isConfigurationFile(uri)) return true;
    const configuration = this.workspace.configurationFor(uri);
    if (configuration.covers(uri)) return true;
    return hasFormat(uri) && this.#included(path) && !configuration.excludes(uri);
  }

  /** What excludes a file that a name or glob would include; undefined where nothing does. */
  excludedBy(uri: string): 'settings' | 'policy-tests' | 'workspace-file' | undefined {
    const path = relativePath(this.root, uri);
    if (this.#excluded(path)) return 'settings';
    if (isInPolicyTests(path)) return 'policy-tests';
    return this.workspace.configurationFor(uri).excludes(uri) ? 'workspace-file' : undefined;
  }

  /** Whether a folder may hold files that are checked. */
  enters(folder: string): boolean {
    const path = relativePath(this.root, folder);
    if (this.#excluded(path) || this.#excluded(`${path}/x`)) return false;
    return !this.workspace.configurationFor(folder).excludesFolder(folder);
  }

  /** Gives a file its whole text, new or changed. Records outside the part that differs keep their identity. */
  setText(uri: string, text: string): void {
    this.#problems.delete(uri);
    const file = this.workspace.file(uri);
    if (!file) {
      this.workspace.open(uri, text);
      return;
    }
    const before = file.source.text();
    if (before === text) return;
    const longest = Math.min(before.length, text.length);
    let start = 0;
    while (start < longest && before.charCodeAt(start) === text.charCodeAt(start)) start++;
    let kept = 0;
    while (
      kept < longest - start &&
      before.charCodeAt(before.length - 1 - kept) === text.charCodeAt(text.length - 1 - kept)
    ) {
      kept++;
    }
    this.workspace.edit(uri, start, before.length - kept, text.slice(start, text.length - kept));
  }

  /** Takes a file out, deleted or no longer covered. */
  remove(uri: string): void {
    this.#problems.delete(uri);
    this.workspace.remove(uri);
    this.#marked.add(uri);
  }

  /** Says of a file that is there why it is not checked. */
  setProblem(uri: string, problem: FileProblem): void {
    this.workspace.setUnreadable(uri);
    this.#problems.set(uri, problem);
    this.#marked.add(uri);
  }

  problemOf(uri: string): FileProblem | undefined {
    return this.#problems.get(uri);
  }

  /** Every file and problem that findings may be shown for. */
  *uris(): Generator<string> {
    for (const file of this.workspace.files()) yield file.uri;
    yield* this.#problems.keys();
  }

  /** Has every file looked at again, although none of them changed. */
  markAll(): void {
    for (const uri of this.uris()) this.#marked.add(uri);
  }

  /** Whether all findings are up to date. */
  get isSettled(): boolean {
    return this.engine.isSettled;
  }

  /**
   * Brings the findings up to date: all of them, or those of one file's records and others while there is time.
   * @returns the files whose findings may have changed since the last call.
   */
  settle(only?: { readonly first: string | undefined; readonly hasTime: () => boolean }): ReadonlySet<string> {
    this.engine.isPartial = this.single !== undefined || !this.loaded;
    this.engine.setAsOf(this.#today());
    const changed = this.#marked;
    this.#marked = new Set();
    const first = only?.first === undefined ? undefined : this.workspace.file(only.first);
    const touched = only ? this.engine.settleFirst(first, only.hasTime) : this.engine.settle();
    for (const file of touched) changed.add(file.uri);
    return changed;
  }

  /** The globs that workspace files add, in the order of their folders. */
  includedGlobs(): readonly FolderGlob[] {
    return this.#configurations().flatMap(({ folder, include }) => include.map((glob) => ({ folder, glob })));
  }

  /** Changes with everything in workspace files that decides which files are checked. */
  coverage(): string {
    return JSON.stringify(this.#configurations().map(({ folder, include, exclude }) => [folder, include, exclude]));
  }

  #configurations(): readonly Configuration[] {
    const files = [...this.workspace.files()].filter((file) => file.role === 'configuration');
    const distinct = new Set(files.map((file) => this.workspace.configurationFor(file.uri)));
    return [...distinct].sort((a, b) => (a.folder < b.folder ? -1 : 1));
  }
}
