import type { Weekday } from '../billing/calendar.ts';
import { periodDays, periodKey } from '../billing/caps.ts';
import { type Origin, type PolicyRatio, unitLength } from '../policies/policy.ts';
import type { FactReader } from '../workspace/fact-reader.ts';
import type { ClientLedger, LedgerEntry } from '../workspace/ledger.ts';
import type { FindingDraft, TraceStep } from './finding.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { assumedText } from './support/assumed.ts';
import { hoursText, periodText } from './support/cap-text.ts';
import { weekStartOf } from './support/capped-entries.ts';
import { relatedOrigin } from './support/origin.ts';
import { placeOfUnits } from './support/service.ts';
import { sourceOf } from './support/source.ts';
import { policyStep } from './support/unit-trace.ts';

/** A ratio of a policy, or the one of the rule's options, which has no origin. */
type Ratio = Omit<PolicyRatio, 'origin'> & { readonly origin: Origin | undefined };

/** In hundredths of a percent. */
const NONE = 0;
const ALL = 10_000;

/**
 * How much supervision goes with how much treatment: South Carolina pays 97155 up to 10 % of 97153, North Carolina expects 10
 * to 20 %, the BACB 5 % of a technician's hours. It is looked at once the period is over, because either side may still come.
 */
export default defineRule({
  id: 'supervision-ratio',
  category: 'pairing',
  severity: 'information',
  summary: "the billed hours of one service, such as 97155, are outside the payer's band beside those of another",
  options: {
    minPercent: {
      description: 'smallest share of 97155 beside 97153 in a month, where the payer states none',
      default: 0,
    },
    maxPercent: { description: 'largest such share, where the payer states none', default: 100 },
  },
  checks: {
    clientLedger(ledger, context) {
      for (const period of periodsOf(ledger, context)) checkPeriod(period, context);
    },
  },
});

interface Period {
  readonly ratio: Ratio;
  readonly entries: LedgerEntry[];
}

/** The ledger's entries by payer, ratio and period. */
function periodsOf(ledger: ClientLedger, context: RuleContext): readonly Period[] {
  const periods = new Map<string, Period>();
  const fallback = optionRatio(context);
  for (const entry of ledger.entries) {
    const { policy, payer } = entry.applied;
    const ratios: readonly Ratio[] = policy.ratios.length > 0 ? policy.ratios : fallback;
    for (const ratio of ratios) {
      const key = keyOf(ratio, entry, weekStartOf(policy));
      if (key === undefined || ![...ratio.codes, ...ratio.of].includes(entry.code)) continue;
      const at = JSON.stringify([payer, key, ratio.codes, ratio.of, ratio.modifiers]);
      const known = periods.get(at);
      if (known) known.entries.push(entry);
      else periods.set(at, { ratio, entries: [entry] });
    }
  }
  return [...periods.values()];
}

function optionRatio({ option }: RuleContext): readonly Ratio[] {
  const minPercent = option('minPercent') * 100;
  const maxPercent = option('maxPercent') * 100;
  if (minPercent <= NONE && maxPercent >= ALL) return [];
  return [
    {
      codes: ['97155'],
      modifiers: undefined,
      of: ['97153'],
      per: 'month',
      minPercent: minPercent > NONE ? minPercent : undefined,
      maxPercent: maxPercent < ALL ? maxPercent : undefined,
      aboveMinutes: undefined,
      origin: undefined,
    },
  ];
}

function keyOf({ per }: Ratio, entry: LedgerEntry, weekStart: Weekday): string | undefined {
  return per === 'authorization' ? entry.authorization : periodKey(entry.date, per, weekStart);
}

function checkPeriod({ ratio, entries }: Period, context: RuleContext): void {
  const last = entries.at(-1);
  if (!last || !isWhole(ratio, last, context)) return;
  const part = sumOf(
    entries.filter((entry) => ratio.codes.includes(entry.code)),
    ratio.modifiers,
  );
  const whole = sumOf(
    entries.filter((entry) => ratio.of.includes(entry.code)),
    undefined,
  );
  if (typeof part === 'string' || typeof whole === 'string') {
    context.notChecked(last.from, typeof part === 'string' ? part : (whole as string));
    return;
  }
  if (whole.minutes === 0 || whole.minutes <= (ratio.aboveMinutes ?? 0)) return;
  const { minPercent, maxPercent } = ratio;
  const share = part.minutes * ALL;
  const tooMuch = maxPercent !== undefined && share > maxPercent * whole.minutes;
  const tooLittle = minPercent !== undefined && share < minPercent * whole.minutes;
  const marked = tooMuch ? part.last : tooLittle ? whole.last : undefined;
  if (marked) context.report(finding(ratio, marked, part.minutes, whole.minutes, context.facts));
}

