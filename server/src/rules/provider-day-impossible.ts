import { MINUTES_PER_DAY } from '../billing/clock.ts';
import { lengthOf, totalLength } from '../billing/intervals.ts';
import type { Origin, Setting } from '../policies/policy.ts';
import { findCode } from '../tables/codes.ts';
import type { AppliedPolicy, FactReader } from '../workspace/fact-reader.ts';
import type { RenderedService } from '../workspace/rendered-services.ts';
import type { FindingDraft, TraceStep } from './finding.ts';
import { defineRule } from './rule.ts';
import { assumedText } from './support/assumed.ts';
import { maySpeakForAnother } from './support/billed-under-supervisor.ts';
import { durationText } from './support/duration-text.ts';
import { originPlace } from './support/origin.ts';
import { placeOf, serviceName } from './support/service.ts';
import { sourceOf } from './support/source.ts';
import { policyStep } from './support/unit-trace.ts';

/** The one published limit, and that of one state: elsewhere it is a mark for a second look. */
const NEVADA = {
  title: 'Nevada Medicaid Services Manual 3700: 12 hours a day for one provider',
  date: '2026-11-21',
  verify: true,
};

/** So many of the day's services are listed. */
const MAX_LISTED = 40;

/** The hours of one provider's day over all clients and payers: what auditors add up first. */
export default defineRule({
  id: 'provider-day-impossible',
  category: 'conflicts',
  severity: 'warning',
  summary:
    "one provider's services of a day come to more than 12 hours (warning), the payer's limit or 24 hours (error)",
  carc: '151',
  options: { hours: { description: 'hours of one provider in a day beyond which it warns', default: 12 } },
  checks: {
    providerDay({ provider, date, rendered }, { facts, option, report }) {
      const services = rendered
        .filter(({ intervals, minutes }) => intervals.length > 0 || minutes !== undefined)
        .filter(({ service }) => !maySpeakForAnother(service, facts));
      const usual = option('hours') * 60;
      const most = services.reduce((sum, item) => sum + mostMinutes(item), 0);
      if (most <= Math.min(usual, MINUTES_PER_DAY) && !services.some((item) => limitFor(item, facts))) return;
      const total = minutesOf(services);
      const limited = payerLimits(services, facts).find((part) => minutesOf(part.services) > part.limit);
      if (limited && total <= MINUTES_PER_DAY) {
        report(finding(limited.services, provider, date, limited, facts));
      } else if (total > Math.min(usual, MINUTES_PER_DAY)) {
        report(finding(services, provider, date, { limit: total > MINUTES_PER_DAY ? MINUTES_PER_DAY : usual }, facts));
      }
    },
  },
});

/** Minutes of a day. */
interface Limit {
  readonly limit: number;
  /** Of a payer that sets one. */
  readonly applied?: AppliedPolicy;
  readonly origin?: Origin;
}

/** The services of each payer that limits the hours of a provider: it sees what it is billed. */
function payerLimits(services: readonly RenderedService[], facts: FactReader) {
  const applied = services.map((item) => ({ item, applied: facts.policyFor(item.service) }));
  const limiting = applied.filter(({ item }) => limitFor(item, facts) !== undefined);
  const byPayer = Map.groupBy(limiting, ({ applied: { payer, policy } }) => `${payer} ${policy.id}`);
  return [...byPayer.values()].flatMap((entries) => {
    const [first] = entries;
    const setting = first?.applied.policy.providerHours.perDay;
    if (!first || !setting) return [];
    const limit: Limit = { limit: setting.value, applied: first.applied, origin: setting.origin };
    return [{ ...limit, services: entries.map(({ item }) => item) }];
  });
}

function limitFor({ service }: RenderedService, facts: FactReader): Setting<number> | undefined {
  return facts.policyFor(service).policy.providerHours.perDay;
}

/** More than these a service cannot have taken. */
function mostMinutes({ intervals, minutes }: RenderedService): number {
  return intervals.reduce((sum, interval) => sum + lengthOf(interval), minutes ?? 0);
}

/**
 * The fewest minutes that the services can have taken. Clock time that several share counts once: two clients at a time are
 * another finding, or one group. Stated minutes are added up, but those of one group, and of one service that is billed to
 * two payers, count once.
 */
