/** Caps in words. */
import { weekStart } from '../../billing/calendar.ts';
import type { CapPeriod } from '../../billing/caps.ts';
import type { Policy, PolicyCap } from '../../policies/policy.ts';
import type { LedgerEntry } from '../../workspace/ledger.ts';
import { weekStartOf } from './capped-entries.ts';
import { unitsText } from './unit-trace.ts';

/** `the cap is 32 units a day`, `the cap is 40 hours a week`, `the cap is 8 units a week with GT` */
export function capText(cap: PolicyCap): string {
  return `the cap is ${limitText(cap)}`;
}

/** `32 units a day`, `8 units a week with GT` */
export function limitText(cap: PolicyCap): string {
  return `${amountText(cap, cap.limit)} ${perText(cap.per)}${modifiersText(cap)}`;
}

/** An amount in what the cap is measured in: `5 units`, `41.25 hours`. */
export function amountText({ measure }: Pick<PolicyCap, 'measure'>, amount: number): string {
  return measure === 'units' ? unitsText(amount) : hoursText(amount);
}

/** The figure of {@link amountText} alone: `5`, `41.25`. */
export function figureText({ measure }: Pick<PolicyCap, 'measure'>, amount: number): string {
  return `${measure === 'units' ? amount : hoursOf(amount)}`;
}

/** `1 hour`, `41.25 hours` */
export function hoursText(minutes: number): string {
  const hours = hoursOf(minutes);
  return hours === 1 ? '1 hour' : `${hours} hours`;
}

/** To two decimals, which tell any two numbers of minutes apart. */
function hoursOf(minutes: number): number {
  return Number((minutes / 60).toFixed(2));
}

/** The codes and modifiers whose services a cap counts, with a leading space: ` of 97153 + 97155`, ` of 97156 with GT`; empty for all. */
export function countedText(cap: PolicyCap): string {
  return `${cap.codes ? ` of ${cap.codes.join(' + ')}` : ''}${modifiersText(cap)}`;
}

function modifiersText({ modifiers, withoutModifiers }: PolicyCap): string {
  const only = modifiers ? ` with ${modifiers.join(' or ')}` : '';
  const never = withoutModifiers ? ` without ${withoutModifiers.join(' or ')}` : '';
  return only + never;
}

export function perText(per: CapPeriod): string {
  if (typeof per === 'object') return `in ${rollingText(per)}`;
  if (per === 'authorization') return 'per authorization';
  return per === 'lifetime' ? 'in a lifetime' : `a ${per}`;
}

function rollingText(per: CapPeriod & object): string {
  if ('days' in per) return per.days === 1 ? '1 day' : `${per.days} days`;
  return per.months === 1 ? '1 month' : `${per.months} months`;
}

/** The period of an entry that a cap counts: `on 2026-03-02`, `in the week of 2026-03-01`, … */
export function periodText({ per }: Pick<PolicyCap, 'per'>, entry: LedgerEntry, policy: Policy): string {
  if (typeof per === 'object') return `in the ${rollingText(per)} to ${entry.date}`;
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
    case 'lifetime':
      return `up to ${entry.date}`;
  }
}
