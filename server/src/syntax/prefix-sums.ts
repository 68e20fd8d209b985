/** Sums over the first entries of a list of whole numbers >= 0, with changes in logarithmic time (a Fenwick tree). */
export class PrefixSums {
  readonly #tree: Int32Array;
  readonly #highestStep: number;

  constructor(count: number, valueAt: (index: number) => number) {
    const tree = new Int32Array(count + 1);
    for (let index = 0; index < count; index++) tree[index + 1] = valueAt(index);
    for (let node = 1; node < tree.length; node++) {
      const parent = node + (node & -node);
      if (parent < tree.length) tree[parent] = (tree[parent] ?? 0) + (tree[node] ?? 0);
    }
    this.#tree = tree;
    this.#highestStep = count === 0 ? 0 : 2 ** Math.floor(Math.log2(count));
  }

  add(index: number, difference: number): void {
    const tree = this.#tree;
    for (let node = index + 1; node < tree.length; node += node & -node) tree[node] = (tree[node] ?? 0) + difference;
  }

  /** The sum of the first `count` entries. */
  sum(count: number): number {
    let sum = 0;
    for (let node = count; node > 0; node -= node & -node) sum += this.#tree[node] ?? 0;
    return sum;
  }

  /** How many entries end at or before `target`: the index of the one that holds it, or the length beyond the end. */
  find(target: number): number {
    const tree = this.#tree;
    let node = 0;
    let rest = target;
    for (let step = this.#highestStep; step > 0; step >>= 1) {
      const next = node + step;
      const value = tree[next];
      if (value === undefined || value > rest) continue;
      node = next;
      rest -= value;
    }
    return node;
  }
}
