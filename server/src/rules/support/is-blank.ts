import type { Field } from '../../model/field.ts';

/** Whether a field says nothing (empty, `null`, `~`, a list where a scalar belongs): a matter of `structure`, nothing more. */
export function isBlank(field: Field<unknown>): boolean {
  const { text } = field;
  if (text === '') return true;
  if (text.length > 4 || !/^(?:~|null|Null|NULL)$/.test(text)) return false;
  const { start, end } = field.span;
  return end - start === text.length;
}
