/**
 * Facts by key: what records tell the rest of the workspace, as plain data.
 *
 * A record contributes values under keys (`client-day:C-AVA|2026-03-02`, `provider:rbt-lee`). When it changes, only the
 * keys whose values really differ count as changed, so that typing in a narrative wakes no rule elsewhere.
 * Values hold no spans and no trees: a finding resolves places through the contributor when it is reported.
 */

/** Whoever contributes facts. The order decides in which order values of one key are read. */
export interface Contributor {
  /** Negative, zero or positive, as for sorting: file, then position in the file. */
  compare(other: this): number;
}

export interface Contribution<C extends Contributor, V = unknown> {
  readonly from: C;
  readonly value: V;
}

/** Keys beginning with this prefix are presence keys: they change only when the first contributor comes or the last goes. */
export const PRESENCE = 'any:';

/** What stands under one key. */
interface Cell<C extends Contributor> {
  /** One for each value; those of one contributor stand together, in its order. */
  list: readonly Contribution<C>[];
  isSorted: boolean;
  /** Whether somebody else has the list: then it is not written to any more. */
  isShared: boolean;
}

const NONE: readonly never[] = [];

/** Which keys of the values under a fact's key nobody reads there. */
export type Unread = (key: string) => ReadonlySet<string> | undefined;

export class FactStore<C extends Contributor> {
  readonly #unread: Unread;
  readonly #cells = new Map<string, Cell<C>>();
  /** Number of contributors by presence key. */
  readonly #presence = new Map<string, number>();
  /** Keys and their contributions in turn: a record has a dozen, and there are tens of thousands of records. */
  readonly #contributed = new Map<C, readonly (string | readonly Contribution<C>[])[]>();
  #changed = new Set<string>();

  /** @param unread values that differ in nothing else are replaced, but their key does not count as changed. */
  constructor(unread: Unread = () => undefined) {
    this.#unread = unread;
  }

  /** Replaces all that `from` contributes; an empty map withdraws it. */
  set(from: C, facts: ReadonlyMap<string, readonly unknown[]>): void {
    const before = this.#contributed.get(from);
    const old = before && contributionsIn(before);
    for (const key of old?.keys() ?? NONE) if (!facts.has(key)) this.#withdraw(key, from);
    if (facts.size === 0) {
      this.#contributed.delete(from);
      return;
    }
    const now = new Array<string | readonly Contribution<C>[]>(facts.size * 2);
    let at = 0;
    facts.forEach((values, key) => {
      now[at++] = key;
      now[at++] = this.#put(key, from, values, old?.get(key));
    });
    this.#contributed.set(from, now);
  }

  /** @param old what it contributed under the key before. @returns what it does now. */
  #put(
    key: string,
    from: C,
    values: readonly unknown[],
    old: readonly Contribution<C>[] | undefined,
  ): readonly Contribution<C>[] {
    if (key.startsWith(PRESENCE)) {
      if (!old) this.#arrive(key);
      return NONE;
    }
    if (old && sameValues(old, values)) return old;
    const items = contributions(from, values);
    if (!old) this.#add(key, from, items);
    else {
      this.#replace(key, from, items);
      if (!sameValues(old, values, this.#unread(key))) this.#changed.add(key);
    }
    return items;
  }

  /** All values under a key, in the contributors' order. Nothing is kept under presence keys. */
  get<V>(key: string): readonly Contribution<C, V>[] {
    const cell = this.#cells.get(key);
    if (!cell) return NONE;
    if (!cell.isSorted) {
      const list = own(cell);
      list.sort((a, b) => a.from.compare(b.from));
      cell.isSorted = true;
    }
    cell.isShared = true;
    return cell.list as readonly Contribution<C, V>[];
  }

  has(key: string): boolean {
    return key.startsWith(PRESENCE) ? this.#presence.has(key) : this.#cells.has(key);
  }

  /** Every key that has a value now. */
  keys(): IterableIterator<string> {
    return this.#cells.keys();
  }

  /** The keys changed since the last call; the set is the caller's. */
  takeChanged(): Set<string> {
    const changed = this.#changed;
    this.#changed = new Set();
    return changed;
  }

  #arrive(key: string): void {
    const count = this.#presence.get(key) ?? 0;
    this.#presence.set(key, count + 1);
    if (count === 0) this.#changed.add(key);
  }

  #add(key: string, from: C, items: readonly Contribution<C>[]): void {
    this.#changed.add(key);
    const cell = this.#cells.get(key);
    if (!cell) {
      this.#cells.set(key, { list: items, isSorted: true, isShared: true });
      return;
    }
    const last = cell.list.at(-1);
    if (last && last.from.compare(from) > 0) cell.isSorted = false;
    const list = own(cell);
    for (const item of items) list.push(item);
  }

  #replace(key: string, from: C, items: readonly Contribution<C>[]): void {
    const cell = this.#cells.get(key);
    if (!cell) return;
    const list = own(cell);
    const start = list.findIndex((item) => item.from === from);
    let end = start;
    while (list[end]?.from === from) end++;
    list.splice(start, end - start, ...items);
  }

  #withdraw(key: string, from: C): void {
    if (key.startsWith(PRESENCE)) {
      const count = (this.#presence.get(key) ?? 0) - 1;
      if (count > 0) this.#presence.set(key, count);
      else {
        this.#presence.delete(key);
        this.#changed.add(key);
      }
      return;
    }
    const cell = this.#cells.get(key);
    if (!cell) return;
    cell.list = cell.list.filter((item) => item.from !== from);
    cell.isShared = false;
    if (cell.list.length === 0) this.#cells.delete(key);
    this.#changed.add(key);
  }
}

/** `map` makes an array of the very length, which pushing does not; most have one. */
function contributions<C extends Contributor>(from: C, values: readonly unknown[]): readonly Contribution<C>[] {
  return values.length === 1 ? [{ from, value: values[0] }] : values.map((value) => ({ from, value }));
}

function contributionsIn<C extends Contributor>(
  contributed: readonly (string | readonly Contribution<C>[])[],
): ReadonlyMap<string, readonly Contribution<C>[]> {
  const found = new Map<string, readonly Contribution<C>[]>();
  for (let at = 0; at < contributed.length; at += 2) {
    found.set(contributed[at] as string, contributed[at + 1] as readonly Contribution<C>[]);
  }
  return found;
}

function sameValues(
  old: readonly Contribution<Contributor>[],
  values: readonly unknown[],
  except?: ReadonlySet<string>,
): boolean {
  return old.length === values.length && values.every((value, index) => sameData(old[index]?.value, value, except));
}

/** The cell's list, to be written to. */
function own<C extends Contributor>(cell: Cell<C>): Contribution<C>[] {
  if (cell.isShared) {
    cell.list = [...cell.list];
    cell.isShared = false;
  }
  return cell.list as Contribution<C>[];
}

/**
 * Deep equality of plain data (no cycles, no class instances).
 * @param except keys of objects that may differ, at whatever depth.
 */
export function sameData(a: unknown, b: unknown, except?: ReadonlySet<string>): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => sameData(item, b[index], except));
  }
  const left = Object.entries(a);
  if (left.length !== Object.keys(b).length) return false;
  return left.every(
    ([key, value]) => key in b && (except?.has(key) || sameData(value, (b as Record<string, unknown>)[key], except)),
  );
}
