/** The settings `abaBilling.*`, as a client gives them for a folder. */
import { type Connection, DidChangeConfigurationNotification } from 'vscode-languageserver/node';
import type { Abilities } from './abilities.ts';

export const SECTION = 'abaBilling';

/** Which files findings are shown for. */
export type Scope = 'workspace' | 'openFiles';

export interface Settings {
  /** Globs relative to the workspace folder. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly scope: Scope;
}

/**
 * Findings of the whole folder by default, unlike a language server for programs: the folder holds the clinic's own
 * records and no foreign code, a billing run goes wrong by the file that nobody opened, and a limit that is crossed over
 * several files is reported in the file that crosses it. Whoever wants less sets `openFiles`.
 */
export const DEFAULT_SETTINGS: Settings = { include: [], exclude: [], scope: 'workspace' };

/** Reads what a client sent; what is not of its type is left at the default. */
export function settingsOf(sent: unknown): Settings {
  const { include, exclude, diagnostics } = objectOf(sent);
  return {
    include: textsOf(include),
    exclude: textsOf(exclude),
    scope: objectOf(diagnostics).scope === 'openFiles' ? 'openFiles' : DEFAULT_SETTINGS.scope,
  };
}

/** Asks the client for the settings of a folder. */
export async function fetchSettings(connection: Connection, folder: string): Promise<Settings> {
  return settingsOf(await connection.workspace.getConfiguration({ scopeUri: folder, section: SECTION }));
}

/** Asks to be told when settings change. */
export async function watchSettings(connection: Connection, abilities: Abilities): Promise<void> {
  if (!abilities.registersConfigurationChanges) return;
  await connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION });
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
