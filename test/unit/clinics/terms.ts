/**
 * What a payer's policy asks of a service, read from the policy's own text by a few lines that share nothing with the product:
 * the base first, maps key by key, lists added up. Short of the product's reader, it knows no dates within a month.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

export interface CapTerms {
  readonly codes?: readonly string[];
  readonly units?: string;
  readonly hours?: string;
  readonly per: unknown;
  readonly modifiers?: readonly string[];
  readonly withoutModifiers?: readonly string[];
}

export interface RatioTerms {
  readonly codes: readonly string[];
  readonly of: readonly string[];
  readonly per: string;
  readonly minPercent?: string;
  readonly maxPercent?: string;
  readonly aboveHours?: string;
}

/** A policy as text: every scalar a string. */
export interface Terms {
  readonly id: string;
  readonly extends?: string;
  readonly from?: string;
  readonly to?: string;
  readonly lineOfBusiness?: string;
  readonly units?: {
    readonly rounding?: string;
    readonly roundingByCode?: Readonly<Record<string, string>>;
    readonly per?: string;
    readonly pool?: string;
    readonly minutes?: Readonly<Record<string, string>>;
  };
  readonly lines?: string;
  readonly caps?: readonly CapTerms[];
  readonly weekStart?: string;
  readonly ratios?: readonly RatioTerms[];
  readonly providerHours?: { readonly perDay?: string };
  readonly covered?: readonly string[];
  readonly authorization?: { readonly required?: string; readonly codes?: readonly string[] };
  readonly assessments?: readonly unknown[];
  readonly providers?: Readonly<Record<string, readonly string[]>>;
  readonly supervisor?: {
    readonly required?: readonly string[];
    readonly level?: string;
    readonly bills?: readonly string[];
  };
  readonly concurrency?: readonly {
    readonly codes: readonly string[];
    readonly allowed: string;
    readonly clientAbsent?: string;
    readonly modifiers?: readonly string[];
  }[];
  readonly modifiers?: {
    readonly credential?: Readonly<Record<string, string | readonly string[]>>;
    readonly credentialRequired?: readonly string[];
    readonly required?: readonly { readonly codes: readonly string[]; readonly anyOf: readonly string[] }[];
    readonly notAccepted?: readonly string[];
    readonly telehealth?: {
      readonly modifiers?: readonly string[];
      readonly codes?: readonly string[];
      readonly excludedCodes?: readonly string[];
      readonly placesOfService?: readonly string[];
      readonly providers?: readonly string[];
    };
  };
  readonly placesOfService?: readonly string[];
  readonly groupSize?: {
    readonly min?: string;
    readonly max?: string;
    readonly modifiers?: Readonly<Record<string, string>>;
    readonly modifierRequired?: readonly string[];
  };
  readonly documentation?: {
    readonly signedWithinDays?: string;
    readonly signatures?: string;
    readonly require?: readonly string[];
  };
  readonly timelyFilingDays?: string;
  readonly fees?: readonly { readonly code: string; readonly modifier?: string; readonly rate: string }[];
}

const FOLDER = new URL('../../../server/src/policies/bundled/', import.meta.url);

/** Every version of every bundled policy. */
export const BUNDLED: readonly Terms[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.payers.yaml'))
  .sort()
  .flatMap(
    (name) =>
      (parse(readFileSync(new URL(name, FOLDER), 'utf8'), { schema: 'failsafe' }) as { payers: Terms[] }).payers,
  );

/** Lists of entries that are added to those of the base. A list of codes by the same name takes its place. */
const ADDED: ReadonlySet<string> = new Set(['caps', 'concurrency', 'fees', 'ratios', 'assessments', 'required']);

type Values = Readonly<Record<string, unknown>>;

function isMap(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function merge(base: Values, own: Values): Values {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(own)) {
    const before = base[key];
    if (ADDED.has(key) && Array.isArray(before) && Array.isArray(value) && before.every(isMap)) {
      // The later entry for the same codes wins: it is looked up from the end.
      merged[key] = [...before, ...value];
    } else merged[key] = isMap(before) && isMap(value) ? merge(before, value) : value;
  }
  return merged;
}

/** Every scalar of plain data as text, as the format reads it. */
export function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asText);
  if (isMap(value)) {
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [[key, asText(item)]])),
    );
  }
  return String(value);
}

/** The policy of a payer's record on a day. @throws Error where its base has no version for it. */
export function termsOf(record: unknown, day: string): Terms {
  const own = asText(record) as Terms;
  const base = own.extends ?? (own.id === 'builtin:cpt' ? undefined : 'builtin:default');
  if (base === undefined) return own;
  const found = BUNDLED.find(({ id, from = '', to = '9999' }) => id === base && from <= day && day <= to);
  if (!found) throw new Error(`no version of ${base} on ${day}`);
  return merge(termsOf(found, day) as unknown as Values, own as unknown as Values) as unknown as Terms;
}
