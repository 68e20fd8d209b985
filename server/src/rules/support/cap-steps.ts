/** Where one service stands under the caps that apply to it. */

import { dayNumber, type IsoDate, parseDate } from '../../billing/calendar.ts';
import type { CapStep } from '../../billing/caps.ts';
import { capsOf, type Policy, type PolicyCap } from '../../policies/policy.ts';
import type { Service } from '../../workspace/client-day.ts';
import type { FactReader } from '../../workspace/fact-reader.ts';
import { type ClientLedger, clientLedgerOf, type LedgerEntry } from '../../workspace/ledger.ts';
import { cappedEntries, capTotals, unitAmount } from './capped-entries.ts';
import { isSameService } from './services-of.ts';

export interface ServiceCap {
  readonly cap: PolicyCap;
  readonly policy: Policy;
  /** The running total up to and with the service. */
  readonly step: CapStep<LedgerEntry>;
  /** Whether the cap leaves room for one more unit of the service. */
  readonly hasRoom: boolean;
}

/** None for a service that its client's ledger does not count, for example a note that a claim line bills. */
export function capSteps(service: Service, facts: FactReader): readonly ServiceCap[] {
  const { client, code, date: written } = service.value;
  const date = written === undefined ? undefined : parseDate(written);
  if (client === undefined || code === undefined || date === undefined) return [];
  const caps = capsOf(facts.policyFor(service).policy, code);
  if (caps.length === 0) return [];
  return cappedEntries(ledgerBack(client, date, caps, facts)).flatMap((capped) => {
    if (!capped.entries.some((entry) => isSameService(entry.service, service))) return [];
    const step = capTotals(capped).find(({ entry }) => isSameService(entry.service, service));
    const cap = step && capped.caps.get(step.entry);
    if (!step || !cap) return [];
    const hasRoom = step.total + (unitAmount(cap, step.entry) ?? 0) <= cap.limit;
    return [{ cap, policy: step.entry.applied.policy, step, hasRoom }];
  });
}

/** The client's ledger as far back as the caps look: a year of services is not worked out for a daily cap. */
function ledgerBack(client: string, date: IsoDate, caps: readonly PolicyCap[], facts: FactReader): ClientLedger {
  const days = Math.max(...caps.map(({ per }) => daysCounted(per)));
  const services = facts.clientServices(client).filter(({ value }) => {
    const other = value.date === undefined ? undefined : parseDate(value.date);
    if (other === undefined || other > date) return false;
    return dayNumber(date) - dayNumber(other) < days;
  });
  return clientLedgerOf(client, services, facts);
}

/** How many days up to a service a cap can count at most. */
function daysCounted(per: PolicyCap['per']): number {
  if (typeof per === 'object') return 'days' in per ? per.days : per.months * 31;
  const all = Number.POSITIVE_INFINITY;
  return { day: 1, week: 7, month: 31, year: 366, authorization: all, lifetime: all }[per];
}
