/** How documented minutes become units, and where the client's limits stand, for one note or claim line, as Markdown. */

import { dayNumber, type IsoDate, parseDate } from '../billing/calendar.ts';
import { type Cap, runningTotals } from '../billing/caps.ts';
import { billableMinutes } from '../billing/minutes.ts';
import { isAssumed, type PolicyCap } from '../policies/policy.ts';
import type { Engine } from '../rules/engine.ts';
import type { TraceStep } from '../rules/finding.ts';
import { periodText, perText } from '../rules/support/cap-text.ts';
import { cappedEntries } from '../rules/support/capped-entries.ts';
import { serviceName } from '../rules/support/service.ts';
import { unitTrace } from '../rules/support/unit-trace.ts';
import {
  clientDayOf,
  evidenceOf,
  type Service,
  supportedUnits,
  type UnitGroup,
  type UnitShare,
  unitTerms,
} from '../workspace/client-day.ts';
import { factKey } from '../workspace/fact-keys.ts';
import type { FactReader } from '../workspace/fact-reader.ts';
import { type ClientLedger, clientLedgerOf } from '../workspace/ledger.ts';
import type { LineFact, NoteFact } from '../workspace/record-facts.ts';
import { blocks, code, facts as factTable, plain, traceText } from './markdown.ts';
import { isSameService } from './service-at.ts';

export interface UnitsCard {
  readonly markdown: string;
  /** The steps shown, so that a finding's own trace need not repeat them. */
  readonly trace: readonly TraceStep[];
}

/** Undefined where neither a calculation nor a limit can be said anything about. */
export function unitsCard(engine: Engine, service: Service): UnitsCard | undefined {
  const facts = engine.facts();
  const { value } = service;
  const calculation = calculate(service, facts);
  const limits = limitsText(engine, service, facts);
  if (!calculation && limits === '') return undefined;
  const trace = calculation && 'trace' in calculation ? calculation.trace : [];
  const why = calculation && 'unknown' in calculation ? `Not worked out: ${plain(calculation.unknown)}.` : undefined;
  const title = `**Units of ${code(value.code ?? '?')}** — ${plain(serviceName(service))}${value.date === undefined ? '' : `, ${plain(value.date)}`}`;
  return { markdown: blocks(title, why ?? traceText(trace), limits), trace };
}

type Calculation = { readonly trace: readonly TraceStep[] } | { readonly unknown: string };

function calculate(service: Service, facts: FactReader): Calculation | undefined {
  const { value } = service;
  if (value.code === undefined) return undefined;
  if (value.kind === 'line' && facts.isWithdrawn(value)) return { unknown: 'the claim is void or was replaced' };
  const found = groupOf(service, facts);
  if (!found) return ownCalculation(service, facts);
  const { group, share } = found;
  return group.unknown === undefined ? { trace: unitTrace(group, share) } : { unknown: group.unknown };
}

/** The group and the code's share in which the service is counted; undefined where it states no units. */
function groupOf(service: Service, facts: FactReader): { group: UnitGroup; share: UnitShare } | undefined {
  const { client, date } = service.value;
  if (client === undefined || date === undefined) return undefined;
  const day = clientDayOf(factKey.clientDay(client, date), facts.clientDay(client, date), facts);
  for (const group of day.groups) {
    const share = group.shares.find(({ members }) => members.some((member) => isSameService(member.service, service)));
    if (share) return { group, share };
  }
  return undefined;
}

/** What the service's own minutes support, where it states no units or nothing to group it by. */
function ownCalculation(service: Service, facts: FactReader): Calculation | undefined {
  const { code, provider, kind } = service.value;
  if (code === undefined) return undefined;
  const applied = facts.policyFor(service);
  const terms = unitTerms(applied.policy, code);
  if (!terms) return { unknown: `the policy ${applied.policy.id} does not say how ${code} is rounded` };
  const { evidence, unknown } = evidenceOf(service, facts);
  if (unknown !== undefined && terms.rule.mode !== 'event') return { unknown };
  const { rule, perSession } = terms;
  const minutes = billableMinutes(evidence.map((item) => item.time));
  const supported = supportedUnits(evidence, rule, perSession);
  const share: UnitShare = {
    code,
    rule,
    members: [],
    minutes,
    evidence,
    supported: { min: supported, max: supported },
    billed: 0,
  };
  const group = { kind, provider, applied, perSession, shares: [share], supported, billed: 0, pool: undefined };
  return { trace: unitTrace({ ...group, complete: false, unknown: undefined }, share) };
}

/** The running total of each cap with this service, or why it is not counted. */
function limitsText(engine: Engine, service: Service, facts: FactReader): string {
  const { client, code: own, date: written } = service.value;
  const date = written === undefined ? undefined : parseDate(written);
  if (client === undefined || own === undefined || date === undefined) return '';
  const { policy } = facts.policyFor(service);
  const caps = policy.caps.filter((cap) => cap.codes.includes(own));
  if (caps.length === 0) return '';
  const ledger = ledgerFor(engine, client, date, caps, facts);
  const rows = [...cappedEntries(ledger)].flatMap(({ cap, policy, entries }) => {
    if (!entries.some((entry) => isSameService(entry.service, service))) return [];
    const terms: Cap = { units: cap.units, per: cap.per, weekStart: policy.weekStart?.value ?? 'sunday' };
    const step = runningTotals(entries, terms).find(({ entry }) => isSameService(entry.service, service));
    if (!step) return [];
    const label = `${cap.units} ${perText(cap.per)}${cap.codes.length > 1 ? ` (${plain(cap.codes.join(' + '))})` : ''}`;
    const assumed = isAssumed(policy, cap.origin) ? ' (assumed)' : '';
    const figure = `${step.total} of ${cap.units} ${periodText(cap, step.entry, policy)}`;
    return [[`Cap ${label}${assumed}`, step.excess > 0 ? `**${figure}**` : figure] as const];
  });
  if (rows.length > 0) return factTable(rows);
  return service.value.kind === 'note' ? billedElsewhere(service.value, facts) : '';
}

function billedElsewhere({ id }: NoteFact, facts: FactReader): string {
  const line = id === undefined ? undefined : facts.billedBy(id).find((billing) => !facts.isWithdrawn(billing.value));
  if (!line) return '';
  const { claim, index } = line.value;
  return `Billed by claim ${plain(claim ?? 'without id')} line ${index + 1}, whose units count towards the caps.`;
}

/** The client's ledger as far back as the caps look: a year of services is not worked out for a daily cap. */
function ledgerFor(
  engine: Engine,
  client: string,
  date: IsoDate,
  caps: readonly PolicyCap[],
  facts: FactReader,
): ClientLedger {
  const key = factKey.ledger(client);
  const days = Math.max(...caps.map(({ per }) => daysCounted(per)));
  const services = engine.workspace.facts.get<NoteFact | LineFact>(key).filter(({ value }) => {
    const other = value.date === undefined ? undefined : parseDate(value.date);
    if (other === undefined || other > date) return false;
    return dayNumber(date) - dayNumber(other) < days;
  });
  return clientLedgerOf(key, services, facts);
}

/** How many days up to a service a cap can count at most. */
function daysCounted(per: PolicyCap['per']): number {
  if (typeof per === 'object') return per.days;
  return { day: 1, week: 7, month: 31, year: 366, authorization: Number.POSITIVE_INFINITY }[per];
}
