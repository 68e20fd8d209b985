import { findPlace, nearestPlaces, type Place, TELEHEALTH_PLACES } from '../tables/places.ts';
import type { Service } from '../workspace/client-day.ts';
import type { FactReader } from '../workspace/fact-reader.ts';
import type { FindingDraft, Fix } from './finding.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { assumedText } from './support/assumed.ts';
import { eachService } from './support/each-service.ts';
import { isBlank } from './support/is-blank.ts';
import { relatedOrigin } from './support/origin.ts';
import { placeOf } from './support/service.ts';
import { fieldsOf } from './support/service-fields.ts';
import { sourceOf } from './support/source.ts';
import { policyStep } from './support/unit-trace.ts';

const SOURCE = {
  title: 'CMS, place of service codes for professional claims',
  url: 'https://www.cms.gov/medicare/coding-billing/place-of-service-codes/code-sets',
  date: '2026-11-21',
};

/** Two digits of the list that CMS keeps, in force on the date of service, and accepted by the payer where it says which. */
export default defineRule({
  id: 'place-of-service-invalid',
  category: 'codes',
  severity: 'error',
  summary:
    'the place of service is none of the two-digit codes of CMS, was none yet on the date, or is not accepted by the payer',
  fixes: ['repair', 'substantive'],
  carc: '16',
  rarc: 'M77',
  checks: eachService(check),
});

function check(service: Service, { facts, report }: RuleContext): void {
  const field = fieldsOf(service).placeOfService;
  const code = field?.value;
  if (!field || code === undefined || isBlank(field)) return;
  const place = findPlace(code);
  const { date } = service.value;
  if (!place) report(unknownPlace(service, code));
  else if (place.from !== undefined && date !== undefined && date < place.from) {
    report(tooEarly(service, place, place.from, date));
  } else {
    const refused = notAccepted(service, place, facts);
    if (refused) report(refused);
  }
}

function notAccepted(service: Service, { code, name }: Place, facts: FactReader): FindingDraft | undefined {
  const applied = facts.policyFor(service);
  const { placesOfService: accepted, modifiers } = applied.policy;
  if (!accepted || accepted.value.includes(code)) return undefined;
  // Which places telehealth has is said by `telehealth-mismatch`.
  if (TELEHEALTH_PLACES.includes(code) && modifiers.telehealth.placesOfService) return undefined;
  const places = accepted.value.join(', ');
  return {
    place: placeOf(service, 'placeOfService'),
    message: `place of service ${code} (${name}) is not accepted by ${applied.policy.id}, which accepts ${places}${assumedText(applied, accepted.origin)}`,
    related: relatedOrigin(accepted.origin, facts, 'places of service that the payer accepts'),
    trace: [policyStep(applied), { label: 'Accepted', value: places, ...sourceOf(accepted.origin) }],
  };
}

function unknownPlace(service: Service, code: string): FindingDraft {
  const padded = /^\d$/.test(code) ? findPlace(`0${code}`) : undefined;
  return {
    place: placeOf(service, 'placeOfService'),
    message: padded
      ? `place of service ${code} is written with two digits: ${padded.code}`
      : `${code} is no place of service code; one is two digits, as 12 for the home`,
    trace: [{ label: `Place of service ${code}`, value: 'not in the list', source: SOURCE }],
    fixes: padded
      ? [change(service, padded, `Write as "${padded.code}"`, 'repair')]
      : nearestPlaces(code).map((near) => change(service, near)),
  };
}

/** Before telehealth to the home had a code of its own, it was 02. */
function tooEarly(service: Service, { code, name, source }: Place, from: string, date: string): FindingDraft {
  const before = code === '10' ? findPlace('02') : undefined;
  return {
    place: placeOf(service, 'placeOfService'),
    message: `place of service ${code} is in force from ${from}, not on ${date}`,
    related: [{ place: placeOf(service, 'date'), message: `date of service ${date}` }],
    trace: [{ label: `Place of service ${code} (${name})`, value: `from ${from}`, source }],
    fixes: before ? [change(service, before)] : [],
  };
}

function change(
  service: Service,
  { code, name }: Place,
  title = `Change place of service to ${code} (${name})`,
  kind: Fix['kind'] = 'substantive',
): Fix {
  return { title, kind, edits: [{ op: 'set', ...placeOf(service, 'placeOfService'), value: code, as: 'string' }] };
}
