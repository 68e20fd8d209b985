import { type CredentialModifier, credentialModifier, credentialModifiersOf } from '../policies/credential-modifier.ts';
import type { Policy } from '../policies/policy.ts';
import { modifiersOf } from '../tables/modifiers.ts';
import type { Service } from '../workspace/client-day.ts';
import type { AppliedPolicy, Of } from '../workspace/fact-reader.ts';
import type { ProviderFact } from '../workspace/record-facts.ts';
import type { Fix, TraceStep } from './finding.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { addModifiers } from './support/add-modifier.ts';
import { assumedText } from './support/assumed.ts';
import { maySpeakForAnother } from './support/billed-under-supervisor.ts';
import { credentialText } from './support/credential-text.ts';
import { eachService } from './support/each-service.ts';
import { relatedOrigin } from './support/origin.ts';
import { placeOf } from './support/service.ts';
import { areModifiersRead, fieldsOf, writtenModifiers } from './support/service-fields.ts';
import { sourceOf } from './support/source.ts';
import { policyStep } from './support/unit-trace.ts';

/** The payer's record says which modifier shows which credential, and on which codes there has to be one. */
export default defineRule({
  id: 'modifier-credential',
  category: 'pairing',
  severity: 'error',
  summary: "the modifier for the renderer's credential is missing where the payer requires it, or is another level's",
  fixes: ['substantive'],
  carc: '4',
  rarc: 'N823',
  checks: eachService(check),
});

/** A service whose credential modifier is known: what the payer asks for, and who rendered it. */
interface Asked {
  readonly service: Service;
  readonly provider: string;
  readonly date: string;
  readonly held: Of<ProviderFact>;
  readonly applied: AppliedPolicy;
  readonly wanted: CredentialModifier;
}

function check(service: Service, context: RuleContext): void {
  const { code, provider, date } = service.value;
  if (code === undefined || provider === undefined || date === undefined) return;
  const applied = context.facts.policyFor(service);
  if (applied.policy.modifiers.credential.size === 0) return;
  if (maySpeakForAnother(service, context.facts)) {
    context.notChecked(service.from, `billed under ${provider}: who rendered it, the note says`);
    return;
  }
  const held = context.facts.provider(provider);
  const wanted = credentialModifier(applied.policy, code, held?.value.credentials, date);
  if (!held || !wanted) {
    context.notChecked(service.from, `credential of ${provider} for ${applied.policy.id}'s modifier not known`);
    return;
  }
  if (service.value.modifiers.some((modifier) => wanted.modifiers.includes(modifier))) return;
  const asked = { service, provider, date, held, applied, wanted };
  const written = writtenModifiers(service);
  const credentials = credentialSystem(applied.policy);
  const other = written.find(({ value }) => credentials.includes(value));
  if (other) reportOther(asked, other, context);
  else if (isRequired(asked, code) && areModifiersRead(service)) reportMissing(asked, written.length, context);
}

/** A payer with levels of its own (U1 to U5) does not read HM to HP, which may stand beside them; one that uses HM reads all four. */
function credentialSystem(policy: Policy): readonly string[] {
  const own = credentialModifiersOf(policy);
  const degrees = modifiersOf('credential');
  return own.some((modifier) => degrees.includes(modifier)) ? [...own, ...degrees] : own;
}

/** Of a note that states no modifiers it is not known whether the claim has them. */
function isRequired({ service, applied }: Asked, code: string): boolean {
  if (service.value.kind === 'note' && !fieldsOf(service).modifiers) return false;
  return applied.policy.modifiers.credentialRequired?.value.includes(code) === true;
}

function reportOther(
  asked: Asked,
  other: ReturnType<typeof writtenModifiers>[number],
  { facts, report }: RuleContext,
): void {
  const { provider, wanted } = asked;
  report({
    place: other.place,
    message: `modifier ${other.value}; ${provider} (${who(asked)}) takes ${wanted.modifiers.join(' or ')}${assumedText(asked.applied, wanted.origin)}`,
    ...evidence(asked, facts),
    fixes: wanted.modifiers.map(
      (modifier): Fix => ({
        title: `Change modifier to ${modifier}`,
        kind: 'substantive',
        edits: [{ op: 'set', ...other.place, value: modifier, as: 'string' }],
      }),
    ),
  });
}

function reportMissing(asked: Asked, count: number, { facts, report }: RuleContext): void {
  const { service, provider, wanted } = asked;
  const fields = fieldsOf(service);
  const place = fields.modifiers
    ? { ...placeOf(service, 'modifiers'), part: 'key' as const }
    : { ...placeOf(service, 'code'), part: 'key' as const };
  const required = asked.applied.policy.modifiers.credentialRequired;
  report({
    place,
    message: `${count === 0 ? 'no modifier' : 'no credential modifier'}; ${service.value.code} by ${provider} (${who(asked)}) needs ${wanted.modifiers.join(' or ')}${assumedText(asked.applied, wanted.origin)}`,
    ...evidence(asked, facts, [
      {
        label: 'Codes that need a credential modifier',
        value: required?.value.join(', ') ?? '',
        ...(required ? sourceOf(required.origin) : {}),
      },
    ]),
    fixes: addModifiers(service, wanted.modifiers),
  });
}

function who({ held, date }: Asked): string {
  return credentialText(held.value.credentials, date);
}

function evidence(asked: Asked, facts: RuleContext['facts'], steps: readonly TraceStep[] = []) {
  const { held, provider, date, applied, wanted } = asked;
  const credentials = { record: held.from, path: ['credentials'] };
  return {
    related: [
      { place: { ...credentials, part: 'key' as const }, message: `credentials of ${provider}: ${who(asked)}` },
      ...relatedOrigin(wanted.origin, facts, `modifier for ${wanted.asked}`),
    ],
    trace: [
      policyStep(applied),
      { label: `${provider} on ${date}`, value: who(asked), place: credentials },
      {
        label: `Modifier for ${wanted.asked}`,
        value: wanted.modifiers.join(' or '),
        ...sourceOf(wanted.origin),
      },
      ...steps,
    ],
  };
}
