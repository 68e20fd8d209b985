/** The only place that turns offsets into the protocol's positions, ranges and edits, and back. */
import type { Position, Range, SnippetTextEdit, TextEdit } from 'vscode-languageserver/node';
import type { SourceText } from '../syntax/source.ts';
import type { Span } from '../syntax/tree.ts';

/** @param span UTF-16 offsets in the whole text. */
export function rangeOf(source: SourceText, { start, end }: Span): Range {
  return { start: source.positionAt(start), end: source.positionAt(end) };
}

/** Beyond a line's end that end, beyond the last line the end of the text. */
export function offsetOf(source: SourceText, position: Position): number {
  return source.offsetAt(position);
}

/** The other way round than {@link rangeOf}; a range written backwards is turned. */
export function spanOf(source: SourceText, { start, end }: Range): Span {
  const [from, to] = [source.offsetAt(start), source.offsetAt(end)];
  return from <= to ? { start: from, end: to } : { start: to, end: from };
}

export function textEditOf(source: SourceText, edit: Span & { readonly text: string }): TextEdit {
  return { range: rangeOf(source, edit), newText: edit.text };
}

/**
 * An edit that selects the placeholder in its text. Undefined where the client would indent the text anew: it takes the lines
 * of a snippet for relative to the one it begins in.
 */
export function snippetEditOf(
  source: SourceText,
  edit: Span & { readonly text: string },
  placeholder: Span,
): SnippetTextEdit | undefined {
  const range = rangeOf(source, edit);
  if (range.start.character > 0 && /[\r\n]/.test(edit.text)) return undefined;
  const [before, word, after] = [
    edit.text.slice(0, placeholder.start),
    edit.text.slice(placeholder.start, placeholder.end),
    edit.text.slice(placeholder.end),
  ].map((text) => text.replace(/[\\$}]/g, '\\$&'));
  return { range, snippet: { kind: 'snippet', value: `${before}\${1:${word}}${after}` } };
}

/** The first line, for what concerns a file as a whole: an empty range would hardly be seen. */
export function firstLine(source: SourceText): Range {
  return { start: { line: 0, character: 0 }, end: { line: 0, character: Math.max(1, source.lineText(0).length) } };
}
