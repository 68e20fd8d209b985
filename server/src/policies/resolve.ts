/** The policy that applies to a payer's services on a date. */
import { bundledVersions, isBundled } from './bundled.ts';
import { chainOf, DEFAULT_ID, type Link, type VersionLookup } from './chain.ts';
import { mergeChain } from './merge.ts';
import { assume, type PayerVersion, type Policy } from './policy.ts';

export { isBundled };

export type Resolution =
  | { readonly kind: 'policy'; readonly policy: Policy }
  /** `reason` is half a sentence: `no version of "sunrise" holds 2025-12-31`. */
  | { readonly kind: 'unknown'; readonly reason: string };

/**
 * Resolves a payer's policy on a date of service (ISO): the one version of it that holds the date, merged over what it
 * extends. A payer record that names no base stands on `builtin:default`, whose settings are then marked as assumed.
 * Unknown where the payer or a base is missing, where no version or several hold the date, and where `extends` goes round.
 *
 * @param id a payer of the workspace, or a bundled policy (`builtin:…`).
 */
export function resolvePolicy(id: string, date: string, lookup: VersionLookup): Resolution {
  const chain = chainOf(id, date, lookup);
  if (chain.kind === 'unknown') return { kind: 'unknown', reason: chain.reason };
  return { kind: 'policy', policy: merged(id, chain.links) };
}

/** By the payer's own version: dates that are held by the same versions share one policy object, and so its caps. */
const policies = new WeakMap<PayerVersion, { readonly links: readonly Link[]; readonly policy: Policy }[]>();

function merged(id: string, links: readonly Link[]): Policy {
  const [first] = links;
  if (!first) return mergeChain(id, links);
  let known = policies.get(first.version);
  if (!known) {
    known = [];
    policies.set(first.version, known);
  }
  const same = known.find((item) => sameVersions(item.links, links));
  if (same) return same.policy;
  const policy = mergeChain(id, links);
  known.push({ links, policy });
  return policy;
}

function sameVersions(a: readonly Link[], b: readonly Link[]): boolean {
  return a.length === b.length && a.every((link, index) => link.version === b[index]?.version);
}

/** By the version of `builtin:default`, whose bases are bundled too: there are as many as that has versions. */
const defaults = new Map<PayerVersion, Policy>();

/** What applies where no payer policy is known: `builtin:default`, marked as assumed. Without a date, its last version. */
export function defaultPolicy(date?: string): Policy {
  const on = date ?? bundledVersions(DEFAULT_ID).at(-1)?.from ?? '';
  const chain = chainOf(DEFAULT_ID, on, () => []);
  const version = chain.kind === 'chain' ? chain.links[0]?.version : undefined;
  if (chain.kind === 'unknown' || !version) throw new RangeError(`No ${DEFAULT_ID} on ${on}`);
  let policy = defaults.get(version);
  if (!policy) {
    policy = assume(mergeChain(DEFAULT_ID, chain.links));
    defaults.set(version, policy);
  }
  return policy;
}
