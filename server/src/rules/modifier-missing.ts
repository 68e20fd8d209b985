import type { Service } from '../workspace/client-day.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { addModifiers } from './support/add-modifier.ts';
import { assumedText } from './support/assumed.ts';
import { eachService } from './support/each-service.ts';
import { relatedOrigin } from './support/origin.ts';
import { placeOf } from './support/service.ts';
import { areModifiersRead, fieldsOf } from './support/service-fields.ts';
import { sourceOf } from './support/source.ts';
import { policyStep } from './support/unit-trace.ts';

/**
 * Modifiers that a payer asks for whoever renders. A note need not state the modifiers it will be billed with, so that one
 * without the key says nothing.
 */
export default defineRule({
  id: 'modifier-missing',
  category: 'codes',
  severity: 'error',
  summary: 'the code has none of the modifiers of which the payer needs one',
  fixes: ['substantive'],
  carc: '4',
  checks: eachService(check),
});

function check(service: Service, { facts, report }: RuleContext): void {
  const { value } = service;
  const { code, modifiers } = value;
  if (code === undefined || (value.kind === 'note' && !value.hasModifiers) || !areModifiersRead(service)) return;
  const applied = facts.policyFor(service);
  for (const required of applied.policy.modifiers.required) {
    if (!required.codes.includes(code) || required.anyOf.some((modifier) => modifiers.includes(modifier))) continue;
    const needed = required.anyOf.join(' or ');
    const has = modifiers.length === 0 ? 'none' : modifiers.join(', ');
    report({
      place: fieldsOf(service).modifiers ? { ...placeOf(service, 'modifiers'), part: 'key' } : placeOf(service, 'code'),
      message: `${code} needs the modifier ${needed}; it has ${has}${assumedText(applied, required.origin)}`,
      related: relatedOrigin(required.origin, facts, `${code} needs ${needed}`),
      trace: [
        policyStep(applied),
        { label: `${code} needs one of`, value: required.anyOf.join(', '), ...sourceOf(required.origin) },
        { label: 'It has', value: has },
      ],
      fixes: addModifiers(service, required.anyOf),
    });
  }
}
