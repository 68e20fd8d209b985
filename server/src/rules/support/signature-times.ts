/** When a note was signed: against the service, the payer's limit and the claim that bills it. */
import { daysBetween, type IsoDate, parseDate } from '../../billing/calendar.ts';
import type { Signature } from '../../model/session.ts';
import { EVERY_NOTE } from '../../tables/codes.ts';
import type { FactReader, Of } from '../../workspace/fact-reader.ts';
import type { RecordPlace } from '../../workspace/place.ts';
import type { RecordHandle } from '../../workspace/record.ts';
import type { ClaimFact } from '../../workspace/record-facts.ts';
import type { RuleContext } from '../rule.ts';
import { assumedText } from './assumed.ts';
import { daysText } from './days-text.ts';
import { originPlace } from './origin.ts';
import { noteServices } from './services-of.ts';
import { sourceOf } from './source.ts';
import { policyStep } from './unit-trace.ts';

/** Every signature has a date of its own, and none is from before the service. */
export function checkDates(
  record: RecordHandle<'session'>,
  signatures: readonly Signature[],
  { report }: RuleContext,
): void {
  const service = parseDate(record.data.date?.value ?? '');
  signatures.forEach(({ by, date }, index) => {
    if (!date) {
      if (by?.value === undefined) return;
      report({
        place: { record, path: ['signatures', index, 'by'], part: 'key' },
        severity: 'warning',
        message: `the signature of ${by.value} has no date; a signature bears its own`,
        trace: [{ label: 'What every note shows', value: 'a signature with its own date', source: EVERY_NOTE.source }],
      });
      return;
    }
    const signed = parseDate(date.value ?? '');
    if (!service || !signed || signed >= service) return;
    report({
      place: { record, path: ['signatures', index, 'date'] },
      message: `signed ${signed}, ${daysText(daysBetween(signed, service))} before the service of ${service}`,
      related: [{ place: { record, path: ['date'] }, message: `date of service ${service}` }],
      trace: [
        { label: 'Date of service', value: service, place: { record, path: ['date'] } },
        { label: 'Signed', value: signed, place: { record, path: ['signatures', index, 'date'] } },
      ],
    });
  });
}

/**
 * Of those who have to sign, the first signature counts for time limits.
 * @param own theirs, among all `signatures` of the note.
 */
export function checkTimes(
  record: RecordHandle<'session'>,
  own: readonly Signature[],
  signatures: readonly Signature[],
  context: RuleContext,
): void {
  const dates = own.map(({ date }) => parseDate(date?.value ?? ''));
  const signed = dates.filter((date) => date !== undefined).sort()[0];
  const first = own[dates.indexOf(signed)];
  // Another one of theirs without a readable date may be the first.
  if (signed === undefined || first === undefined || dates.includes(undefined)) return;
  const service = parseDate(record.data.date?.value ?? '');
  if (service && signed < service) return;
  const place = { record, path: ['signatures', signatures.indexOf(first), 'date'] };
  checkDelay(record, place, signed, context);
  checkClaim(record, place, signed, context);
}

function checkDelay(
  record: RecordHandle<'session'>,
  place: RecordPlace,
  signed: IsoDate,
  { facts, report }: RuleContext,
): void {
  const [note] = noteServices(record);
  const service = parseDate(record.data.date?.value ?? '');
  if (!note || !service) return;
  const applied = facts.policyFor(note);
  const limit = applied.policy.documentation.signedWithinDays;
  const days = daysBetween(service, signed);
  if (!limit || days <= limit.value) return;
  const origin = originPlace(limit.origin, facts);
  report({
    place,
    message: `signed ${signed}, ${daysText(days)} after the service; ${applied.policy.id} allows ${limit.value}${assumedText(applied, limit.origin)}`,
    related: origin ? [{ place: origin, message: `signed within ${daysText(limit.value)}` }] : [],
    trace: [
      policyStep(applied),
      { label: 'Signed within', value: daysText(limit.value), ...sourceOf(limit.origin) },
      { label: `${service} to ${signed}`, value: daysText(days), place },
    ],
  });
}

/** A claim states that its services are documented: a note that was signed later was not, when it was made. */
function checkClaim(
  record: RecordHandle<'session'>,
  place: RecordPlace,
  signed: IsoDate,
  { facts, report }: RuleContext,
): void {
  const [note] = noteServices(record);
  const applied = note && facts.policyFor(note);
  const asked = applied?.policy.documentation.signedBeforeClaim;
  if (asked?.value === false) return;
  const claim = firstClaim(record, facts);
  const created = parseDate(claim?.value.created ?? '');
  if (!claim || !created || signed <= created) return;
  // A service after its claim is what is wrong then: `date-in-future`.
  if ((record.data.date?.value ?? '') > created) return;
  report({
    place,
    message: `signed ${signed}, ${daysText(daysBetween(created, signed))} after claim ${claim.value.id} was created on ${created}`,
    related: [{ place: { record: claim.from, path: ['created'] }, message: `claim ${claim.value.id} of ${created}` }],
    trace: [
      {
        label: `Claim ${claim.value.id} created`,
        value: created,
        place: { record: claim.from, path: ['created'] },
      },
      { label: 'Signed', value: signed, place },
      {
        label: 'Notes are signed before they are billed',
        ...(asked ? sourceOf(asked.origin) : { source: EVERY_NOTE.source }),
      },
    ],
  });
}

/** The earliest of the claims that bill the note and still stand. */
function firstClaim(record: RecordHandle<'session'>, facts: FactReader): Of<ClaimFact> | undefined {
  const id = record.data.id?.value;
  if (id === undefined) return undefined;
  let first: Of<ClaimFact> | undefined;
  for (const { value } of facts.billedBy(id)) {
    const claim = value.claim === undefined ? undefined : facts.claim(value.claim);
    if (!claim || facts.isWithdrawn(value)) continue;
    if (claim.value.created !== undefined && claim.value.created < (first?.value.created ?? '9999')) first = claim;
  }
  return first;
}
