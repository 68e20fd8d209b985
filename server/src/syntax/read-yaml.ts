import type { AnchorScope } from './anchors.ts';
import { arranged, type Frame, place, placeSpan, TOO_DEEP } from './frame.ts';
import type { ReadOutcome } from './read.ts';
import type { Rejection } from './read-yaml-fast.ts';
import { applyEdits, offsetBefore, type Side, type TextEdit } from './text-edit.ts';
import type { ReadError, Span } from './tree.ts';
import { type Parsed, type Problem, parseYaml } from './yaml-problems.ts';
import { type Repair, repairsOf } from './yaml-repair.ts';
import { buildYamlTree, type YamlTree } from './yaml-tree.ts';

/** The parser needs about half a second for a million characters. */
const MAX_LENGTH = 1_000_000;
/** How many mistakes one read repairs, and how many guesses at what was meant it makes: fewer, the more there is to parse. */
const MAX_REPAIRS = 10;
const MAX_GUESSES = 32;
const MAX_GUESSED_LENGTH = 200_000;
const MAX_GUESSED_SIZE = 30_000;

const TOO_LONG = 'this part of the file is too long for the unusual YAML that begins here';
const TOO_LONG_AND_BROKEN = 'this is not valid YAML, and this part of the file is too long to be read around it';

/**
 * Reads any YAML, with or without errors: what is well-formed exactly, and of the rest as much as can be made out. Where
 * a likely slip (a key without its colon, a quote that is not closed, a wrong indentation) explains a problem, the text
 * is read as it was meant and the slip is the one error.
 */
export function readYaml(frame: Frame, rejection: Rejection, scope: AnchorScope): ReadOutcome {
  if (frame.whole.length > MAX_LENGTH) return refuse(frame, rejection, scope);
  const reading = new Reading(frame.whole);
  reading.repair();
  const locate = (offset: number, side: Side) => place(frame, reading.locate(offset, side));
  const tree = buildYamlTree(reading.parsed.tokens, locate, scope);
  const errors = errorsOf(frame, reading, tree);
  const comments = tree.comments.toSorted((a, b) => a.start - b.start);
  return { root: tree.root, errors, comments, anchors: tree.anchors, usesAliases: tree.usesAliases };
}

function refuse(frame: Frame, { offset, reason }: Rejection, anchors: AnchorScope): ReadOutcome {
  const message = reason === undefined ? TOO_LONG : /^nesting/.test(reason) ? TOO_DEEP : TOO_LONG_AND_BROKEN;
  const error = { ...placeSpan(frame, { start: offset, end: offset + 1 }), message };
  return { root: undefined, errors: arranged(frame, [error]), comments: [], anchors, usesAliases: false };
}

/** One error for each mistake: after one that makes the rest misleading, nothing more is reported. */
function errorsOf(frame: Frame, reading: Reading, tree: YamlTree): readonly ReadError[] {
  const remaining = reading.parsed.problems;
  const misleading = remaining.findIndex((problem) => problem.misleading);
  const problems = misleading === -1 ? remaining : remaining.slice(0, misleading + 1);
  const last = misleading === -1 ? undefined : problems.at(-1);
  const cut = last === undefined ? Number.POSITIVE_INFINITY : placeSpan(frame, reading.spanBefore(last)).start;
  return arranged(frame, [
    ...reading.errors.map((error) => ({ ...placeSpan(frame, error), message: error.message })),
    ...problems.map((problem) => ({ ...placeSpan(frame, reading.spanBefore(problem)), message: problem.message })),
    ...tree.errors.filter((error) => error.start < cut),
  ]);
}

/** Sets of edits, each made to the text that the one before it left. */
type Layers = readonly (readonly TextEdit[])[];

/** A text being read: repairs stand on top of each other. */
class Reading {
  parsed: Parsed;
  /** What the repairs were made for; offsets into the original text. */
  readonly errors: ReadError[] = [];
  #text: string;
  #layers: Layers = [];

  constructor(source: string) {
    // `yaml` takes a lone carriage return for a character, and a byte order mark for a column.
    const text = source.replace(/\r(?!\n)/g, '\n');
    const hasMark = text.charCodeAt(0) === 0xfeff;
    this.#text = hasMark ? text.slice(1) : text;
    if (hasMark) this.#layers = [[{ start: 0, end: 1, text: '' }]];
    this.parsed = parseYaml(this.#text);
  }

  /** The offset in the original text. */
  locate(offset: number, side: Side): number {
    return locateIn(this.#layers, offset, side);
  }

  spanBefore({ start, end }: Span): Span {
    return { start: this.locate(start, 'start'), end: this.locate(end, 'end') };
  }

  /** Repairs the first problem, then the next, as long as repairs are found and guessing is not too dear. */
  repair(): void {
    const affordable = Math.min(MAX_GUESSED_LENGTH / this.#text.length, MAX_GUESSED_SIZE / this.parsed.size);
    let guesses = Math.min(MAX_GUESSES, affordable);
    for (let repairs = 0; repairs < MAX_REPAIRS && guesses >= 1; repairs++) {
      const problem = firstMisleading(this.parsed);
      if (problem === undefined) return;
      let best: Guess | undefined;
      for (const group of repairsOf(this.#text, problem, this.parsed.quoted)) {
        for (const repair of group) {
          if (--guesses < 0) break;
          const guess = this.#guess(problem, repair);
          if (guess.next > (best?.next ?? guess.reach)) best = guess;
          if (guess.next === Number.POSITIVE_INFINITY) break;
        }
        if (best !== undefined) break;
      }
      if (best === undefined) return;
      this.errors.push(best.error);
      this.#text = best.text;
      this.#layers = best.layers;
      this.parsed = best.parsed;
    }
  }

  #guess(problem: Problem, { edits, place, message }: Repair): Guess {
    const text = applyEdits(this.#text, edits);
    const layers = [...this.#layers, edits];
    const parsed = parseYaml(text);
    const next = firstMisleading(parsed);
    return {
      text,
      layers,
      parsed,
      error: { ...this.spanBefore(place), message },
      reach: Math.max(this.locate(problem.start, 'end'), this.locate(place.end, 'end')),
      next: next === undefined ? Number.POSITIVE_INFINITY : locateIn(layers, next.start, 'start'),
    };
  }
}

/** What comes of a repair. Offsets are into the original text. */
interface Guess {
  readonly text: string;
  readonly layers: Layers;
  readonly parsed: Parsed;
  readonly error: ReadError;
  /** How far the repair reaches: the next problem must lie beyond. */
  readonly reach: number;
  readonly next: number;
}

function firstMisleading({ problems }: Parsed): Problem | undefined {
  return problems.find((problem) => problem.misleading);
}

function locateIn(layers: Layers, offset: number, side: Side): number {
  return layers.reduceRight((at, edits) => offsetBefore(edits, at, side), offset);
}
