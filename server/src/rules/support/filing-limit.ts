/** The days in which a payer takes claims for a service. */
import { addDays, type IsoDate } from '../../billing/calendar.ts';
import type { Setting } from '../../policies/policy.ts';
import type { Service } from '../../workspace/client-day.ts';
import type { AppliedPolicy, FactReader } from '../../workspace/fact-reader.ts';

export interface FilingLimit {
  /** Days from the date of service. */
  readonly setting: Setting<number>;
  readonly applied: AppliedPolicy;
  /** The last day on which a claim is in time. */
  readonly lastDay: IsoDate;
}

/** Undefined where the date or the payer's limit is not known. */
export function filingLimit(service: Service, facts: FactReader): FilingLimit | undefined {
  const { date } = service.value;
  if (date === undefined) return undefined;
  const applied = facts.policyFor(service);
  const setting = applied.policy.timelyFilingDays;
  return setting && { setting, applied, lastDay: addDays(date as IsoDate, setting.value) };
}
