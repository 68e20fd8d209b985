/** Which findings are known: those of an earlier check, by file, rule, record and message. */
import type { CheckedEntry, CheckedFinding } from '../result.ts';

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

export interface Sorted {
  /** Those that the baseline does not know, in their order. */
  readonly unknown: readonly CheckedEntry[];
  readonly known: number;
  /** How many findings of the baseline are no more. */
  readonly gone: number;
}

/** @param fileOf a finding's file as the baseline names it. */
export function withoutKnown(
  entries: readonly CheckedEntry[],
  baseline: readonly KnownFinding[],
  fileOf: (finding: CheckedFinding) => string,
): Sorted {
  const left = new Map<string, number>();
  for (const known of baseline) {
    const key = keyOf(known);
    left.set(key, (left.get(key) ?? 0) + known.count);
  }
  const unknown = entries.filter(({ finding }) => {
    const key = keyOf({ ...finding, file: fileOf(finding) });
    const count = left.get(key) ?? 0;
    if (count > 0) left.set(key, count - 1);
    return count === 0;
  });
  const gone = [...left.values()].reduce((sum, count) => sum + count, 0);
  return { unknown, known: entries.length - unknown.length, gone };
}

/** The findings as a baseline, in the order of file, rule, record and message. */
export function baselineOf(
  entries: readonly CheckedEntry[],
  fileOf: (finding: CheckedFinding) => string,
): readonly KnownFinding[] {
  const known = new Map<string, KnownFinding>();
  for (const { finding } of entries) {
    const { rule, record, message } = finding;
    const one = { file: fileOf(finding), rule, record: record ?? undefined, message };
    const key = keyOf(one);
    known.set(key, { ...one, count: (known.get(key)?.count ?? 0) + 1 });
  }
  return [...known.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, finding]) => finding);
}

function keyOf({
  file,
  rule,
  record,
  message,
}: Pick<KnownFinding, 'file' | 'rule' | 'message'> & { readonly record: string | null | undefined }): string {
  return [file, rule, record ?? '', message].join('\u0000');
}
