import { overlaps } from '../billing/intervals.ts';
import { formatMoney, sumCents } from '../billing/money.ts';
import type { ClaimLine } from '../model/document.ts';
import type { Field, Items } from '../model/field.ts';
import { type ClientDay, evidenceOf, type Service } from '../workspace/client-day.ts';
import { duplicateLines } from '../workspace/duplicate-lines.ts';
import type { AppliedPolicy, FactReader, Of } from '../workspace/fact-reader.ts';
import type { RecordHandle } from '../workspace/record.ts';
import type { LineFact } from '../workspace/record-facts.ts';
import type { FindingDraft, Fix, FixEdit } from './finding.ts';
import { defineRule } from './rule.ts';
import { assumedText } from './support/assumed.ts';
import { originPlace } from './support/origin.ts';
import { placeOf, serviceName } from './support/service.ts';
import { sourceOf } from './support/source.ts';
import { policyStep, unitsText } from './support/unit-trace.ts';

/** Where the payer takes one line a day, the second one is denied as a duplicate of the first. */
export default defineRule({
  id: 'lines-to-merge',
  category: 'claims',
  severity: 'warning',
  summary: 'one client, date, code, modifiers, provider and place on two lines, where the payer takes one line a day',
  fixes: ['substantive'],
  carc: '18',
  checks: {
    clientDay(day, { facts, report }) {
      if (day.entries.length < 2) return;
      const duplicates = duplicateLines(day.entries, facts);
      for (const lines of linesOfOneKind(day, facts)) {
        lines.forEach((line, index) => {
          // What bills the same minutes twice is no second session: `duplicate-line` reports it.
          const isPart = (other: Candidate) => !duplicates.has(line.line) && isOfSameNote(other.line, line.line);
          const into = lines
            .slice(0, index)
            .find((other) => isPart(other) || !isSameTime(other.line, line.line, facts));
          if (into) report(mergeFinding(into, line, lines, facts));
        });
      }
    },
  },
});

/** A line with what tells it from others. */
interface Candidate {
  readonly line: Of<LineFact>;
  readonly applied: AppliedPolicy;
  /** Code, rendering provider and place, for messages. */
  readonly what: string;
}

