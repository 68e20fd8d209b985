import type { Place } from '../workspace/place.ts';
import type { RecordHandle } from '../workspace/record.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { placeOf } from './support/service.ts';
import { liveLines } from './support/services-of.ts';

/** Nothing is billed before it is done, and no record is written on a day that is still to come. */
export default defineRule({
  id: 'date-in-future',
  category: 'claims',
  severity: 'error',
  summary: 'a date of service after today or after the claim was created, or a claim created after today',
  carc: '110',
  checks: {
    session(record, context) {
      afterToday(record, () => ({ record, path: ['date'] }), 'date of service', record.data.date?.value, context);
    },
    claim(record, context) {
      const created = record.data.created?.value;
      const createdAt = () => ({ record, path: ['created'] });
      afterToday(record, createdAt, 'claim created', created, context);
      for (const line of liveLines(record, context.facts)) {
        const { date } = line.value;
        const place = () => placeOf(line, 'date');
        if (date === undefined || created === undefined || date <= created) {
          afterToday(record, place, 'date of service', date, context);
          continue;
        }
        context.report({
          place: place(),
          message: `date of service ${date}; the claim was created ${created}`,
          related: [{ place: createdAt(), message: `claim created ${created}` }],
          trace: [
            { label: 'Date of service', value: date, place: place() },
            { label: 'Claim created', value: created, place: createdAt() },
          ],
        });
      }
    },
  },
});

function afterToday(
  record: RecordHandle,
  place: () => Place,
  what: string,
  date: string | undefined,
  { asOf, report, notChecked }: RuleContext,
): void {
  if (date === undefined) return;
  if (asOf === undefined) notChecked(record, 'the day that counts as today is not known');
  else if (date > asOf) {
    report({
      place: place(),
      message: `${what} ${date}; today is ${asOf}`,
      trace: [
        { label: what === 'claim created' ? 'Claim created' : 'Date of service', value: date, place: place() },
        { label: 'Day that counts as today', value: asOf },
      ],
    });
  }
}
