/** Where a figure or a row of a table comes from. */
export interface Source {
  readonly title: string;
  readonly url?: string;
  /** ISO date on which it was published or, where it bears no date, read for this table. */
  readonly date: string;
  /** Present where the figure rests on a secondary text and a primary one has still to confirm it. */
  readonly verify?: true;
}

/** Sources as tables write them: by the key that their rows name. */
export type WrittenSources = Readonly<
  Record<string, { readonly title: string; readonly url?: string; readonly date: string; readonly verify?: boolean }>
>;

/** The source that a row names. @throws RangeError for a key that the table does not define. */
export function sourceIn(sources: WrittenSources, key: string): Source {
  const found = sources[key];
  if (!found) throw new RangeError(`The table has no source "${key}"`);
  const { verify, ...source } = found;
  return verify ? { ...source, verify } : source;
}

/** What ends a message in which a figure decides that has still to be confirmed; empty for one that is confirmed. */
export function verifyText({ verify }: { readonly verify?: boolean }): string {
  return verify ? ' (verify)' : '';
}
