import type { Format } from './chunk.ts';
import { maskConflicts } from './conflict-markers.ts';
import { shapeOf } from './json-scan.ts';
import { countLineBreaks } from './lines.ts';
import { type Cut, Piece, type SplitState } from './piece.ts';
import { JsonSplitter } from './split-json.ts';
import { isIrregular, isMisfit, splitByDepth } from './split-json-depth.ts';
import { YamlSplitter } from './split-yaml.ts';
import type { Splitter } from './splitter.ts';
import type { ReadError } from './tree.ts';

/** A longer text, in UTF-16 code units, is neither split nor read. */
export const MAX_TEXT_LENGTH = 32 * 1024 * 1024;

/** A whole text as pieces. */
export interface Split {
  readonly pieces: readonly Piece[];
  /** Whether the text cannot be split anew around an edit but only as a whole: conflict markers, irregular JSON, too long. */
  readonly wholeOnly: boolean;
  /** Errors of conflict markers; offsets into the whole text. */
  readonly conflicts: readonly ReadError[];
  readonly brackets: BracketCount;
}

/** Of a JSON file split by lines: opening less closing brackets, and how many pieces do not balance on their own. */
export interface BracketCount {
  readonly balance: number;
  readonly misfits: number;
}

const NO_BRACKETS: BracketCount = { balance: 0, misfits: 0 };

/** The splitter that goes on at a state; by default at that of a file's start. */
export function splitterFor(format: Format, before?: SplitState): Splitter {
  return format === 'yaml'
    ? new YamlSplitter(before ?? YamlSplitter.start)
    : new JsonSplitter(before ?? JsonSplitter.start);
}

export function splitWhole(text: string, format: Format): Split {
  if (text.length > MAX_TEXT_LENGTH) {
    return { pieces: [unreadPiece(text)], wholeOnly: true, conflicts: [], brackets: NO_BRACKETS };
  }
  const masked = maskConflicts(text);
  const readable = masked?.readable ?? text;
  const splitter = splitterFor(format);
  splitter.feed(readable);
  const pieces = piecesOf(text, readable, splitter.finish(undefined), format);
  const brackets = countBrackets(pieces, format);
  const irregular = isIrregular(brackets);
  return {
    pieces: irregular ? piecesOf(text, readable, splitByDepth(readable), format) : pieces,
    wholeOnly: irregular || masked !== undefined,
    conflicts: masked?.errors ?? [],
    brackets,
  };
}

export function piecesOf(text: string, readable: string, cuts: readonly Cut[], format: Format): Piece[] {
  return cuts.map(({ start, end, ...facts }) => {
    const part = text.slice(start, end);
    const readablePart = readable === text ? part : readable.slice(start, end);
    const shape = format === 'json' ? shapeOf(readable, start, end) : undefined;
    return new Piece(part, readablePart, facts, shape);
  });
}

/** Sums up the brackets of pieces that were split by lines; nothing to count in YAML. */
export function countBrackets(pieces: readonly Piece[], format: Format): BracketCount {
  if (format === 'yaml') return NO_BRACKETS;
  let balance = 0;
  let misfits = 0;
  for (const piece of pieces) {
    balance += piece.jsonShape.net;
    if (isMisfit(piece)) misfits++;
  }
  return { balance, misfits };
}

function unreadPiece(text: string): Piece {
  const state: SplitState = { phase: 'unread', list: undefined, level: 0 };
  const lineBreaks = countLineBreaks(text);
  const facts = {
    lineBreaks,
    role: 'body',
    list: undefined,
    before: state,
    after: state,
    next: 'end',
    marker: false,
  } as const;
  return new Piece(text, text, facts);
}
