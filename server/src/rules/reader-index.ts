/**
 * Who read which key. Most keys have one reader, and a folder has hundreds of thousands of keys: a Set is made only for the
 * second one. A few keys (a payer, a provider on every claim) are read by almost everybody: of these nobody keeps the
 * readers, since finding them among all costs little beside running them again.
 */
export class ReaderIndex<R extends { readonly reads: readonly string[] }> {
  readonly #readers = new Map<string, R | Set<R> | typeof MANY>();
  readonly #all: () => Iterable<R>;
  /** The list of keys that was found last of which nobody keeps the readers. */
  #readByMany: readonly string[] | undefined;

  /** @param all every reader there is. */
  constructor(all: () => Iterable<R>) {
    this.#all = all;
  }

  /** Adds a reader to all the keys that it reads. */
  add(reader: R): void {
    const { reads } = reader;
    // Thousands of readers share one list of keys that everybody reads.
    if (reads === this.#readByMany) return;
    let areMany = true;
    for (const key of reads) {
      this.#add(key, reader);
      areMany &&= this.#readers.get(key) === MANY;
    }
    if (areMany) this.#readByMany = reads;
  }

  #add(key: string, reader: R): void {
    const found = this.#readers.get(key);
    if (found === MANY) return;
    if (found === undefined) this.#readers.set(key, reader);
    else if (found instanceof Set) {
      found.add(reader);
      if (found.size > MOST_KEPT) this.#readers.set(key, MANY);
    } else if (found !== reader) this.#readers.set(key, new Set([found, reader]));
  }

  delete(reader: R): void {
    for (const key of reader.reads) {
      const found = this.#readers.get(key);
      if (found instanceof Set) {
        found.delete(reader);
        if (found.size === 0) this.#readers.delete(key);
      } else if (found === reader) this.#readers.delete(key);
    }
  }

  /** Visits everybody who reads one of the keys, some perhaps more than once. */
  visit(keys: ReadonlySet<string>, visit: (reader: R) => void): void {
    const many = new Set<string>();
    keys.forEach((key) => {
      const found = this.#readers.get(key);
      if (found === undefined) return;
      if (found === MANY) many.add(key);
      else if (found instanceof Set) found.forEach(visit);
      else visit(found);
    });
    if (many.size > 0) this.#visitMany(many, visit);
  }

  /** Once for all keys: a file of providers changes hundreds of them. */
  #visitMany(keys: ReadonlySet<string>, visit: (reader: R) => void): void {
    let last: readonly string[] | undefined;
    let reads = false;
    for (const reader of this.#all()) {
      if (reader.reads !== last) {
        last = reader.reads;
        reads = last.some((key) => keys.has(key));
      }
      if (reads) visit(reader);
    }
  }
}

/** Stands for more readers than are worth keeping. */
const MANY = Symbol('many');

const MOST_KEPT = 256;
