import { totalLength } from '../billing/intervals.ts';
import { anyMeet, conflicts } from '../billing/overlaps.ts';
import { findCode } from '../tables/codes.ts';
import { SAME_PROVIDER } from '../tables/concurrency.ts';
import type { Service } from '../workspace/client-day.ts';
import type { FactReader } from '../workspace/fact-reader.ts';
import type { RecordPlace } from '../workspace/place.ts';
import type { RenderedService } from '../workspace/rendered-services.ts';
import type { FindingDraft } from './finding.ts';
import { defineRule } from './rule.ts';
import { maySpeakForAnother } from './support/billed-under-supervisor.ts';
import { placeOf, serviceName } from './support/service.ts';
import {
  needsTechnicians,
  sharedSteps,
  sharedTime,
  spanText,
  type TimedService,
  timedServices,
} from './support/simultaneous.ts';

/** Modifiers by which a payer may make a group of an individual code: group setting, several patients, Florida's sizes. */
const GROUP_MODIFIERS: ReadonlySet<string> = new Set(['HQ', 'TT', 'UN', 'UP', 'UQ', 'UR', 'US']);

/** Nobody renders two services at a time, except to the members of one group. */
export default defineRule({
  id: 'provider-double-booked',
  category: 'conflicts',
  severity: 'error',
  summary: 'one provider renders two services in the same minutes: to two clients outside one group, or two codes',
  checks: {
    providerDay({ provider, entries, rendered }, { facts, report, notChecked }) {
      if (entries.length < 2) return;
      const services = rendered.filter(({ service }) => !maySpeakForAnother(service, facts));
      for (const { service, intervals } of services) {
        if (intervals.length === 0) notChecked(service.from, `clock time of ${serviceName(service)} not known`);
      }
      if (!anyMeet(services)) return;
      const timed = timedServices(services, buckets(services, facts));
      const found = Map.groupBy(conflicts(timed, sharedTime), ({ later }) => later);
      for (const [later, others] of found) {
        const [first] = others;
        if (first)
          report(
            finding(
              provider,
              later,
              first.earlier,
              first.verdict,
              others.map(({ earlier }) => earlier),
            ),
          );
      }
    },
  },
});

/**
 * Services of one bucket may be one: a group is one service to several clients, and of one client's notes of one code the
 * shared minutes count once. Where the payer takes each session by itself, nothing else would see these.
 */
function buckets(services: readonly RenderedService[], facts: FactReader) {
  const count = new Map<string, number>();
  for (const { service } of services) count.set(serviceKey(service), (count.get(serviceKey(service)) ?? 0) + 1);
  let alone = 0;
  return ({ service }: RenderedService, _client: string, code: string): string => {
    const { modifiers } = service.value;
    if (mayBeGroup(code, modifiers)) return `group ${code}`;
    const key = serviceKey(service);
    const single = count.get(key) === 1 || needsTechnicians(code);
    return single || facts.policyFor(service).policy.units.per?.value !== 'session' ? key : `${key} ${alone++}`;
  };
}

function serviceKey({ value }: Service): string {
  return `${value.client} ${value.code}`;
}

/** A code that is not in the table may be a payer's code for groups. */
function mayBeGroup(code: string, modifiers: readonly string[]): boolean {
  const entry = findCode(code);
  return !entry || entry.groupSize !== undefined || modifiers.some((modifier) => GROUP_MODIFIERS.has(modifier));
}

function finding(
  provider: string,
  later: TimedService,
  earlier: TimedService,
  shared: ReturnType<typeof sharedTime> & object,
  all: readonly TimedService[],
): FindingDraft {
  const more = all.length === 1 ? '' : `, and ${all.length - 1} more at that time`;
  const what = ({ code, client }: TimedService) => `${code} for ${client}`;
  return {
    place: placeIn(later, provider),
    message: `${provider} has ${what(later)} ${spanText(later)} and ${what(earlier)} ${spanText(earlier)} (${serviceName(earlier.service)}): ${totalLength(shared)} min in both${more}`,
    related: all.map((item) => ({
      place: placeIn(item, provider),
      message: `${what(item)} ${spanText(item)} in ${serviceName(item.service)}`,
    })),
    trace: [
      ...sharedSteps(later, earlier, shared),
      { label: 'One provider', value: SAME_PROVIDER.note, source: SAME_PROVIDER.source },
    ],
  };
}

/** The start; of a service that the person only assisted in, their place among the technicians. */
function placeIn({ service }: TimedService, provider: string): RecordPlace {
  const { value } = service;
  if (value.provider === provider || value.kind === 'line') return placeOf(service, 'start');
  return { record: service.from, path: ['technicians', value.technicians.indexOf(provider)] };
}
