/** Generated parts of files that are otherwise written by hand, between comments `<!-- NAME:begin -->` and `<!-- NAME:end -->`. */
import { readFileSync } from 'node:fs';
import { ROOT } from '../paths.ts';

/** With `\n`, however the file was checked out. */
export function contentOf(path: string): string {
  return readFileSync(`${ROOT}/${path}`, 'utf8').replaceAll('\r\n', '\n');
}

/** @throws Error where the file lacks the comments around the part. */
export function replacePart(content: string, path: string, name: string, part: string): string {
  const [begin, end] = [`<!-- ${name}:begin -->\n`, `<!-- ${name}:end -->`];
  const [from, to] = [content.indexOf(begin), content.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${path} has no part between ${begin.trim()} and ${end}`);
  return `${content.slice(0, from)}${begin}${part}${content.slice(to)}`;
}
