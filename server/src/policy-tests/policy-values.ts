/** What a set of policy files asks for, as text: two sets that ask for the same have the same text. */
import { addDays, parseDate } from '../billing/calendar.ts';
import { versionsOf } from '../policies/chain.ts';
import type { Policy } from '../policies/policy.ts';
import { resolvePolicy } from '../policies/resolve.ts';
import { payersOf, versionLookup, withPolicies } from './policies.ts';
import type { TextFile } from './text-file.ts';

/** The dates of service (ISO) on which the policies of some files may change: where a version of them or of a base begins or has ended. */
export function decisiveDates(files: readonly TextFile[]): readonly string[] {
  const versions = versionLookup(files);
  return withPolicies(files, () => {
    const dates = new Set(['']);
    const ids = new Set(idsIn(files));
    // A set that grows while it is gone through is gone through to its new end.
    for (const id of ids) {
      for (const { from, to, extends: base } of versionsOf(id, versions)) {
        const last = to ? parseDate(to) : undefined;
        if (from) dates.add(from);
        if (last) dates.add(addDays(last, 1));
        if (base) ids.add(base);
      }
    }
    return [...dates];
  });
}

/** What the payers of some files ask for on some dates. */
export function policyValues(files: readonly TextFile[], dates: readonly string[]): string {
  const versions = versionLookup(files);
  return withPolicies(files, () =>
    JSON.stringify(
      idsIn(files).map((id) =>
        dates.map((date) => {
          const resolution = resolvePolicy(id, date, versions);
          return resolution.kind === 'policy' ? valuesOf(resolution.policy) : resolution.reason;
        }),
      ),
    ),
  );
}

function idsIn(files: readonly TextFile[]): readonly string[] {
  return [...new Set(files.flatMap(payersOf).flatMap(({ id }) => id ?? []))];
}

/** Where a setting was written does not matter, but for whether it was only assumed. */
function valuesOf({ version: _version, chain: _chain, ...settings }: Policy): unknown {
  return JSON.parse(
    JSON.stringify(settings, (key, value) => {
      if (key === 'origin') return { assumed: value.assumed };
      if (value instanceof Map) return [...value].sort(([a], [b]) => (a < b ? -1 : 1));
      const isList = Array.isArray(value) && value.every((item) => item?.origin !== undefined);
      return isList ? value.map((item) => JSON.stringify({ ...item, origin: item.origin.assumed })).sort() : value;
    }),
  );
}
