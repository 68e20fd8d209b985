import { clockRange } from '../billing/clock.ts';
import { lengthOf } from '../billing/intervals.ts';
import { billableMinutes } from '../billing/minutes.ts';
import { noteOf } from '../workspace/record-facts.ts';
import { defineRule } from './rule.ts';
import { durationText } from './support/duration-text.ts';

/** Where audits found whole days billed, meals and naps in them (HHS OIG, Colorado, 2026; Indiana A-09-22-02002, 2024). */
const SOURCE = {
  title: 'HHS Office of Inspector General, Medicaid ABA audits (Indiana A-09-22-02002 and others)',
  date: '2024-12-01',
};

/** Hours on end without a meal, a nap or a break are what an auditor doubts first. */
export default defineRule({
  id: 'long-session-without-break',
  category: 'units',
  severity: 'warning',
  summary: 'a session of five hours or more from which nothing is subtracted',
  options: { minutes: { description: 'minutes from which a session counts as long', default: 300 } },
  checks: {
    session(record, context) {
      const { time } = noteOf(record.data);
      if (time.kind !== 'documented' || !('interval' in time.time)) return;
      const { interval } = time.time;
      const limit = context.option('minutes');
      const length = lengthOf(interval);
      if (length < limit || billableMinutes([time.time]).minutes < length) return;
      const written = record.data.nonBillable;
      context.report({
        place: written ? { record, path: ['nonBillable'], part: 'key' } : { record, path: ['end'] },
        message: `${durationText(length)} (${clockRange(interval)}) with nothing subtracted; a session of ${durationText(limit)} or more rarely has no break`,
        trace: [
          {
            label: 'Start to end',
            value: `${clockRange(interval)} is ${length} min`,
            place: { record, path: ['start'] },
          },
          { label: 'Non-billable time', value: '0 min' },
          { label: 'A session counts as long from', value: `${limit} min`, source: SOURCE },
        ],
      });
    },
  },
});
