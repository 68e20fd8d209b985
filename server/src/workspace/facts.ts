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

/** Most keys have one contributor, so that two short lists beat a Map in time and space. */
interface Cell<C extends Contributor> {
  readonly from: C[];
  /** What each of `from` contributes, at the same position. */
  readonly values: (readonly unknown[])[];
  sorted: readonly Contribution<C>[] | undefined;
}

const NONE: readonly never[] = [];

export class FactStore<C extends Contributor> {
  readonly #cells = new Map<string, Cell<C>>();
  /** Number of contributors by presence key. */
  readonly #presence = new Map<string, number>();
  readonly #contributed = new Map<C, ReadonlyMap<string, readonly unknown[]>>();
  #changed = new Set<string>();

  /** Replaces all that `from` contributes; an empty map withdraws it. */
  set(from: C, facts: ReadonlyMap<string, readonly unknown[]>): void {
    const before = this.#contributed.get(from);
    if (before) {
      for (const key of before.keys()) if (!facts.has(key)) this.#withdraw(key, from);
    }
    for (const [key, values] of facts) {
      const old = before?.get(key);
      if (!old) this.#add(key, from, values);
      else if (!sameData(old, values)) this.#replace(key, from, values);
    }
    if (facts.size > 0) this.#contributed.set(from, facts);
    else this.#contributed.delete(from);
  }

  /** All values under a key, in the contributors' order. Nothing is kept under presence keys. */
  get<V>(key: string): readonly Contribution<C, V>[] {
    const cell = this.#cells.get(key);
    if (!cell) return NONE;
    cell.sorted ??= sorted(cell);
    return cell.sorted as readonly Contribution<C, V>[];
  }

  has(key: string): boolean {
    return this.#cells.has(key) || this.#presence.has(key);
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

  #add(key: string, from: C, values: readonly unknown[]): void {
    if (key.startsWith(PRESENCE)) {
      const count = this.#presence.get(key) ?? 0;
      this.#presence.set(key, count + 1);
      if (count === 0) this.#changed.add(key);
      return;
    }
    this.#changed.add(key);
    const cell = this.#cells.get(key);
    if (!cell) {
      this.#cells.set(key, { from: [from], values: [values], sorted: undefined });
      return;
    }
    cell.from.push(from);
    cell.values.push(values);
    cell.sorted = undefined;
  }

  #replace(key: string, from: C, values: readonly unknown[]): void {
    const cell = this.#cells.get(key);
    if (!cell) return;
    cell.values[cell.from.indexOf(from)] = values;
    cell.sorted = undefined;
    this.#changed.add(key);
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
    const index = cell.from.indexOf(from);
    cell.from.splice(index, 1);
    cell.values.splice(index, 1);
    cell.sorted = undefined;
    if (cell.from.length === 0) this.#cells.delete(key);
    this.#changed.add(key);
  }
}

function sorted<C extends Contributor>({ from, values }: Cell<C>): readonly Contribution<C>[] {
  const [only] = from;
  if (only && from.length === 1) return (values[0] ?? NONE).map((value) => ({ from: only, value }));
  const order = from.map((contributor, index) => ({ contributor, values: values[index] ?? NONE }));
  if (order.length > 1) order.sort((a, b) => a.contributor.compare(b.contributor));
  return order.flatMap(({ contributor, values: own }) => own.map((value) => ({ from: contributor, value })));
}

/** Deep equality of plain data (no cycles, no class instances). */
export function sameData(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => sameData(item, b[index]));
  }
  const left = Object.entries(a);
  if (left.length !== Object.keys(b).length) return false;
  return left.every(([key, value]) => key in b && sameData(value, (b as Record<string, unknown>)[key]));
}
