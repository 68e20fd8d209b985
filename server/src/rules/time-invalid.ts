import { addDays, type IsoDate } from '../billing/calendar.ts';
import { formatClock, parseClock } from '../billing/clock.ts';
import type { Field } from '../model/field.ts';
import type { Path } from '../workspace/place.ts';
import type { RecordHandle } from '../workspace/record.ts';
import type { Fix } from './finding.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { isBlank } from './support/is-blank.ts';

/** An end this early in the day, after a start later in it, means the next morning. */
const NEXT_MORNING = 12 * 60;

/** Start and end as they stand on a note, an appointment or a claim line; 837P loop 2400 wants them as clock times. */
export default defineRule({
  id: 'time-invalid',
  category: 'units',
  severity: 'error',
  summary:
    'start or end is not a time, the end is not after the start, one of the pair is missing, or midnight is crossed',
  fixes: ['repair', 'substantive'],
  carc: '16',
  checks: {
    session(record, context) {
      const { data } = record;
      const split = splitAtMidnight(record);
      checkPair({ record, path: [], ...data, split }, context);
      if (data.scheduled) checkPair({ record, path: ['scheduled'], ...data.scheduled }, context);
    },
    claim(record, context) {
      record.data.lines?.items.forEach(({ start, end }, index) => {
        if (!isInOrder(start, end)) checkPair({ record, path: ['lines', index], start, end }, context);
      });
    },
  },
});

/** Whether both are times in their order, or neither is written: nearly every line of a file. */
function isInOrder(start: Field<string> | undefined, end: Field<string> | undefined): boolean {
  if (!start || !end) return !start && !end;
  const from = parseClock(start.text, 'start');
  const to = parseClock(end.text, 'end');
  return from.valid && to.valid && from.minutes < to.minutes;
}

interface Pair {
  readonly record: RecordHandle;
  readonly path: Path;
  readonly start?: Field<string> | undefined;
  readonly end?: Field<string> | undefined;
  readonly split?: Fix | undefined;
}

function checkPair(pair: Pair, context: RuleContext): void {
  const { start, end } = pair;
  if (!start && !end) return;
  const from = start && checkTime(pair, 'start', start, context);
  const to = end && checkTime(pair, 'end', end, context);
  if (!start || !end) reportMissing(pair, context);
  else if (from !== undefined && to !== undefined && to <= from) reportOrder(pair, from, to, context);
}

/** Minutes from midnight, or undefined after reporting. An empty value is a matter of structure. */
function checkTime(
  pair: Pair,
  role: 'start' | 'end',
  field: Field<string>,
  { report }: RuleContext,
): number | undefined {
  const reading = parseClock(field.text, role);
  if (reading.valid) return reading.minutes;
  if (isBlank(field)) return undefined;
  const { record } = pair;
  const path = [...pair.path, role];
  const kind = reading.likely.length === 1 ? 'repair' : 'substantive';
  report({
    place: { record, path },
    message: `${role} ${field.text} ${reading.reason}; write it as HH:MM, for example "15:00"`,
    fixes: reading.likely.map((value) => ({
      title: `Write as "${value}"`,
      kind,
      edits: [{ op: 'set', record, path, value, as: 'string' }],
    })),
  });
  return undefined;
}

function reportMissing({ record, path, start }: Pair, { report }: RuleContext): void {
  const [written, missing] = start ? ['start', 'end'] : ['end', 'start'];
  report({
    place: { record, path: [...path, written], part: 'key' },
    message: `${written} without ${missing}; a documented time has both`,
  });
}

function reportOrder(pair: Pair, from: number, to: number, { report }: RuleContext): void {
  const { record, path, split } = pair;
  const night = to < from && to <= NEXT_MORNING && from >= NEXT_MORNING;
  const advice = night
    ? 'a service that crosses midnight is two records, one for each date'
    : 'a service ends after it starts';
  report({
    place: { record, path: [...path, 'end'] },
    message: `end ${formatClock(to)} is not after start ${formatClock(from)}; ${advice}`,
    related: [{ place: { record, path: [...path, 'start'] }, message: `start ${formatClock(from)}` }],
    fixes: night && split ? [split] : [],
  });
}

/** Ends the note at 24:00 and puts a copy after it for the next date, from 00:00; its id gets a suffix. */
function splitAtMidnight(record: RecordHandle<'session'>): Fix | undefined {
  const { id, date, end, start } = record.data;
  if (id?.value === undefined || date?.value === undefined || !start || !end) return undefined;
  const to = parseClock(end.text, 'end');
  if (!to.valid || to.minutes === 0) return undefined;
  return {
    title: 'Split at midnight into two notes',
    kind: 'substantive',
    edits: [
      { op: 'set', record, path: ['end'], value: '24:00', as: 'string' },
      {
        op: 'copy',
        record,
        changes: [
          { path: ['id'], value: `${id.value}-2` },
          { path: ['date'], value: addDays(date.value as IsoDate, 1) },
          { path: ['start'], value: '00:00' },
        ],
      },
    ],
  };
}
