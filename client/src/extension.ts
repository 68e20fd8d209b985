/**
 * The entry that VS Code loads. VS Code cannot activate an extension by the name of an opened file, only by its
 * language, so this part runs for any YAML or JSON file. It is a few kilobytes and waits; the language client and the
 * server are loaded when there is a file of ours.
 */
import { type ExtensionContext, window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { firstFile } from './first-file.ts';
import type { Session } from './session.ts';

export interface Api {
  /** Resolves when the server runs, which is after the first file of ours was found. */
  readonly ready: Promise<void>;
  /** The running client; undefined until `ready`. */
  readonly client: LanguageClient | undefined;
}

let session: Session | undefined;

export function activate(context: ExtensionContext): Api {
  const ready = firstFile(context).then(async () => {
    const sessions = await import('./session.ts');
    session = new sessions.Session(context);
    await session.start();
  });
  ready.catch((error: Error) => window.showErrorMessage(`ABA Billing could not start: ${error.message}`));
  return {
    ready,
    get client() {
      return session?.client;
    },
  };
}

export async function deactivate(): Promise<void> {
  await session?.stop();
  session = undefined;
}
