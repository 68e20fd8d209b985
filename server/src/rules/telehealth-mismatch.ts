import type { Origin } from '../policies/policy.ts';
import { holdsRole } from '../policies/roles.ts';
import { findCode } from '../tables/codes.ts';
import { modifiersOf } from '../tables/modifiers.ts';
import { findPlace, TELEHEALTH_PLACES } from '../tables/places.ts';
import type { Service } from '../workspace/client-day.ts';
import type { AppliedPolicy, FactReader } from '../workspace/fact-reader.ts';
import type { FindingDraft, Fix } from './finding.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { addModifiers } from './support/add-modifier.ts';
import { assumedText } from './support/assumed.ts';
import { credentialText, rolesText } from './support/credential-text.ts';
import { eachService } from './support/each-service.ts';
import { isKnownCode } from './support/known-code.ts';
import { relatedOrigin } from './support/origin.ts';
import { placeOf } from './support/service.ts';
import { fieldsOf, type Written, writtenModifiers } from './support/service-fields.ts';
import { sourceOf } from './support/source.ts';
import { policyStep } from './support/unit-trace.ts';

/** What holds for most payers where the payer's record does not say. */
const COMMON = {
  title: 'Common practice: 02 or 10 and a telehealth modifier go together (POS from CMS, modifiers from HCPCS and CPT)',
  date: '2026-11-21',
  verify: true,
};

/**
 * A service is by telehealth when a modifier or the place says so. Both have to, in the way that the payer asks for, and the
 * payer has to allow it for the code. Where the payer's record is silent on how, what is common is a warning.
 */
export default defineRule({
  id: 'telehealth-mismatch',
  category: 'codes',
  severity: 'error',
  summary:
    'telehealth modifier and place of service do not agree, or the payer does not allow it for the code, by this provider, or by audio alone',
  fixes: ['substantive'],
  carc: '5',
  checks: eachService(check),
});

const TELEHEALTH_MODIFIERS = modifiersOf('telehealth', 'audio-only');
const AUDIO_MODIFIERS = modifiersOf('audio-only');

/** A service that somebody marked as telehealth. */
interface Remote {
  readonly service: Service;
  readonly applied: AppliedPolicy;
  readonly marks: readonly Written[];
  /** A place of the table; undefined where it is not known. */
  readonly place: string | undefined;
}

function check(service: Service, context: RuleContext): void {
  const written = fieldsOf(service).placeOfService?.value;
  const place = written === undefined ? undefined : findPlace(written)?.code;
  const isRemotePlace = place !== undefined && TELEHEALTH_PLACES.includes(place);
  const { modifiers } = service.value;
  if (modifiers.length === 0 && !isRemotePlace) return;
  const applied = context.facts.policyFor(service);
  const own = applied.policy.modifiers.telehealth.modifiers?.value;
  const isMark = (modifier: string) => TELEHEALTH_MODIFIERS.includes(modifier) || own?.includes(modifier) === true;
  if (!isRemotePlace && !modifiers.some(isMark)) return;
  const marks = writtenModifiers(service).filter(({ value }) => isMark(value));
  const remote = { service, applied, marks, place };
  if (!checkCode(remote, context)) return;
  checkProvider(remote, context);
  checkModifier(remote, context);
  checkPlace(remote, context);
}

/** What says that the service was by telehealth: `modifier 95`, `place of service 02`. */
function markText({ marks: [mark], place }: Remote): string {
  return mark ? `modifier ${mark.value}` : `place of service ${place}`;
}

