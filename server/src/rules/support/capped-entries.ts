/** Which entries of a client's ledger each cap counts. */
import type { Weekday } from '../../billing/calendar.ts';
import type { Cap } from '../../billing/caps.ts';
import { capsOf, type Policy, type PolicyCap } from '../../policies/policy.ts';
import type { ClientLedger, LedgerEntry } from '../../workspace/ledger.ts';

export interface CappedEntries {
  readonly cap: PolicyCap;
  readonly policy: Policy;
  /** In the ledger's order: those of the cap's payer and codes, and of one authorization where the cap is per authorization. */
  readonly entries: readonly LedgerEntry[];
}

/**
 * The ledger's entries under each cap that applies to them, payer by payer. Dates under the same policy versions share the
 * policy object, so that a cap is told by its identity.
 */
export function cappedEntries(ledger: ClientLedger): readonly CappedEntries[] {
  const payers = new Map<string | undefined, Map<PolicyCap, Map<string | undefined, Capped>>>();
  const found: Capped[] = [];
  for (const entry of ledger.entries) {
    const { policy, payer } = entry.applied;
    for (const cap of capsOf(policy, entry.code)) {
      const authorization = cap.per === 'authorization' ? entry.authorization : undefined;
      if (cap.per === 'authorization' && authorization === undefined) continue;
      const byCap = inner(payers, payer, () => new Map());
      const byAuthorization = inner(byCap, cap, () => new Map());
      const capped = inner(byAuthorization, authorization, (): Capped => {
        const made: Capped = { cap, policy, entries: [] };
        found.push(made);
        return made;
      });
      capped.entries.push(entry);
    }
  }
  return found;
}

interface Capped extends CappedEntries {
  readonly entries: LedgerEntry[];
}

function inner<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

/** The cap as the arithmetic takes it, with the policy's week. */
export function capTerms(cap: PolicyCap, policy: Policy): Cap {
  return { units: cap.units, per: cap.per, weekStart: weekStartOf(policy) };
}

/** Weeks begin on Sunday where the policy says nothing else. */
export function weekStartOf(policy: Policy): Weekday {
  return policy.weekStart?.value ?? 'sunday';
}
