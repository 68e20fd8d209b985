/** Folders of files on disk as texts. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Folder } from './check-folder.ts';

/** Every file below a folder, by its path from there with `/`, but those whose path `skip` matches. */
export function readFolder(folder: string, skip: RegExp = /^$/): Folder {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.replaceAll('\\', '/').slice(folder.length + 1))
    .filter((path) => !skip.test(path));
  return new Map(paths.sort().map((path) => [path, readFileSync(`${folder}/${path}`, 'utf8')]));
}

export function subfolders(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