function minutesOf(services: readonly RenderedService[]): number {
  const clock = totalLength(services.flatMap(({ intervals }) => intervals));
  const loose = services.reduce((sum, item) => sum + item.loose, 0);
  return Math.max(0, clock - loose) + statedMinutes(services);
}

function statedMinutes(services: readonly RenderedService[]): number {
  const byCode = new Map<string, Map<string, Map<string, number>>>();
  for (const { service, minutes } of services) {
    if (minutes === undefined) continue;
    const { code = '', client = '', ...rest } = service.value;
    const payer = (rest.kind === 'line' ? rest.payer : undefined) ?? '';
    const clients = byCode.get(code) ?? new Map<string, Map<string, number>>();
    const payers = clients.get(client) ?? new Map<string, number>();
    byCode.set(code, clients.set(client, payers.set(payer, (payers.get(payer) ?? 0) + minutes)));
  }
  let total = 0;
  for (const [code, clients] of byCode) {
    const each = [...clients.values()].map((payers) => Math.max(...payers.values()));
    total += mayBeGroup(code) ? Math.max(...each) : each.reduce((sum, minutes) => sum + minutes, 0);
  }
  return total;
}

function mayBeGroup(code: string): boolean {
  const entry = findCode(code);
  return !entry || entry.groupSize !== undefined;
}

/** The index of the service with which the limit is passed, by halving: the services are many on the days that matter. */
function crossing(services: readonly RenderedService[], limit: number): number {
  let within = 0;
  let beyond = services.length;
  while (beyond - within > 1) {
    const middle = (within + beyond) >> 1;
    if (minutesOf(services.slice(0, middle)) > limit) beyond = middle;
    else within = middle;
  }
  return beyond - 1;
}

function finding(
  services: readonly RenderedService[],
  provider: string,
  date: string,
  limit: Limit,
  facts: FactReader,
): FindingDraft {
  const own = services[crossing(services, limit.limit)] as RenderedService;
  const others = services.filter((item) => item !== own).slice(0, MAX_LISTED);
  const total = minutesOf(services);
  const origin = limit.origin && originPlace(limit.origin, facts);
  const whole = limit.limit === MINUTES_PER_DAY;
  return {
    place: timePlace(own),
    severity: whole || (limit.applied && !limit.applied.policy.assumed) ? 'error' : 'warning',
    message: `${provider} works ${durationText(total)} in ${services.length} ${services.length === 1 ? 'service' : 'services'} on ${date}; ${limitText(limit)}`,
    related: [
      ...others.map((item) => ({ place: timePlace(item), message: stepLabel(item) })),
      ...(origin ? [{ place: origin, message: `hours of a provider in a day: ${durationText(limit.limit)}` }] : []),
    ],
    trace: [
      ...(limit.applied ? [policyStep(limit.applied)] : []),
      ...[...others, own].map(
        (item): TraceStep => ({ label: stepLabel(item), value: ownMinutes(item), place: timePlace(item) }),
      ),
      { label: `Minutes of ${provider} on ${date}, those at one time counted once`, value: `${total} min` },
      { label: 'Limit', value: `${limit.limit} min`, ...limitSource(limit) },
    ],
  };
}

function limitText({ limit, applied, origin }: Limit): string {
  if (limit === MINUTES_PER_DAY) return 'a day has 24 h';
  if (!applied || !origin) return `more than ${durationText(limit)} are doubtful`;
  return `${applied.policy.id} pays one provider ${durationText(limit)} a day${assumedText(applied, origin)}`;
}

function limitSource({ limit, origin }: Limit): Pick<TraceStep, 'source'> {
  if (origin) return sourceOf(origin);
  return limit === MINUTES_PER_DAY ? {} : { source: NEVADA };
}

function stepLabel({ service }: RenderedService): string {
  return `${serviceName(service)}: ${service.value.code ?? 'a code not known'} for ${service.value.client ?? 'a client not known'}`;
}

function ownMinutes({ intervals, loose, minutes }: RenderedService): string {
  return minutes === undefined ? `${totalLength(intervals) - loose} min` : `${minutes} min stated`;
}

function timePlace({ service, minutes }: RenderedService) {
  return placeOf(service, minutes === undefined ? 'start' : 'minutes');
}
