/** From the paths of the command line to the folders that are checked as a whole. */
import { lstat, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pathToUri } from '../disk/node-file-system.ts';
import { isInside } from '../disk/uri.ts';
import { hasFormat } from '../workspace/configuration.ts';
import { CONFIGURATION_FILE_NAMES } from '../workspace/file-names.ts';
import type { Problem } from './result.ts';

/** A file or folder as the command line names it, by canonical URI. */
export interface Named {
  readonly uri: string;
  readonly kind: 'file' | 'folder';
}

/** A folder whose files are read together, and the part of it that findings are wanted for. */
export interface Scope {
  /** URI of the folder, without a trailing slash. */
  readonly root: string;
  readonly named: readonly Named[];
}

export function isNamed({ named }: Scope, uri: string): boolean {
  return named.some((item) => uri === item.uri || (item.kind === 'folder' && isInside(uri, item.uri)));
}

/** A path as it is shown: relative to the working directory, with `/` on every system. */
export function shownPath(cwd: string, uri: string): string {
  const path = relative(cwd, fileURLToPath(uri));
  return path === '' ? '.' : path.split(sep).join('/');
}

/**
 * Every path belongs to the nearest folder above it (or itself) that has a workspace file; where there is none, a folder
 * is read on its own, and a file with its folder. A folder inside another one is read as a part of that.
 */
export async function scopesOf(
  paths: readonly string[],
  cwd: string,
): Promise<{ readonly scopes: readonly Scope[]; readonly problems: readonly Problem[] }> {
  const problems: Problem[] = [];
  const found: { readonly named: Named; readonly root: string }[] = [];
  for (const path of new Set(paths)) {
    const named = await nameOf(path, cwd);
    if (typeof named === 'string') problems.push({ file: path, reason: named, fatal: true });
    else found.push({ named, root: await rootOf(named) });
  }
  const roots = [...new Set(found.map(({ root }) => root))];
  const outermost = roots.filter((root) => !roots.some((other) => isInside(root, other))).sort();
  const scopes = outermost.map((root) => ({
    root,
    named: found.filter((item) => item.root === root || isInside(item.root, root)).map(({ named }) => named),
  }));
  return { scopes, problems };
}

/** The file or folder that a path names, or what is wrong with it, in one sentence. */
async function nameOf(path: string, cwd: string): Promise<Named | string> {
  try {
    const absolute = resolve(cwd, path);
    const stats = await stat(absolute);
    if (stats.isDirectory()) return { uri: pathToUri(await realpath(absolute)), kind: 'folder' };
    if (!stats.isFile()) return 'This is neither a file nor a folder.';
    const uri = pathToUri(await canonicalFile(absolute));
    return hasFormat(uri) ? { uri, kind: 'file' } : 'Only YAML and JSON files can be checked.';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    return code === 'ENOENT' || code === 'ENOTDIR'
      ? 'There is no such file or folder.'
      : `This cannot be read (${code}).`;
  }
}

/** A link inside a folder that is read as a whole would be its target once more: named is the target then. */
async function canonicalFile(absolute: string): Promise<string> {
  const folder = await realpath(dirname(absolute));
  const file = join(folder, basename(absolute));
  if (!(await lstat(file)).isSymbolicLink()) return file;
  const target = await realpath(file);
  const root = await rootOf({ uri: pathToUri(file), kind: 'file' });
  return isInside(pathToUri(target), root) ? target : file;
}

/** The nearest folder at or above a path that has a workspace file; where there is none, the folder of the path. */
export async function rootOf({ uri, kind }: Named): Promise<string> {
  const path = fileURLToPath(uri);
  const own = kind === 'folder' ? path : dirname(path);
  for (let folder = own; ; folder = dirname(folder)) {
    if (await hasWorkspaceFile(folder)) return pathToUri(folder);
    if (dirname(folder) === folder) return pathToUri(own);
  }
}

async function hasWorkspaceFile(folder: string): Promise<boolean> {
  for (const name of CONFIGURATION_FILE_NAMES) {
    try {
      if ((await stat(join(folder, name))).isFile()) return true;
    } catch {
      // There is none of that name, or none that can be read.
    }
  }
  return false;
}
