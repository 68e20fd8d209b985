import { DISTINCT_SERVICE_MODIFIERS, PTP_MODIFIER_SOURCE, releasesPair } from '../tables/ptp.ts';
import type { ImportedPair } from '../workspace/imported-tables.ts';
import type { LedgerEntry } from '../workspace/ledger.ts';
import type { FindingDraft, Related, TraceStep } from './finding.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { assumedProgram, type NcciGroup, ncciGroups, programName } from './support/ncci.ts';
import { placeOf, serviceName } from './support/service.ts';
import { policyStep } from './support/unit-trace.ts';

/** An edit, and the entries of one group that it pairs. */
interface Conflict {
  readonly group: NcciGroup;
  readonly edit: ImportedPair;
  /** Of column 1: what is paid. */
  readonly paid: readonly LedgerEntry[];
  readonly folder: string;
}

/** The procedure-to-procedure edits of the National Correct Coding Initiative, as far as they were imported. */
export default defineRule({
  id: 'ptp-conflict',
  category: 'conflicts',
  severity: 'error',
  summary: 'one provider bills two codes on a date that an imported NCCI edit does not pay together',
  carc: '236',
  checks: {
    clientDay(day, context) {
      if (day.entries.every(({ from }) => context.facts.tablesFolder(from) === undefined)) return;
      for (const group of ncciGroups(day, context.facts)) checkGroup(group, context);
    },
  },
});

function checkGroup(group: NcciGroup, context: RuleContext): void {
  const [alone] = group.entries;
  if (alone && group.provider === undefined) context.notChecked(alone.from, 'no rendering provider');
  const byCode = [...Map.groupBy(group.entries, (entry) => entry.code)];
  for (const [index, [code, entries]] of byCode.entries()) {
    for (const [other, others] of byCode.slice(index + 1)) {
      const [first] = entries;
      const folder = first && context.facts.tablesFolder(first.from);
      if (!first || folder === undefined) continue;
      const pairs = context.facts.importedPairs(folder, group.program, code, other);
      for (const edit of editsOn(pairs, first.date)) {
        const [paid, bundled] = edit.column1 === code ? [entries, others] : [others, entries];
        checkEdit({ group, edit, paid, folder }, bundled, context);
      }
    }
  }
}

/**
 * Of several editions the latest that has a pair counts; each repeats the edits of the earlier ones with their dates. Where it
 * has two with different indicators for one date, which of them holds is not known.
 */
function editsOn(pairs: readonly ImportedPair[], date: string): readonly ImportedPair[] {
  const byDirection = Map.groupBy(pairs, ({ column1 }) => column1);
  return [...byDirection.values()].flatMap((rows) => {
    const latest = rows.reduce((best, row) => (row.edition > best ? row.edition : best), '');
    const [edit, ...others] = rows.filter(
      (row) => row.edition === latest && row.indicator !== 9 && row.from <= date && date <= (row.to ?? date),
    );
    return edit && others.every(({ indicator }) => indicator === edit.indicator) ? [edit] : [];
  });
}

/** CMS takes the modifier on either code of the pair. */
function checkEdit(conflict: Conflict, bundled: readonly LedgerEntry[], context: RuleContext): void {
  const { edit, paid } = conflict;
  if (edit.indicator === 1 && paid.some(isReleased)) return;
  for (const entry of bundled) {
    if (edit.indicator === 1 && isReleased(entry)) continue;
    context.report(findingOf(entry, conflict, context));
  }
}

function isReleased({ service }: LedgerEntry): boolean {
  return service.value.modifiers.some(releasesPair);
}

function findingOf(entry: LedgerEntry, conflict: Conflict, { facts }: RuleContext): FindingDraft {
  const { group, edit, paid, folder } = conflict;
  const by = group.provider === undefined ? '' : ` by ${group.provider}`;
  const place = facts.importedPlace(folder, edit);
  return {
    place: placeOf(entry.service, 'code'),
    message: `${edit.column2} with ${edit.column1}${by} on ${entry.date}; ${programName(group.program)} does not pay ${edit.column2} beside it${unless(edit, entry)}${assumedProgram(entry.applied)}`,
    related: [...(place ? [{ place, message: `the edit: ${editText(edit)}` }] : []), ...paid.map(relatedEntry)],
    trace: trace(entry, conflict, place),
  };
}

/** `, whatever the modifier`; ` without an NCCI modifier (59, XE, …); modifiers: HM` */
function unless({ indicator }: ImportedPair, { service }: LedgerEntry): string {
  if (indicator === 0) return ', whatever the modifier';
  const { modifiers } = service.value;
  return ` without an NCCI modifier (${DISTINCT_SERVICE_MODIFIERS.join(', ')}); modifiers: ${modifiers.join(', ') || 'none'}`;
}

function editText({ column1, column2, indicator, from, to }: ImportedPair): string {
  return `column 1 ${column1}, column 2 ${column2}, indicator ${indicator}, ${from} to ${to ?? '…'}`;
}

function relatedEntry(entry: LedgerEntry): Related {
  return {
    place: placeOf(entry.service, 'code'),
    message: `${entry.code} on ${serviceName(entry.service)}: column 1`,
  };
}

function trace(entry: LedgerEntry, { group, edit, paid }: Conflict, place: TraceStep['place']): readonly TraceStep[] {
  return [
    policyStep(entry.applied),
    {
      label: `${programName(group.program)} PTP edit: ${editText(edit)}`,
      ...(edit.rationale === undefined ? {} : { value: edit.rationale }),
      source: { title: edit.source, date: edit.edition },
      ...(place ? { place } : {}),
    },
    ...(edit.indicator === 1
      ? [{ label: 'Modifiers that release a pair of indicator 1', source: PTP_MODIFIER_SOURCE }]
      : []),
    ...[...paid, entry].map((item) => ({
      label: `${serviceName(item.service)}: ${item.code}`,
      value: `modifiers: ${item.service.value.modifiers.join(', ') || 'none'}`,
      place: placeOf(item.service, 'code'),
    })),
  ];
}
