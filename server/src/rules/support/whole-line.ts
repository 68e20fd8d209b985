import { lineEnd, lineStart, nextLine } from '../../syntax/edit-lines.ts';
import type { Span } from '../../syntax/tree.ts';

/** What has to go with a stretch of text: its line, if nothing else stands there, else the blanks before it. */
export function wholeLine(text: string, { start, end }: Span): Span {
  const line = lineStart(text, start);
  const isAlone =
    text.slice(line, start).replace('\ufeff', '').trim() === '' && text.slice(end, lineEnd(text, end)).trim() === '';
  if (isAlone) return { start: text[line] === '\ufeff' ? line + 1 : line, end: nextLine(text, end) };
  let from = start;
  while (from > line && /[ \t]/.test(text.charAt(from - 1))) from--;
  return { start: from, end };
}
