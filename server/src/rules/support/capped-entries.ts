/** Which entries of a client's ledger each cap counts. */
import type { Weekday } from '../../billing/calendar.ts';
import { type CapStep, runningTotals } from '../../billing/caps.ts';
import { capsOf, type Policy, type PolicyCap, unitLength } from '../../policies/policy.ts';
import type { ClientLedger, LedgerEntry } from '../../workspace/ledger.ts';

export interface CappedEntries {
  readonly cap: PolicyCap;
  readonly policy: Policy;
  /**
   * In the ledger's order: those of the cap's payer, codes and modifiers, and of one authorization where the cap is per
   * authorization. Codes that are billed by event have no hours.
   */
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
      if (!counts(cap, entry)) continue;
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

/** Whether the cap is about services with such modifiers. Those of a note that states none are not known. */
function counts(cap: PolicyCap, entry: LedgerEntry): boolean {
  const { modifiers } = entry;
  if (cap.modifiers && !cap.modifiers.some((modifier) => modifiers?.includes(modifier))) return false;
  if (cap.withoutModifiers && (!modifiers || cap.withoutModifiers.some((one) => modifiers.includes(one)))) return false;
  return cap.measure === 'units' || lengthOf(entry) !== 'event';
}

function lengthOf({ applied, code, modifiers }: LedgerEntry): number | 'event' | undefined {
  return unitLength(applied.policy, code, modifiers);
}

/** What one unit of an entry takes of the cap: one unit, or its minutes; undefined where the length of a unit is not known. */
export function unitAmount(cap: PolicyCap, entry: LedgerEntry): number | undefined {
  if (cap.measure === 'units') return 1;
  const length = lengthOf(entry);
  return length === 'event' ? undefined : length;
}

/** What an entry takes of the cap: its units, or their minutes; undefined where that is not known. */
export function amountOf(cap: PolicyCap, entry: LedgerEntry): number | undefined {
  const amount = unitAmount(cap, entry);
  return amount === undefined || entry.units === undefined ? undefined : entry.units * amount;
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

/** The running total of a cap after each of its entries. */
export function capTotals({ cap, policy, entries }: CappedEntries): readonly CapStep<LedgerEntry>[] {
  const terms = { limit: cap.limit, per: cap.per, weekStart: weekStartOf(policy) };
  return runningTotals(entries, terms, (entry) => amountOf(cap, entry));
}

/** Weeks begin on Sunday where the policy says nothing else. */
export function weekStartOf(policy: Policy): Weekday {
  return policy.weekStart?.value ?? 'sunday';
}
