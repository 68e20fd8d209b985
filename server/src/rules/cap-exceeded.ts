import { type Cap, type CapStep, contributors, runningTotals } from '../billing/caps.ts';
import { isAssumed, type Policy, type PolicyCap } from '../policies/policy.ts';
import type { FactReader } from '../workspace/fact-reader.ts';
import type { ClientLedger, LedgerEntry } from '../workspace/ledger.ts';
import type { FindingDraft, Related, TraceStep } from './finding.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { capText, periodText } from './support/cap-text.ts';
import { originPlace } from './support/origin.ts';
import { placeOfUnits, serviceName } from './support/service.ts';
import { sourceOf } from './support/source.ts';
import { policyStep, unitsText } from './support/unit-trace.ts';

/** At most so many of the entries that used a cap up are linked; the trace has the total. */
const LINKED = 40;

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
        const steps = runningTotals(entries, { ...cap, weekStart: policy.weekStart?.value ?? 'sunday' } satisfies Cap);
        for (const step of steps) {
          if (step.status !== 'within') context.report(capFinding(step, cap, entries, context));
        }
      }
    },
  },
});

interface CappedEntries {
  readonly cap: PolicyCap;
  readonly policy: Policy;
  /** In the ledger's order: those of the cap's payer and codes, and of one authorization where the cap is per authorization. */
  readonly entries: readonly LedgerEntry[];
}

/** The ledger's entries under each cap that applies to them. A cap is the same as long as its policy version is. */
function cappedEntries(ledger: ClientLedger): Iterable<CappedEntries> {
  const found = new Map<string, { cap: PolicyCap; policy: Policy; entries: LedgerEntry[] }>();
  const names = new Map<object, number>();
  for (const entry of ledger.entries) {
    const { policy, payer } = entry.applied;
    for (const cap of policy.caps) {
      if (!cap.codes.includes(entry.code)) continue;
      const perAuthorization = cap.per === 'authorization';
      if (perAuthorization && entry.authorization === undefined) continue;
      const version = names.get(cap.origin.version) ?? names.size;
      names.set(cap.origin.version, version);
      const path = cap.origin.path.join('.');
      const key = [payer ?? '', version, path, perAuthorization ? entry.authorization : ''].join('\u0000');
      const capped = found.get(key);
      if (capped) capped.entries.push(entry);
      else found.set(key, { cap, policy, entries: [entry] });
    }
  }
  return found.values();
}

function capFinding(
  step: CapStep<LedgerEntry>,
  cap: PolicyCap,
  entries: readonly LedgerEntry[],
  context: RuleContext,
): FindingDraft {
  const { entry } = step;
  const { policy, why } = entry.applied;
  const assumed = isAssumed(policy, cap.origin);
  const note = assumed ? `; common limit, assumed: ${policy.assumed ? why : `${policy.id} states no other`}` : '';
  const { record, path } = placeOfUnits(entry.service);
  const others = contributors(entries, step).filter((other) => other !== entry);
  return {
    place: { record, path },
    severity: assumed ? 'warning' : 'error',
    message: `${step.total} units of ${cap.codes.join(' + ')} ${periodText(cap, entry, policy)}; ${capText(cap)}${note}`,
    related: [...capEntry(cap, context.facts), ...others.slice(-LINKED).map(relatedEntry)],
    trace: capTrace(step, cap, entries, others),
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
  return place ? [{ place, message: `The cap: ${capText(cap)}` }] : [];
}

function relatedEntry(entry: LedgerEntry): Related {
  return {
    place: placeOfUnits(entry.service),
    message: `${entry.date} ${serviceName(entry.service)}: ${unitsText(entry.units ?? 0)} of ${entry.code}`,
  };
}

function capTrace(
  step: CapStep<LedgerEntry>,
  cap: PolicyCap,
  entries: readonly LedgerEntry[],
  others: readonly LedgerEntry[],
): readonly TraceStep[] {
  const { entry } = step;
  let total = 0;
  const running = entries.slice(step.from, step.index + 1).flatMap((item): TraceStep[] => {
    if (item !== entry && !others.includes(item)) return [];
    total += item.units ?? 0;
    const derived = item.derived ? ', worked out from its minutes' : '';
    return [
      {
        label: `${item.date} ${serviceName(item.service)}: ${unitsText(item.units ?? 0)} of ${item.code}${derived}`,
        value: `${total} in all`,
        place: placeOfUnits(item.service),
      },
    ];
  });
  return [
    policyStep(entry.applied),
    { label: `Cap: ${capText(cap)}`, ...sourceOf(cap.origin.version) },
    ...running,
    { label: `${step.total} − ${cap.units}`, value: `${unitsText(step.excess)} of this entry beyond the cap` },
  ];
}
