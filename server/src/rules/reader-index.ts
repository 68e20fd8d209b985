/**
 * Who read which key. Most keys have one reader, and a folder has hundreds of thousands of keys: a Set is made only for the
 * second one.
 */
export class ReaderIndex<R extends object> {
  readonly #readers = new Map<string, R | Set<R>>();

  add(key: string, reader: R): void {
    const found = this.#readers.get(key);
    if (found === undefined) this.#readers.set(key, reader);
    else if (found instanceof Set) found.add(reader);
    else if (found !== reader) this.#readers.set(key, new Set([found, reader]));
  }

  delete(key: string, reader: R): void {
    const found = this.#readers.get(key);
    if (found instanceof Set) {
      found.delete(reader);
      if (found.size === 0) this.#readers.delete(key);
    } else if (found === reader) this.#readers.delete(key);
  }

  of(key: string): Iterable<R> {
    const found = this.#readers.get(key);
    if (found === undefined) return [];
    return found instanceof Set ? found : [found];
  }
}
