import { daysBetween, parseDate } from '../billing/calendar.ts';
import type { Signature } from '../model/session.ts';
import { EVERY_NOTE } from '../tables/codes.ts';
import type { FactReader, Of } from '../workspace/fact-reader.ts';
import type { RecordHandle } from '../workspace/record.ts';
import type { ClaimFact } from '../workspace/record-facts.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { assumedText } from './support/assumed.ts';
import { daysText } from './support/days-text.ts';
import { originPlace } from './support/origin.ts';
import { noteServices } from './support/services-of.ts';
import { saysUnsigned } from './support/signatures.ts';
import { sourceOf } from './support/source.ts';
import { policyStep } from './support/unit-trace.ts';
import { listed } from './support/words.ts';

/**
 * Whoever rendered the service signs its note, after it and before it is billed. A supervisor's signature comes besides; it
 * does not stand in for the rendering provider's.
 */
export default defineRule({
  id: 'signature-invalid',
  category: 'documentation',
  severity: 'error',
  summary:
    'a note is unsigned, not signed by its rendering provider, or signed before the service, after its claim or too late',
  carc: '252',
  checks: {
    session(record, context) {
      if (saysUnsigned(record, context.facts)) {
        reportUnsigned(record, context);
        return;
      }
      const signatures = record.data.signatures?.items;
      if (!signatures) {
        context.notChecked(record, 'no note of the folder carries signatures');
        return;
      }
      checkDates(record, signatures, context);
      const renderer = record.data.provider?.value;
      if (renderer === undefined || !isUsable(renderer, context.facts)) return;
      const own = signatures.filter(({ by }) => by?.value === renderer);
      if (own.length > 0) checkOwn(record, signatures, own, context);
      else checkSigner(record, renderer, signatures, context);
    },
  },
});

/** An id that no provider has is reported as such: comparing it would report it twice. */
function isUsable(provider: string, facts: FactReader): boolean {
  return facts.exists('provider', provider) || !facts.knowsAll('provider');
}

function reportUnsigned(record: RecordHandle<'session'>, { report }: RuleContext): void {
  const { signatures, provider } = record.data;
  const who =
    provider?.value === undefined
      ? 'the rendering provider has to sign'
      : `${provider.value} rendered the service and has to sign`;
  report({
    place: signatures ? { record, path: ['signatures'], part: 'key' } : { record, path: ['id'], part: 'key' },
    message: `${signatures ? '0 signatures' : 'no signature, while other notes of the folder are signed'}; ${who}`,
    trace: [
      { label: `Signatures in ${record.id ?? 'the note'}`, value: signatures ? 'an empty list' : 'none stated' },
      { label: 'What every note shows', value: 'a signature with its own date', source: EVERY_NOTE.source },
    ],
  });
}

function checkSigner(
  record: RecordHandle<'session'>,
  renderer: string,
  signatures: readonly Signature[],
  { facts, report }: RuleContext,
): void {
  const signers = signatures.map(({ by }) => by?.value);
  const known = signers.filter((signer) => signer !== undefined);
  if (known.length < signers.length || !known.every((signer) => isUsable(signer, facts))) return;
  report({
    place: { record, path: ['signatures', 0, 'by'] },
    message: `signed by ${listed([...new Set(known)])}; the rendering provider is ${renderer}`,
    related: [{ place: { record, path: ['provider'] }, message: `the rendering provider, ${renderer}` }],
    trace: [
      { label: 'Rendering provider', value: renderer, place: { record, path: ['provider'] } },
      { label: 'Signed by', value: known.join(', '), place: { record, path: ['signatures'] } },
      {
        label: 'Who signs',
        value: 'whoever rendered the service; a supervisor signs besides, not instead',
        source: EVERY_NOTE.source,
      },
    ],
  });
}

/** Every signature has a date of its own, and none is from before the service. */
function checkDates(record: RecordHandle<'session'>, signatures: readonly Signature[], { report }: RuleContext): void {
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

/** The rendering provider's first signature is the one that counts for time limits. */
function checkOwn(
  record: RecordHandle<'session'>,
  signatures: readonly Signature[],
  own: readonly Signature[],
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

type DatePlace = { readonly record: RecordHandle; readonly path: readonly (string | number)[] };
type Day = NonNullable<ReturnType<typeof parseDate>>;

function checkDelay(
  record: RecordHandle<'session'>,
  place: DatePlace,
  signed: Day,
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
  place: DatePlace,
  signed: Day,
  { facts, report }: RuleContext,
): void {
  const claim = firstClaim(record, facts);
  const created = parseDate(claim?.value.created ?? '');
  if (!claim || !created || signed <= created) return;
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
      { label: 'Notes are signed before they are billed', source: EVERY_NOTE.source },
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
