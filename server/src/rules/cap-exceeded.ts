import type { PolicyCap } from '../policies/policy.ts';
import type { FactReader } from '../workspace/fact-reader.ts';
import type { FindingDraft, Related, TraceStep } from './finding.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { assumption, toVerify } from './support/assumed.ts';
import { amountText, capText, countedText, figureText, periodText } from './support/cap-text.ts';
import { amountOf, type CappedEntries, cappedEntries, capTotals, unitAmount } from './support/capped-entries.ts';
import { originPlace } from './support/origin.ts';
import { placeOfUnits } from './support/service.ts';
import { sourceOf } from './support/source.ts';
import { policyStep } from './support/unit-trace.ts';
import {
  type Exceeding,
  exceedingSteps,
  type Measure,
  reduction,
  relatedEntries,
  runningSteps,
} from './support/used-up.ts';

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
        const measure = measureOf(capped);
        for (const exceeding of exceedingSteps(capped.entries, capTotals(capped), measure)) {
          const cap = capped.caps.get(exceeding.step.entry);
          if (cap) context.report(capFinding(exceeding, cap, measure, context));
        }
      }
    },
  },
});

function measureOf(capped: CappedEntries): Measure {
  return {
    of: (entry) => amountOf(capped, entry),
    text: (amount) => amountText(capped, amount),
    figure: (amount) => figureText(capped, amount),
  };
}

function capFinding(exceeding: Exceeding, cap: PolicyCap, measure: Measure, context: RuleContext): FindingDraft {
  const { step, before } = exceeding;
  const { entry } = step;
  const { policy } = entry.applied;
  const assumed = assumption(entry.applied, cap.origin);
  const note = assumed === undefined ? '' : `; common limit, assumed: ${assumed}`;
  const verify = toVerify(cap.origin) ? ' (verify)' : '';
  const amount = unitAmount(cap, entry);
  return {
    place: placeOfUnits(entry.service),
    severity: assumed === undefined ? 'error' : 'warning',
    message: `${amountText(cap, step.total)}${countedText(cap)} ${periodText(cap, entry, policy)}; ${capText(cap)}${note}${verify}`,
    related: [...capEntry(cap, context.facts), ...relatedEntries(before, measure)],
    trace: capTrace(exceeding, cap, measure),
    fixes: reduction(entry, amount === undefined ? 0 : Math.floor(step.allowed / amount), 'of the cap'),
  };
}

function capEntry(cap: PolicyCap, facts: FactReader): readonly Related[] {
  const place = originPlace(cap.origin, facts);
  return place ? [{ place, message: capText(cap) }] : [];
}

function capTrace(exceeding: Exceeding, cap: PolicyCap, measure: Measure): readonly TraceStep[] {
  const { step } = exceeding;
  return [
    policyStep(step.entry.applied),
    { label: `Cap: ${capText(cap)}`, ...sourceOf(cap.origin) },
    ...runningSteps(exceeding, measure),
    {
      label: `${measure.figure(step.total)} − ${measure.figure(cap.limit)}`,
      value: `${measure.text(step.excess)} of this entry beyond the cap`,
    },
  ];
}