/**
 * Whether nothing more can come into the period, and one policy is about all of it. Without a today, nobody knows; where
 * the payer's policy changes within the period, neither version says how much all of it should hold.
 */
function isWhole(ratio: Ratio, entry: LedgerEntry, { facts, asOf }: RuleContext): boolean {
  const [first, last] = daysOf(ratio, entry, facts) ?? [];
  if (asOf === undefined || first === undefined || last === undefined || last >= asOf) return false;
  return entry.applied.policy.chain.every(({ from, to }) => (from ?? first) <= first && last <= (to ?? last));
}

function daysOf({ per }: Ratio, entry: LedgerEntry, facts: FactReader): readonly [string, string] | undefined {
  if (per !== 'authorization') return periodDays(entry.date, per, weekStartOf(entry.applied.policy));
  const { client } = entry.service.value;
  const authorizations = client === undefined ? undefined : facts.client(client)?.value.authorizations;
  const { from, to } = authorizations?.find(({ number }) => number === entry.authorization) ?? {};
  return from && to ? [from, to] : undefined;
}

interface Sum {
  readonly minutes: number;
  /** The last entry that counts. */
  readonly last: LedgerEntry | undefined;
}

/** Billed time: units times the length of a unit. Half a sentence where it is not known. */
function sumOf(entries: readonly LedgerEntry[], modifiers: readonly string[] | undefined): Sum | string {
  let minutes = 0;
  let last: LedgerEntry | undefined;
  for (const entry of entries) {
    const length = unitLength(entry.applied.policy, entry.code, entry.modifiers);
    if (length === 'event') continue;
    if (modifiers && !entry.modifiers) return `modifiers of ${entry.code} on ${entry.date} not known`;
    if (modifiers && !modifiers.some((modifier) => entry.modifiers?.includes(modifier))) continue;
    if (length === undefined || entry.units === undefined) return `units of ${entry.code} on ${entry.date} not known`;
    minutes += entry.units * length;
    last = entry;
  }
  return { minutes, last };
}

function finding(ratio: Ratio, entry: LedgerEntry, part: number, whole: number, facts: FactReader): FindingDraft {
  const { applied } = entry;
  const { origin } = ratio;
  const percent = percentText(Math.round((part * ALL) / whole));
  const band = bandText(ratio);
  const withModifiers = ratio.modifiers ? ` with ${ratio.modifiers.join(' or ')}` : '';
  const parts = `${hoursText(part)} of ${ratio.codes.join(' + ')}${withModifiers}`;
  const wholes = `${hoursText(whole)} of ${ratio.of.join(' + ')}`;
  return {
    place: placeOfUnits(entry.service),
    message: `${parts} beside ${wholes} ${periodText(ratio, entry, applied.policy)} are ${percent}; ${origin ? 'the payer' : 'the folder'} expects ${band}${origin ? assumedText(applied, origin) : ''}`,
    related: origin ? relatedOrigin(origin, facts, `the ratio: ${band}`) : [],
    trace: [
      policyStep(applied),
      bandStep(ratio, band),
      { label: `Billed time of ${ratio.codes.join(' + ')}${withModifiers}`, value: hoursText(part) },
      { label: `Billed time of ${ratio.of.join(' + ')}`, value: hoursText(whole) },
      { label: `${hoursText(part)} / ${hoursText(whole)}`, value: percent },
    ],
  };
}

function bandStep({ origin, aboveMinutes }: Ratio, band: string): TraceStep {
  const above = aboveMinutes === undefined ? '' : `, above ${hoursText(aboveMinutes)}`;
  return { label: 'Share that is expected', value: `${band}${above}`, ...(origin ? sourceOf(origin) : {}) };
}

/** `10 to 20 %`, `at least 5 %`, `at most 10 %` */
function bandText({ minPercent, maxPercent }: Ratio): string {
  if (minPercent === undefined) return `at most ${percentText(maxPercent ?? ALL)}`;
  if (maxPercent === undefined) return `at least ${percentText(minPercent)}`;
  return `${minPercent / 100} to ${percentText(maxPercent)}`;
}

function percentText(hundredths: number): string {
  return `${hundredths / 100} %`;
}
