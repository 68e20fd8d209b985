import { type CapStep, contributors, runningTotals } from '../billing/caps.ts';
import type { PolicyCap } from '../policies/policy.ts';
import type { FactReader } from '../workspace/fact-reader.ts';
import type { LedgerEntry } from '../workspace/ledger.ts';
import type { FindingDraft, Related, TraceStep } from './finding.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { assumption } from './support/assumed.ts';
import { capText, periodText } from './support/cap-text.ts';
import { cappedEntries, capTerms } from './support/capped-entries.ts';
import { originPlace } from './support/origin.ts';
import { placeOfUnits, serviceName } from './support/service.ts';
import { sourceOf } from './support/source.ts';
import { policyStep, unitsText } from './support/unit-trace.ts';

/** At most so many of the entries that used a cap up are listed where it is crossed. */
const LISTED_AT_CROSSING = 40;

/** And so many for each entry after that, with the one that crossed it: all of them would be quadratic. */
const LISTED_PAST = 8;

/** Every cap of every policy that applies to the client's services, counted over all files. */
export default defineRule({
  id: 'cap-exceeded',
  category: 'caps',
  severity: 'error',
  summary: 'a cap of the payer policy is exceeded: units per day, week, month, year, rolling days or authorization',
  fixes: ['substantive'],
  carc: '119',
  checks: {
    clientLedger(ledger, context) {
      for (const { cap, policy, entries } of cappedEntries(ledger)) {
        const steps = runningTotals(entries, capTerms(cap, policy));
        let crossing: CapStep<LedgerEntry> | undefined;
        for (const step of steps) {
          if (step.status === 'within') continue;
          if (step.status === 'crosses') crossing = step;
          context.report(capFinding(step, cap, entriesBefore(step, entries, crossing), context));
        }
      }
    },
  },
});

/** The last entries of the period before the step's own, and the one that crossed the cap. */
function entriesBefore(
  step: CapStep<LedgerEntry>,
  entries: readonly LedgerEntry[],
  crossing: CapStep<LedgerEntry> | undefined,
): readonly LedgerEntry[] {
  const most = step.status === 'past' ? LISTED_PAST : LISTED_AT_CROSSING;
  const last = contributors(entries, step, most + 1).filter((entry) => entry !== step.entry);
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
  const { record, path } = placeOfUnits(entry.service);
  return {
    place: { record, path },
    severity: assumed === undefined ? 'error' : 'warning',
    message: `${step.total} units of ${cap.codes.join(' + ')} ${periodText(cap, entry, policy)}; ${capText(cap)}${note}`,
    related: [...capEntry(cap, context.facts), ...before.map(relatedEntry)],
    trace: capTrace(step, cap, before),
    fixes:
      step.allowed > 0 && !entry.derived
        ? [
            {
              title: `Reduce units to ${step.allowed}, what is left of the cap`,
              kind: 'substantive',
              edits: [{ op: 'set', record, path, value: String(step.allowed), as: 'number' }],
            },
          ]
        : [],
  };
}

function capEntry(cap: PolicyCap, facts: FactReader): readonly Related[] {
  const place = originPlace(cap.origin, facts);
  return place ? [{ place, message: `the cap: ${capText(cap)}` }] : [];
}

function relatedEntry(entry: LedgerEntry): Related {
  return {
    place: placeOfUnits(entry.service),
    message: `${entry.date} ${serviceName(entry.service)}: ${unitsText(entry.units ?? 0)} of ${entry.code}`,
  };
}

function capTrace(step: CapStep<LedgerEntry>, cap: PolicyCap, before: readonly LedgerEntry[]): readonly TraceStep[] {
  const { entry } = step;
  let total = step.before - before.reduce((sum, item) => sum + (item.units ?? 0), 0);
  const earlier = total === 0 ? [] : [{ label: 'Entries of the period not listed here', value: `${total} in all` }];
  const running = [...before, entry].map((item): TraceStep => {
    total += item.units ?? 0;
    const derived = item.derived ? ', worked out from its minutes' : '';
    return {
      label: `${item.date} ${serviceName(item.service)}: ${unitsText(item.units ?? 0)} of ${item.code}${derived}`,
      value: `${total} in all`,
      place: placeOfUnits(item.service),
    };
  });
  return [
    policyStep(entry.applied),
    { label: `Cap: ${capText(cap)}`, ...sourceOf(cap.origin.version) },
    ...earlier,
    ...running,
    { label: `${step.total} − ${cap.units}`, value: `${unitsText(step.excess)} of this entry beyond the cap` },
  ];
}
