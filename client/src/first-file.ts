import { CancellationTokenSource, type ExtensionContext, languages, type TextDocument, workspace } from 'vscode';
import { addedFiles, documentFilters, NAMED_FILES } from './files.ts';

/** Resolves as soon as a file of ours is open, lies in a workspace folder, or appears in one. */
export function firstFile({ workspaceState, subscriptions }: ExtensionContext): Promise<void> {
  return new Promise((resolve) => {
    const search = new CancellationTokenSource();
    const listeners = [
      search,
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
    subscriptions.push(...listeners);

    function found(): void {
      search.cancel();
      for (const listener of listeners) listener.dispose();
      resolve();
    }

    function consider(document: TextDocument): void {
      if (languages.match(documentFilters(workspaceState), document) > 0) found();
    }

    async function lookInFolders(): Promise<void> {
      for (const glob of [...NAMED_FILES, ...addedFiles(workspaceState)]) {
        const [file] = await workspace.findFiles(glob, undefined, 1, search.token);
        if (search.token.isCancellationRequested) return;
        if (file !== undefined) return found();
      }
    }

    function lookEverywhere(): void {
      workspace.textDocuments.forEach(consider);
      void lookInFolders();
    }

    lookEverywhere();
  });
}
