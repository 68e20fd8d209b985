import { formatMoney, sumCents } from '../billing/money.ts';
import type { RecordHandle } from '../workspace/record.ts';
import type { Related, TraceStep } from './finding.ts';
import { defineRule } from './rule.ts';
import { contractedCharge, sumOfCharges } from './support/claim-charges.ts';
import { liveLines } from './support/services-of.ts';

/** CMS-1500 box 28 and 837P CLM02 are the sum of the lines' charges (box 24F, SV102). */
export default defineRule({
  id: 'total-mismatch',
  category: 'claims',
  severity: 'error',
  summary: "a claim's total differs from the sum of its lines' charges",
  fixes: ['substantive'],
  carc: '16',
  checks: {
    claim(record, { facts, report, notChecked }) {
      const total = record.data.total?.value;
      const live = liveLines(record, facts);
      if (total === undefined || live.length === 0) return;
      const sum = sumOfCharges(record.data);
      if (sum === undefined) {
        notChecked(record, 'a line without a charge');
        return;
      }
      if (total === sum) return;
      // Where the charges by the payer's fees come to the total, a charge is wrong: `charge-mismatch` says so.
      const contracted = live.map((line) => contractedCharge(line, facts) ?? chargeOf(record, line.value.index));
      if (sumCents(contracted) === total) return;
      const place = { record, path: ['total'] };
      const lines = record.data.lines?.items.length ?? 0;
      report({
        place,
        message: `total ${formatMoney(total)}; ${lines === 1 ? 'its one line charges' : `its ${lines} lines charge`} ${formatMoney(sum)}`,
        related: charges(record),
        trace: [
          ...chargeSteps(record),
          { label: 'Sum of the charges', value: formatMoney(sum) },
          { label: 'Total on the claim', value: formatMoney(total), place },
          { label: 'Difference', value: formatMoney(total - sum) },
        ],
        fixes: [
          {
            title: `Set total to ${formatMoney(sum)}`,
            kind: 'substantive',
            edits: [{ op: 'set', ...place, value: formatMoney(sum), as: 'number' }],
          },
        ],
      });
    },
  },
});

function chargeOf({ data }: RecordHandle<'claim'>, index: number): number {
  return data.lines?.items[index]?.charge?.value ?? 0;
}

function charges(record: RecordHandle<'claim'>): readonly Related[] {
  return chargeSteps(record).map(({ label, value, place }) => ({ place, message: `${label.toLowerCase()}: ${value}` }));
}

type ChargeStep = TraceStep & Required<Pick<TraceStep, 'place'>>;

function chargeSteps(record: RecordHandle<'claim'>): readonly ChargeStep[] {
  return (record.data.lines?.items ?? []).map(({ charge }, index) => ({
    label: `Charge of line ${index + 1}`,
    value: formatMoney(charge?.value ?? 0),
    place: { record, path: ['lines', index, 'charge'] },
  }));
}
