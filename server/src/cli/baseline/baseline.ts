/** Which findings are known: those of an earlier check, by file, rule, record and message. */
import type { CheckedEntry } from '../result.ts';

/** One finding as a baseline keeps it: without its line, so that text moving above it changes nothing. */
export interface KnownFinding {
  /** Relative to the folder of the baseline, with `/`. */
  readonly file: string;
  readonly rule: string;
  readonly record: string | undefined;
  /** With its quantities: a limit that is exceeded by more is another finding. */
  readonly message: string;
  readonly count: number;
}

/** A finding's file as the baseline names it. */
export type FileOf = (entry: Pick<CheckedEntry, 'file'>) => string;

export interface Sorted {
  /** Those that the baseline does not know, in their order. */
  readonly unknown: readonly CheckedEntry[];
  readonly known: number;
  /** How many findings of the baseline are no more. */
  readonly gone: number;
}

/** Tells the findings that a baseline knows from the others. */
export function withoutKnown(
  entries: readonly CheckedEntry[],
  baseline: readonly KnownFinding[],
  fileOf: FileOf,
): Sorted {
  const left = new Map<string, number>();
  for (const known of baseline) {
    const key = keyOf(known);
    left.set(key, (left.get(key) ?? 0) + known.count);
  }
  const unknown = entries.filter((entry) => {
    const key = keyOf(knownAs(entry, fileOf));
    const count = left.get(key) ?? 0;
    if (count > 0) left.set(key, count - 1);
    return count === 0;
  });
  const gone = [...left.values()].reduce((sum, count) => sum + count, 0);
  return { unknown, known: entries.length - unknown.length, gone };
}

/** The findings as a baseline, in the order of file, rule, record and message. */
export function baselineOf(entries: readonly CheckedEntry[], fileOf: FileOf): readonly KnownFinding[] {
  const known = new Map<string, KnownFinding>();
  for (const entry of entries) {
    const one = knownAs(entry, fileOf);
    const key = keyOf(one);
    known.set(key, { ...one, count: (known.get(key)?.count ?? 0) + 1 });
  }
  return [...known.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, finding]) => finding);
}

function knownAs(entry: CheckedEntry, fileOf: FileOf): Omit<KnownFinding, 'count'> {
  const { rule, record, message } = entry;
  return { file: fileOf(entry), rule, record: record ?? undefined, message };
}

function keyOf({ file, rule, record = '', message }: Omit<KnownFinding, 'count'>): string {
  return [file, rule, record, message].join('\u0000');
}
