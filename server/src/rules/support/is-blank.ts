import type { Field } from '../../model/field.ts';

/** Whether a field says nothing (empty, `null`, `~`, a list where a scalar belongs): a matter of `structure`, nothing more. */
export function isBlank({ text, span }: Field<unknown>): boolean {
  const plain = span.end - span.start === text.length;
  return text === '' || (plain && /^(?:~|null|Null|NULL)$/.test(text));
}
