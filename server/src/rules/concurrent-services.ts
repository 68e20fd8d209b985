import { type Interval, totalLength } from '../billing/intervals.ts';
import { conflicts } from '../billing/overlaps.ts';
import type { Service } from '../workspace/client-day.ts';
import type { AppliedPolicy, FactReader } from '../workspace/fact-reader.ts';
import type { NoteFact } from '../workspace/record-facts.ts';
import { renderedServices } from '../workspace/rendered-services.ts';
import type { FindingDraft, Related, TraceStep } from './finding.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { assumedText } from './support/assumed.ts';
import { maySpeakForAnother } from './support/billed-under-supervisor.ts';
import { notOnOneDay } from './support/not-same-day.ts';
import { originPlace } from './support/origin.ts';
import { type PaidTogether, paidTogether } from './support/paid-together.ts';
import { placeOf, serviceName } from './support/service.ts';
import {
  needsTechnicians,
  sharedSteps,
  sharedTime,
  spanText,
  type TimedService,
  timedServices,
} from './support/simultaneous.ts';
import { sourceOf } from './support/source.ts';
import { policyStep } from './support/unit-trace.ts';

/** Which codes are paid for the same minutes of one client is each payer's matrix; where it has none, the usual one. */
export default defineRule({
  id: 'concurrent-services',
  category: 'conflicts',
  severity: 'error',
  summary:
    'one client has two services in the same minutes, by two providers, or on one day, that the payer does not pay together',
  carc: '97',
  checks: {
    clientDay({ entries }, context) {
      if (entries.length < 2) return;
      const services = renderedServices(entries, context.facts);
      // One provider's services at a time are `provider-double-booked`, whatever the payer says.
      const timed = timedServices(services, ({ service }, _client, code) =>
        maySpeakForAnother(service, context.facts) ? `${service.value.provider} ${code}` : service.value.provider,
      );
      const rendered = services.map(({ service }) => service);
      for (const draft of notOnOneDay(rendered, context.facts)) context.report(draft);
      for (const { later, earlier, verdict } of conflicts(timed, (a, b) => judge(a, b, context))) {
        context.report(finding(later, earlier, verdict, context.facts));
      }
    },
  },
});

interface Denied {
  readonly shared: readonly Interval[];
  readonly applied: AppliedPolicy;
  readonly why: Extract<PaidTogether, { answer: 'no' }>;
}

function judge(later: TimedService, earlier: TimedService, { facts, notChecked }: RuleContext): Denied | undefined {
  const shared = sharedTime(later, earlier);
  if (!shared || isOneService(later, earlier, facts)) return undefined;
  const applied = facts.policyFor(later.service);
  // What another payer is billed, this one does not see.
  if (applied.payer !== facts.policyFor(earlier.service).payer) {
    notChecked(
      later.service.from,
      `billed to another payer than ${serviceName(earlier.service)}, or not known to whom`,
    );
    return undefined;
  }
  const why = paidTogether(applied, later.service, earlier.service, facts);
  if (why.answer === 'unknown') notChecked(later.service.from, why.reason);
  return why.answer === 'no' ? { shared, applied, why } : undefined;
}

/**
 * Two notes of one code that one claim line bills are one service. So may be the notes of two technicians on a code that takes
 * both, unless they are billed apart. And whoever assists in a service is not beside it.
 */
function isOneService(a: TimedService, b: TimedService, facts: FactReader): boolean {
  if (assists(a.service, b.service) || assists(b.service, a.service)) return true;
  if (a.code !== b.code) return false;
  const [billsA, billsB] = [linesOf(a.service, facts), linesOf(b.service, facts)];
  if (billsA.some((line) => billsB.includes(line))) return true;
  return needsTechnicians(a.code) && (billsA.length === 0 || billsB.length === 0);
}

function assists({ value }: Service, other: Service): boolean {
  return (
    value.kind === 'note' && other.value.provider !== undefined && value.technicians.includes(other.value.provider)
  );
}

/** The live claim lines that bill a service, as text. */
function linesOf({ value }: Service, facts: FactReader): readonly string[] {
  if (value.kind === 'line') return [lineKey(value)];
  const { id } = value satisfies NoteFact;
  if (id === undefined) return [];
  return facts
    .billedBy(id)
    .filter((line) => !facts.isWithdrawn(line.value))
    .map((line) => lineKey(line.value));
}

function lineKey({ claim, index }: { readonly claim: string | undefined; readonly index: number }): string {
  return `${claim} ${index}`;
}

function finding(
  later: TimedService,
  earlier: TimedService,
  { shared, applied, why }: Denied,
  facts: FactReader,
): FindingDraft {
  const what = ({ code, service }: TimedService) => `${code} by ${service.value.provider}`;
  const { basis } = why;
  const origin = basis.kind === 'policy' ? originPlace(basis.origin, facts) : undefined;
  const related: Related[] = [
    {
      place: placeOf(earlier.service, 'start'),
      message: `${what(earlier)} ${spanText(earlier)} in ${serviceName(earlier.service)}`,
    },
    ...(why.present?.value.kind === 'note' && why.present.value.clientPresent
      ? [{ place: placeOf(why.present, 'clientPresent'), message: 'the client takes part' }]
      : []),
    ...(origin ? [{ place: origin, message: `what is paid of ${earlier.code} and ${later.code} together` }] : []),
  ];
  return {
    place: placeOf(later.service, 'start'),
    message: `${what(later)} ${spanText(later)} and ${what(earlier)} ${spanText(earlier)} (${serviceName(earlier.service)}) share ${totalLength(shared)} min; ${denialText(later, earlier, applied, why)}`,
    related,
    trace: [policyStep(applied), ...sharedSteps(later, earlier, shared), basisStep(later, earlier, applied, why)],
  };
}

/** What the payer, or else the table, says of the pair. */
function denialText(later: TimedService, earlier: TimedService, applied: AppliedPolicy, why: Denied['why']): string {
  const { basis } = why;
  const condition = conditionText(why);
  if (basis.kind === 'policy') {
    const payer = applied.policy.id;
    const whole = later.code === earlier.code ? `two ${later.code}` : 'both';
    return `${payer} does not pay ${whole}${condition}${assumedText(applied, basis.origin)}`;
  }
  const verify = basis.row.source.verify ? '; verify' : '';
  return `usually not paid together${condition} (${applied.policy.assumed ? applied.why : `${applied.policy.id} states no rule`}${verify})`;
}

function conditionText({ present, lacking }: Denied['why']): string {
  if (present) return ` where the client is in ${present.value.code}`;
  return lacking ? ` without modifier ${lacking.join(' or ')}` : '';
}

function basisStep(
  later: TimedService,
  earlier: TimedService,
  { policy }: AppliedPolicy,
  { basis, present, lacking }: Denied['why'],
): TraceStep {
  const pair = `${earlier.code} with ${later.code}`;
  const value = present
    ? 'paid only without the client in the caregivers’ session'
    : lacking
      ? `paid only with modifier ${lacking.join(' or ')} on one of them`
      : 'not paid together';
  if (basis.kind === 'policy') return { label: `${policy.id}: ${pair}`, value, ...sourceOf(basis.origin) };
  const { note, source } = basis.row;
  return { label: `Usual: ${pair}`, value: note === undefined ? value : `${value}; ${note}`, source };
}
