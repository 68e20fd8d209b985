import type { Service } from '../workspace/client-day.ts';
import type { FactReader } from '../workspace/fact-reader.ts';
import { defineRule } from './rule.ts';
import { serviceDraws } from './support/authorization-draws.ts';
import { capSteps } from './support/cap-steps.ts';
import { unitFinding } from './support/unit-finding.ts';
import { verdictsOf } from './support/unit-verdict.ts';

/**
 * The other side of `units-exceed-time`: documented time that is not billed. Silent where a cap or the authorization leaves no room for more, which
 * is then why it is not billed.
 */
export default defineRule({
  id: 'units-below-time',
  category: 'units',
  severity: 'information',
  summary: 'fewer units are billed than the documented minutes support',
  fixes: ['substantive'],
  checks: {
    clientDay(day, context) {
      for (const verdict of day.groups.flatMap(verdictsOf)) {
        if (verdict.kind !== 'below' || !hasRoom(verdict.member.service, context.facts)) continue;
        context.report(unitFinding(verdict));
      }
    },
  },
});

/** Whether every cap of the client's payer, and the authorization, leave room for one more unit of the service. */
function hasRoom(service: Service, facts: FactReader): boolean {
  if (!capSteps(service, facts).every((cap) => cap.hasRoom)) return false;
  return serviceDraws(service, facts).every(({ total, limit }) => total < limit.units);
}
