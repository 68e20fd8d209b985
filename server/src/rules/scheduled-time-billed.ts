import { defineRule } from './rule.ts';
import { unitFinding } from './support/unit-finding.ts';
import { unitsText } from './support/unit-trace.ts';
import { scheduledUnits, verdictsOf } from './support/unit-verdict.ts';

/** Says why the units are too many, where the appointment explains them. */
export default defineRule({
  id: 'scheduled-time-billed',
  category: 'units',
  severity: 'warning',
  summary: 'the units fit the scheduled appointment, not the time that was delivered',
  fixes: ['substantive'],
  carc: '151',
  checks: {
    clientDay(day, context) {
      for (const verdict of day.groups.flatMap(verdictsOf)) {
        const { member, share } = verdict;
        if (verdict.kind !== 'exceeds' || scheduledUnits(member, share) !== member.units) continue;
        const finding = unitFinding(verdict);
        const scheduled = member.evidence.reduce((sum, item) => sum + (item.scheduledMinutes ?? 0), 0);
        context.report({
          ...finding,
          message: `${finding.message}; the scheduled ${scheduled} minutes would give ${unitsText(member.units)}`,
          related: [
            ...(finding.related ?? []),
            ...member.evidence.flatMap(({ note }) =>
              note
                ? [
                    {
                      place: { record: note.from, path: ['scheduled'], part: 'key' as const },
                      message: 'the appointment',
                    },
                  ]
                : [],
            ),
          ],
        });
      }
    },
  },
});
