import { type IsoDate, monthKey } from '../billing/calendar.ts';
import type { ClaimLine } from '../model/document.ts';
import type { FactReader, Of } from '../workspace/fact-reader.ts';
import type { LineFact, NoteFact } from '../workspace/record-facts.ts';
import { repeatedNotes } from '../workspace/repeated-notes.ts';
import type { Fix, FixEdit } from './finding.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { namesSupervisor } from './support/billed-under-supervisor.ts';
import { placeOf, servicePath } from './support/service.ts';
import { isSameService, liveLines } from './support/services-of.ts';

/** Each billed service has a note behind it. Where the client's notes of the month are here, the line's should be among them. */
export default defineRule({
  id: 'line-without-session',
  category: 'claims',
  severity: 'warning',
  summary: "a claim line that no note supports, though the client's notes of that month are in the folder",
  fixes: ['substantive'],
  carc: '252',
  checks: {
    claim(record, context) {
      for (const line of liveLines(record, context.facts)) {
        const written = record.data.lines?.items[line.value.index];
        if (written && isBare(written, line.value)) check(written, line, context);
      }
    },
  },
});

/** Neither names a note nor documents a time of its own. */
function isBare({ sessions }: ClaimLine, line: LineFact): boolean {
  return line.time.kind === 'absent' && (sessions === undefined || sessions.items.length === 0);
}

function check(written: ClaimLine, line: Of<LineFact>, { facts, report, notChecked }: RuleContext): void {
  const { client, date, code } = line.value;
  if (client === undefined || date === undefined || code === undefined) return;
  const month = monthKey(date as IsoDate);
  if (!facts.keepsNotes(client, date)) {
    notChecked(line.from, `no notes of ${client} for ${month} in the workspace`);
    return;
  }
  const notes = matchingNotes(line, client, date, facts);
  const what = serviceText(line.value);
  report({
    place: placeOf(line, 'sessions'),
    message:
      notes.length > 0 ? matchText(notes) : `line names no session; no unbilled note of ${client} is for ${what}`,
    related: notes.map(({ from, value }) => ({
      place: { record: from, path: ['id'] },
      message: `${value.id}: ${serviceText(value)}`,
    })),
    trace: [
      { label: 'Billed', value: what, place: placeOf(line, 'code') },
      { label: `Notes of ${client} for ${month}`, value: 'in the workspace' },
      ...notes.map(({ from, value }) => ({
        label: `Same client, date, code and provider, and on no other line: ${value.id}`,
        place: { record: from, path: ['id'] },
      })),
      ...(notes.length > 0
        ? []
        : [{ label: 'Same client, date, code and provider, and on no other line', value: 'none' }]),
    ],
    fixes: linkFixes(written, line, notes, facts),
  });
}

/** `97153 by rbt-lee on 2026-03-02` */
function serviceText({ code, provider, date }: NoteFact | LineFact): string {
  return `${code}${provider === undefined ? '' : ` by ${provider}`} on ${date}`;
}

function matchText(notes: readonly Of<NoteFact>[]): string {
  const ids = notes.map(({ value }) => value.id).join(', ');
  return notes.length === 1
    ? `line names no session; session ${ids} matches it`
    : `line names no session; sessions ${ids} match it`;
}

/** Notes of the same client, date, code and provider that no other line bills to this payer. */
function matchingNotes(line: Of<LineFact>, client: string, date: string, facts: FactReader): readonly Of<NoteFact>[] {
  const day = facts.clientDay(client, date);
  const repeated = repeatedNotes(day);
  return day.filter((other): other is Of<NoteFact> => {
    const { value } = other;
    return (
      value.kind === 'note' &&
      value.id !== undefined &&
      !repeated.has(other) &&
      (isAlike(line.value, value) || isAlikeUnderSupervisor(line, other as Of<NoteFact>, facts)) &&
      !isBilledTo(line.value.payer, value.id, facts)
    );
  });
}

/** The same, but for the supervisor's number in place of the note's provider, as the payer wants it. */
function isAlikeUnderSupervisor(line: Of<LineFact>, note: Of<NoteFact>, facts: FactReader): boolean {
  return isAlike({ ...line.value, provider: undefined }, note.value) && namesSupervisor(line, note, facts);
}

/** Same code, and neither another provider nor another place. */
function isAlike(line: LineFact, other: NoteFact | LineFact): boolean {
  const agree = (a: string | undefined, b: string | undefined) => a === undefined || b === undefined || a === b;
  return (
    line.code === other.code &&
    agree(line.provider, other.provider) &&
    agree(line.placeOfService?.padStart(2, '0'), other.placeOfService?.padStart(2, '0'))
  );
}

/** A secondary claim bills the same note to another payer. */
function isBilledTo(payer: string | undefined, session: string, facts: FactReader): boolean {
  return facts.billedBy(session).some(({ value }) => {
    const other = value.claim === undefined ? undefined : facts.claim(value.claim)?.value.payer;
    return !facts.isWithdrawn(value) && (payer === undefined || other === undefined || payer === other);
  });
}

/** All of them where the line is the only one that they could be for; else one by one. */
function linkFixes(
  written: ClaimLine,
  line: Of<LineFact>,
  notes: readonly Of<NoteFact>[],
  facts: FactReader,
): readonly Fix[] {
  const ids = notes.flatMap(({ value }) => value.id ?? []);
  if (ids.length === 0) return [];
  const { client = '', date = '' } = line.value;
  const rivals = facts.clientDay(client, date).filter((other) => {
    const { value } = other;
    return (
      value.kind === 'line' && !isSameService(line, other) && !value.sessions?.length && isAlike(value, line.value)
    );
  });
  const perSession = facts.policyFor(line).policy.units.per?.value === 'session';
  if (rivals.length === 0 && !perSession) return [link(written, line, ids)];
  return ids.map((id) => link(written, line, [id]));
}

function link({ sessions }: ClaimLine, line: Of<LineFact>, ids: readonly string[]): Fix {
  const record = line.from;
  const path = servicePath(line);
  const edits: readonly FixEdit[] = sessions
    ? ids.map((value) => ({ op: 'append', record, path: [...path, 'sessions'], value }))
    : [{ op: 'insert', record, path, key: 'sessions', value: ids }];
  return { title: `Link ${ids.length === 1 ? 'session' : 'sessions'} ${ids.join(', ')}`, kind: 'substantive', edits };
}
