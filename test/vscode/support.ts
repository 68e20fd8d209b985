/** What the suites in the extension host share. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  commands,
  type Diagnostic,
  type Disposable,
  extensions,
  languages,
  type TextDocument,
  type TextEditor,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { Api } from '../../client/src/extension.ts';

/** The extension's API once its server runs. */
export async function running(): Promise<Api> {
  const extension = extensions.getExtension<Api>('aba-billing.aba-billing');
  assert.ok(extension, 'the extension is not installed');
  const api = await extension.activate();
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const folders = workspace.workspaceFolders?.map(({ name }) => name).join(', ');
    late.reject(new Error(`the server does not run: client state ${api.client?.state}, folders ${folders}`));
  }, START_MS);
  await Promise.race([api.ready, late.promise]).finally(() => clearTimeout(timer));
  return api;
}

/** Less than a test may take: so a start that fails says how far it came. */
const START_MS = 50_000;

/** A file of the workspace: `march.sessions.yaml`, or `south/march.sessions.yaml` where there are several folders. */
export function file(path: string): Uri {
  const folders = workspace.workspaceFolders ?? [];
  const [first, ...rest] = path.split('/');
  const folder = folders.length > 1 ? folders.find(({ name }) => name === first) : folders[0];
  assert.ok(folder, path);
  return folders.length > 1 ? Uri.joinPath(folder.uri, ...rest) : Uri.joinPath(folder.uri, path);
}

export async function open(path: string): Promise<TextEditor> {
  return window.showTextDocument(await workspace.openTextDocument(file(path)));
}

/** Our findings of a file, as `RULE "TEXT"` with the underlined text, in the order of their places. */
export function findingsOf(uri: Uri): string[] {
  const text = openDocument(uri)?.getText() ?? readFileSync(uri.fsPath, 'utf8');
  return diagnosticsOf(uri).map(({ code, range }) => {
    const line = text.split('\n')[range.start.line] ?? '';
    const id = typeof code === 'object' ? code.value : code;
    return `${id} "${line.slice(range.start.character, range.end.character)}"`;
  });
}

export function diagnosticsOf(uri: Uri): Diagnostic[] {
  return languages
    .getDiagnostics(uri)
    .filter(({ source }) => source === 'aba-billing')
    .sort((a, b) => a.range.start.compareTo(b.range.start));
}

function openDocument(uri: Uri): TextDocument | undefined {
  return workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
}

/** Waits until our findings of a file are the expected ones; the test's own time limit is the limit. */
export async function expectFindings(path: string, expected: readonly string[]): Promise<void> {
  const uri = file(path);
  await until(
    () => JSON.stringify(findingsOf(uri)) === JSON.stringify(expected),
    () => `${path}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(findingsOf(uri))}`,
  );
}

/** How long a change of the findings may take before a test says what it sees instead. */
const PATIENCE_MS = 20_000;

/** Waits until a condition holds, looking again when findings change, and now and then. */
export async function until(holds: () => boolean, otherwise: () => string): Promise<void> {
  const listeners: Disposable[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      const look = () => {
        if (holds()) resolve();
      };
      const late = setTimeout(() => reject(new Error(otherwise())), PATIENCE_MS);
      const again = setInterval(look, 100);
      listeners.push(languages.onDidChangeDiagnostics(look), {
        dispose: () => {
          clearTimeout(late);
          clearInterval(again);
        },
      });
      look();
    });
  } finally {
    for (const listener of listeners) listener.dispose();
  }
}

/** Sets a setting for the workspace, or for one folder of it; `undefined` takes it back. */
export async function configure(key: string, value: unknown): Promise<void> {
  await workspace.getConfiguration().update(key, value, false);
}

export async function closeEditors(): Promise<void> {
  await commands.executeCommand('workbench.action.closeAllEditors');
}
