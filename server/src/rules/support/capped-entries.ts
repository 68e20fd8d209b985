/** Which entries of a client's ledger each cap counts. */

import type { Weekday } from '../../billing/calendar.ts';
import { type CapStep, runningTotals } from '../../billing/caps.ts';
import { capsOf, type Policy, type PolicyCap, unitLength } from '../../policies/policy.ts';
import { rememberedFor } from '../../tables/remembered.ts';
import type { ClientLedger, LedgerEntry } from '../../workspace/ledger.ts';

/** What counts together under one cap, over all versions of a payer's policy that state it. */
export interface CappedEntries {
  readonly measure: PolicyCap['measure'];
  /**
   * In the ledger's order: those of the cap's payer, codes and modifiers, and of one authorization where the cap is per
   * authorization. Codes that are billed by event have no hours.
   */
  readonly entries: readonly LedgerEntry[];
  /** The cap as the policy of each entry states it: another version may have another limit. */
  readonly caps: ReadonlyMap<LedgerEntry, PolicyCap>;
}

/** The ledger's entries under each cap that applies to them, payer by payer. */
export function cappedEntries(ledger: ClientLedger): readonly CappedEntries[] {
  const found: Capped[] = [];
  /** By payer, cap and authorization. */
  const byPayer = new Map<string | undefined, Map<string | undefined, Map<string | undefined, Capped>>>();
  for (const entry of ledger.entries) {
    const { policy, payer } = entry.applied;
    for (const cap of capsOf(policy, entry.code)) {
      const authorization = cap.per === 'authorization' ? entry.authorization : undefined;
      if (cap.per === 'authorization' && authorization === undefined) continue;
      if (!counts(cap, entry)) continue;
      const byAuthorization = inMap(inMap(byPayer, payer), capKeys(policy).get(cap));
      let capped = byAuthorization.get(authorization);
      if (!capped) {
        capped = { measure: cap.measure, entries: [], caps: new Map() };
        byAuthorization.set(authorization, capped);
        found.push(capped);
      }
      capped.entries.push(entry);
      capped.caps.set(entry, cap);
    }
  }
  return found;
}

/** The map under a key; an empty one, from now on, where there is none. */
function inMap<K, L, V>(map: Map<K, Map<L, V>>, key: K): Map<L, V> {
  let inner = map.get(key);
  if (!inner) {
    inner = new Map();
    map.set(key, inner);
  }
  return inner;
}

interface Capped extends CappedEntries {
  readonly entries: LedgerEntry[];
  readonly caps: Map<LedgerEntry, PolicyCap>;
}

/** What two versions' caps have to share to be one: subject, measure and week, and the place among such in one record. */
const capKeys = rememberedFor((policy: Policy): ReadonlyMap<PolicyCap, string> => {
  const before = new Map<string, number>();
  return new Map(
    policy.caps.map((cap) => {
      const about = `${cap.subject} ${cap.measure} ${cap.per === 'week' ? weekStartOf(policy) : ''}`;
      const place = before.get(about) ?? 0;
      before.set(about, place + 1);
      return [cap, `${about} ${place}`];
    }),
  );
});

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
export function unitAmount({ measure }: Pick<PolicyCap, 'measure'>, entry: LedgerEntry): number | undefined {
  if (measure === 'units') return 1;
  const length = lengthOf(entry);
  return length === 'event' ? undefined : length;
}

/** What an entry takes of the cap: its units, or their minutes; undefined where that is not known. */
export function amountOf(cap: Pick<PolicyCap, 'measure'>, entry: LedgerEntry): number | undefined {
  const amount = unitAmount(cap, entry);
  return amount === undefined || entry.units === undefined ? undefined : entry.units * amount;
}

/** The running total after each entry, each held against the cap of its own policy. */
export function capTotals(capped: CappedEntries): readonly CapStep<LedgerEntry>[] {
  const { entries, caps } = capped;
  const [first] = entries;
  const cap = first && caps.get(first);
  if (!first || !cap) return [];
  const terms = { limit: cap.limit, per: cap.per, weekStart: weekStartOf(first.applied.policy) };
  const limitOf = (entry: LedgerEntry) => (caps.get(entry) ?? cap).limit;
  return runningTotals(entries, terms, (entry) => amountOf(capped, entry), limitOf);
}

/** Weeks begin on Sunday where the policy says nothing else. */
export function weekStartOf(policy: Policy): Weekday {
  return policy.weekStart?.value ?? 'sunday';
}
