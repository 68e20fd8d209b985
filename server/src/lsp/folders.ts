/** The workspace folders: which there are, their settings, and when their files are read. */
import type { WorkspaceFolder } from 'vscode-languageserver/node';
import { canonicalUri, isInside } from '../disk/uri.ts';
import type { Context } from './context.ts';
import type { Project } from './project.ts';
import { DEFAULT_SETTINGS, fetchSettings, SECTION, type Settings, settingsOf, watchSettings } from './settings.ts';
import { Watchers } from './watch.ts';

type Folder = Pick<WorkspaceFolder, 'uri'>;

export class Folders {
  readonly #context: Context;
  readonly #watchers: Watchers;
  /** Settings that a client sent without being asked, because it cannot be. */
  #sent: Settings = DEFAULT_SETTINGS;
  /** One after another: the client is asked in between. */
  #queue: Promise<void> = Promise.resolve();

  constructor(context: Context, folders: readonly Folder[]) {
    this.#context = context;
    this.#watchers = new Watchers(context.connection, context.abilities);
    for (const { uri } of folders) context.projects.addFolder(canonicalUri(uri));
  }

  /** Resolves when everything asked for so far is done, but for what is read from disk. */
  idle(): Promise<void> {
    return this.#queue;
  }

  start(): Promise<void> {
    return this.#enqueue('Starting', () => this.#start());
  }

  change(added: readonly Folder[], removed: readonly Folder[]): Promise<void> {
    return this.#enqueue('Changing folders', () => this.#change(added, removed));
  }

  /** @param sent what came with the notification; clients that can be asked send nothing of use. */
  settingsChanged(sent: unknown): Promise<void> {
    return this.#enqueue('Changing settings', () => this.#settingsChanged(sent));
  }

  #enqueue(what: string, work: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(() => this.#context.log.attempt(what, work));
    return this.#queue;
  }

  /** Settings first, because they decide what is read; then the folders, those with open documents first. */
  async #start(): Promise<void> {
    const { connection, abilities, projects, documents, disk } = this.#context;
    await watchSettings(connection, abilities);
    const folders = projects.folders();
    await Promise.all(folders.map((project) => this.#fetchSettings(project)));
    await this.#watch();
    documents.placeAll();
    const inUse = new Set([...documents.all()].map((document) => document.project));
    const ordered = [...folders].sort((a, b) => Number(inUse.has(b)) - Number(inUse.has(a)));
    for (const project of ordered) void disk.load(project);
  }

  async #change(added: readonly Folder[], removed: readonly Folder[]): Promise<void> {
    for (const { uri } of removed) this.#remove(canonicalUri(uri));
    for (const { uri } of added) await this.#add(canonicalUri(uri));
    await this.#watch();
  }

  async #settingsChanged(sent: unknown): Promise<void> {
    const { abilities, projects, disk, diagnostics } = this.#context;
    if (!abilities.configuration) this.#sent = settingsOf(sectionOf(sent));
    for (const project of projects.folders()) {
      const before = project.settings;
      await this.#fetchSettings(project);
      const { settings } = project;
      if (sameGlobs(before, settings) && before.scope === settings.scope) continue;
      if (before.scope !== settings.scope) diagnostics.scopeChanged(project);
      if (!sameGlobs(before, settings)) void disk.rescan(project);
    }
  }

  async #add(root: string): Promise<void> {
    const { projects, documents, disk } = this.#context;
    const project = projects.addFolder(root);
    if (!project) return;
    await this.#fetchSettings(project);
    documents.placeAll();
    for (const outer of projects.folders()) {
      if (outer === project) continue;
      for (const uri of [...outer.uris()]) if (isInside(uri, root)) outer.remove(uri);
    }
    void disk.load(project);
  }

  #remove(root: string): void {
    const { projects, documents, disk, diagnostics } = this.#context;
    const project = projects.removeFolder(root);
    if (!project) return;
    const uris = [...project.uris()];
    documents.placeAll();
    diagnostics.dropped(uris);
    const outer = projects.folderOf(root);
    if (outer) void disk.load(outer, root);
  }

  async #watch(): Promise<void> {
    await this.#watchers.watch(this.#context.projects.folders().map((project) => project.root));
  }

  async #fetchSettings(project: Project): Promise<void> {
    const { connection, abilities, log } = this.#context;
    if (!abilities.configuration) {
      project.settings = this.#sent;
      return;
    }
    await log.attempt('Asking for settings', async () => {
      project.settings = await fetchSettings(connection, project.root);
    });
  }
}

function sectionOf(sent: unknown): unknown {
  return typeof sent === 'object' && sent !== null ? (sent as Record<string, unknown>)[SECTION] : undefined;
}

function sameGlobs(a: Settings, b: Settings): boolean {
  return JSON.stringify([a.include, a.exclude]) === JSON.stringify([b.include, b.exclude]);
}
