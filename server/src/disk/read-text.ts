/** Bytes to text, strictly: a file in another encoding is reported, never half read. */
import type { Reading } from './file-system.ts';

/** Larger files are not read. The same number of characters is the limit of an open document. */
export const MAX_FILE_BYTES = 32 * 1024 * 1024;

const DECODER = new TextDecoder('utf-8', { fatal: true });

/** The text of a file's bytes, less its byte order mark. */
export function decodeText(bytes: Uint8Array): Reading {
  try {
    return { kind: 'text', text: DECODER.decode(bytes) };
  } catch {
    return encodingProblem(bytes);
  }
}

/** Why a file of this size is not read. */
export function tooLargeProblem(bytes: number): Reading {
  return {
    kind: 'unreadable',
    reason: `The file has ${megabytes(bytes)} MB and is not checked: the limit is ${megabytes(MAX_FILE_BYTES)} MB.`,
  };
}

/** Why a file that is to be read again is not written with this size; undefined where it may be. */
export function tooLargeToWrite(bytes: number): string | undefined {
  if (bytes <= MAX_FILE_BYTES) return undefined;
  return `It would have ${megabytes(bytes)} MB, and larger files than ${megabytes(MAX_FILE_BYTES)} MB are not read.`;
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024);
}

function encodingProblem(bytes: Uint8Array): Reading {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return { kind: 'unreadable', reason: 'The file is UTF-16, not UTF-8, and is not checked.', line: 0 };
  }
  const line = lineOfFirstBadByte(bytes);
  return { kind: 'unreadable', reason: `The file is not UTF-8 in line ${line + 1} and is not checked.`, line };
}

/** Finds the first line that does not decode: a line break is never part of a longer UTF-8 sequence. */
function lineOfFirstBadByte(bytes: Uint8Array): number {
  let line = 0;
  for (let start = 0; start < bytes.length; line++) {
    const lineFeed = bytes.indexOf(0x0a, start);
    const end = lineFeed === -1 ? bytes.length : lineFeed + 1;
    try {
      DECODER.decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    start = end;
  }
  return line;
}
