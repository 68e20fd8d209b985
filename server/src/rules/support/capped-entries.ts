/** Which entries of a client's ledger each cap counts. */
import type { Policy, PolicyCap } from '../../policies/policy.ts';
import type { ClientLedger, LedgerEntry } from '../../workspace/ledger.ts';

export interface CappedEntries {
  readonly cap: PolicyCap;
  readonly policy: Policy;
  /** In the ledger's order: those of the cap's payer and codes, and of one authorization where the cap is per authorization. */
  readonly entries: readonly LedgerEntry[];
}

/** The ledger's entries under each cap that applies to them. A cap is the same as long as its policy version is. */
export function cappedEntries(ledger: ClientLedger): Iterable<CappedEntries> {
  const found = new Map<string, { cap: PolicyCap; policy: Policy; entries: LedgerEntry[] }>();
  const names = new Map<object, number>();
  for (const entry of ledger.entries) {
    const { policy, payer } = entry.applied;
    for (const cap of policy.caps) {
      if (!cap.codes.includes(entry.code)) continue;
      const perAuthorization = cap.per === 'authorization';
      if (perAuthorization && entry.authorization === undefined) continue;
      const version = names.get(cap.origin.version) ?? names.size;
      names.set(cap.origin.version, version);
      const path = cap.origin.path.join('.');
      const key = [payer ?? '', version, path, perAuthorization ? entry.authorization : ''].join('\u0000');
      const capped = found.get(key);
      if (capped) capped.entries.push(entry);
      else found.set(key, { cap, policy, entries: [entry] });
    }
  }
  return found.values();
}
