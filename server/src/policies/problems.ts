/** What is wrong with payer records as policies, for the rule `policy-invalid`. */
import { addDays, parseDate } from '../billing/calendar.ts';
import { isBundled } from './bundled.ts';
import { chainOf, type VersionLookup, versionsOf } from './chain.ts';
import { entryProblems } from './entry-problems.ts';
import { type PayerVersion, type SettingPath, writtenPaths } from './written.ts';

export type PolicyProblemKind =
  | 'reserved-id'
  | 'extends-cycle'
  | 'extends-missing'
  | 'dates-reversed'
  | 'versions-overlap'
  | 'cap-without-codes'
  | 'cap-without-limit'
  | 'cap-below-one-unit'
  | 'period-unclear'
  | 'entry-without-effect'
  | 'limits-reversed'
  | 'group-size-reversed'
  | 'group-modifier-unclear'
  | 'credential-modifiers-empty'
  | 'source-of-nothing';

export interface PolicyProblem {
  readonly kind: PolicyProblemKind;
  readonly version: PayerVersion;
  /** The part of the record that has to change. */
  readonly path: SettingPath;
  /** In the style of all findings: begins in lower case, has no full stop at its end. */
  readonly message: string;
  /** The other version of an overlap. */
  readonly related?: { readonly version: PayerVersion; readonly path: SettingPath };
}

/** The problems of each version, in the order of the versions. Of two versions that overlap, the later one is reported. */
export function policyProblems(versions: readonly PayerVersion[], lookup: VersionLookup): readonly PolicyProblem[] {
  return versions.flatMap((version) => [
    ...reservedId(version),
    ...extendsProblems(version, lookup),
    ...dateProblems(version, lookup),
    ...entryProblems(version),
    ...sourceProblems(version),
  ]);
}

function reservedId(version: PayerVersion): readonly PolicyProblem[] {
  if (!isBundled(version.id)) return [];
  const message = `ids that begin with builtin: are the bundled policies; ${version.id} would never be used`;
  return [{ kind: 'reserved-id', version, path: ['id'], message }];
}

function extendsProblems(version: PayerVersion, lookup: VersionLookup): readonly PolicyProblem[] {
  const base = version.extends;
  if (typeof base !== 'string') return [];
  const path = ['extends'];
  if (versionsOf(base, lookup).length === 0) {
    const where = isBundled(base) ? 'there is no bundled policy' : 'no payer in the workspace has the id';
    return [{ kind: 'extends-missing', version, path, message: `${where} ${base}` }];
  }
  for (const date of decisiveDates(version, lookup)) {
    const chain = chainOf(version.id, date, lookup);
    if (chain.kind === 'unknown' && chain.cause === 'cycle' && chain.at === version.id) {
      return [{ kind: 'extends-cycle', version, path, message: `the payer ${chain.reason}` }];
    }
  }
  return [];
}

/**
 * Dates of service that stand for all of the version's: which versions make its chain changes only on a day where one of
 * them begins, or on the day after one ends.
 */
function decisiveDates(version: PayerVersion, lookup: VersionLookup): readonly string[] {
  const dates = new Set<string>([version.from ?? '']);
  const seen = new Set<string>();
  const waiting = [version.id];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    for (const { from, to, extends: base } of versionsOf(id, lookup)) {
      const last = to ? parseDate(to) : undefined;
      if (from) dates.add(from);
      if (last) dates.add(addDays(last, 1));
      if (base) waiting.push(base);
    }
  }
  const { from, to } = version;
  return [...dates].filter((date) => (!from || date >= from) && (!to || date <= to));
}

function dateProblems(version: PayerVersion, lookup: VersionLookup): readonly PolicyProblem[] {
  const { from, to } = version;
  if (from && to && from > to) {
    const message = `the version ends on ${to}, before it begins on ${from}: it covers no date of service`;
    return [{ kind: 'dates-reversed', version, path: ['to'], message }];
  }
  const siblings = isBundled(version.id) ? [] : lookup(version.id);
  const earlier = siblings.slice(0, Math.max(0, siblings.indexOf(version)));
  const other = earlier.find((sibling) => overlap(sibling, version));
  if (!other) return [];
  const first = [from ?? '', other.from ?? ''].sort().at(-1);
  const since = first ? `, from ${first}` : '';
  const message = `two versions of the payer ${version.id} cover the same dates${since}: neither is used there`;
  return [
    {
      kind: 'versions-overlap',
      version,
      path: datePath(version),
      message,
      related: { version: other, path: datePath(other) },
    },
  ];
}

/** Where the dates of a version are written, or its id where they are not. */
function datePath(version: PayerVersion): SettingPath {
  if (version.from !== undefined) return ['from'];
  return version.to !== undefined ? ['to'] : ['id'];
}

/** Whether two versions surely share a date. Unreadable dates decide nothing, reversed ones cover nothing. */
function overlap(a: PayerVersion, b: PayerVersion): boolean {
  if ([a.from, a.to, b.from, b.to].includes(null)) return false;
  const from = [a.from ?? '', b.from ?? ''].sort().at(-1) ?? '';
  return [a.to, b.to].every((to) => !to || from <= to);
}

/** Sources of keys that the version does not write: nothing would cite them. */
function sourceProblems(version: PayerVersion): readonly PolicyProblem[] {
  if (!version.sources) return [];
  const written = writtenPaths(version);
  return version.sources.flatMap(([key]): readonly PolicyProblem[] => {
    if (written.some((path) => path === key || path.startsWith(`${key}.`))) return [];
    const message = `"${key}" is no key that this version writes: nothing rests on the source`;
    return [{ kind: 'source-of-nothing', version, path: ['sources', key], message }];
  });
}