/** Whether the code may be given by telehealth at all; if not, how it is marked does not matter. */
function checkCode(remote: Remote, { facts, report }: RuleContext): boolean {
  const { service, applied, marks } = remote;
  const { code } = service.value;
  // Of a code that nobody knows, `code-unknown` says all that there is to say.
  if (code === undefined || !isKnownCode(applied.policy, code)) return true;
  const place = marks[0]?.place ?? placeOf(service, 'placeOfService');
  const { codes, excludedCodes } = applied.policy.modifiers.telehealth;
  if (excludedCodes?.value.includes(code)) {
    report({
      place,
      message: `${code} by telehealth (${markText(remote)}); ${applied.policy.id} does not allow it by telehealth${assumedText(applied, excludedCodes.origin)}`,
      related: relatedOrigin(excludedCodes.origin, facts, 'codes that may not be given by telehealth'),
      trace: [
        policyStep(applied),
        { label: 'Not by telehealth', value: excludedCodes.value.join(', '), ...sourceOf(excludedCodes.origin) },
      ],
    });
    return false;
  }
  if (codes) {
    if (codes.value.includes(code)) return true;
    const allowed = codes.value.length === 0 ? 'nothing' : codes.value.join(', ');
    report({
      place,
      message: `${code} by telehealth (${markText(remote)}); ${applied.policy.id} allows ${allowed} by telehealth${assumedText(applied, codes.origin)}`,
      related: relatedOrigin(codes.origin, facts, 'codes that may be given by telehealth'),
      trace: [policyStep(applied), { label: 'By telehealth', value: allowed, ...sourceOf(codes.origin) }],
    });
    return false;
  }
  const telehealth = findCode(code)?.telehealth;
  if (telehealth?.usual !== 'no') return true;
  report({
    place,
    message: `${code} by telehealth (${markText(remote)}); its QHP has to be on site`,
    trace: [policyStep(applied), { label: `${code} by telehealth`, value: telehealth.note, source: telehealth.source }],
  });
  return false;
}

/** The payer may let only some levels, or credential types, deliver a service by telehealth. */
function checkProvider(remote: Remote, { facts, report, notChecked }: RuleContext): void {
  const { service, applied } = remote;
  const { provider, date } = service.value;
  const { providers } = applied.policy.modifiers.telehealth;
  if (!providers || provider === undefined || date === undefined) return;
  const held = facts.provider(provider);
  const answer = holdsRole(held?.value.credentials, providers.value, date);
  if (answer === 'unknown') notChecked(service.from, `credential of ${provider} for telehealth not known`);
  if (!held || answer !== 'no') return;
  const has = credentialText(held.value.credentials, date);
  const may = rolesText(providers.value);
  report({
    place: placeOf(service, 'provider'),
    message: `${provider} (${has}) by telehealth (${markText(remote)}); for ${applied.policy.id} it takes ${may}${assumedText(applied, providers.origin)}`,
    related: [
      {
        place: { record: held.from, path: ['credentials'], part: 'key' },
        message: `credentials of ${provider}: ${has}`,
      },
      ...relatedOrigin(providers.origin, facts, 'who may deliver by telehealth'),
    ],
    trace: [policyStep(applied), { label: 'By telehealth', value: may, ...sourceOf(providers.origin) }],
  });
}

