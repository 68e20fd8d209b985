import { cmsAllocations } from '../billing/cms-8-minute.ts';
import type { UnitGroup } from '../workspace/client-day.ts';
import type { Fix, FixEdit } from './finding.ts';
import { defineRule } from './rule.ts';
import { placeOfUnits } from './support/service.ts';
import { unitFinding } from './support/unit-finding.ts';
import { verdictsOf } from './support/unit-verdict.ts';

/** The Medicare rule fixes each code's part of the pooled units, but for ties: any allowed split is right. */
export default defineRule({
  id: 'units-allocation',
  category: 'units',
  severity: 'warning',
  summary:
    'under the CMS 8-minute rule the total is right, but split between the codes in a way that it does not allow',
  fixes: ['substantive'],
  carc: '151',
  checks: {
    clientDay(day, context) {
      for (const group of day.groups) {
        for (const verdict of verdictsOf(group)) {
          if (verdict.kind !== 'allocation') continue;
          const fix = reallocate(group);
          // Setting one code's units alone would make the total wrong.
          context.report({ ...unitFinding(verdict), fixes: fix ? [fix] : [] });
        }
      }
    },
  },
});

/** Sets every code to the allowed allocation that changes the fewest units; only where each code is on one note or line. */
function reallocate(group: UnitGroup): Fix | undefined {
  if (!group.pool || group.shares.some((share) => share.members.length !== 1)) return undefined;
  const change = (units: ReadonlyMap<string, number>) =>
    group.shares.reduce((sum, share) => sum + Math.abs((units.get(share.code) ?? 0) - share.billed), 0);
  const [best] = [...cmsAllocations(group.pool).list].sort((a, b) => change(a) - change(b));
  if (!best) return undefined;
  const edits = group.shares.flatMap((share): FixEdit[] => {
    const units = best.get(share.code) ?? 0;
    const [member] = share.members;
    if (!member || units === member.units) return [];
    const { record, path } = placeOfUnits(member.service);
    return [{ op: 'set', record, path, value: String(units), as: 'number' }];
  });
  if (group.shares.some((share) => (best.get(share.code) ?? 0) === 0)) return undefined;
  const split = group.shares.map((share) => `${share.code} ${best.get(share.code) ?? 0}`).join(', ');
  return { title: `Re-allocate the units: ${split}`, kind: 'substantive', edits };
}
