/** Finds the files of a folder, pruning before it reads. */
import { POLICY_TESTS_SUFFIX } from '../workspace/file-names.ts';
import type { FileSystem } from './file-system.ts';
import { encodeName, isInside } from './uri.ts';

/** What a walk asks and tells whoever started it. */
export interface Walker {
  /** Whether a folder is entered; asked once the workspace file of the folder above, if any, was met. */
  enters(folder: string): boolean;
  /** Whether a file is one of ours, workspace files aside. */
  wants(file: string): boolean;
  isConfiguration(file: string): boolean;
  /** A workspace file, met before anything else of its folder is looked at: what it says decides about the rest. */
  configuration(file: string): Promise<void>;
  /** A folder that cannot be looked into, one with a name that only files have, or a link that leads to no file. */
  problem(uri: string, reason: string): void;
}

/** Folders that hold no billing files: those of tools, and everything that begins with a dot. */
const SKIPPED = /^(?:\..*|node_modules|bower_components|__pycache__)$/;

const FOLDER = 'This is a folder, not a file.';

/** Whether a folder of that name is never entered. */
export function isSkippedFolder(name: string): boolean {
  return SKIPPED.test(name) || name.endsWith(POLICY_TESTS_SUFFIX);
}

/**
 * The URIs of the wanted files below a folder, in the order of their names, workspace files not among them. Links to
 * folders are never followed, so there are no loops; a link to a file counts unless the file lies below `root` itself.
 */
export async function filesBelow(root: string, fileSystem: FileSystem, walker: Walker): Promise<readonly string[]> {
  const found: string[] = [];
  const pending = [root];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const entries = await entriesOf(folder, fileSystem, walker);
    for (const { uri, kind } of entries) {
      if (!walker.isConfiguration(uri)) continue;
      if (kind === 'folder') walker.problem(uri, FOLDER);
      else await walker.configuration(uri);
    }
    for (const { uri, name, kind } of entries) {
      if (walker.isConfiguration(uri) || !walker.wants(uri) || isLock(name)) continue;
      if (kind === 'folder') walker.problem(uri, FOLDER);
      else if (kind === 'file' || (await leadsOut(uri, root, fileSystem, walker))) found.push(uri);
    }
    for (const { uri, name, kind } of entries.toReversed()) {
      if (kind === 'folder' && !isSkippedFolder(name) && walker.enters(uri)) pending.push(uri);
    }
  }
  return found;
}

async function entriesOf(folder: string, fileSystem: FileSystem, walker: Walker) {
  const listing = await fileSystem.list(folder);
  if (listing.kind === 'unreadable') {
    walker.problem(folder, listing.reason);
    return [];
  }
  return listing.entries.map(({ name, kind }) => ({ uri: `${folder}/${encodeName(name)}`, name, kind }));
}

/** Emacs marks a file that it edits by a link beside it that leads nowhere. */
function isLock(name: string): boolean {
  return name.startsWith('.#');
}

async function leadsOut(link: string, root: string, fileSystem: FileSystem, walker: Walker): Promise<boolean> {
  const file = await fileSystem.linkedFile(link);
  if (file === undefined) walker.problem(link, 'This is no file, or a link that leads to none.');
  return file !== undefined && !isInside(file, root);
}