function checkModifier(remote: Remote, { facts, report }: RuleContext): void {
  const { service, applied, marks, place } = remote;
  const { modifiers: stated, audioOnly } = applied.policy.modifiers.telehealth;
  const audio = marks.find(({ value }) => AUDIO_MODIFIERS.includes(value));
  if (audio && audioOnly) {
    if (!audioOnly.value) report(audioRefused(audio, applied, audioOnly.origin, facts));
    return;
  }
  if (stated?.value.length === 0) return;
  const source = stated ? sourceOf(stated.origin) : { source: COMMON };
  const [mark] = marks;
  if (!mark) {
    // Of a note that states no modifiers it is not known whether the claim has them.
    if (service.value.kind === 'note' && !fieldsOf(service).modifiers) return;
    const wanted = stated ? stated.value.join(' or ') : TELEHEALTH_MODIFIERS.join(', ');
    report({
      place: placeOf(service, 'placeOfService'),
      ...(stated ? {} : { severity: 'warning' as const }),
      message: stated
        ? `place of service ${place} without a telehealth modifier; ${applied.policy.id} takes ${wanted}${assumedText(applied, stated.origin)}`
        : `place of service ${place} without a telehealth modifier, one of ${wanted} (verify)`,
      related: stated ? relatedOrigin(stated.origin, facts, 'telehealth modifiers') : [],
      trace: [policyStep(applied), { label: 'Telehealth modifiers', value: wanted, ...source }],
      fixes: addModifiers(service, stated?.value ?? ['95']),
    });
  } else if (stated && !marks.some(({ value }) => stated.value.includes(value))) {
    const wanted = stated.value.join(' or ');
    report({
      place: mark.place,
      message: `modifier ${mark.value} for telehealth; ${applied.policy.id} takes ${wanted}${assumedText(applied, stated.origin)}`,
      related: relatedOrigin(stated.origin, facts, 'telehealth modifiers'),
      trace: [policyStep(applied), { label: 'Telehealth modifiers', value: wanted, ...source }],
      fixes: stated.value.map(
        (modifier): Fix => ({
          title: `Change modifier to ${modifier}`,
          kind: 'substantive',
          edits: [{ op: 'set', ...mark.place, value: modifier, as: 'string' }],
        }),
      ),
    });
  }
}

function audioRefused(
  { value, place }: Written,
  applied: AppliedPolicy,
  origin: Origin,
  facts: FactReader,
): FindingDraft {
  return {
    place,
    message: `modifier ${value} is audio only, for which ${applied.policy.id} does not pay${assumedText(applied, origin)}`,
    related: relatedOrigin(origin, facts, 'audio only'),
    trace: [policyStep(applied), { label: 'Audio only', value: 'not paid', ...sourceOf(origin) }],
  };
}

function checkPlace({ service, applied, marks, place }: Remote, { facts, report }: RuleContext): void {
  if (place === undefined) return;
  const { date } = service.value;
  const stated = applied.policy.modifiers.telehealth.placesOfService;
  const accepted = (stated?.value ?? TELEHEALTH_PLACES).filter((code) => {
    const from = findPlace(code)?.from;
    return from === undefined || date === undefined || from <= date;
  });
  if (accepted.length === 0 || accepted.includes(place)) return;
  const [mark] = marks;
  // Too early for 10: `place-of-service-invalid` says so.
  if (!stated && TELEHEALTH_PLACES.includes(place)) return;
  const wanted = accepted.join(' or ');
  report({
    place: placeOf(service, 'placeOfService'),
    ...(stated ? {} : { severity: 'warning' as const }),
    message: stated
      ? `place of service ${place} for telehealth; ${applied.policy.id} takes ${wanted}${assumedText(applied, stated.origin)}`
      : `place of service ${place} with telehealth modifier ${mark?.value}; telehealth is ${wanted} (verify)`,
    related: [
      ...(mark ? [{ place: mark.place, message: `modifier ${mark.value}: telehealth` }] : []),
      ...(stated ? relatedOrigin(stated.origin, facts, 'places of service for telehealth') : []),
    ],
    trace: [
      policyStep(applied),
      {
        label: 'Places of service for telehealth',
        value: wanted,
        ...(stated ? sourceOf(stated.origin) : { source: COMMON }),
      },
    ],
    fixes: [
      ...accepted.map((code) => changePlace(service, code)),
      ...(marks.length === 1 && !TELEHEALTH_PLACES.includes(place) ? marks.map(unmark) : []),
    ],
  });
}

function changePlace(service: Service, code: string): Fix {
  const name = findPlace(code)?.name;
  return {
    title: `Change place of service to ${code}${name === undefined ? '' : ` (${name})`}`,
    kind: 'substantive',
    edits: [{ op: 'set', ...placeOf(service, 'placeOfService'), value: code, as: 'string' }],
  };
}

/** For a service that was not by telehealth after all. */
function unmark({ value, place }: Written): Fix {
  return { title: `Remove modifier ${value}`, kind: 'substantive', edits: [{ op: 'remove', ...place }] };
}
