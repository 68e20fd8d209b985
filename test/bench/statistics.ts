/** The value in the middle; NaN of nothing. */
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** By nearest rank: a value that was measured. NaN of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Rows with aligned columns: the first to the left, all others to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      widths
        .map((width, column) => (column === 0 ? (row[0] ?? '').padEnd(width) : (row[column] ?? '').padStart(width)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** With as many digits as say something: `0.42 ms`, `3.1 ms`, `4,498 ms`. */
export function milliseconds(value: number): string {
  return Number.isNaN(value) ? '—' : `${figure(value)} ms`;
}

/** `—` where the memory is not known. */
export function mebibytes(bytes: number): string {
  return Number.isNaN(bytes) ? '—' : `${figure(bytes / 1024 / 1024)} MiB`;
}

export function times(ratio: number): string {
  return Number.isNaN(ratio) ? '—' : `${figure(ratio)} ×`;
}

export function figure(value: number): string {
  const decimals = value < 1 ? 2 : value < 20 ? 1 : 0;
  return value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}
