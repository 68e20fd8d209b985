/** Services that the payer does not pay on the day of others, whatever their times. */
import type { PolicyNotSameDay } from '../../policies/policy.ts';
import type { Service } from '../../workspace/client-day.ts';
import type { AppliedPolicy, FactReader } from '../../workspace/fact-reader.ts';
import type { FindingDraft } from '../finding.ts';
import { assumedText } from './assumed.ts';
import { relatedOrigin } from './origin.ts';
import { placeOf, serviceName } from './service.ts';
import { sourceOf } from './source.ts';
import { policyStep } from './unit-trace.ts';

/** One finding for each service that may not stand beside another. @param services those of one client and date. */
export function notOnOneDay(services: readonly Service[], facts: FactReader): readonly FindingDraft[] {
  return services.flatMap((service) => {
    const applied = facts.policyFor(service);
    return applied.policy.notSameDay.flatMap((entry) => {
      if (service.value.code === undefined || !entry.codes.includes(service.value.code)) return [];
      const others = services.filter(
        (other) => forbids(entry, other) && facts.policyFor(other).payer === applied.payer,
      );
      return others.length > 0 ? [finding(service, others, entry, applied, facts)] : [];
    });
  });
}

function forbids(entry: PolicyNotSameDay, { value }: Service): boolean {
  return value.code !== undefined && entry.with.includes(value.code) && !entry.codes.includes(value.code);
}

function finding(
  service: Service,
  others: readonly Service[],
  entry: PolicyNotSameDay,
  applied: AppliedPolicy,
  facts: FactReader,
): FindingDraft {
  const { code, date } = service.value;
  const named = others.map((other) => `${other.value.code} (${serviceName(other)})`).join(', ');
  return {
    place: placeOf(service, 'code'),
    message: `${code} on ${date} beside ${named}; ${applied.policy.id} does not pay both on one day${assumedText(applied, entry.origin)}`,
    related: [
      ...others.map((other) => ({
        place: placeOf(other, 'code'),
        message: `${other.value.code} in ${serviceName(other)}`,
      })),
      ...relatedOrigin(entry.origin, facts, 'what is not paid on one day'),
    ],
    trace: [
      policyStep(applied),
      { label: `${code} on the day of ${entry.with.join(' or ')}`, value: 'not paid', ...sourceOf(entry.origin) },
    ],
  };
}
