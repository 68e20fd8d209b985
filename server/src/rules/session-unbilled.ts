import { daysBetween, type IsoDate } from '../billing/calendar.ts';
import { defineRule } from './rule.ts';
import { daysText } from './support/days-text.ts';
import { filingLimit } from './support/filing-limit.ts';
import { noteServices } from './support/services-of.ts';
import { billingOf, isBillable } from './support/unbilled.ts';

/** A signed note that nothing bills is money left lying. Once the filing limit has passed, `timely-filing` says so. */
export default defineRule({
  id: 'session-unbilled',
  category: 'claims',
  severity: 'information',
  summary: 'a signed note that no claim line bills, some time after its date of service',
  carc: '29',
  options: {
    days: {
      description: 'days after the date of service from which a signed note without a line is reported',
      default: 30,
    },
  },
  checks: {
    session(record, { facts, asOf, option, report, notChecked }) {
      const isSigned = record.data.signatures?.items.some(({ by }) => by?.value !== undefined) ?? false;
      const [note] = noteServices(record);
      const date = note?.value.date;
      if (!note || !isSigned || date === undefined) return;
      if (asOf === undefined) {
        notChecked(record, 'the day that counts as today is not known');
        return;
      }
      const age = daysBetween(date as IsoDate, asOf as IsoDate);
      const days = option('days');
      if (age <= days) return;
      const billing = billingOf(note, facts);
      if (billing === 'unknown') notChecked(record, `claims for ${date} are not kept here`);
      if (billing !== 'unbilled' || !isBillable(note, facts)) return;
      const limit = filingLimit(note, facts);
      if (limit && limit.lastDay < asOf) return;
      const signed = note.value.signed?.toSorted()[0];
      report({
        place: { record, path: ['id'] },
        message: `no claim line bills session ${note.value.id}, ${daysText(age)} after its date of service; reported after ${days}`,
        trace: [
          { label: 'Date of service', value: date, place: { record, path: ['date'] } },
          {
            label: 'Signed',
            ...(signed === undefined ? {} : { value: signed }),
            place: { record, path: ['signatures'] },
          },
          { label: 'Day that counts as today', value: asOf },
          { label: 'Days since the date of service', value: `${age}; reported after ${days}` },
          ...(limit ? [{ label: 'Last day to file', value: limit.lastDay }] : []),
        ],
      });
    },
  },
});
