/** `2026-01-01 to 2026-06-30`, `until 2026-06-30`, `from 2026-01-01`, `at any time`; null where a date cannot be read. */
export function datesText(from: string | null | undefined, to: string | null | undefined): string {
  if (from === undefined && to === undefined) return 'at any time';
  if (from === undefined) return `until ${to ?? 'a date that cannot be read'}`;
  const first = from ?? 'a date that cannot be read';
  return to === undefined ? `from ${first}` : `${first} to ${to ?? 'a date that cannot be read'}`;
}
