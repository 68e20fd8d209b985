/** A clinic's files: YAML written by hand, or JSON. */

import type { Style } from './plan.ts';
import type { Clinic } from './records.ts';

/** Records of the same kind, under the name of their list. */
export type ListName = 'sessions' | 'claims' | 'clients' | 'providers' | 'payers';

const LISTS: readonly ListName[] = ['payers', 'providers', 'clients', 'sessions', 'claims'];

export const WORKSPACE_FILE = 'aba-billing.yaml';

/** The file that holds a list. */
export function fileOf(list: ListName, style: Style): string {
  if (style.together) return 'clinic.sessions.yaml';
  const isJson = (list === 'sessions' && style.sessionsAsJson) || (list === 'claims' && style.claimsAsJson);
  return `month.${list}.${isJson ? 'json' : 'yaml'}`;
}

/** Texts by file. */
export function write(clinic: Clinic, style: Style): ReadonlyMap<string, string> {
  const texts = new Map([[WORKSPACE_FILE, yaml({ ...clinic.settings }, style)]]);
  for (const list of LISTS) {
    if (clinic[list].length === 0) continue;
    const file = fileOf(list, style);
    const value = { [list]: clinic[list] };
    const before = texts.get(file);
    const text = file.endsWith('.json') ? `${JSON.stringify(value, null, 2)}\n` : yaml(value, style);
    texts.set(file, before === undefined ? text : `${before}---\n${text}`);
  }
  return texts;
}

function yaml(value: object, style: Style): string {
  return map(value, '', style);
}

function map(value: object, indent: string, style: Style): string {
  return entries(value)
    .map(([key, item]) => `${indent}${key}:${below(item, indent, style)}`)
    .join('');
}

function entries(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, item]) => item !== undefined);
}

function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

function isShort(value: object): boolean {
  const items = Array.isArray(value) ? value : entries(value).map(([, item]) => item);
  return items.length === 0 || (items.every(isScalar) && inline(value, false).length < 90);
}

function below(value: unknown, indent: string, style: Style): string {
  if (typeof value !== 'object' || value === null) return ` ${scalar(value, style.quoted)}\n`;
  if (isShort(value) && (style.flow || entries(value).length === 0)) return ` ${inline(value, style.quoted)}\n`;
  if (!Array.isArray(value)) return `\n${map(value, `${indent}  `, style)}`;
  return `\n${value.map((item) => listItem(item, `${indent}  `, style)).join('')}`;
}

function listItem(item: unknown, indent: string, style: Style): string {
  if (typeof item !== 'object' || item === null) return `${indent}- ${scalar(item, style.quoted)}\n`;
  if (isShort(item) && (style.flow || entries(item).length === 0)) return `${indent}- ${inline(item, style.quoted)}\n`;
  const text = Array.isArray(item)
    ? item.map((inner) => listItem(inner, `${indent}  `, style)).join('')
    : map(item, `${indent}  `, style);
  return `${indent}- ${text.trimStart()}`;
}

function inline(value: unknown, quoted: boolean): string {
  if (typeof value !== 'object' || value === null) return scalar(value, quoted);
  if (Array.isArray(value)) return `[${value.map((item) => inline(item, quoted)).join(', ')}]`;
  return `{ ${entries(value)
    .map(([key, item]) => `${key}: ${inline(item, quoted)}`)
    .join(', ')} }`;
}

/** What everybody reads alike without quotes: words, dates, codes and places without a leading zero. */
const PLAIN =
  /^(?!(?:y|n|yes|no|on|off|true|false|null)$)[A-Za-z][A-Za-z0-9 .:-]*(?<![ :])$|^\d{4}-\d\d-\d\d$|^9\d{4}$|^1\d$|^0\d{3}T$/i;

function scalar(value: unknown, quoted: boolean): string {
  if (typeof value !== 'string') return String(value);
  return PLAIN.test(value) && !quoted && !/: /.test(value) ? value : JSON.stringify(value);
}
