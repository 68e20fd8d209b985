import { formatMoney, timesUnits } from '../billing/money.ts';
import { feeFor } from '../policies/fees.ts';
import type { PolicyFee } from '../policies/policy.ts';
import type { AppliedPolicy, FactReader, Of } from '../workspace/fact-reader.ts';
import type { RecordHandle } from '../workspace/record.ts';
import type { LineFact } from '../workspace/record-facts.ts';
import type { Fix, FixEdit } from './finding.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { assumedText } from './support/assumed.ts';
import { sumOfCharges } from './support/claim-charges.ts';
import { originPlace } from './support/origin.ts';
import { placeOf, placeOfUnits } from './support/service.ts';
import { liveLines } from './support/services-of.ts';
import { sourceOf } from './support/source.ts';
import { policyStep, unitsText } from './support/unit-trace.ts';

/** Box 24F is the charge for the whole line: its units times the rate for one. */
export default defineRule({
  id: 'charge-mismatch',
  category: 'claims',
  severity: 'error',
  summary: "a line's charge is not its units times the fee in the payer's policy",
  fixes: ['substantive'],
  carc: '45',
  checks: {
    claim(record, context) {
      const unknown = new Set<string>();
      liveLines(record, context.facts).forEach((line, index) => {
        const written = record.data.lines?.items[index];
        const charge = written?.charge?.value;
        const areRead = written?.modifiers?.items.every((modifier) => modifier.value !== undefined) ?? true;
        const why = charge !== undefined && areRead ? check(record, line, charge, context) : undefined;
        if (why !== undefined) unknown.add(why);
      });
      for (const why of unknown) context.notChecked(record, why);
    },
  },
});

/** @returns what is not known, where the charge cannot be judged. */
function check(
  record: RecordHandle<'claim'>,
  line: Of<LineFact>,
  charge: number,
  context: RuleContext,
): string | undefined {
  const { code, units, modifiers } = line.value;
  if (code === undefined || units === undefined) return undefined;
  const applied = context.facts.policyFor(line);
  // What another payer pays says nothing about this one.
  if (applied.policy.assumed) return `fees not known: ${applied.why}`;
  const answer = feeFor(applied.policy, code, modifiers);
  if (answer.kind !== 'fee') {
    const why = answer.kind === 'none' ? `no fee for ${code}` : `no one fee for ${code} with these modifiers`;
    return `${why} in the policy of ${applied.policy.id}`;
  }
  const { rate } = answer.fee;
  const expected = timesUnits(rate, units);
  if (charge === expected) return undefined;
  const place = placeOf(line, 'charge');
  const { origin } = answer.fee;
  const feePlace = originPlace(origin, context.facts);
  context.report({
    place,
    message: `charge ${formatMoney(charge)}; ${unitsText(units)} of ${feeText(answer.fee)} at ${formatMoney(rate)} are ${formatMoney(expected)}${assumedText(applied, origin)}`,
    related: [
      { place: placeOfUnits(line), message: unitsText(units) },
      ...(feePlace ? [{ place: feePlace, message: `the fee: ${formatMoney(rate)} a unit` }] : []),
    ],
    trace: chargeTrace(line, applied, answer.fee, charge, expected, context.facts),
    fixes: [setCharge(record, line, charge, expected)],
  });
  return undefined;
}

/** `97153`, `97153 with HO` */
function feeText({ code, modifier }: PolicyFee): string {
  return modifier === undefined ? code : `${code} with ${modifier}`;
}

function chargeTrace(
  line: Of<LineFact>,
  applied: AppliedPolicy,
  fee: PolicyFee,
  charge: number,
  expected: number,
  facts: FactReader,
) {
  const units = line.value.units ?? 0;
  const feePlace = originPlace(fee.origin, facts);
  return [
    policyStep(applied),
    {
      label: `Fee for one unit of ${feeText(fee)}`,
      value: formatMoney(fee.rate),
      ...sourceOf(fee.origin),
      ...(feePlace ? { place: feePlace } : {}),
    },
    {
      label: `${unitsText(units)} × ${formatMoney(fee.rate)}`,
      value: formatMoney(expected),
      place: placeOfUnits(line),
    },
    { label: 'Charge on the line', value: formatMoney(charge), place: placeOf(line, 'charge') },
  ];
}

/** A total that is the sum of the charges now stays so. */
function setCharge(record: RecordHandle<'claim'>, line: Of<LineFact>, charge: number, expected: number): Fix {
  const set = (place: ReturnType<typeof placeOf>, cents: number): FixEdit => {
    return { op: 'set', ...place, value: formatMoney(cents), as: 'number' };
  };
  const total = record.data.total?.value;
  const edits = [set(placeOf(line, 'charge'), expected)];
  const title = `Set charge to ${formatMoney(expected)}`;
  if (total === undefined || total !== sumOfCharges(record.data)) return { title, kind: 'substantive', edits };
  const newTotal = total - charge + expected;
  return {
    title: `${title}, and total to ${formatMoney(newTotal)}`,
    kind: 'substantive',
    edits: [...edits, set({ record, path: ['total'] }, newTotal)],
  };
}
