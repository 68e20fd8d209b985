import type { Progress } from './outcome.ts';

/** Nobody needs to be told of what is done within this. */
const PATIENCE_MS = 1000;
/** Writing more often would only cost time. */
const INTERVAL_MS = 100;

const CLEAR_LINE = '\r\u001b[2K';

/** One line that is written over, from the first update on that comes after a second. */
export class ProgressLine implements Progress {
  readonly #write: (text: string) => void;
  readonly #now: () => number;
  readonly #columns: number;
  readonly #start: number;
  #last = Number.NEGATIVE_INFINITY;

  /**
   * @param columns of the terminal: a longer line could not be written over.
   * @param now milliseconds from any start, never going back.
   */
  constructor(write: (text: string) => void, columns: number, now: () => number) {
    this.#write = write;
    this.#columns = columns;
    this.#now = now;
    this.#start = now();
  }

  update(text: string): void {
    const now = this.#now();
    if (now - this.#start < PATIENCE_MS || now - this.#last < INTERVAL_MS) return;
    this.#last = now;
    this.#write(`${CLEAR_LINE}${text.slice(0, this.#columns - 1)}`);
  }

  end(): void {
    if (this.#last !== Number.NEGATIVE_INFINITY) this.#write(CLEAR_LINE);
    this.#last = Number.NEGATIVE_INFINITY;
  }
}
