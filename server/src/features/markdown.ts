/** Markdown as editors show it in hovers and documents. */
import type { Source, TraceStep } from '../rules/finding.ts';

/** Text that is shown as it is, whatever it holds. Line breaks become spaces. */
export function plain(text: string): string {
  return text
    .replace(/\s*[\r\n]+\s*/g, ' ')
    .replace(/[\\`*_[\]<>|~&$]/g, '\\$&')
    .replace(/^(\s*)([#+-]|\d+(?=[.)]))/, (_whole, space, mark) =>
      /\d/.test(mark) ? `${space}${mark}\\` : `${space}\\${mark}`,
    );
}

/** An id or code, in a fixed-width font. */
export function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${text.replace(/\s*[\r\n]+\s*/g, ' ').replaceAll('|', '\\|')}${pad}${fence}`;
}

/** A table of two columns without a visible head; rows without a value are left out. Cells are Markdown. */
export function facts(rows: readonly (readonly [label: string, value: string | undefined])[]): string {
  const written = rows.filter((row): row is readonly [string, string] => row[1] !== undefined && row[1] !== '');
  if (written.length === 0) return '';
  return ['| | |', '|:--|:--|', ...written.map(([label, value]) => `| ${label} | ${value} |`)].join('\n');
}

/** Blocks with an empty line between them; empty ones are left out. */
export function blocks(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}

/** `Provider manual 2026, p. 14 (2026-02-01)` */
export function sourceText({ title, date, verify }: Source): string {
  const notes = [date, verify ? 'to be verified' : undefined].filter((note) => note !== undefined);
  return notes.length === 0 ? plain(title) : `${plain(title)} (${notes.join(', ')})`;
}

/** The steps of a calculation as a numbered list, each with its figure and where it comes from. */
export function traceText(trace: readonly TraceStep[], more: (step: TraceStep) => string = () => ''): string {
  return trace
    .map((step, index) => {
      const value = step.value === undefined ? '' : ` → **${plain(step.value)}**`;
      const source = step.source ? `  \n   *${sourceText(step.source)}*` : '';
      return `${index + 1}. ${plain(step.label)}${value}${more(step)}${source}`;
    })
    .join('\n');
}

/** `a`, `a and b`, `a, b and c` */
export function listText(words: readonly string[], last = 'and'): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

/** With a capital first letter. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
