import { defineRule } from './rule.ts';
import { unitFinding } from './support/unit-finding.ts';
import { scheduledUnits, verdictsOf } from './support/unit-verdict.ts';

/** Billed units against documented minutes. Where the appointment explains them, `scheduled-time-billed` reports instead. */
export default defineRule({
  id: 'units-exceed-time',
  category: 'units',
  severity: 'error',
  summary: "billed units exceed the units that the documented minutes support under the payer's rounding",
  fixes: ['substantive'],
  carc: '151',
  checks: {
    clientDay(day, context) {
      for (const group of day.groups) {
        if (group.unknown !== undefined) {
          for (const { members } of group.shares) {
            for (const { service } of members) context.notChecked(service.from, group.unknown);
          }
        }
        for (const verdict of verdictsOf(group)) {
          if (verdict.kind !== 'exceeds') continue;
          if (scheduledUnits(verdict.member, verdict.share) === verdict.member.units) continue;
          context.report(unitFinding(verdict));
        }
      }
    },
  },
});
