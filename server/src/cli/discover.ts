/** Reads the files of one scope into a workspace. */
import { nodeFileSystem } from '../disk/node-file-system.ts';
import { filesBelow, type Walker } from '../disk/walk.ts';
import { hasFormat, isConfigurationFile, relativePath } from '../workspace/configuration.ts';
import { isInPolicyTests } from '../workspace/file-names.ts';
import { Workspace } from '../workspace/workspace.ts';
import type { Progress } from './outcome.ts';
import { isNamed, type Scope } from './scopes.ts';

/** Files read at a time. */
const BATCH = 16;

/** A problem with a file or folder, by URI. */
export interface Trouble {
  readonly uri: string;
  readonly reason: string;
  readonly fatal: boolean;
}

/** A workspace file that is used in place of those found. */
export interface GivenConfiguration {
  /** Relative to the working directory, with `/`. */
  readonly file: string;
  readonly format: 'yaml' | 'json';
  readonly text: string;
}

export interface Loaded {
  readonly workspace: Workspace;
  readonly troubles: readonly Trouble[];
  /** URI that a given configuration is held under. */
  readonly configuration: string | undefined;
}

/** Never rejects for what is wrong with a file or folder: that is a trouble, and everything else is read. */
export async function load(
  scope: Scope,
  given: GivenConfiguration | undefined,
  progress: Progress | undefined,
): Promise<Loaded> {
  const workspace = new Workspace(scope.root);
  const configuration = given && `${scope.root}/aba-billing.${given.format}`;
  if (given && configuration !== undefined) workspace.open(configuration, given.text);
  const troubles: Trouble[] = [];
  const trouble = (uri: string, reason: string) => {
    // A folder that nobody asked for may be closed to us: systems have many of those. A billing file may not.
    troubles.push({ uri, reason, fatal: hasFormat(uri) || isNamed(scope, uri) });
    if (hasFormat(uri)) workspace.setUnreadable(uri);
  };

  progress?.update('Looking for billing files');
  const found = await filesBelow(scope.root, nodeFileSystem, walker(workspace, configuration !== undefined, trouble));
  const uris = new Set(found);
  for (const { uri, kind } of scope.named) {
    if (kind === 'folder' || uris.has(uri) || isConfigurationFile(uri)) continue;
    if (isInPolicyTests(relativePath(scope.root, uri))) {
      troubles.push({ uri, reason: 'This belongs to the tests of a policy: test-policies runs them.', fatal: false });
      continue;
    }
    if (workspace.configurationFor(uri).excludes(uri)) {
      troubles.push({ uri, reason: 'Left out by `exclude` of the workspace file.', fatal: false });
    } else uris.add(uri);
  }
  await read([...uris].sort(), workspace, trouble, progress);
  return { workspace, troubles, configuration };
}

function walker(workspace: Workspace, given: boolean, trouble: Walker['problem']): Walker {
  return {
    enters: (folder) => !workspace.configurationFor(folder).excludesFolder(folder),
    wants: (file) => workspace.configurationFor(file).covers(file),
    isConfiguration: isConfigurationFile,
    configuration: async (file) => {
      if (!given) await read([file], workspace, trouble, undefined);
    },
    problem: trouble,
  };
}

async function read(
  uris: readonly string[],
  workspace: Workspace,
  trouble: Walker['problem'],
  progress: Progress | undefined,
): Promise<void> {
  for (let at = 0; at < uris.length; at += BATCH) {
    const batch = uris.slice(at, at + BATCH);
    const readings = await Promise.all(batch.map(async (uri) => [uri, await nodeFileSystem.read(uri)] as const));
    for (const [uri, reading] of readings) {
      if (reading.kind === 'text') workspace.open(uri, reading.text);
      else trouble(uri, reading.kind === 'missing' ? 'There is no such file.' : reading.reason);
    }
    progress?.update(`Reading billing files: ${Math.min(at + BATCH, uris.length)} of ${uris.length}`);
  }
}
