/** Has the client watch the folders. Nothing else does: the client of ours registers no watcher of its own. */
import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type Disposable,
  type FileSystemWatcher,
  WatchKind,
} from 'vscode-languageserver/node';
import type { Abilities } from './abilities.ts';

/** Folders come and go as one event, without one for each file in them: hence everything, but not each change in it. */
const PATTERNS = [
  { pattern: '**/*', kind: WatchKind.Create | WatchKind.Delete },
  { pattern: '**/*.{yaml,yml,json}', kind: WatchKind.Change },
] as const;

export class Watchers {
  readonly #connection: Connection;
  readonly #abilities: Abilities;
  #registered: Disposable | undefined;

  constructor(connection: Connection, abilities: Abilities) {
    this.#connection = connection;
    this.#abilities = abilities;
  }

  /** Watches these folders, and no longer those from before. */
  async watch(folders: readonly string[]): Promise<void> {
    if (!this.#abilities.registersWatchers) return;
    const before = this.#registered;
    this.#registered = undefined;
    if (folders.length > 0) {
      const watchers = this.#abilities.relativeWatchPatterns
        ? folders.flatMap(relativeWatchers)
        : PATTERNS.map(absolute);
      this.#registered = await this.#connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    }
    before?.dispose();
  }
}

function relativeWatchers(folder: string): FileSystemWatcher[] {
  return PATTERNS.map(({ pattern, kind }) => ({ globPattern: { baseUri: folder, pattern }, kind }));
}

/** A pattern that the client applies to every workspace folder. */
function absolute({ pattern, kind }: (typeof PATTERNS)[number]): FileSystemWatcher {
  return { globPattern: pattern, kind };
}
