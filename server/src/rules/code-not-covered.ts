import type { Service } from '../workspace/client-day.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { assumedText } from './support/assumed.ts';
import { eachService } from './support/each-service.ts';
import { isKnownCode } from './support/known-code.ts';
import { relatedOrigin } from './support/origin.ts';
import { placeOf } from './support/service.ts';
import { sourceOf } from './support/source.ts';
import { policyStep } from './support/unit-trace.ts';

/** A payer that lists what it covers covers nothing else. One that lists nothing has no opinion. */
export default defineRule({
  id: 'code-not-covered',
  category: 'codes',
  severity: 'error',
  summary: "the payer's policy lists the codes it covers, and this is not one of them",
  carc: '96',
  checks: eachService(check),
});

function check(service: Service, { facts, report }: RuleContext): void {
  const { code } = service.value;
  if (code === undefined) return;
  const applied = facts.policyFor(service);
  const { covered } = applied.policy;
  // An empty list is one that was not filled in.
  if (covered?.value.length === 0) return;
  // A code that nobody knows is `code-unknown`.
  if (!covered || covered.value.includes(code) || !isKnownCode(applied.policy, code)) return;
  const codes = covered.value.join(', ');
  report({
    place: placeOf(service, 'code'),
    message: `${code} is not covered by ${applied.policy.id}, which covers ${codes}${assumedText(applied, covered.origin)}`,
    related: relatedOrigin(covered.origin, facts, 'covered codes'),
    trace: [policyStep(applied), { label: 'Covered', value: codes, ...sourceOf(covered.origin) }],
  });
}
