import type { Format } from './chunk.ts';
import { writeKey, writeScalar } from './write-scalar.ts';

/** A value to be written: text, numbers and truth values, lists and objects of them. */
export type ValueLiteral =
  | string
  | number
  | boolean
  | readonly ValueLiteral[]
  | { readonly [key: string]: ValueLiteral };

type ObjectLiteral = { readonly [key: string]: ValueLiteral };

/** A value on one line, lists and objects in brackets. */
export function writeInline(value: ValueLiteral, format: Format, inFlow: boolean): string {
  if (typeof value === 'string') return writeScalar(value, 'string', { format, style: 'plain', inFlow });
  if (typeof value !== 'object') return String(value);
  if (isList(value)) return `[${value.map((item) => writeInline(item, format, true)).join(', ')}]`;
  const entries = Object.entries(value).map(([key, inner]) => writeEntry(key, inner, format));
  const gap = format === 'yaml' && entries.length > 0 ? ' ' : '';
  return `{${gap}${entries.join(', ')}${gap}}`;
}

/** `key: value` inside brackets. */
export function writeEntry(key: string, value: ValueLiteral, format: Format): string {
  return `${writeKey(key, { format, style: 'plain', inFlow: true })}: ${writeInline(value, format, true)}`;
}

/**
 * `key: value` in a block mapping: the lines, the ones after the first indented relative to it. Lists of lists or objects
 * take a line for each item.
 */
export function writeBlockEntry(key: string, value: ValueLiteral): string[] {
  const name = writeKey(key, { format: 'yaml', style: 'plain', inFlow: false });
  if (isList(value) && value.some((item) => typeof item === 'object')) {
    return [`${name}:`, ...value.map((item) => `  - ${writeInline(item, 'yaml', false)}`)];
  }
  return [`${name}: ${writeInline(value, 'yaml', false)}`];
}

/** An item of a block sequence without its dash; an object as a block mapping if so wanted. */
export function writeBlockItem(value: ValueLiteral, asBlock: boolean): string[] {
  if (!asBlock || typeof value !== 'object' || isList(value) || Object.keys(value).length === 0) {
    return [writeInline(value, 'yaml', false)];
  }
  return Object.entries(value as ObjectLiteral).flatMap(([key, inner]) => writeBlockEntry(key, inner));
}

function isList(value: ValueLiteral): value is readonly ValueLiteral[] {
  return Array.isArray(value);
}
