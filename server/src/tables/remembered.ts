/** Texts that were typed and are gone are not worth keeping for ever. */
const MAX_KEPT = 5_000;

/** The same function with its answers kept: files write the same few codes and types in every record. */
export function remembered<T>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let answer = known.get(text);
    if (answer === undefined) {
      answer = work(text);
      if (known.size >= MAX_KEPT) known.clear();
      known.set(text, answer);
    }
    return answer;
  };
}

/** The same function with its answers kept as long as what they are about (a policy, a record as read) is there. */
export function rememberedFor<A extends object, T extends object>(work: (about: A) => T): (about: A) => T {
  const known = new WeakMap<A, T>();
  return (about) => {
    let answer = known.get(about);
    if (answer === undefined) {
      answer = work(about);
      known.set(about, answer);
    }
    return answer;
  };
}
