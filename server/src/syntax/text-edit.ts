/** Replaces the text between two offsets. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Applies edits that are sorted and do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const edit of edits) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

/** Which side of an edit an offset belongs to that touches it: the start of a node lies after it, its end before it. */
export type Side = 'start' | 'end';

/** The offset before the edits that an offset after them stands for. */
export function offsetBefore(edits: readonly TextEdit[], offset: number, side: Side): number {
  let shift = 0;
  for (const edit of edits) {
    const from = edit.start + shift;
    const to = from + edit.text.length;
    if (offset < from || (offset === from && side === 'end')) break;
    if (offset < to || (offset === to && side === 'end')) return Math.min(edit.start + offset - from, edit.end);
    if (offset === to) return edit.end;
    shift += edit.text.length - (edit.end - edit.start);
  }
  return offset - shift;
}
