import type { ReadError, Span } from './tree.ts';

/**
 * Git's conflict markers: exactly seven characters at the start of a line, then a blank or the end of the line.
 * A text cannot hold them otherwise: YAML scalars inside our lists are indented, JSON strings do not span lines.
 */
const MARKER_LINE = /^([<|=>])\1{6}(?![^ \t\r\n])[^\r\n]*/gm;
const MARKERS = ['<<<<<<<', '=======', '>>>>>>>', '|||||||'];

export interface MaskedText {
  /** The text with marker lines, the base and *theirs* overwritten with spaces; offsets and line breaks stand. */
  readonly readable: string;
  /** One per conflict at its `<<<<<<<` line, one per marker that is left over from a conflict. */
  readonly errors: readonly ReadError[];
}

interface Marker extends Span {
  readonly kind: string;
}

interface OpenConflict {
  readonly markers: Marker[];
  /** Where *ours* ends: at the base or, without one, at the separator. */
  oursEnd: number | undefined;
  separated: boolean;
}

/** Whether a text, which begins at the start of a line, holds a conflict marker. */
export function holdsConflictMarker(text: string): boolean {
  return MARKERS.some((marker) => text.includes(marker)) && markersOf(text).length > 0;
}

/** Masks merge conflicts so that *ours* can be read; undefined where there are none. */
export function maskConflicts(text: string): MaskedText | undefined {
  if (!MARKERS.some((marker) => text.includes(marker))) return undefined;
  const markers = markersOf(text);
  if (markers.length === 0) return undefined;

  const masks: Span[] = [];
  const errors: ReadError[] = [];
  const leaveOver = ({ start, end }: Marker) => {
    masks.push({ start, end });
    errors.push({ start, end, message: 'merge conflict marker without its counterparts; remove this line' });
  };

  let open: OpenConflict | undefined;
  for (const marker of markers) {
    const opening = open?.markers[0];
    if (marker.kind === '<') {
      open?.markers.forEach(leaveOver);
      open = { markers: [marker], oursEnd: undefined, separated: false };
    } else if (!open || !opening) {
      leaveOver(marker);
    } else if (marker.kind !== '>') {
      open.markers.push(marker);
      open.oursEnd ??= marker.start;
      open.separated ||= marker.kind === '=';
    } else if (open.oursEnd !== undefined && open.separated) {
      masks.push({ start: opening.start, end: opening.end }, { start: open.oursEnd, end: marker.end });
      const message = 'merge conflict; keep one side and remove the markers';
      errors.push({ start: opening.start, end: opening.end, message });
      open = undefined;
    } else {
      open.markers.push(marker);
    }
  }
  open?.markers.forEach(leaveOver);

  errors.sort((a, b) => a.start - b.start);
  return { readable: overwrite(text, masks), errors };
}

function markersOf(text: string): Marker[] {
  const markers: Marker[] = [];
  for (const match of text.matchAll(MARKER_LINE)) {
    const start = match.index;
    // `^` also holds after U+2028 and U+2029, which do not end a line here.
    if (start > 0 && !'\r\n'.includes(text.charAt(start - 1))) continue;
    markers.push({ kind: match[1] ?? '', start, end: start + match[0].length });
  }
  return markers;
}

function overwrite(text: string, masks: readonly Span[]): string {
  let result = '';
  let done = 0;
  for (const { start, end } of masks.toSorted((a, b) => a.start - b.start)) {
    result += text.slice(done, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ');
    done = end;
  }
  return result + text.slice(done);
}
