import { nearestCodes } from '../tables/codes.ts';
import type { Service } from '../workspace/client-day.ts';
import type { FactReader } from '../workspace/fact-reader.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { eachService } from './support/each-service.ts';
import { isKnownCode } from './support/known-code.ts';
import { placeOf } from './support/service.ts';
import { policyStep } from './support/unit-trace.ts';

/** A payer may have codes of its own (H0032, 99366): those that its policy names are known. */
export default defineRule({
  id: 'code-unknown',
  category: 'codes',
  severity: 'error',
  summary: "a procedure code is neither in the code table nor in the payer's policy",
  fixes: ['substantive'],
  carc: '181',
  checks: eachService(check),
});

function check(service: Service, { facts, report }: RuleContext): void {
  const { code } = service.value;
  if (code === undefined) return;
  const applied = facts.policyFor(service);
  if (isKnownCode(applied.policy, code)) return;
  const place = placeOf(service, 'code');
  report({
    place,
    message: `${code} is no adaptive behavior code, and the policy of ${applied.policy.id} does not name it`,
    trace: [policyStep(applied)],
    fixes: [...noteCode(service, facts), ...nearestCodes(code).map((entry) => [entry.code, entry.name] as const)]
      .filter(([other], index, all) => all.findIndex(([first]) => first === other) === index)
      .map(([value, why]) => ({
        title: `Change code to ${value} (${why})`,
        kind: 'substantive' as const,
        edits: [{ op: 'set' as const, ...place, value, as: 'number' as const }],
      })),
  });
}

/** The code that the line's notes document, where they agree on one that is known. */
function noteCode(service: Service, facts: FactReader): readonly (readonly [code: string, why: string])[] {
  const { value } = service;
  if (value.kind !== 'line') return [];
  const codes = new Set((value.sessions ?? []).map((id) => facts.note(id)?.value.code));
  const [code] = codes;
  if (codes.size !== 1 || code === undefined || !isKnownCode(facts.policyFor(service).policy, code)) return [];
  return [[code, 'as its note documents']];
}
