import { type DocumentFilter, type Memento, RelativePattern, Uri, workspace } from 'vscode';
import type { FolderGlob } from '../../server/src/lsp/protocol.ts';
import {
  CONFIGURATION_FILE_NAMES,
  RECORD_FILE_GLOBS,
  TABLES_FILE_NAMES,
} from '../../server/src/workspace/file-names.ts';

const INCLUDED = 'include';

/** What workspace files added when the server last said so: it lets a file be recognized before the server runs. */
export function includedByWorkspaceFiles(memento: Memento): readonly FolderGlob[] {
  return memento.get<readonly FolderGlob[]>(INCLUDED, []);
}

/** Remembers what workspace files add, and says whether that is news. */
export async function rememberIncluded(memento: Memento, globs: readonly FolderGlob[]): Promise<boolean> {
  if (JSON.stringify(globs) === JSON.stringify(includedByWorkspaceFiles(memento))) return false;
  await memento.update(INCLUDED, globs);
  return true;
}

/** The globs that the setting `abaBilling.include` adds, for each workspace folder. */
function includedBySettings(): FolderGlob[] {
  return (workspace.workspaceFolders ?? []).flatMap(({ uri }) =>
    workspace
      .getConfiguration('abaBilling', uri)
      .get<readonly string[]>('include', [])
      .map((glob) => ({ folder: uri.toString(), glob })),
  );
}

/** Globs for files that are ours by their name, wherever they are. */
export const NAMED_FILES: readonly string[] = [
  ...RECORD_FILE_GLOBS,
  `**/{${[...CONFIGURATION_FILE_NAMES, ...TABLES_FILE_NAMES].join(',')}}`,
];

/** Globs relative to a folder, added by settings and workspace files. */
export function addedFiles(memento: Memento): RelativePattern[] {
  return [...includedBySettings(), ...includedByWorkspaceFiles(memento)].map(
    ({ folder, glob }) => new RelativePattern(Uri.parse(folder), glob),
  );
}

/** The documents that the server is told of. An added glob may match anything, so there the language decides too. */
export function documentFilters(memento: Memento): DocumentFilter[] {
  return [
    ...NAMED_FILES.map((pattern) => ({ scheme: 'file', pattern })),
    ...addedFiles(memento).flatMap((pattern) =>
      ['yaml', 'json'].map((language) => ({ scheme: 'file', language, pattern })),
    ),
  ];
}
