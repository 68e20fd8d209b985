/** Markdown for a terminal: the part of it that rule pages and cards use. */
import type { Paint, Style } from './outcome.ts';
import { harmless } from './reporters/excerpt.ts';

/** A piece of a line in one style; `undefined` in none. */
interface Run {
  readonly text: string;
  readonly style: Style | undefined;
}

/** Runs with no space between them. */
type Word = readonly Run[];

interface Page {
  readonly paint: Paint;
  readonly width: number;
}

const INDENT = '  ';
/** A last column narrower than this would be a column of single words. */
const MIN_LAST_COLUMN = 20;

/** Longer lines are hard to read, however wide the terminal is. */
const MAX_COLUMNS = 100;
const DEFAULT_COLUMNS = 80;
const MIN_COLUMNS = 40;

/** The width to wrap to. @param columns of the terminal; undefined where there is none. */
export function readableColumns(columns: number | undefined): number {
  return Math.max(MIN_COLUMNS, Math.min(MAX_COLUMNS, columns ?? DEFAULT_COLUMNS));
}

/** @param width columns that lines are wrapped to; code is not wrapped. */
export function renderMarkdown(markdown: string, width: number, paint: Paint): string {
  const lines = markdown.replace(/<!--.*?-->\s*/gs, '').split(/\r?\n/);
  const page = { paint, width };
  const blocks: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const [block, next] = blockAt(lines, at, page);
    if (block !== undefined) blocks.push(block);
    at = next;
  }
  return `${blocks.join('\n\n')}\n`;
}

