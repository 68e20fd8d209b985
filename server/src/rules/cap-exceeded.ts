import { type CapStep, contributors } from '../billing/caps.ts';
import type { PolicyCap } from '../policies/policy.ts';
import type { FactReader } from '../workspace/fact-reader.ts';
import type { LedgerEntry } from '../workspace/ledger.ts';
import type { FindingDraft, Fix, Related, TraceStep } from './finding.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { assumption, toVerify } from './support/assumed.ts';
import { amountText, capText, countedText, figureText, periodText } from './support/cap-text.ts';
import { amountOf, cappedEntries, capTotals, unitAmount } from './support/capped-entries.ts';
import { originPlace } from './support/origin.ts';
import { placeOfUnits, serviceName } from './support/service.ts';
import { sourceOf } from './support/source.ts';
import { policyStep } from './support/unit-trace.ts';

/** At most so many of the entries that used a cap up are listed where it is crossed. */
const LISTED_AT_CROSSING = 40;

/** And so many for each entry after that, with the one that crossed it: all of them would be quadratic. */
const LISTED_PAST = 8;

/** Every cap of every policy that applies to the client's services, counted over all files. */
export default defineRule({
  id: 'cap-exceeded',
  category: 'caps',
  severity: 'error',
  summary:
    'a cap of the payer policy is exceeded: units or hours per day, week, month, year, rolling period, authorization or lifetime',
  fixes: ['substantive'],
  carc: '119',
  checks: {
    clientLedger(ledger, context) {
      for (const capped of cappedEntries(ledger)) {
        const { cap, entries } = capped;
        let crossing: CapStep<LedgerEntry> | undefined;
        for (const step of capTotals(capped)) {
          if (step.status === 'within') continue;
          if (step.status === 'crosses') crossing = step;
          context.report(capFinding(step, cap, entriesBefore(step, cap, entries, crossing), context));
        }
      }
    },
  },
});

/** The last entries of the period before the step's own, and the one that crossed the cap. */
function entriesBefore(
  step: CapStep<LedgerEntry>,
  cap: PolicyCap,
  entries: readonly LedgerEntry[],
  crossing: CapStep<LedgerEntry> | undefined,
): readonly LedgerEntry[] {
  const most = step.status === 'past' ? LISTED_PAST : LISTED_AT_CROSSING;
  const counted = contributors(entries, step, most + 1, (entry) => amountOf(cap, entry));
  const last = counted.filter((entry) => entry !== step.entry);
  const listsIt = !crossing || crossing.index < step.from || crossing === step || last.includes(crossing.entry);
  return listsIt ? last : [crossing.entry, ...last];
}

function capFinding(
  step: CapStep<LedgerEntry>,
  cap: PolicyCap,
  before: readonly LedgerEntry[],
  context: RuleContext,
): FindingDraft {
  const { entry } = step;
  const { policy } = entry.applied;
  const assumed = assumption(entry.applied, cap.origin);
  const note = assumed === undefined ? '' : `; common limit, assumed: ${assumed}`;
  const verify = toVerify(cap.origin) ? ' (verify)' : '';
  const { record, path } = placeOfUnits(entry.service);
  return {
    place: { record, path },
    severity: assumed === undefined ? 'error' : 'warning',
    message: `${amountText(cap, step.total)}${countedText(cap)} ${periodText(cap, entry, policy)}; ${capText(cap)}${note}${verify}`,
    related: [...capEntry(cap, context.facts), ...before.map((item) => relatedEntry(item, cap))],
    trace: capTrace(step, cap, before),
    fixes: reduction(step, cap),
  };
}

/** Not offered where nothing is left of the cap, nor for a note that states no units. */
function reduction({ entry, allowed }: CapStep<LedgerEntry>, cap: PolicyCap): readonly Fix[] {
  const amount = unitAmount(cap, entry);
  const units = amount === undefined ? 0 : Math.floor(allowed / amount);
  if (units < 1 || entry.derived) return [];
  const { record, path } = placeOfUnits(entry.service);
  return [
    {
      title: `Reduce units to ${units}, what is left of the cap`,
      kind: 'substantive',
      edits: [{ op: 'set', record, path, value: String(units), as: 'number' }],
    },
  ];
}

function capEntry(cap: PolicyCap, facts: FactReader): readonly Related[] {
  const place = originPlace(cap.origin, facts);
  return place ? [{ place, message: `the cap: ${capText(cap)}` }] : [];
}

function relatedEntry(entry: LedgerEntry, cap: PolicyCap): Related {
  return { place: placeOfUnits(entry.service), message: entryText(entry, cap) };
}

function entryText(entry: LedgerEntry, cap: PolicyCap): string {
  const amount = amountText(cap, amountOf(cap, entry) ?? 0);
  return `${entry.date} ${serviceName(entry.service)}: ${amount} of ${entry.code}`;
}

function capTrace(step: CapStep<LedgerEntry>, cap: PolicyCap, before: readonly LedgerEntry[]): readonly TraceStep[] {
  const { entry } = step;
  let total = step.before - before.reduce((sum, item) => sum + (amountOf(cap, item) ?? 0), 0);
  const earlier =
    total === 0 ? [] : [{ label: 'Entries of the period not listed here', value: `${figureText(cap, total)} in all` }];
  const running = [...before, entry].map((item): TraceStep => {
    total += amountOf(cap, item) ?? 0;
    const derived = item.derived ? ', worked out from its minutes' : '';
    return {
      label: `${entryText(item, cap)}${derived}`,
      value: `${figureText(cap, total)} in all`,
      place: placeOfUnits(item.service),
    };
  });
  return [
    policyStep(entry.applied),
    { label: `Cap: ${capText(cap)}`, ...sourceOf(cap.origin) },
    ...earlier,
    ...running,
    {
      label: `${figureText(cap, step.total)} − ${figureText(cap, cap.limit)}`,
      value: `${amountText(cap, step.excess)} of this entry beyond the cap`,
    },
  ];
}
