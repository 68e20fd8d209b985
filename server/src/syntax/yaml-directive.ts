import { eachLine } from './lines.ts';
import type { Span } from './tree.ts';

/** The directive `%YAML 1.1` at the head of a document: before it stand only comments, blank lines and other directives. */
export function yaml11Directive(text: string): Span | undefined {
  if (!text.includes('%YAML')) return undefined;
  let found: Span | undefined;
  let isHead = true;
  eachLine(text, (start, end) => {
    if (!isHead) return;
    const line = text.slice(start, end).replace('\ufeff', '').trimEnd();
    const match = /^%YAML[ \t]+1\.[01](?=$|[ \t])/.exec(line);
    if (match) {
      const from = start + text.slice(start, end).indexOf('%');
      found = { start: from, end: from + match[0].length };
    }
    isHead = !found && /^(?:$|[ \t]*#|%|\.\.\.)/.test(line);
  });
  return found;
}