const FENCE = /^\s*(`{3,}|~{3,})/;
const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/;
const ITEM = /^(\s*)([-*+]|\d+[.)])\s+(.*)$/;
const ROW = /^\s*\|(.*)\|\s*$/;

/** The block that begins in a line, and the line after it. */
function blockAt(lines: readonly string[], at: number, page: Page): readonly [string | undefined, number] {
  const line = lines[at] ?? '';
  if (line.trim() === '') return [undefined, at + 1];
  const fence = FENCE.exec(line)?.[1];
  if (fence !== undefined) return codeAt(lines, at + 1, fence);
  const heading = HEADING.exec(line);
  if (heading) return [page.paint('bold', plainText(heading[2] ?? '')), at + 1];
  if (ROW.test(line))
    return whileLines(
      lines,
      at,
      (text) => ROW.test(text),
      (rows) => table(rows, page),
    );
  if (ITEM.test(line)) return whileLines(lines, at, isListLine, (items) => list(items, page));
  return whileLines(lines, at, isParagraphLine, (text) => paragraph(text, '', '', page));
}

function whileLines(
  lines: readonly string[],
  at: number,
  belongs: (line: string) => boolean,
  render: (lines: readonly string[]) => string,
): readonly [string, number] {
  let end = at + 1;
  while (end < lines.length && belongs(lines[end] ?? '')) end++;
  return [render(lines.slice(at, end)), end];
}

function isListLine(line: string): boolean {
  return line.trim() !== '' && (ITEM.test(line) || /^\s/.test(line)) && !FENCE.test(line);
}

function isParagraphLine(line: string): boolean {
  return line.trim() !== '' && ![FENCE, HEADING, ITEM, ROW].some((begins) => begins.test(line));
}

function codeAt(lines: readonly string[], at: number, fence: string): readonly [string, number] {
  let end = at;
  while (end < lines.length && !(lines[end] ?? '').trimStart().startsWith(fence)) end++;
  const code = lines.slice(at, end).map((line) => `${INDENT}${INDENT}${harmless(line)}`.trimEnd());
  return [code.join('\n'), end + 1];
}

/** Items with their marks; a line that begins no item goes on with the one before it. */
function list(lines: readonly string[], page: Page): string {
  const items: { readonly indent: string; readonly mark: string; readonly text: string[] }[] = [];
  for (const line of lines) {
    const item = ITEM.exec(line);
    if (item)
      items.push({ indent: item[1] ?? '', mark: /\d/.test(item[2] ?? '') ? `${item[2]}` : '-', text: [item[3] ?? ''] });
    else items.at(-1)?.text.push(line);
  }
  return items
    .map(({ indent, mark, text }) => {
      const first = `${INDENT}${indent}${mark} `;
      return paragraph(text, first, ' '.repeat(first.length), page);
    })
    .join('\n');
}

/** Two spaces or a backslash at a line's end keep the line break. */
function paragraph(lines: readonly string[], first: string, indent: string, page: Page): string {
  const parts: string[] = [''];
  for (const line of lines) {
    parts[parts.length - 1] += `${line.replace(/(?: {2,}|\\)$/, '').trim()} `;
    if (/(?: {2,}|\\)$/.test(line)) parts.push('');
  }
  return parts
    .filter((part) => part.trim() !== '')
    .flatMap((part, index) => wrap(part, index === 0 ? first : indent, indent, page))
    .join('\n');
}

/** Columns as wide as their cells, the last one wrapped. A head without text is left out, as is the line under it. */
function table(lines: readonly string[], page: Page): string {
  const rows = lines
    .map((line) => (ROW.exec(line)?.[1] ?? '').split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|')))
    .filter((cells) => !cells.every((cell) => /^:?-*:?$/.test(cell)));
  const columns = Math.max(...rows.map((cells) => cells.length)) - 1;
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((cells) => plainText(cells[column] ?? '').length)),
  );
  const indent = widths.reduce((sum, width) => sum + width + INDENT.length, INDENT.length);
  const fits = page.width - indent >= MIN_LAST_COLUMN;
  return rows
    .map((cells) => {
      const before = cells.slice(0, columns).map((cell, column) => cellText(cell, widths[column] ?? 0, page));
      const first = INDENT + before.join('');
      if (fits) return wrapAfter(first, cells[columns] ?? '', indent, page);
      return [first.trimEnd(), ...wrap(cells[columns] ?? '', INDENT + INDENT, INDENT + INDENT, page)].join('\n');
    })
    .join('\n');
}

function cellText(cell: string, width: number, { paint }: Page): string {
  const runs = inline(cell, undefined);
  const padding = ' '.repeat(width - plainText(cell).length + INDENT.length);
  return paintRuns(runs, paint) + padding;
}

function wrapAfter(first: string, text: string, indent: number, page: Page): string {
  const blank = ' '.repeat(indent);
  const [begin = blank, ...rest] = wrap(text, blank, blank, page);
  return [first + begin.slice(indent), ...rest].join('\n').trimEnd();
}

function wrap(markdown: string, first: string, indent: string, { paint, width }: Page): string[] {
  const lines: string[] = [];
  let line = first;
  let used = first.length;
  let empty = true;
  for (const word of words(inline(markdown, undefined))) {
    const length = word.reduce((sum, { text }) => sum + text.length, 0);
    if (!empty && used + 1 + length > width) {
      lines.push(line);
      [line, used, empty] = [indent, indent.length, true];
    }
    line += (empty ? '' : ' ') + paintRuns(word, paint);
    used += (empty ? 0 : 1) + length;
    empty = false;
  }
  return [...lines, line];
}

function words(runs: readonly Run[]): readonly Word[] {
  const found: Run[][] = [[]];
  for (const { text, style } of runs) {
    for (const [index, part] of text.split(/\s+/).entries()) {
      if (index > 0) found.push([]);
      if (part !== '') found.at(-1)?.push({ text: part, style });
    }
  }
  return found.filter((word) => word.length > 0);
}

const INLINE =
  /\\(?<escaped>[!-/:-@[-`{-~])|(?<ticks>`+)(?<code>.+?)\k<ticks>(?!`)|\*\*(?<strong>.+?)\*\*|\*(?<soft>[^\s*](?:[^*\\]|\\.)*?)\*|!?\[(?<label>(?:[^\]\\]|\\.)*)\]\((?<target>[^)\s]*)[^)]*\)/su;

/** Markdown within a paragraph as runs. Links keep their address where it leads out of the page's folder. */
function inline(markdown: string, style: Style | undefined): readonly Run[] {
  const match = INLINE.exec(markdown);
  if (!match) return markdown === '' ? [] : [{ text: harmless(markdown), style }];
  const { escaped, code, strong, soft, label, target } = match.groups ?? {};
  const before = markdown.slice(0, match.index);
  const runs: Run[] = before === '' ? [] : [{ text: harmless(before), style }];
  if (escaped !== undefined) runs.push({ text: escaped, style });
  else if (code !== undefined) runs.push({ text: harmless(code.trim()), style: 'cyan' });
  else if (strong !== undefined) runs.push(...inline(strong, 'bold'));
  else if (soft !== undefined) runs.push(...inline(soft, style ?? 'dim'));
  else if (label !== undefined) {
    runs.push(...inline(label, style));
    if (/^https?:/.test(target ?? '')) runs.push({ text: ` <${target}>`, style: 'dim' });
  }
  return [...runs, ...inline(markdown.slice(match.index + match[0].length), style)];
}

function plainText(markdown: string): string {
  return inline(markdown, undefined)
    .map(({ text }) => text)
    .join('');
}

function paintRuns(runs: readonly Run[], paint: Paint): string {
  return runs.map(({ text, style }) => (style ? paint(style, text) : text)).join('');
}
