import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { errorCode } from './node-file-system.ts';
import { inChunks, type Pieces } from './write-pieces.ts';

/**
 * Writes a file beside its place and renames it, so that there is the old file or the new one, whatever happens.
 * @returns what is wrong, in a sentence, where it cannot be written.
 */
export async function writeWhole(path: string, text: Pieces): Promise<string | undefined> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(inChunks(text));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    return undefined;
  } catch (error) {
    await rm(temporary, { force: true });
    // What goes wrong in making the text is no matter of the file.
    if (!(error instanceof Error && 'code' in error)) throw error;
    return `The file cannot be written (${errorCode(error)}).`;
  }
}
