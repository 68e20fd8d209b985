import { nearestCodes } from '../tables/codes.ts';
import type { Service } from '../workspace/client-day.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { isKnownCode } from './support/known-code.ts';
import { placeOf } from './support/service.ts';
import { liveLines, noteServices } from './support/services-of.ts';
import { policyStep } from './support/unit-trace.ts';

/** A payer may have codes of its own (H0032, 99366): those that its policy names are known. */
export default defineRule({
  id: 'code-unknown',
  category: 'codes',
  severity: 'error',
  summary: "a procedure code is neither in the code table nor in the payer's policy",
  fixes: ['substantive'],
  carc: '181',
  checks: {
    session: (record, context) => {
      for (const service of noteServices(record)) check(service, context);
    },
    claim: (record, context) => {
      for (const service of liveLines(record, context.facts)) check(service, context);
    },
  },
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
    fixes: nearestCodes(code).map((entry) => ({
      title: `Change code to ${entry.code} (${entry.name})`,
      kind: 'substantive' as const,
      edits: [{ op: 'set' as const, ...place, value: entry.code, as: 'number' as const }],
    })),
  });
}
