import { type CapStep, runningTotals } from '../billing/caps.ts';
import { findCode } from '../tables/codes.ts';
import { indicatorOf } from '../tables/mue.ts';
import type { LedgerEntry } from '../workspace/ledger.ts';
import type { FindingDraft, Related, TraceStep } from './finding.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { assumedProgram, type MueLimit, mueLimit, type NcciGroup, ncciGroups, programName } from './support/ncci.ts';
import { placeOfUnits, serviceName } from './support/service.ts';
import { policyStep, unitsText } from './support/unit-trace.ts';

type Step = Pick<CapStep<LedgerEntry>, 'entry' | 'before' | 'total'>;

/** The medically unlikely edits of the National Correct Coding Initiative, for payers that have to follow them. */
export default defineRule({
  id: 'mue-exceeded',
  category: 'caps',
  severity: 'warning',
  summary: 'one provider bills more units of a code on a date than the medically unlikely edit of Medicare or Medicaid',
  carc: '151',
  rarc: 'N362',
  checks: {
    clientDay(day, context) {
      for (const group of ncciGroups(day, context.facts)) {
        for (const entries of Map.groupBy(group.entries, (entry) => entry.code).values()) {
          checkCode(group, entries, context);
        }
      }
    },
  },
});

function checkCode(group: NcciGroup, entries: readonly LedgerEntry[], context: RuleContext): void {
  const [first] = entries;
  if (!first) return;
  const limit = mueLimit(first.from, group.program, first.code, first.date, context.facts);
  if ('unknown' in limit) {
    // Most other codes have no edit at all.
    if (findCode(first.code)) context.notChecked(first.from, limit.unknown);
    return;
  }
  for (const step of limit.per === 'line' ? singly(entries) : runningTotals(entries, terms(limit))) {
    if (step.total <= limit.units || (step.entry.units ?? 0) === 0) continue;
    context.report(findingOf(step, entries, group, limit));
  }
}

function terms({ units }: MueLimit) {
  return { limit: units, per: 'day', weekStart: 'sunday' } as const;
}

/** A claim line edit knows no other lines. */
function singly(entries: readonly LedgerEntry[]): readonly Step[] {
  return entries.map((entry) => ({ entry, before: 0, total: entry.units ?? 0 }));
}

function findingOf(step: Step, entries: readonly LedgerEntry[], group: NcciGroup, limit: MueLimit): FindingDraft {
  const { entry, total } = step;
  const before = step.before === 0 ? [] : entries.slice(0, entries.indexOf(entry)).filter((item) => item.units);
  const by = group.provider === undefined ? '' : ` by ${group.provider}`;
  const where = limit.per === 'line' ? 'on one claim line' : `${by.trimStart()} on ${entry.date}`.trim();
  return {
    place: placeOfUnits(entry.service),
    message: `${unitsText(total)} of ${entry.code} ${where}; ${limitText(group, limit)}${assumedProgram(entry.applied, limit.source.verify)}`,
    related: [...editPlace(group, limit), ...before.map(relatedEntry)],
    trace: trace(step, before, group, limit),
  };
}

/** `the Medicaid MUE is 32 (MAI 3: may be paid on appeal)` */
function limitText({ program }: NcciGroup, { units, mai }: MueLimit): string {
  const indicator = mai === undefined ? '' : ` (MAI ${mai}: ${indicatorOf(mai).meaning})`;
  return `the ${programName(program)} MUE is ${units}${indicator}`;
}

function editPlace(group: NcciGroup, limit: MueLimit): readonly Related[] {
  return limit.place ? [{ place: limit.place, message: `the edit: ${limitText(group, limit)}` }] : [];
}

function entryText({ date, service, units, code }: LedgerEntry): string {
  return `${date} ${serviceName(service)}: ${unitsText(units ?? 0)} of ${code}`;
}

function relatedEntry(entry: LedgerEntry): Related {
  return { place: placeOfUnits(entry.service), message: entryText(entry) };
}

function trace(
  { entry, total }: Step,
  before: readonly LedgerEntry[],
  group: NcciGroup,
  limit: MueLimit,
): readonly TraceStep[] {
  let sum = 0;
  const running = [...before, entry].map((item): TraceStep => {
    sum += item.units ?? 0;
    return { label: entryText(item), value: `${sum} in all`, place: placeOfUnits(item.service) };
  });
  return [
    policyStep(entry.applied),
    {
      label: `${programName(group.program)} MUE of ${entry.code}, dates of service ${limit.dates}`,
      value: unitsText(limit.units),
      source: limit.source,
      ...(limit.place ? { place: limit.place } : {}),
    },
    ...(limit.mai === undefined
      ? []
      : [{ label: `MAI ${limit.mai}: ${indicatorOf(limit.mai).detail}`, source: indicatorOf(limit.mai).source }]),
    ...running,
    { label: `${total} − ${limit.units}`, value: `${unitsText(total - limit.units)} beyond the edit` },
  ];
}
