/** Lines around an offset; `\n`, `\r\n` and a lone `\r` end one. */

const LF = 10;
const CR = 13;

export function lineStart(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && !isBreak(text.charCodeAt(at - 1))) at--;
  return at;
}

/** The end of the line's content, before its line break. */
export function lineEnd(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && !isBreak(text.charCodeAt(at))) at++;
  return at;
}

/** The start of the line below, or the end of the text. */
export function nextLine(text: string, offset: number): number {
  const end = lineEnd(text, offset);
  return end + lineBreakAt(text, end).length;
}

/** The line break to write for a new line: that of this line, else of the text's first line, else `\n`. */
export function lineBreakNear(text: string, offset: number): string {
  return lineBreakAt(text, lineEnd(text, offset)) || lineBreakAt(text, lineEnd(text, 0)) || '\n';
}

function lineBreakAt(text: string, offset: number): string {
  const code = text.charCodeAt(offset);
  if (code === CR) return text.charCodeAt(offset + 1) === LF ? '\r\n' : '\r';
  return code === LF ? '\n' : '';
}

function isBreak(code: number): boolean {
  return code === LF || code === CR;
}

/** The first offset from `offset` that is no white space and in no comment. */
export function skipTrivia(text: string, offset: number, comments: boolean): number {
  let at = offset;
  while (at < text.length) {
    const c = text[at];
    if (comments && c === '#') at = lineEnd(text, at);
    else if (c === ' ' || c === '\t' || c === '\n' || c === '\r') at++;
    else break;
  }
  return at;
}
