import type { Format } from './chunk.ts';
import type { ScalarStyle } from './tree.ts';

/** What a scalar is meant to be: text, or something that other tools should read as a number (or `true`, `false`). */
export type ScalarKind = 'string' | 'number';

export interface ScalarContext {
  readonly format: Format;
  /** The style to keep where it can hold the value. */
  readonly style: ScalarStyle;
  /** Inside `[ … ]` or `{ … }`. */
  readonly inFlow: boolean;
}

/** Writes a scalar of one line. Block styles are not kept here: they need more than a line. */
export function writeScalar(value: string, kind: ScalarKind, { format, style, inFlow }: ScalarContext): string {
  if (format === 'json') {
    const isString = style === 'double' || style === 'single';
    return kind === 'number' && !isString && JSON_LITERAL.test(value) ? value : JSON.stringify(value);
  }
  if (style === 'single' && isOneLine(value)) return `'${value.replaceAll("'", "''")}'`;
  if (style === 'single' || style === 'double') return doubleQuoted(value);
  const isPlain = canBePlain(value, inFlow) && (kind === 'number' || readsAsText(value));
  return isPlain ? value : doubleQuoted(value);
}

/** Writes a mapping's key. A plain number is a usual key (`97153:`), other words that are no text are quoted. */
export function writeKey(name: string, context: ScalarContext): string {
  if (context.format === 'json') return JSON.stringify(name);
  return writeScalar(name, /^[1-9]\d*$/.test(name) ? 'number' : 'string', context);
}

const JSON_LITERAL = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/;

/** Whether the value has neither line breaks nor characters that must be escaped in YAML. */
export function isOneLine(value: string): boolean {
  return !/[^\t\u0020-\u007e\u00a0-\u2027\u202a-\ufefe\uff00-\ufffd]/.test(value) && value.isWellFormed();
}

function doubleQuoted(value: string): string {
  return JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (c) => {
    return `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** Whether the value, written without quotes, is one scalar with this content. */
function canBePlain(value: string, inFlow: boolean): boolean {
  if (value === '' || !isOneLine(value) || /^\s|\s$|\t/.test(value)) return false;
  if (/^[,[\]{}#&*!|>'"%@`]/.test(value) || /^[-?:](?:\s|$)/.test(value) || /^(?:---|\.\.\.)/.test(value)) return false;
  if (/:(?:\s|$)|\s#/.test(value)) return false;
  return !inFlow || !mindsFlow(value);
}

/** Whether a plain scalar with this content may stand outside of brackets only. */
export function mindsFlow(value: string): boolean {
  return /[,[\]{}]|^[-?:]/.test(value);
}

/**
 * Whether a plain scalar is text to readers of YAML 1.2 (core schema) and of YAML 1.1, where `yes` is true, `012` octal and
 * `15:30` a number to the base of 60. Dates are written plain all the same: whoever reads one as a date is right.
 */
function readsAsText(value: string): boolean {
  return !NOT_TEXT.some((pattern) => pattern.test(value));
}

const NOT_TEXT: readonly RegExp[] = [
  /^(?:~|null|y|n|yes|no|on|off|true|false|=|<<)$/i,
  /^[-+]?[0-9][0-9_,]*$/,
  /^[-+]?0(?:b[01_]+|o?[0-7_]+|x[0-9a-f_]+)$/i,
  /^[-+]?(?:[0-9][0-9_]*)?\.?[0-9_]*(?:e[-+]?[0-9]+)?$/i,
  /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/,
  /^[-+]?\.(?:inf|nan)$/i,
  /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]/,
];
