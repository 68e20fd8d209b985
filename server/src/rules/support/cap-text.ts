/** Caps in words. */
import { weekStart } from '../../billing/calendar.ts';
import type { CapPeriod } from '../../billing/caps.ts';
import type { Policy, PolicyCap } from '../../policies/policy.ts';
import type { LedgerEntry } from '../../workspace/ledger.ts';
import { weekStartOf } from './capped-entries.ts';

/** `the cap is 32 units a day` */
export function capText(cap: Pick<PolicyCap, 'units' | 'per'>): string {
  return `the cap is ${cap.units} units ${perText(cap.per)}`;
}

export function perText(per: CapPeriod): string {
  if (typeof per === 'object') return `in ${per.days} days`;
  if (per === 'authorization') return 'per authorization';
  return `a ${per}`;
}

/** The period of an entry that a cap counts: `on 2026-03-02`, `in the week of 2026-03-01`, … */
export function periodText(cap: PolicyCap, entry: LedgerEntry, policy: Policy): string {
  const { per } = cap;
  if (typeof per === 'object') return `in the ${per.days} days to ${entry.date}`;
  switch (per) {
    case 'day':
      return `on ${entry.date}`;
    case 'week':
      return `in the week of ${weekStart(entry.date, weekStartOf(policy))}`;
    case 'month':
      return `in ${entry.date.slice(0, 7)}`;
    case 'year':
      return `in ${entry.date.slice(0, 4)}`;
    case 'authorization':
      return `on authorization ${entry.authorization}`;
  }
}
