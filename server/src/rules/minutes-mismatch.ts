import { billableMinutes, describeMinutesStep } from '../billing/minutes.ts';
import { evidenceOf, type Service } from '../workspace/client-day.ts';
import { intervalOf, wholeMinutes } from '../workspace/documented-time.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { isBlank } from './support/is-blank.ts';
import { placeOf } from './support/service.ts';
import { liveLines } from './support/services-of.ts';

/** A line that states its minutes and its times, or names its notes, has to agree with itself. */
export default defineRule({
  id: 'minutes-mismatch',
  category: 'units',
  severity: 'error',
  summary: "a line's `minutes` differ from its start and end, or from the billable minutes of its notes",
  fixes: ['substantive'],
  carc: '16',
  checks: {
    claim(record, context) {
      liveLines(record, context.facts).forEach((service, index) => {
        const line = record.data.lines?.items[index];
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
