/** Which versions a payer's policy is made of on a date: its own, its base's, and so on. */
import { bundledVersions, isBundled } from './bundled.ts';
import type { PayerVersion } from './policy.ts';

/** The versions of a payer in the workspace, in any order; never asked for `builtin:` ids. */
export type VersionLookup = (id: string) => readonly PayerVersion[];

/** The base of a payer record that names none. */
export const DEFAULT_ID = 'builtin:default';

export interface Link {
  readonly version: PayerVersion;
  /** See `Origin.assumed`. */
  readonly assumed: boolean;
}

export type Chain =
  | { readonly kind: 'chain'; readonly links: readonly Link[] }
  | { readonly kind: 'unknown'; readonly cause: UnknownCause; readonly at: string; readonly reason: string };

/** `missing`: no such payer. `no-version`, `ambiguous`: none, or several, of its versions hold the date. */
export type UnknownCause = 'missing' | 'no-version' | 'ambiguous' | 'unreadable' | 'cycle';

/** All versions of an id, bundled or of the workspace. */
export function versionsOf(id: string, lookup: VersionLookup): readonly PayerVersion[] {
  return isBundled(id) ? bundledVersions(id) : lookup(id);
}

/** Follows `extends` from a payer on a date of service (ISO), nearest version first. `reason` is half a sentence. */
export function chainOf(id: string, date: string, lookup: VersionLookup): Chain {
  const links: Link[] = [];
  const ids: string[] = [];
  let assumed = false;
  let next: string | undefined = id;
  while (next !== undefined) {
    const at: string = next;
    if (ids.includes(at)) return unknown('cycle', at, `${at} extends itself: ${cycleText(ids, at)}`);
    ids.push(at);
    const version = versionOn(at, date, versionsOf(at, lookup));
    if ('kind' in version) return version;
    links.push({ version, assumed });
    if (version.extends === null) return unknown('unreadable', at, `the base of ${at} cannot be read`);
    next = version.extends;
    if (next === undefined && !isBundled(at)) {
      next = DEFAULT_ID;
      assumed = true;
    }
  }
  return { kind: 'chain', links };
}

function versionOn(
  id: string,
  date: string,
  versions: readonly PayerVersion[],
): PayerVersion | (Chain & { kind: 'unknown' }) {
  if (versions.length === 0) {
    const where = isBundled(id) ? `no bundled policy ${id}` : `no payer ${id} in the workspace`;
    return unknown('missing', id, where);
  }
  const holding = versions.filter((version) => holds(version, date) === 'yes');
  const [version] = holding;
  if (version && holding.length === 1) return version;
  if (version) return unknown('ambiguous', id, `${holding.length} versions of ${id} hold ${date}`);
  if (versions.some((candidate) => holds(candidate, date) === 'unknown')) {
    return unknown('unreadable', id, `the dates of ${id} cannot be read`);
  }
  return unknown('no-version', id, `no version of ${id} holds ${date}`);
}

/** Whether a version covers a date of service. An absent end is open; an unreadable one decides nothing. */
function holds(version: PayerVersion, date: string): 'yes' | 'no' | 'unknown' {
  const { from, to } = version;
  if ((from && date < from) || (to && date > to)) return 'no';
  return from === null || to === null ? 'unknown' : 'yes';
}

function unknown(cause: UnknownCause, at: string, reason: string): Chain & { kind: 'unknown' } {
  return { kind: 'unknown', cause, at, reason };
}

/** `a → b → a`, from the first visit of the id that closes the cycle. */
function cycleText(ids: readonly string[], at: string): string {
  return [...ids.slice(ids.indexOf(at)), at].join(' → ');
}