/** The lines of a day that a payer wants as one, where there are several; those that leave a part of it open left out. */
function linesOfOneKind(day: ClientDay, facts: FactReader): readonly (readonly Candidate[])[] {
  const groups = new Map<string, Candidate[]>();
  for (const service of day.entries) {
    if (service.value.kind === 'note') continue;
    const line = service as Of<LineFact>;
    const { code, modifiers, supervisor, authorization } = line.value;
    if (code === undefined || facts.isWithdrawn(line.value)) continue;
    const applied = facts.policyFor(line);
    if (applied.policy.lines?.value !== 'day') continue;
    const provider = ofLineOrNotes(line, 'provider', facts);
    const place = ofLineOrNotes(line, 'placeOfService', facts)?.padStart(2, '0');
    if (provider === undefined || place === undefined) continue;
    const apart = modifiers.map((modifier) => modifier.toUpperCase()).sort();
    const key = JSON.stringify([applied.payer, code, provider, place, supervisor, authorization, apart]);
    const candidate = { line, applied, what: `${code} by ${provider} on ${day.date}, place of service ${place}` };
    const group = groups.get(key);
    if (group) group.push(candidate);
    else groups.set(key, [candidate]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

/** What the line says, else what all its notes say. */
function ofLineOrNotes(line: Of<LineFact>, key: 'provider' | 'placeOfService', facts: FactReader): string | undefined {
  if (line.value[key] !== undefined) return line.value[key];
  const said = new Set((line.value.sessions ?? []).map((id) => facts.note(id)?.value[key]));
  const [only] = said;
  return said.size === 1 ? only : undefined;
}

function isOfSameNote({ value: a }: Of<LineFact>, { value: b }: Of<LineFact>): boolean {
  return a.sessions?.some((id) => b.sessions?.includes(id)) ?? false;
}

function isSameTime(a: Service, b: Service, facts: FactReader): boolean {
  const others = evidenceOf(b, facts).evidence;
  return evidenceOf(a, facts).evidence.some((one) =>
    others.some((other) => {
      if (one.note && one.note.from === other.note?.from) return true;
      return 'interval' in one.time && 'interval' in other.time && overlaps(one.time.interval, other.time.interval);
    }),
  );
}

function mergeFinding(
  into: Candidate,
  { line, applied, what }: Candidate,
  lines: readonly Candidate[],
  facts: FactReader,
): FindingDraft {
  const { lines: setting, id } = applied.policy;
  const origin = setting && originPlace(setting.origin, facts);
  const place = placeOf(line, 'code');
  return {
    place,
    message: `${lines.length} lines of ${what}; ${id} takes one line a day${setting ? assumedText(applied, setting.origin) : ''}`,
    related: [
      ...lines.flatMap((other) =>
        other.line === line
          ? []
          : [{ place: placeOf(other.line, 'code'), message: `${serviceName(other.line)}: ${billedText(other.line)}` }],
      ),
      ...(origin ? [{ place: origin, message: 'one line a day' }] : []),
    ],
    trace: [
      policyStep(applied),
      { label: 'Lines', value: 'one a day', ...(setting ? sourceOf(setting.origin) : {}) },
      ...lines.map((other) => ({
        label: `${serviceName(other.line)}: ${what}`,
        value: billedText(other.line),
        place: placeOf(other.line, 'code'),
      })),
    ],
    fixes: merge(into.line, line),
  };
}

function billedText({ value }: Of<LineFact>): string {
  return value.units === undefined ? 'units not known' : unitsText(value.units);
}

/**
 * Adds a line to an earlier one of its claim and removes it. Not offered where something would be lost or guessed: a time on a
 * line, other diagnosis pointers, figures that only one of them states or that cannot be read.
 */
function merge(into: Of<LineFact>, line: Of<LineFact>): readonly Fix[] {
  if (into.from !== line.from) return [];
  const record = line.from as RecordHandle<'claim'>;
  const a = record.data.lines?.items[into.value.index];
  const b = record.data.lines?.items[line.value.index];
  if (!a || !b || !a.units || !b.units || a.start || a.end || b.start || b.end) return [];
  if (!isSameList(a.diagnosisPointers, b.diagnosisPointers)) return [];
  const edits: FixEdit[] = [];
  for (const key of ['units', 'charge', 'minutes'] as const) {
    if (!a[key] && !b[key]) continue;
    const first = a[key]?.value;
    const second = b[key]?.value;
    if (first === undefined || second === undefined) return [];
    const sum = key === 'charge' ? formatMoney(sumCents([first, second])) : String(first + second);
    edits.push({ op: 'set', ...placeOf(into, key), value: sum, as: 'number' });
  }
  const sessions = addSessions(into, a, b);
  if (!sessions) return [];
  const units = (a.units.value ?? 0) + (b.units.value ?? 0);
  const title = `Merge line ${line.value.index + 1} into line ${into.value.index + 1}, ${unitsText(units)}`;
  return [
    {
      title,
      kind: 'substantive',
      edits: [...edits, ...sessions, { op: 'remove', record, path: ['lines', line.value.index] }],
    },
  ];
}

/** Undefined where only one of the lines names its notes, or a name cannot be read. */
function addSessions(into: Of<LineFact>, a: ClaimLine, b: ClaimLine): readonly FixEdit[] | undefined {
  const named = b.sessions?.items ?? [];
  if (named.length === 0 && (a.sessions?.items ?? []).length === 0) return [];
  if (named.length === 0 || (a.sessions?.items ?? []).length === 0) return undefined;
  if (named.some(({ value }) => value === undefined)) return undefined;
  const { record, path } = placeOf(into, 'sessions');
  const own = new Set(a.sessions?.items.map(({ value }) => value));
  const added = named.filter(({ value }) => !own.has(value));
  return added.flatMap(({ value = '' }): FixEdit => ({ op: 'append', record, path, value }));
}

function isSameList(a: Items<Field<string>> | undefined, b: Items<Field<string>> | undefined): boolean {
  const texts = (list: Items<Field<string>> | undefined) => JSON.stringify(list?.items.map(({ text }) => text) ?? []);
  return texts(a) === texts(b);
}
