import { type Answer, anyOf, within } from '../billing/answer.ts';
import type { Of } from '../workspace/fact-reader.ts';
import type { RecordPlace } from '../workspace/place.ts';
import type { RecordHandle } from '../workspace/record.ts';
import type { EnrollmentFact, ProviderFact } from '../workspace/record-facts.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { mayBeBilledUnderSupervisor } from './support/billed-under-supervisor.ts';
import { datesText } from './support/dates-text.ts';
import { mayExist } from './support/known-id.ts';
import { placeOf } from './support/service.ts';
import { liveLines, noteServices } from './support/services-of.ts';
import { surePayerOf } from './support/sure-payer.ts';

/** A payer pays only providers that it has enrolled: who renders, and who bills. */
export default defineRule({
  id: 'provider-not-enrolled',
  category: 'pairing',
  severity: 'error',
  summary: 'the enrollments of the rendering or billing provider are known, and none is with this payer on the date',
  carc: 'B7',
  checks: {
    session(record, context) {
      for (const note of noteServices(record)) {
        const { provider, date } = note.value;
        const payer = surePayerOf(note, context.facts);
        if (provider === undefined || date === undefined) continue;
        if (mayBeBilledUnderSupervisor(note, context.facts)) continue;
        checkEnrollment({ provider, payer, dates: [date], place: () => placeOf(note, 'provider') }, record, context);
      }
    },
    claim(record, context) {
      const lines = liveLines(record, context.facts);
      const payer = record.data.payer?.value;
      const billing = record.data.billingProvider?.value;
      for (const line of lines) {
        const { provider, date } = line.value;
        if (provider === undefined || date === undefined || provider === billing) continue;
        checkEnrollment({ provider, payer, dates: [date], place: () => placeOf(line, 'provider') }, record, context);
      }
      if (billing === undefined) return;
      const dates = lines.flatMap(({ value }) => value.date ?? []);
      const place = () => ({ record, path: ['billingProvider'] });
      checkEnrollment({ provider: billing, payer, dates, place }, record, context);
    },
  },
});

interface Enrolled {
  readonly provider: string;
  readonly payer: string | undefined;
  /** Dates of service, ISO. */
  readonly dates: readonly string[];
  readonly place: () => RecordPlace;
}

function checkEnrollment(
  { provider, payer, dates, place }: Enrolled,
  record: RecordHandle,
  context: RuleContext,
): void {
  const { facts, notChecked } = context;
  const held = facts.provider(provider);
  const enrollments = held?.value.enrollments;
  if (!held || !enrollments) {
    notChecked(record, `enrollments of ${provider} not known`);
    return;
  }
  if (payer === undefined) {
    notChecked(record, 'no payer known');
    return;
  }
  if (!mayExist('payer', payer, facts)) {
    notChecked(record, `no payer ${payer} in the workspace`);
    return;
  }
  const [date] = dates.filter((day) => isEnrolled(enrollments, payer, day) === 'no').sort();
  if (date !== undefined) report(place(), { provider, payer, date, held, enrollments }, context);
}

interface Missing {
  readonly provider: string;
  readonly payer: string;
  readonly date: string;
  readonly held: Of<ProviderFact> & { readonly from: RecordHandle };
  readonly enrollments: readonly EnrollmentFact[];
}

function report(place: RecordPlace, { provider, payer, date, held, enrollments }: Missing, context: RuleContext): void {
  const own = enrollments.filter((item) => item.payer === payer).map(({ from, to }) => datesText(from, to));
  const stated =
    own.length > 0
      ? `its ${own.length === 1 ? 'enrollment is' : 'enrollments are'} ${own.join(' and ')}`
      : `it is enrolled with ${[...new Set(enrollments.flatMap((item) => item.payer ?? []))].join(', ') || 'no payer'}`;
  const list = { record: held.from, path: ['enrollments'] };
  context.report({
    place,
    message: `${provider} is not enrolled with ${payer} on ${date}; ${stated}`,
    related: [{ place: { ...list, part: 'key' }, message: `enrollments of ${provider}` }],
    trace: [
      { label: 'Payer of the service', value: payer },
      { label: 'Date of service', value: date },
      ...enrollments.map((item, index) => ({
        label: `${provider} is enrolled with ${item.payer ?? 'a payer that cannot be read'}`,
        value: datesText(item.from, item.to),
        place: { record: held.from, path: ['enrollments', index] },
      })),
      { label: `Enrollments with ${payer} that hold ${date}`, value: 'none', place: list },
    ],
  });
}

function isEnrolled(enrollments: readonly EnrollmentFact[], payer: string, date: string): Answer {
  return anyOf(enrollments, (item) => {
    const inForce = within(item, date);
    if (inForce === 'no' || (typeof item.payer === 'string' && item.payer !== payer)) return 'no';
    return typeof item.payer === 'string' ? inForce : 'unknown';
  });
}
