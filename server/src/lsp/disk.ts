/** Keeps the projects' closed files as they are on disk. Open buffers win; everything is done in the background, in order. */
import type { FileEvent } from 'vscode-languageserver/node';
import type { FileSystem } from '../disk/file-system.ts';
import { canonicalUri, isInside, nameOfUri } from '../disk/uri.ts';
import { filesBelow, isSkippedFolder, type Walker } from '../disk/walk.ts';
import { isConfigurationFile, relativePath } from '../workspace/configuration.ts';
import { inReadingOrder } from '../workspace/file-names.ts';
import type { Documents } from './documents.ts';
import type { Log } from './log.ts';
import type { Progress } from './progress.ts';
import type { Project } from './project.ts';
import type { Projects } from './projects.ts';

/** Files read at a time. */
const BATCH = 8;
/** Work that keeps the server from answering for longer is interrupted. */
const SLICE_MS = 8;
/** Somebody who types in a workspace file is let finish before folders are searched again. */
const RESCAN_DELAY_MS = 300;

export interface DiskOptions {
  readonly fileSystem: FileSystem;
  readonly projects: Projects;
  readonly documents: Documents;
  readonly log: Log;
  readonly progress: (title: string) => Progress;
  /** Files have come, gone or changed. */
  readonly changed: () => void;
  /** What workspace files say about which files are checked has changed, or was read for the first time. */
  readonly coverageChanged: () => void;
}

