/** The text of a file that CMS published, or what the file is instead. */
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { badFile } from './bad-input.ts';

/** The largest part of the practitioner pairs has about 60 MB. */
const MAX_BYTES = 256 * 1024 * 1024;

const SIGNATURES: readonly (readonly [bytes: readonly number[], what: string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'a ZIP archive or an Excel workbook (.xlsx): unpack it, or save its sheet as CSV'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an Excel workbook (.xls): save its sheet as CSV'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF: import the CSV or text file'],
  [[0x1f, 0x8b], 'a gzip archive: unpack it'],
];

/**
 * @param file as the user named it.
 * @throws UsageError where it is no text, or cannot be read.
 */
export async function readPublished(file: string, cwd: string): Promise<string> {
  const bytes = await bytesOf(file, resolve(cwd, file));
  const signature = SIGNATURES.find(([start]) => start.every((byte, at) => bytes[at] === byte));
  if (signature) throw badFile(file, `This is ${signature[1]}.`);
  const text = decode(bytes);
  if (/^\s*<(?:!doctype|html|head|body|\?xml)/i.test(text.slice(0, 1000))) {
    throw badFile(file, 'This is a web page, not the table: download the file itself.');
  }
  if (text.trim() === '') throw badFile(file, 'The file is empty.');
  if (text.slice(0, 4000).includes('\0')) throw badFile(file, 'This is no text file.');
  return text;
}

async function bytesOf(file: string, path: string): Promise<Uint8Array> {
  try {
    const stats = await stat(path);
    if (stats.isDirectory()) throw badFile(file, 'This is a folder, not a file.');
    if (!stats.isFile()) throw badFile(file, 'This is a device or a pipe, not a file.');
    if (stats.size > MAX_BYTES) {
      const [size, limit] = [stats.size, MAX_BYTES].map((figure) => Math.round(figure / 1024 / 1024));
      throw badFile(file, `The file has ${size} MB; the limit is ${limit} MB.`);
    }
    return await readFile(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    const missing = code === 'ENOENT' || code === 'ENOTDIR';
    throw badFile(file, missing ? 'There is no such file.' : `The file cannot be read (${code}).`);
  }
}

/** Without a byte order mark. Old files of CMS are in the encoding of Windows, and Excel writes UTF-16 as "Unicode text". */
function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
