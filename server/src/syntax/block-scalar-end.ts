const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;

/**
 * Where the content of a block scalar ends whose lines stand between the offsets: with its last line that is not blank,
 * blanks at that line's end included; `from` if all lines are blank.
 */
export function contentEnd(text: string, from: number, to: number): number {
  let end = to;
  for (let at = to; at > from; at--) {
    const c = text.charCodeAt(at - 1);
    if (c === LF || c === CR) end = at - 1;
    else if (c !== SPACE && c !== TAB) return end;
  }
  return from;
}
