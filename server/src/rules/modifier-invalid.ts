import { credentialModifier } from '../policies/credential-modifier.ts';
import { findCredential } from '../tables/credentials.ts';
import { nearestModifiers, OTHER_MODIFIERS_SOURCE } from '../tables/modifiers.ts';
import type { Service } from '../workspace/client-day.ts';
import type { AppliedPolicy } from '../workspace/fact-reader.ts';
import type { Fix } from './finding.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { MOST_MODIFIERS } from './support/add-modifier.ts';
import { assumedText } from './support/assumed.ts';
import { eachService } from './support/each-service.ts';
import { isKnownModifier } from './support/known-modifier.ts';
import { relatedOrigin } from './support/origin.ts';
import { type Written, writtenModifiers } from './support/service-fields.ts';
import { sourceOf } from './support/source.ts';
import { policyStep } from './support/unit-trace.ts';

/** Each modifier by itself; which of them exclude each other is `modifier-conflict`. */
export default defineRule({
  id: 'modifier-invalid',
  category: 'codes',
  severity: 'error',
  summary: 'a modifier is not known, not accepted by the payer, repeated, or the fifth',
  fixes: ['repair', 'substantive'],
  carc: '4',
  rarc: 'N823',
  checks: eachService(check),
});

function check(service: Service, context: RuleContext): void {
  const { modifiers: texts } = service.value;
  if (texts.length === 0) return;
  const applied = context.facts.policyFor(service);
  if (
    texts.length <= MOST_MODIFIERS &&
    texts.every((text, index) => isRight(text, texts.indexOf(text) === index, applied))
  )
    return;
  const modifiers = writtenModifiers(service);
  const seen = new Map<string, Written>();
  for (const modifier of modifiers) {
    const first = seen.get(modifier.value);
    if (first) {
      reportRepeated(modifier, first, context);
      continue;
    }
    seen.set(modifier.value, modifier);
    if (seen.size === MOST_MODIFIERS + 1)
      reportTooMany(modifier, new Set(modifiers.map(({ value }) => value)).size, context);
    if (!isKnownModifier(applied.policy, modifier.value)) reportUnknown(modifier, service, applied, context);
    else reportNotAccepted(modifier, applied, context);
  }
}

function isRight(modifier: string, isFirst: boolean, { policy }: AppliedPolicy): boolean {
  return (
    isFirst && isKnownModifier(policy, modifier) && policy.modifiers.notAccepted?.value.includes(modifier) !== true
  );
}

function reportRepeated({ value, place }: Written, first: Written, { report }: RuleContext): void {
  report({
    place,
    message: `modifier ${value} stands twice on one line`,
    related: [{ place: first.place, message: `the first ${value}` }],
    fixes: [
      {
        title: `Remove the repeated ${value}`,
        kind: 'repair',
        edits: [{ op: 'remove', ...place }],
      },
    ],
  });
}

function reportNotAccepted({ value, place }: Written, applied: AppliedPolicy, { facts, report }: RuleContext): void {
  const { notAccepted } = applied.policy.modifiers;
  if (!notAccepted?.value.includes(value)) return;
  report({
    place,
    message: `modifier ${value} is not accepted by ${applied.policy.id}${assumedText(applied, notAccepted.origin)}`,
    related: relatedOrigin(notAccepted.origin, facts, 'modifiers that the payer does not accept'),
    trace: [
      policyStep(applied),
      { label: 'Not accepted', value: notAccepted.value.join(', '), ...sourceOf(notAccepted.origin) },
    ],
    fixes: [{ title: `Remove modifier ${value}`, kind: 'substantive', edits: [{ op: 'remove', ...place }] }],
  });
}

function reportTooMany({ place }: Written, count: number, { report }: RuleContext): void {
  report({
    place,
    message: `${count} modifiers; a line takes ${MOST_MODIFIERS}`,
    trace: [
      { label: 'Modifiers of one line', value: `${count}` },
      {
        label: 'Room on a line',
        value: `${MOST_MODIFIERS}`,
        source: { title: 'CMS-1500 (02/12) box 24D; 837P 005010X222A1 SV101-3 to SV101-6' },
      },
    ],
  });
}

function reportUnknown(modifier: Written, service: Service, applied: AppliedPolicy, context: RuleContext): void {
  const { value, place } = modifier;
  const credential = findCredential(value);
  const message = credential
    ? `${value} is a credential (${credential.name}), not a modifier`
    : `${value} is no CPT or HCPCS modifier, and the policy of ${applied.policy.id} does not name it`;
  const others = writtenModifiers(service).map((item) => item.value);
  const meant = credential
    ? ofCredential(credential.type, service, applied)
    : nearestModifiers(value).map(({ code, meaning }) => [code, meaning] as const);
  context.report({
    place,
    message,
    trace: [policyStep(applied), { label: `Modifiers named ${value}`, value: 'none', source: OTHER_MODIFIERS_SOURCE }],
    fixes: meant
      .filter(([code]) => !others.includes(code))
      .map(
        ([code, why]): Fix => ({
          title: `Change modifier to ${code} (${why})`,
          kind: 'substantive',
          edits: [{ op: 'set', ...place, value: code, as: 'string' }],
        }),
      ),
  });
}

/** The modifier by which the payer wants to see this credential. */
function ofCredential(
  type: string,
  { value: { code, date } }: Service,
  { policy }: AppliedPolicy,
): readonly (readonly [modifier: string, why: string])[] {
  if (code === undefined || date === undefined) return [];
  const asked = credentialModifier(policy, code, [{ type }], date);
  return (asked?.modifiers ?? []).map((modifier) => [modifier, `${policy.id}: ${asked?.asked}`] as const);
}
