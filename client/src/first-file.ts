import {
  CancellationTokenSource,
  type Disposable,
  type ExtensionContext,
  FileType,
  languages,
  type TextDocument,
  workspace,
} from 'vscode';
import { isNamedOurs } from '../../server/src/workspace/file-names.ts';
import { addedFiles, documentFilters, NAMED_FILES } from './files.ts';

/** How long a folder is searched, as long as VS Code itself searches one for `workspaceContains`. */
const SEARCH_MS = 7000;

/** While VS Code starts, its search may come back empty from a folder that has files: it is asked once more. */
const SECOND_LOOK_MS = 5000;

/** Resolves as soon as a file of ours is open, lies in a workspace folder, or appears in one. */
export function firstFile({ workspaceState, subscriptions }: ExtensionContext): Promise<void> {
  return new Promise((resolve) => {
    let search = new CancellationTokenSource();
    const listeners: Disposable[] = [
      workspace.onDidOpenTextDocument((document) => consider(document)),
      workspace.onDidChangeWorkspaceFolders(() => void lookInFolders()),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('abaBilling.include')) lookEverywhere();
      }),
      ...NAMED_FILES.map((glob) => {
        const watcher = workspace.createFileSystemWatcher(glob, false, true, true);
        watcher.onDidCreate(found);
        return watcher;
      }),
    ];
    const second = setTimeout(() => void lookInFolders(), SECOND_LOOK_MS);
    listeners.push({ dispose: () => clearTimeout(second) });
    subscriptions.push(...listeners);

    function found(): void {
      search.cancel();
      for (const listener of listeners) listener.dispose();
      resolve();
    }

    function consider(document: TextDocument): void {
      if (languages.match(documentFilters(workspaceState), document) > 0) found();
    }

    /** Most folders of ours have their files right in them, and a list of names does not depend on VS Code's search. */
    async function lookAtTheTop(): Promise<void> {
      for (const { uri } of workspace.workspaceFolders ?? []) {
        const entries = await workspace.fs.readDirectory(uri).then(undefined, () => []);
        if (entries.some(([name, type]) => type !== FileType.Directory && isNamedOurs(name))) found();
      }
    }

    async function lookInFolders(): Promise<void> {
      void lookAtTheTop();
      search.cancel();
      search = new CancellationTokenSource();
      const { token } = search;
      const late = setTimeout(() => search.cancel(), SEARCH_MS);
      for (const glob of [...NAMED_FILES, ...addedFiles(workspaceState)]) {
        const [file] = await workspace.findFiles(glob, '**/node_modules/**', 1, token).then(undefined, () => []);
        if (token.isCancellationRequested) break;
        if (file !== undefined) found();
      }
      clearTimeout(late);
    }

    function lookEverywhere(): void {
      workspace.textDocuments.forEach(consider);
      void lookInFolders();
    }

    lookEverywhere();
  });
}
