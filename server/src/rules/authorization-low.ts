import { type AuthorizationTerms, holdsCode } from '../billing/authorizations.ts';
import { type Draw, type Outlook, outlookOf, type Pool } from '../billing/authorized-units.ts';
import { addDays, parseDate } from '../billing/calendar.ts';
import type { LedgerEntry } from '../workspace/ledger.ts';
import type { FindingDraft, TraceStep } from './finding.ts';
import { defineRule } from './rule.ts';
import { type ClientDraws, drawsOf, limitPlace, termsOf } from './support/authorization-draws.ts';
import { runsText } from './support/authorization-text.ts';
import { placeOfUnits, serviceName } from './support/service.ts';
import { unitsText } from './support/unit-trace.ts';

/**
 * Early enough to ask for more: when most of a pool is drawn, or when what is left does not last until the authorization
 * ends, or until its renewal begins. An authorization that is over is past asking for.
 */
export default defineRule({
  id: 'authorization-low',
  category: 'caps',
  severity: 'information',
  summary:
    'most units of an authorization are drawn, or those left run out before it ends at the pace of the last weeks',
  options: { percent: { description: 'percent of the authorized units from which they count as low', default: 80 } },
  checks: {
    clientLedger(ledger, { facts, asOf, option, report }) {
      const found = facts.once(drawsOf, ledger);
      for (const draw of found?.draws ?? []) {
        const finding = found && lowFinding(found, draw, option('percent'), asOf);
        if (finding) report(finding);
      }
    },
  },
});

function lowFinding(
  found: ClientDraws,
  draw: Draw<LedgerEntry>,
  percent: number,
  asOf: string | undefined,
): FindingDraft | undefined {
  const { pool } = draw;
  const terms = termsOf(found.authorizations, pool);
  const outlook = outlookOf(draw);
  // Beyond its units it is not low, but exceeded.
  if (!outlook || outlook.drawn > outlook.units) return undefined;
  if (terms.to && asOf !== undefined && asOf > terms.to) return undefined;
  const renewal = renewalOf(found, pool, terms);
  const isLow = !renewal && outlook.drawn * 100 >= outlook.units * percent;
  const end = endOf(terms, renewal);
  const runsOut = end !== undefined && outlook.lastDay !== undefined && outlook.lastDay < end;
  if (!isLow && !runsOut) return undefined;
  const codes = pool.codes.join(' + ');
  const until = terms.to ? ` until ${terms.to}` : '';
  const { pace } = outlook;
  return {
    place: limitPlace(found.authorizations, pool, 'authorization'),
    message:
      isLow || !pace
        ? `${outlook.drawn} of ${outlook.units} units of ${codes} drawn (${Math.floor((outlook.drawn * 100) / outlook.units)} %); ${outlook.left} left${until}`
        : `${unitsText(outlook.left)} of ${codes} left last until ${outlook.lastDay} at ${perWeek(pace)} a week; ${renewal ? `the renewal begins after ${end}` : `the authorization runs until ${end}`}`,
    related: lastEntry(draw),
    trace: lowTrace(found, draw, outlook, end),
  };
}

/** An authorization of the same payer that goes on where this one ends, and holds all codes of the pool. */
function renewalOf(
  { authorizations }: ClientDraws,
  pool: Pool,
  terms: AuthorizationTerms,
): AuthorizationTerms | undefined {
  const to = terms.to ? parseDate(terms.to) : undefined;
  if (to === undefined) return undefined;
  const next = addDays(to, 1);
  return authorizations.list
    .filter((other) => other.payer === terms.payer && (other.to ?? '9999-12-31') > to && (other.from ?? '') <= next)
    .filter((other) => pool.codes.every((code) => holdsCode(other, code) === 'yes'))
    .sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1))[0];
}

/** The last day that the pool has to last for. */
function endOf({ to }: AuthorizationTerms, renewal: AuthorizationTerms | undefined): string | undefined {
  const begins = renewal?.from ? parseDate(renewal.from) : undefined;
  if (renewal && begins === undefined) return undefined;
  return begins === undefined ? (to ?? undefined) : addDays(begins, -1);
}

function perWeek({ units, days }: { readonly units: number; readonly days: number }): string {
  return unitsText(Math.round((units * 70) / days) / 10);
}

function lastEntry({ counted }: Draw<LedgerEntry>) {
  const last = counted.at(-1);
  if (!last) return [];
  return [{ place: placeOfUnits(last.service), message: `drawn last: ${last.date} ${serviceName(last.service)}` }];
}

function lowTrace(
  { authorizations }: ClientDraws,
  { pool, counted }: Draw<LedgerEntry>,
  { units, drawn, left, date, pace, lastDay }: Outlook,
  end: string | undefined,
): readonly TraceStep[] {
  const terms = termsOf(authorizations, pool);
  const { client } = authorizations;
  const used = { record: client, path: ['authorizations', pool.authorization, 'used'] };
  const steps: TraceStep[] = [
    {
      label: `Authorization ${terms.number}, ${runsText(terms)}: ${pool.codes.join(' + ')}`,
      value: unitsText(units),
      place: limitPlace(authorizations, pool, 'authorization'),
    },
  ];
  if (pool.opening > 0) steps.push({ label: 'Opening balance', value: unitsText(pool.opening), place: used });
  steps.push({
    label: `Drawn${pool.opening > 0 ? ' since' : ''}, ${counted.length} entries to ${date ?? '…'}`,
    value: unitsText(drawn - pool.opening),
  });
  steps.push({ label: `Left: ${units} − ${drawn}`, value: unitsText(left) });
  if (pace && lastDay !== undefined) {
    steps.push({
      label: `Pace: ${unitsText(pace.units)} in the ${pace.days} days to ${date}`,
      value: `${perWeek(pace)} a week`,
    });
    steps.push({
      label: 'Days that they last',
      value: `${Math.floor((left * pace.days) / pace.units)}, until ${lastDay}`,
    });
  }
  if (end !== undefined) steps.push({ label: 'Needed until', value: end });
  return steps;
}
