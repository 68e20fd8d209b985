/** What used a limit up: the running total of a client's entries, as findings on caps and authorizations show it. */
import { type CapStep, contributors } from '../../billing/caps.ts';
import type { LedgerEntry } from '../../workspace/ledger.ts';
import type { Fix, Related, TraceStep } from '../finding.ts';
import { placeOfUnits, serviceName } from './service.ts';

/** What a limit counts, and how it is said. */
export interface Measure {
  /** What the limit counts of an entry; undefined where unknown. */
  readonly of: (entry: LedgerEntry) => number | undefined;
  /** `5 units` */
  readonly text: (amount: number) => string;
  /** `5` */
  readonly figure: (amount: number) => string;
}

/** An entry that goes beyond a limit, and the entries before it that are listed. */
export interface Exceeding {
  readonly step: CapStep<LedgerEntry>;
  readonly before: readonly LedgerEntry[];
}

/** At most so many of the entries that used a limit up are listed where it is crossed. */
const LISTED_AT_CROSSING = 40;

/** And so many for each entry after that, with the one that crossed it: all of them would be quadratic. */
const LISTED_PAST = 8;

/** Each entry that crosses the limit, or comes after it in the same period. @param steps one for each of the entries. */
export function exceedingSteps(
  entries: readonly LedgerEntry[],
  steps: readonly CapStep<LedgerEntry>[],
  measure: Measure,
): readonly Exceeding[] {
  const found: Exceeding[] = [];
  let crossing: CapStep<LedgerEntry> | undefined;
  for (const step of steps) {
    if (step.status === 'within') continue;
    if (step.status === 'crosses') crossing = step;
    found.push({ step, before: entriesBefore(step, measure, entries, crossing) });
  }
  return found;
}

/** The last entries of the period before the step's own, and the one that crossed the limit. */
function entriesBefore(
  step: CapStep<LedgerEntry>,
  measure: Measure,
  entries: readonly LedgerEntry[],
  crossing: CapStep<LedgerEntry> | undefined,
): readonly LedgerEntry[] {
  const most = step.status === 'past' ? LISTED_PAST : LISTED_AT_CROSSING;
  const last = contributors(entries, step, most + 1, measure.of).filter((entry) => entry !== step.entry);
  const listsIt = !crossing || crossing.index < step.from || crossing === step || last.includes(crossing.entry);
  return listsIt ? last : [crossing.entry, ...last];
}

export function relatedEntries(before: readonly LedgerEntry[], measure: Measure): readonly Related[] {
  return before.map((entry) => ({ place: placeOfUnits(entry.service), message: entryText(entry, measure) }));
}

function entryText(entry: LedgerEntry, measure: Measure): string {
  return `${entry.date} ${serviceName(entry.service)}: ${measure.text(measure.of(entry) ?? 0)} of ${entry.code}`;
}

/** The entries with the running total up to and with the step's own. @param opening what the total begins with. */
export function runningSteps({ step, before }: Exceeding, measure: Measure, opening = 0): readonly TraceStep[] {
  const listed = before.reduce((sum, entry) => sum + (measure.of(entry) ?? 0), 0);
  let total = opening + step.before - listed;
  const earlier =
    total === opening
      ? []
      : [{ label: 'Entries of the period not listed here', value: `${measure.figure(total)} in all` }];
  const running = [...before, step.entry].map((entry): TraceStep => {
    total += measure.of(entry) ?? 0;
    const derived = entry.derived ? ', worked out from its minutes' : '';
    return {
      label: `${entryText(entry, measure)}${derived}`,
      value: `${measure.figure(total)} in all`,
      place: placeOfUnits(entry.service),
    };
  });
  return [...earlier, ...running];
}

/** Not offered where nothing is left, nor for a note that states no units. @param left for example `of the cap`. */
export function reduction(entry: LedgerEntry, units: number, left: string): readonly Fix[] {
  if (units < 1 || entry.derived) return [];
  const { record, path } = placeOfUnits(entry.service);
  return [
    {
      title: `Reduce units to ${units}, what is left ${left}`,
      kind: 'substantive',
      edits: [{ op: 'set', record, path, value: String(units), as: 'number' }],
    },
  ];
}
