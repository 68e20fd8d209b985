/** The findings that unit rules share: wording, related notes and lines, and the fix. */
import type { FindingDraft, Fix, Related } from '../finding.ts';
import { placeOfUnits, serviceName } from './service.ts';
import { roundingName, supportedText, unitsText, unitTrace } from './unit-trace.ts';
import type { UnitVerdict } from './unit-verdict.ts';

/** `5 units billed; 53 documented minutes support 4 (midpoint)` and what belongs to it. */
export function unitFinding(verdict: UnitVerdict, fixes: readonly Fix[] = []): FindingDraft {
  const { group, share, member } = verdict;
  return {
    place: placeOfUnits(member.service),
    message: unitMessage(verdict),
    related: relatedTo(verdict),
    trace: unitTrace(group, share),
    fixes: [setUnits(verdict), ...fixes].filter((fix) => fix !== undefined),
  };
}

function unitMessage({ group, share, member }: UnitVerdict): string {
  const { policy } = group.applied;
  const rounding = roundingName(share.rule, group.pool !== undefined);
  const assumed = policy.assumed ? `, assumed: ${group.applied.why}` : '';
  if (share.rule.mode === 'event') return `${unitsText(member.units)} billed; ${share.code} is ${rounding}`;
  const minutes = share.minutes.minutes;
  const supported = share.supported.min === share.supported.max ? `${share.supported.max}` : supportedText(share);
  const billed =
    share.members.length === 1
      ? `${unitsText(member.units)} billed`
      : `${unitsText(share.billed)} billed by ${share.members.length} ${group.kind === 'note' ? 'notes' : 'lines'}`;
  const pooled = group.pool ? ` of ${group.pool.minutes} pooled` : '';
  return `${billed}; ${minutes} documented minutes${pooled} support ${supported} (${rounding}${assumed})`;
}

function relatedTo({ share, member }: UnitVerdict): readonly Related[] {
  const notes = share.evidence.flatMap(({ note }) =>
    note && note.from !== member.service.from
      ? [{ place: { record: note.from, path: ['start'] }, message: `Documented time of session ${note.value.id}` }]
      : [],
  );
  const others = share.members.flatMap(({ service, units }) =>
    service === member.service
      ? []
      : [{ place: placeOfUnits(service), message: `${unitsText(units)} billed by ${serviceName(service)}` }],
  );
  return [...notes, ...others];
}

/** Set the units to what is supported; not offered where that is none at all, since a line of no units bills nothing. */
function setUnits({ member, supported }: UnitVerdict): Fix | undefined {
  if (supported < 1) return undefined;
  const { record, path } = placeOfUnits(member.service);
  return {
    title: `Set units to ${supported}`,
    kind: 'substantive',
    edits: [{ op: 'set', record, path, value: String(supported), as: 'number' }],
  };
}
