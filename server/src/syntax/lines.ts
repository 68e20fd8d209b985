/** Lines as LSP counts them: `\n`, `\r\n` and a lone `\r` end one; U+2028 and U+2029 do not. */

/**
 * Visits each line of a text: its start, the end of its content, and the start of the next line. The last line is
 * visited only where it has content, and then ends with `next === end`.
 */
export function eachLine(text: string, visit: (start: number, end: number, next: number) => void): void {
  const { length } = text;
  let lf = text.indexOf('\n');
  let cr = text.indexOf('\r');
  for (let start = 0; start < length; ) {
    if (lf !== -1 && lf < start) lf = text.indexOf('\n', start);
    if (cr !== -1 && cr < start) cr = text.indexOf('\r', start);
    let end = length;
    let next = length;
    if (cr !== -1 && (lf === -1 || cr < lf)) {
      end = cr;
      next = lf === cr + 1 ? cr + 2 : cr + 1;
    } else if (lf !== -1) {
      end = lf;
      next = lf + 1;
    }
    visit(start, end, next);
    start = next;
  }
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
