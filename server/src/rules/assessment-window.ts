import { addDays, daysBetween } from '../billing/calendar.ts';
import { type PolicyAssessment, unitLength } from '../policies/policy.ts';
import type { ClientLedger, LedgerEntry } from '../workspace/ledger.ts';
import type { FindingDraft } from './finding.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { assumedText } from './support/assumed.ts';
import { daysText } from './support/days-text.ts';
import { relatedOrigin } from './support/origin.ts';
import { placeOf, serviceName } from './support/service.ts';
import { sourceOf } from './support/source.ts';
import { policyStep } from './support/unit-trace.ts';

/**
 * An assessment is completed within some days of its first date of service, and not repeated before some more have passed:
 * TRICARE pays 97151 within 14 days, Texas Medicaid within 30 and again after 180. Which dates belong to one assessment is
 * worked out, not written, so that this is a warning.
 */
export default defineRule({
  id: 'assessment-window',
  category: 'caps',
  severity: 'warning',
  summary: 'an assessment goes on after the days that the payer gives it, or is repeated too soon',
  carc: '119',
  options: {
    days: {
      description: 'days that count as one assessment where the payer gives only one of its two limits',
      default: 60,
    },
  },
  checks: {
    clientLedger(ledger, context) {
      for (const { window, entries } of windowsOf(ledger)) checkWindow(window, entries, context);
    },
  },
});

interface Windowed {
  readonly window: PolicyAssessment;
  readonly entries: LedgerEntry[];
}

/** The ledger's assessments by payer and entry of its policy. A measure that is billed by event is no part of one. */
function windowsOf({ entries }: ClientLedger): readonly Windowed[] {
  const found = new Map<string, Windowed>();
  for (const entry of entries) {
    const { policy, payer } = entry.applied;
    if (unitLength(policy, entry.code, entry.modifiers) === 'event') continue;
    for (const window of policy.assessments) {
      if (!window.codes.includes(entry.code)) continue;
      const key = JSON.stringify([payer, ...window.codes.toSorted()]);
      const known = found.get(key);
      if (known) known.entries.push(entry);
      else found.set(key, { window, entries: [entry] });
    }
  }
  return [...found.values()];
}

function checkWindow(window: PolicyAssessment, entries: readonly LedgerEntry[], context: RuleContext): void {
  let first: LedgerEntry | undefined;
  for (const entry of entries) {
    if (!first || isNext(first, entry, window, context.option('days'))) {
      first = entry;
      continue;
    }
    const days = daysBetween(first.date, entry.date);
    if (days > (window.withinDays ?? context.option('days'))) context.report(finding(first, entry, window, context));
  }
}

/** Whether an entry begins another assessment, and may do so. */
function isNext(first: LedgerEntry, entry: LedgerEntry, window: PolicyAssessment, usual: number): boolean {
  const days = daysBetween(first.date, entry.date);
  if (window.notAgainWithinDays !== undefined) return days >= window.notAgainWithinDays;
  const other =
    first.authorization !== undefined &&
    entry.authorization !== undefined &&
    first.authorization !== entry.authorization;
  return days > (window.withinDays ?? usual) && (other || days > usual);
}

function finding(
  first: LedgerEntry,
  entry: LedgerEntry,
  window: PolicyAssessment,
  { facts }: RuleContext,
): FindingDraft {
  const { withinDays, notAgainWithinDays } = window;
  const days = daysBetween(first.date, entry.date);
  const next = notAgainWithinDays === undefined ? undefined : addDays(first.date, notAgainWithinDays);
  const limits = [
    ...(withinDays === undefined ? [] : [`has to be completed within ${daysText(withinDays)}`]),
    ...(next === undefined ? [] : [`may begin again on ${next}, after ${daysText(notAgainWithinDays ?? 0)}`]),
  ].join(' and ');
  return {
    place: placeOf(entry.service, 'date'),
    message: `${entry.code} on ${entry.date}, ${daysText(days)} after the assessment began on ${first.date}; it ${limits}${assumedText(entry.applied, window.origin)}`,
    related: [
      ...relatedOrigin(window.origin, facts, 'the window'),
      { place: placeOf(first.service, 'date'), message: `the assessment began with ${serviceName(first.service)}` },
    ],
    trace: [
      policyStep(entry.applied),
      { label: 'An assessment', value: limits, ...sourceOf(window.origin) },
      { label: `Began with ${serviceName(first.service)}`, value: first.date, place: placeOf(first.service, 'date') },
      { label: serviceName(entry.service), value: `${entry.date}, ${daysText(days)} later` },
    ],
  };
}
