import type { Chunk } from './chunk.ts';
import { eachLine } from './lines.ts';
import type { ListName } from './lists.ts';
import { type Cut, type SplitState, sameState } from './piece.ts';

type OpenCut = Omit<Cut, 'end' | 'lineBreaks' | 'after' | 'next'>;

/**
 * Cuts a text into chunks line by line. Every decision depends on {@link SplitState} and the line alone, so that splitting
 * can begin at any chunk and stop where it meets an old chunk's start in that chunk's state.
 */
export abstract class Splitter {
  protected state: SplitState;
  readonly #cuts: Cut[] = [];
  #open: OpenCut;
  #length = 0;
  #lineBreaks = 0;

  /** @param before the state at the start of the text: of a file's start, or of the chunk that the text begins with. */
  constructor(before: SplitState) {
    this.state = before;
    this.#open = { start: 0, role: 'body', list: undefined, before, marker: false };
  }

  /** Takes the next whole lines; only the file's last line may lack its line break. */
  feed(text: string): void {
    const base = this.#length;
    eachLine(text, (start, end, next) => {
      const before = this.state;
      const begin = this.line(text, start, end);
      if (begin) this.#begin(base + start, before, begin);
      if (next > end) this.#lineBreaks++;
    });
    this.#length = base + text.length;
  }

  /** Whether a chunk that begins here in this state would begin here again. */
  isAt(state: SplitState): boolean {
    return sameState(this.state, state);
  }

  /** Ends the last cut; `next` is the chunk that follows the text, if any. */
  finish(next: Chunk | undefined): readonly Cut[] {
    this.#close(this.#length, this.state, next?.role ?? 'end', next?.list);
    return this.#cuts;
  }

  /** Moves {@link state} over one line and says whether the line begins a chunk. */
  protected abstract line(text: string, start: number, end: number): ChunkBegin | undefined;

  #begin(at: number, before: SplitState, { role, list, marker }: ChunkBegin): void {
    // At the very start of the text the chunk that is open is the one that begins.
    if (at > this.#open.start) this.#close(at, before, role, list);
    this.#open = { start: at, role, list, before, marker };
  }

  #close(end: number, after: SplitState, next: Cut['next'], nextList: ListName | undefined): void {
    const open = this.#open;
    const list = open.role === 'body' && next === 'item' ? nextList : open.list;
    this.#cuts.push({ ...open, list, end, lineBreaks: this.#lineBreaks, after, next });
    this.#lineBreaks = 0;
  }
}

/** How a line begins a chunk. */
export interface ChunkBegin {
  readonly role: Chunk['role'];
  readonly list: ListName | undefined;
  readonly marker: boolean;
}
