/** What a case was expected to find and what it found, line by line. The order of the lines does not count. */

export interface Difference {
  /** Expected, but not found. */
  readonly missing: readonly string[];
  /** Found, but not expected. */
  readonly unexpected: readonly string[];
  /** Both in the order of their places, the missing ones marked with `- `, the unexpected ones with `+ `. */
  readonly lines: readonly string[];
}

/** @param expected the content of `expected.txt`; undefined where there is none. */
export function differenceOf(expected: string | undefined, found: readonly string[]): Difference {
  const wanted = linesOf(expected ?? '');
  const missing = without(wanted, found);
  const unexpected = without(found, wanted);
  const lines = [...missing.map((line) => `- ${line}`), ...unexpected.map((line) => `+ ${line}`)];
  return { missing, unexpected, lines: lines.sort(byPlace) };
}

/** The content of `expected.txt` for these findings. */
export function expectedText(found: readonly string[]): string {
  return found.map((line) => `${line}\n`).join('');
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r\n?|\n/).filter((line) => line.trim() !== '');
}

/** The lines that are not among the others, as often as they are more. */
function without(lines: readonly string[], others: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
}

const PLACE = /^[-+] (.*?):(\d+):(\d+) /;

function byPlace(a: string, b: string): number {
  const [, fileA = '', lineA = '', columnA = ''] = PLACE.exec(a) ?? [];
  const [, fileB = '', lineB = '', columnB = ''] = PLACE.exec(b) ?? [];
  if (fileA !== fileB) return fileA < fileB ? -1 : 1;
  return Number(lineA) - Number(lineB) || Number(columnA) - Number(columnB);
}
