import { clockRange, formatClock } from '../billing/clock.ts';
import { type Interval, intersect, lengthOf, overlaps, totalLength, union } from '../billing/intervals.ts';
import type { Field } from '../model/field.ts';
import { intervalOf, wholeMinutes } from '../workspace/documented-time.ts';
import type { RecordHandle } from '../workspace/record.ts';
import type { Fix } from './finding.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { isBlank } from './support/is-blank.ts';

/** Time that may not be billed lies inside the session, and each minute of it counts once. */
export default defineRule({
  id: 'non-billable-invalid',
  category: 'units',
  severity: 'error',
  summary:
    'a non-billable interval is reversed, outside its session or overlaps another, or there are more such minutes than the session has',
  fixes: ['substantive'],
  carc: '16',
  checks: {
    session(record, context) {
      const entries = record.data.nonBillable?.items ?? [];
      if (entries.length === 0) return;
      const own = intervalOf(record.data);
      const session = own.kind === 'documented' ? own.interval : undefined;
      const seen: Seen[] = [];
      const loose: { readonly index: number; readonly minutes: number }[] = [];
      entries.forEach((entry, index) => {
        const interval = checkInterval(record, index, context);
        if (interval) {
          if (session) checkInside(record, index, interval, session, context);
          const other = seen.find((item) => overlaps(item.interval, interval));
          if (other) reportOverlap(record, index, interval, other, context);
          seen.push({ index, interval });
          if (entry.minutes) checkAgreement(record, index, interval, entry.minutes, context);
        } else if (!entry.start && !entry.end) {
          const minutes = entry.minutes
            ? checkMinutes(record, index, entry.minutes, context)
            : reportNeither(record, index, context);
          if (minutes !== undefined) loose.push({ index, minutes });
        }
      });
      if (session) checkSum(record, session, seen, loose, context);
    },
  },
});

interface Seen {
  readonly index: number;
  readonly interval: Interval;
}

/** The minutes without times, and those of the intervals inside the session, fit into it together. */
function checkSum(
  record: RecordHandle<'session'>,
  session: Interval,
  seen: readonly Seen[],
  loose: readonly { readonly index: number; readonly minutes: number }[],
  { report }: RuleContext,
): void {
  const length = lengthOf(session);
  let sum = totalLength(intersect(union(seen.map((item) => item.interval)), [session]));
  for (const { index, minutes } of loose) {
    sum += minutes;
    if (sum <= length || minutes === 0) continue;
    report({
      place: { record, path: ['nonBillable', index, 'minutes'] },
      message: `${sum} non-billable minutes in a session of ${length}`,
      related: [{ place: { record, path: ['start'] }, message: `the session, ${clockRange(session)}` }],
    });
  }
}

/** The interval counts: it says what the minutes say, or one of the two is wrong. */
function checkAgreement(
  record: RecordHandle<'session'>,
  index: number,
  interval: Interval,
  written: Field<unknown>,
  context: RuleContext,
): void {
  const minutes = checkMinutes(record, index, written, context);
  if (minutes === undefined || minutes === lengthOf(interval)) return;
  context.report({
    place: { record, path: ['nonBillable', index, 'minutes'] },
    message: `${minutes} minutes stated; ${clockRange(interval)} is ${lengthOf(interval)}`,
  });
}

function reportNeither(record: RecordHandle<'session'>, index: number, { report }: RuleContext): undefined {
  report({
    place: { record, path: ['nonBillable', index], part: 'key' },
    message: 'a non-billable entry has a start and an end, or minutes; this one has neither',
  });
}

function checkInterval(record: RecordHandle<'session'>, index: number, { report }: RuleContext): Interval | undefined {
  const entry = record.data.nonBillable?.items[index];
  if (!entry || (!entry.start && !entry.end)) return undefined;
  const reading = intervalOf(entry);
  if (reading.kind === 'documented') return reading.interval;
  const key = entry.end ? 'end' : 'start';
  report({
    place: { record, path: ['nonBillable', index, key] },
    message:
      entry.start && entry.end
        ? `${entry.start.text}–${entry.end.text} is no interval; start and end are times, the end after the start`
        : `a non-billable interval has start and end; ${entry.start ? 'end' : 'start'} is missing`,
  });
  return undefined;
}

function checkInside(
  record: RecordHandle<'session'>,
  index: number,
  interval: Interval,
  session: Interval,
  { report }: RuleContext,
): void {
  const startsEarly = interval.start < session.start;
  if (!startsEarly && interval.end <= session.end) return;
  report({
    place: { record, path: ['nonBillable', index, startsEarly ? 'start' : 'end'] },
    message: `non-billable ${clockRange(interval)} is not inside the session, ${clockRange(session)}`,
    related: [{ place: { record, path: ['start'] }, message: `the session, ${clockRange(session)}` }],
    fixes: clip(record, index, interval, session),
  });
}

function clip(record: RecordHandle<'session'>, index: number, interval: Interval, session: Interval): readonly Fix[] {
  const start = Math.max(interval.start, session.start);
  const end = Math.min(interval.end, session.end);
  if (end <= start) {
    const edits = [{ op: 'remove' as const, record, path: ['nonBillable', index] }];
    return [{ title: `Remove the non-billable ${clockRange(interval)}`, kind: 'substantive', edits }];
  }
  const set = (key: 'start' | 'end', minutes: number) => ({
    op: 'set' as const,
    record,
    path: ['nonBillable', index, key],
    value: formatClock(minutes),
    as: 'string' as const,
  });
  const edits = [
    ...(start === interval.start ? [] : [set('start', start)]),
    ...(end === interval.end ? [] : [set('end', end)]),
  ];
  return [{ title: `Clip to the session, ${clockRange({ start, end })}`, kind: 'substantive', edits }];
}

function reportOverlap(
  record: RecordHandle<'session'>,
  index: number,
  interval: Interval,
  other: Seen,
  { report }: RuleContext,
): void {
  report({
    place: { record, path: ['nonBillable', index, 'start'] },
    message: `non-billable ${clockRange(interval)} overlaps ${clockRange(other.interval)}; its minutes are subtracted once`,
    related: [
      {
        place: { record, path: ['nonBillable', other.index, 'start'] },
        message: `the other, ${clockRange(other.interval)}`,
      },
    ],
  });
}

function checkMinutes(
  record: RecordHandle<'session'>,
  index: number,
  written: Field<unknown>,
  { report }: RuleContext,
): number | undefined {
  const minutes = wholeMinutes(written);
  if (minutes === undefined && !isBlank(written)) {
    report({
      place: { record, path: ['nonBillable', index, 'minutes'] },
      message: `minutes are a whole number from 0 to 1440, not ${written.text}`,
    });
  }
  return minutes;
}
