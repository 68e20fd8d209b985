/** The findings that unit rules share: wording, related notes and lines, and the fix. */
import type { FindingDraft, Fix, Related } from '../finding.ts';
import { toVerify } from './assumed.ts';
import { placeOfUnits, serviceName } from './service.ts';
import { decidingSetting, MAX_LISTED, roundingName, supportedText, unitsText, unitTrace } from './unit-trace.ts';
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

function unitMessage({ kind, group, share, member }: UnitVerdict): string {
  const { policy } = group.applied;
  const rounding = roundingName(share.rule, group.pool !== undefined);
  const setting = decidingSetting(policy, share);
  const verify = setting && toVerify(setting.origin) ? ', verify' : '';
  const assumed = `${policy.assumed ? `, assumed: ${group.applied.why}` : ''}${verify}`;
  if (share.rule.mode === 'event') {
    return `${unitsText(member.units)} billed; ${share.code} is ${rounding}${verify ? ' (verify)' : ''}`;
  }
  const pooled = group.pool && group.shares.length > 1 ? group.pool : undefined;
  const { min, max } = share.supported;
  if (pooled && share.billed >= min && share.billed <= max) {
    const codes = group.shares.map((item) => item.code).join(' + ');
    return `${unitsText(group.billed)} of ${codes} billed; ${pooled.minutes} pooled minutes support ${group.supported} (${rounding}${assumed})`;
  }
  const bound = kind === 'below' ? min : max;
  const supported = group.pool && min !== max ? supportedText(share) : `${bound}`;
  const billed =
    share.members.length === 1
      ? `${unitsText(member.units)} billed`
      : `${unitsText(share.billed)} billed by ${share.members.length} ${group.kind === 'note' ? 'notes' : 'lines'}`;
  const minutes = `${share.minutes.minutes} documented minutes${pooled ? ` of ${pooled.minutes} pooled` : ''}`;
  return `${billed}; ${minutes} support ${supported} (${rounding}${assumed})`;
}

/** Of a pool, the notes and lines of every code in it: each takes part in the total. Of many the first ones. */
function relatedTo({ group, share, member }: UnitVerdict): readonly Related[] {
  const shares = group.pool ? group.shares : [share];
  const notes = shares.flatMap(({ evidence }) =>
    evidence
      .slice(0, MAX_LISTED)
      .flatMap(({ note }) =>
        note && note.from !== member.service.from
          ? [{ place: { record: note.from, path: ['start'] }, message: `documented time of session ${note.value.id}` }]
          : [],
      ),
  );
  const others = shares.flatMap(({ code, members }) =>
    members.slice(0, MAX_LISTED).flatMap(({ service, units }) => {
      if (service === member.service) return [];
      const what = group.pool ? `${unitsText(units)} of ${code}` : unitsText(units);
      return [{ place: placeOfUnits(service), message: `${what} billed by ${serviceName(service)}` }];
    }),
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
