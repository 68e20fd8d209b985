import { clockRange, formatClock } from '../billing/clock.ts';
import { billableMinutes, describeMinutesStep } from '../billing/minutes.ts';
import type { ClaimLine } from '../model/document.ts';
import { evidenceOf, type Service } from '../workspace/client-day.ts';
import { intervalOf, wholeMinutes } from '../workspace/documented-time.ts';
import type { Of } from '../workspace/fact-reader.ts';
import type { LineFact } from '../workspace/record-facts.ts';
import type { FixEdit } from './finding.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { isBlank } from './support/is-blank.ts';
import { placeOf } from './support/service.ts';
import { liveLines } from './support/services-of.ts';

/** A line that states its minutes and its times, or names its notes, has to agree with itself. */
export default defineRule({
  id: 'minutes-mismatch',
  category: 'units',
  severity: 'error',
  summary:
    "a line's `minutes` differ from its start and end, or from the billable minutes of its notes, or its times from its note's",
  fixes: ['substantive'],
  carc: '16',
  checks: {
    claim(record, context) {
      liveLines(record, context.facts).forEach((service, index) => {
        const line = record.data.lines?.items[index];
        if (line) compareTimes(service, line, context);
        if (!line?.minutes || isBlank(line.minutes)) return;
        const stated = wholeMinutes(line.minutes);
        if (stated === undefined) {
          context.report({
            place: placeOf(service, 'minutes'),
            message: `minutes are a whole number from 0 to 1440, not ${line.minutes.text}`,
          });
          return;
        }
        const own = intervalOf(line);
        if (own.kind === 'documented' && !service.value.sessions?.length) {
          const minutes = own.interval.end - own.interval.start;
          compare(service, stated, minutes, 'start to end is', context);
        } else compareWithNotes(service, stated, context);
      });
    },
  },
});

/**
 * The clock time of a line against that of the one note that it names: the same, or a part of it where other lines bill the
 * rest. The time of a line over several notes is not comparable.
 */
function compareTimes(service: Of<LineFact>, line: ClaimLine, { facts, report }: RuleContext): void {
  if (!service.value.sessions?.length) return;
  const own = intervalOf(line);
  const [id, ...others] = new Set(service.value.sessions);
  const note = id === undefined || others.length > 0 ? undefined : facts.note(id);
  if (own.kind !== 'documented' || note?.value.time.kind !== 'documented') return;
  const { time } = note.value.time;
  if (!('interval' in time)) return;
  const { start, end } = time.interval;
  const isStartRight = own.interval.start === start;
  if (isStartRight && own.interval.end === end) return;
  const isInside = start <= own.interval.start && own.interval.end <= end;
  const live = facts.billedBy(note.value.id ?? '').filter((other) => !facts.isWithdrawn(other.value));
  if (isInside && live.length > 1) return;
  const place = placeOf(service, isStartRight ? 'end' : 'start');
  const documented = clockRange(time.interval);
  const change = (key: 'start' | 'end', value: number): FixEdit => ({
    op: 'set',
    ...placeOf(service, key),
    value: formatClock(value),
    as: 'string',
  });
  report({
    place,
    message: `${clockRange(own.interval)} on the line; session ${note.value.id} documents ${documented}`,
    related: [{ place: { record: note.from, path: ['start'] }, message: `session ${note.value.id}: ${documented}` }],
    trace: [
      { label: 'Time on the line', value: clockRange(own.interval), place },
      { label: `Time of session ${note.value.id}`, value: documented, place: { record: note.from, path: ['start'] } },
    ],
    fixes: [
      {
        title: `Take the note's time, ${documented}`,
        kind: 'substantive',
        edits: [
          ...(isStartRight ? [] : [change('start', start)]),
          ...(own.interval.end === end ? [] : [change('end', end)]),
        ],
      },
    ],
  });
}

function compareWithNotes(service: Service, stated: number, context: RuleContext): void {
  const { evidence, unknown } = evidenceOf(service, context.facts);
  if (unknown !== undefined || evidence.every((item) => item.note === undefined)) return;
  const { minutes } = billableMinutes(evidence.map((item) => item.time));
  compare(service, stated, minutes, 'its notes document', context);
}

function compare(
  service: Service,
  stated: number,
  minutes: number,
  what: string,
  { facts, report }: RuleContext,
): void {
  if (stated === minutes) return;
  const { evidence } = evidenceOf(service, facts);
  const { steps } = billableMinutes(evidence.map((item) => item.time));
  const place = placeOf(service, 'minutes');
  report({
    place,
    message: `${stated} minutes stated; ${what} ${minutes}`,
    related: evidence.flatMap(({ note }) =>
      note
        ? [{ place: { record: note.from, path: ['start'] }, message: `documented time of session ${note.value.id}` }]
        : [],
    ),
    trace: [
      { label: 'Minutes stated on the line', value: `${stated} min`, place },
      ...steps.map((step) => ({ label: describeMinutesStep(step) })),
      { label: 'Documented', value: `${minutes} min` },
    ],
    fixes: [
      {
        title: `Set minutes to ${minutes}`,
        kind: 'substantive',
        edits: [{ op: 'set', ...place, value: String(minutes), as: 'number' }],
      },
    ],
  });
}
