import { resolve } from 'node:path';
import { nodeFileSystem, pathToUri } from '../disk/node-file-system.ts';
import type { GivenConfiguration } from './discover.ts';
import { UsageError } from './outcome.ts';
import { shownPath } from './scopes.ts';

/**
 * The workspace file that `--config` names.
 * @throws UsageError where it is missing or cannot be read.
 */
export async function configurationAt(path: string, cwd: string): Promise<GivenConfiguration> {
  const uri = pathToUri(resolve(cwd, path));
  const reading = await nodeFileSystem.read(uri);
  if (reading.kind === 'missing') throw new UsageError(`${path}: There is no such workspace file.`);
  if (reading.kind === 'unreadable') throw new UsageError(`${path}: ${reading.reason}`);
  return { file: shownPath(cwd, uri), format: /\.json$/i.test(path) ? 'json' : 'yaml', text: reading.text };
}
