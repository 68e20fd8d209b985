import { open, opendir, realpath, stat } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type DiskEntry, type FileSystem, type Listing, MAX_FOLDER_ENTRIES, type Reading } from './file-system.ts';
import { decodeText, MAX_FILE_BYTES, tooLargeProblem } from './read-text.ts';
import { canonicalUri } from './uri.ts';

export function pathToUri(path: string): string {
  return canonicalUri(pathToFileURL(path).href);
}

export const nodeFileSystem: FileSystem = { list: (folder) => listFolder(folder), read, linkedFile };

/** @param limit a folder with more entries is not looked into. */
export async function listFolder(folder: string, limit = MAX_FOLDER_ENTRIES): Promise<Listing> {
  const entries: DiskEntry[] = [];
  try {
    for await (const entry of await opendir(fileURLToPath(`${folder}/`), { bufferSize: 256 })) {
      if (entries.length === limit) {
        return { kind: 'unreadable', reason: `The folder has more than ${limit} entries.` };
      }
      const kind = entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'link';
      entries.push({ name: entry.name, kind });
    }
  } catch (error) {
    return { kind: 'unreadable', reason: `The folder cannot be read (${errorCode(error)}).` };
  }
  return { kind: 'entries', entries: entries.sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

async function read(file: string): Promise<Reading> {
  try {
    const path = fileURLToPath(file);
    // Opening a pipe would wait for whoever writes to it.
    const kind = await stat(path);
    if (kind.isDirectory()) return { kind: 'unreadable', reason: 'This is a folder, not a file.' };
    if (!kind.isFile()) return { kind: 'unreadable', reason: 'This is a device or a pipe, not a file.' };
    const handle = await open(path, 'r');
    try {
      const stats = await handle.stat();
      if (stats.size > MAX_FILE_BYTES) return tooLargeProblem(stats.size);
      return decodeText(await handle.readFile());
    } finally {
      await handle.close();
    }
  } catch (error) {
    return readError(error);
  }
}

function readError(error: unknown): Reading {
  const code = errorCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
  if (code === 'EACCES' || code === 'EPERM') {
    return { kind: 'unreadable', reason: 'The file may not be read (permission denied).' };
  }
  if (code === 'EISDIR') return { kind: 'unreadable', reason: 'This is a folder, not a file.' };
  return { kind: 'unreadable', reason: `The file cannot be read (${code}).` };
}

async function linkedFile(link: string): Promise<string | undefined> {
  try {
    const path = await realpath(fileURLToPath(link));
    return (await stat(path)).isFile() ? pathToUri(path) : undefined;
  } catch {
    return undefined;
  }
}

export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
