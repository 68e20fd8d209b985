/** How documented minutes become units, and where the client's limits stand, for one note or claim line, as Markdown. */

import { billableMinutes } from '../billing/minutes.ts';
import { isAssumed } from '../policies/policy.ts';
import type { Engine } from '../rules/engine.ts';
import type { TraceStep } from '../rules/finding.ts';
import { toVerify } from '../rules/support/assumed.ts';
import { type ServiceDraw, serviceDraws } from '../rules/support/authorization-draws.ts';
import { capSteps } from '../rules/support/cap-steps.ts';
import { amountText, figureText, limitText, periodText } from '../rules/support/cap-text.ts';
import { serviceName } from '../rules/support/service.ts';
import { isSameService } from '../rules/support/services-of.ts';
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
import type { FactReader } from '../workspace/fact-reader.ts';
import type { NoteFact } from '../workspace/record-facts.ts';
import { blocks, code, facts as factTable, plain, traceText } from './markdown.ts';

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
  const limits = limitsText(service, facts);
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
  const day = clientDayOf(facts.clientDay(client, date), facts);
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
  const terms = unitTerms(applied.policy, code, service.value.modifiers);
  if (!terms) return { unknown: `the policy ${applied.policy.id} does not say how ${code} is rounded` };
  const { evidence, unknown } = evidenceOf(service, facts);
  if (unknown !== undefined && terms.rule.mode !== 'event') return { unknown };
  const { rule, perSession } = terms;
  const minutes = billableMinutes(evidence.map((item) => item.time));
  const supported = supportedUnits(evidence, rule, perSession);
  const share: UnitShare = {
    code,
    rule,
    unitName: terms.name,
    members: [],
    minutes,
    evidence,
    supported: { min: supported, max: supported },
    billed: 0,
  };
  const group = { kind, provider, applied, perSession, shares: [share], supported, billed: 0, pool: undefined };
  return { trace: unitTrace({ ...group, complete: false, unknown: undefined }, share) };
}

/** The running total of each cap and authorized pool with this service, or why it is not counted. */
function limitsText(service: Service, facts: FactReader): string {
  const rows = capSteps(service, facts).map(({ cap, policy, step }) => {
    const several = cap.codes ? (cap.codes.length > 1 ? ` (${plain(cap.codes.join(' + '))})` : '') : ' (all codes)';
    const label = `${plain(limitText(cap))}${several}`;
    const assumed = `${isAssumed(policy, cap.origin) ? ' (assumed)' : ''}${toVerify(cap.origin) ? ' (verify)' : ''}`;
    const figure = `${figureText(cap, step.total)} of ${amountText(cap, cap.limit)} ${periodText(cap, step.entry, policy)}`;
    return [`Cap ${label}${assumed}`, step.excess > 0 ? `**${figure}**` : figure] as const;
  });
  const all = [...rows, ...serviceDraws(service, facts).map(drawRow)];
  if (all.length > 0) return factTable(all);
  const { value } = service;
  return value.kind === 'note' ? billedElsewhere(value, facts) : '';
}

function drawRow({ terms, pool, limit, entry, total }: ServiceDraw): readonly [string, string] {
  const several = pool.codes.length > 1 ? ` (${plain(pool.codes.join(' + '))})` : '';
  const label = `Authorization ${plain(terms.number ?? '?')}${several}`;
  const isTotal = limit.per === 'authorization';
  const until = terms.to ? ` until ${plain(terms.to)}` : '';
  const left = `, ${Math.max(0, limit.units - total)} left${until}`;
  const period = isTotal ? left : ` ${periodText(limit, entry, entry.applied.policy)}`;
  const figure = `${total} of ${limit.units}${period}`;
  return [isTotal ? label : `${label} a ${limit.per}`, total > limit.units ? `**${figure}**` : figure];
}

function billedElsewhere({ id }: NoteFact, facts: FactReader): string {
  const line = id === undefined ? undefined : facts.billedBy(id).find((billing) => !facts.isWithdrawn(billing.value));
  if (!line) return '';
  const { claim, index } = line.value;
  return `Billed by claim ${plain(claim ?? 'without id')} line ${index + 1}, whose units count towards the caps.`;
}
