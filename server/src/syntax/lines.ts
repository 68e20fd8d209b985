/** Lines as LSP counts them: `\n`, `\r\n` and a lone `\r` end one; U+2028 and U+2029 do not. */

/**
 * Visits each line of a text: its start, the end of its content, and the start of the next line. The last line is
 * visited only where it has content, and then ends with `next === end`.
 */
export function eachLine(text: string, visit: (start: number, end: number, next: number) => void): void {
  // A text without CR, the usual one, is searched for LF only. Searching for both in one loop may take seconds: the
  // optimizing compiler is free to search for the CR that is not there, to the end of the text, on every line.
  if (!text.includes('\r')) eachLfLine(text, visit);
  else eachMixedLine(text, visit);
}

function eachLfLine(text: string, visit: (start: number, end: number, next: number) => void): void {
  const { length } = text;
  for (let start = 0; start < length; ) {
    const lf = text.indexOf('\n', start);
    const end = lf === -1 ? length : lf;
    const next = lf === -1 ? length : lf + 1;
    visit(start, end, next);
    start = next;
  }
}

const LF = 10;
const CR = 13;

function eachMixedLine(text: string, visit: (start: number, end: number, next: number) => void): void {
  const { length } = text;
  let start = 0;
  for (let at = 0; at < length; at++) {
    const unit = text.charCodeAt(at);
    if (unit !== LF && unit !== CR) continue;
    const end = at;
    if (unit === CR && text.charCodeAt(at + 1) === LF) at++;
    visit(start, end, at + 1);
    start = at + 1;
  }
  if (start < length) visit(start, length, length);
}

/** For each line break of a text, the offset just after it. */
export function lineBreakEnds(text: string): readonly number[] {
  const ends: number[] = [];
  eachLine(text, (_start, end, next) => {
    if (next > end) ends.push(next);
  });
  return ends;
}

export function countLineBreaks(text: string): number {
  let count = 0;
  eachLine(text, (_start, end, next) => {
    if (next > end) count++;
  });
  return count;
}
