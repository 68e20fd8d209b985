import type { Summary } from '../result.ts';

/** For example `3 files, 12 records: 2 errors, 1 warning, 0 information`. */
export function countsText({ files, records, errors, warnings, information }: Summary): string {
  const figures = `${counted(errors, 'error')}, ${counted(warnings, 'warning')}, ${information} information`;
  return `${counted(files, 'file')}, ${counted(records, 'record')}: ${figures}`;
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