export class Disk {
  readonly #options: DiskOptions;
  readonly #coverage = new WeakMap<Project, string>();
  readonly #rescans = new Map<Project, ReturnType<typeof setTimeout>>();
  #queue: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(options: DiskOptions) {
    this.#options = options;
  }

  /** Resolves when everything asked for so far is done, what was put off included. */
  async flush(): Promise<void> {
    for (const [project, timer] of this.#rescans) {
      clearTimeout(timer);
      this.#rescans.delete(project);
      void this.rescan(project);
    }
    await this.#queue;
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#rescans.values()) clearTimeout(timer);
    this.#rescans.clear();
  }

  /**
   * Reads a project's files that are not read yet, below one folder or all, and takes out those that are gone or no longer
   * covered.
   */
  load(project: Project, below = project.root): Promise<void> {
    return this.#enqueue(`Reading ${nameOfUri(below)}`, () => this.#load(project, below));
  }

  /** Takes over a closed file as it is on disk now, or finds that it is gone. */
  refresh(uris: readonly string[]): Promise<void> {
    return this.#enqueue('Reading changed files', () => this.#refresh(uris));
  }

  /** What a client's file watcher saw. Events only hint at where to look, so their order does not matter. */
  watched(events: readonly FileEvent[]): Promise<void> {
    return this.#enqueue('Following changed files', async () => {
      const files: string[] = [];
      for (const uri of new Set(events.map((event) => canonicalUri(event.uri)))) {
        const project = this.#options.projects.folderOf(uri);
        if (!project || isSkipped(uri, project)) continue;
        files.push(...[...project.uris()].filter((known) => isInside(known, uri)));
        if (project.covers(uri) || project.problemOf(uri)) files.push(uri);
        else if (project.enters(uri) && (await this.#options.fileSystem.list(uri)).kind === 'entries') {
          await this.#load(project, uri);
        }
      }
      await this.#refresh([...new Set(files)]);
    });
  }

  /** To be told after a workspace file's text has changed. */
  configurationChanged(project: Project): void {
    if (this.#coverage.get(project) === project.coverage() || this.#closed) return;
    clearTimeout(this.#rescans.get(project));
    const timer = setTimeout(() => {
      this.#rescans.delete(project);
      this.rescan(project);
    }, RESCAN_DELAY_MS);
    this.#rescans.set(project, timer);
  }

  /** Decides anew which files are checked. */
  rescan(project: Project): Promise<void> {
    this.#options.documents.placeAll();
    this.#options.changed();
    return project.single === undefined ? this.load(project) : Promise.resolve();
  }

  #enqueue(what: string, work: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(() => (this.#closed ? undefined : this.#options.log.attempt(what, work)));
    return this.#queue;
  }

  #isCurrent(project: Project): boolean {
    return !this.#closed && this.#options.projects.folders().includes(project);
  }

  async #load(project: Project, below: string): Promise<void> {
    if (!this.#isCurrent(project)) return;
    const { fileSystem, log, changed, coverageChanged } = this.#options;
    const progress = this.#options.progress(`Reading ${nameOfUri(project.root)}`);
    try {
      const found = new Set<string>();
      const problems = new Map<string, string>();
      const files = await filesBelow(below, fileSystem, this.#walker(project, found, problems));
      for (const uri of files) found.add(uri);
      if (!this.#isCurrent(project)) return;
      this.#options.documents.placeAll();
      for (const [uri, reason] of problems) this.#problem(project, uri, reason);
      for (const uri of [...project.uris()]) {
        const stays = found.has(uri) || problems.has(uri) || !isInside(uri, below) || this.#options.documents.get(uri);
        if (!stays) project.remove(uri);
      }
      const unread = inReadingOrder(files.filter((uri) => !project.workspace.file(uri)));
      await this.#read(project, unread, (done) => progress.report(done, unread.length));
      if (!this.#isCurrent(project)) return;
      this.#coverage.set(project, project.coverage());
      if (!project.loaded) {
        project.loaded = true;
        project.markAll();
      }
      log.info(`${below}: ${found.size} files`);
      coverageChanged();
      changed();
    } finally {
      progress.end();
    }
  }

  #walker(project: Project, found: Set<string>, problems: Map<string, string>): Walker {
    const { projects } = this.#options;
    return {
      enters: (folder) => project.enters(folder) && !projects.folders().some((other) => other.root === folder),
      wants: (file) => project.covers(file),
      isConfiguration: isConfigurationFile,
      configuration: async (file) => {
        if (!project.covers(file)) return;
        found.add(file);
        await this.#readOne(project, file);
      },
      problem: (uri, reason) => problems.set(uri, reason),
    };
  }

  #problem(project: Project, uri: string, reason: string): void {
    if (project.covers(uri)) project.setProblem(uri, { reason, line: 0 });
    else this.#options.log.warn(`${uri}: ${reason}`);
  }

  async #refresh(uris: readonly string[]): Promise<void> {
    const byProject = Map.groupBy(uris, (uri) => this.#options.projects.folderOf(uri));
    for (const [project, own] of byProject) {
      if (!project) continue;
      await this.#read(project, own, () => {});
      if (own.some(isConfigurationFile)) this.configurationChanged(project);
    }
    this.#options.changed();
  }

  async #read(project: Project, uris: readonly string[], report: (done: number) => void): Promise<void> {
    let sliceStart = performance.now();
    for (let at = 0; at < uris.length && this.#isCurrent(project); at += BATCH) {
      const readings = await Promise.all(
        uris.slice(at, at + BATCH).map(async (uri) => [uri, await this.#options.fileSystem.read(uri)] as const),
      );
      for (const [uri, reading] of readings) {
        this.#take(project, uri, reading);
        if (performance.now() - sliceStart < SLICE_MS) continue;
        this.#options.changed();
        await new Promise((resolve) => setTimeout(resolve, 0));
        sliceStart = performance.now();
      }
      report(Math.min(uris.length, at + BATCH));
    }
  }

  async #readOne(project: Project, uri: string): Promise<void> {
    if (this.#options.documents.get(uri)) return;
    this.#take(project, uri, await this.#options.fileSystem.read(uri));
  }

  /** The text of an open document is not the disk's, whatever happens there; it may have been opened while this was read. */
  #take(project: Project, uri: string, reading: Awaited<ReturnType<FileSystem['read']>>): void {
    if (this.#options.documents.get(uri) || this.#options.projects.folderOf(uri) !== project) return;
    if (reading.kind === 'missing' || !project.covers(uri)) project.remove(uri);
    else if (reading.kind === 'text') project.setText(uri, reading.text);
    else project.setProblem(uri, { reason: reading.reason, line: reading.line ?? 0 });
  }
}

/** Whether a URI lies in a folder that is never entered. */
function isSkipped(uri: string, project: Project): boolean {
  return relativePath(project.root, uri).split('/').slice(0, -1).some(isSkippedFolder);
}
