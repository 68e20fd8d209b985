import { defineRule } from './rule.ts';
import { unitFinding } from './support/unit-finding.ts';
import { verdictsOf } from './support/unit-verdict.ts';

/** The other side of `units-exceed-time`: documented time that is not billed. */
export default defineRule({
  id: 'units-below-time',
  category: 'units',
  severity: 'information',
  summary: 'fewer units are billed than the documented minutes support',
  fixes: ['substantive'],
  checks: {
    clientDay(day, context) {
      for (const verdict of day.groups.flatMap(verdictsOf)) {
        if (verdict.kind === 'below') context.report(unitFinding(verdict));
      }
    },
  },
});
