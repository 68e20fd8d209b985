/** Which note or line of a group states units that the group's minutes do not support, and what they support instead. */

import { billableMinutes } from '../../billing/minutes.ts';
import { unitsFor } from '../../billing/units.ts';
import { type Member, supportedUnits, type UnitGroup, type UnitShare } from '../../workspace/client-day.ts';

export interface UnitVerdict {
  readonly kind: 'exceeds' | 'below' | 'allocation';
  readonly group: UnitGroup;
  readonly share: UnitShare;
  readonly member: Member;
  /** What the member's units have to be for the group to be right. */
  readonly supported: number;
}

/** Every verdict of a group, in the order of its members; none where a fact is missing. */
export function verdictsOf(group: UnitGroup): readonly UnitVerdict[] {
  if (group.unknown !== undefined) return NONE;
  if (group.pool) return poolVerdicts(group);
  return group.shares.every(isRight) ? NONE : sharesVerdicts(group);
}

function sharesVerdicts(group: UnitGroup): readonly UnitVerdict[] {
  return group.shares.flatMap((share) => shareVerdicts(group, share));
}

function isRight(share: UnitShare): boolean {
  return differenceOf(share) === 0;
}

const NONE: readonly UnitVerdict[] = [];

/** Units billed beyond the most, or (negative) below the fewest, that the minutes support. */
function differenceOf({ billed, supported: { min, max } }: UnitShare): number {
  return billed > max ? billed - max : Math.min(0, billed - min);
}

/** A code on its own: the sum of its notes or lines against what all their minutes support. */
function shareVerdicts(group: UnitGroup, share: UnitShare): readonly UnitVerdict[] {
  const difference = differenceOf(share);
  if (difference === 0) return [];
  if (difference < 0 && share.rule.mode === 'event') return [];
  const kind = difference > 0 ? 'exceeds' : 'below';
  return markWrong(kind, group, share, difference) ?? markLast(kind, group, share, difference);
}

/**
 * Of several notes or lines, those that are wrong by themselves, the last first, as far as they make up the difference: then
 * setting each right sets the sum right. Undefined where none is wrong by itself.
 */
function markWrong(
  kind: UnitVerdict['kind'],
  group: UnitGroup,
  share: UnitShare,
  difference: number,
): readonly UnitVerdict[] | undefined {
  const sign = Math.sign(difference);
  const wrong = share.members
    .map((member) => ({ member, off: member.units - supportedUnits(member.evidence, share.rule, group.perSession) }))
    .filter(({ off }) => Math.sign(off) === sign);
  if (share.members.length === 1 || wrong.length === 0) return undefined;
  let left = Math.abs(difference);
  const marked: UnitVerdict[] = [];
  for (const { member, off } of wrong.toReversed()) {
    const part = Math.min(Math.abs(off), left);
    if (part === 0) break;
    marked.unshift({ kind, group, share, member, supported: member.units - sign * part });
    left -= part;
  }
  const last = marked.pop();
  return last && [...marked, { ...last, supported: Math.max(0, last.supported - sign * left) }];
}

/** Where single notes are right but their sum is not, the last one that can take the difference is marked. */
function markLast(
  kind: UnitVerdict['kind'],
  group: UnitGroup,
  share: UnitShare,
  difference: number,
): readonly UnitVerdict[] {
  const member = share.members.findLast((item) => item.units - difference >= 0) ?? share.members.at(-1);
  if (!member) return [];
  return [{ kind, group, share, member, supported: Math.max(0, member.units - difference) }];
}

/**
 * The Medicare pool: the total first, then its split. With the total right, a wrong split is an `allocation`; with more than
 * the total, the codes beyond their largest allowed share exceed; with less, those below their smallest are below.
 */
function poolVerdicts(group: UnitGroup): readonly UnitVerdict[] {
  const over = group.shares.filter((share) => share.billed > share.supported.max);
  if (!group.complete) return over.flatMap((share) => overVerdicts('exceeds', group, share));
  const difference = group.billed - group.supported;
  const under = group.shares.filter((share) => share.billed < share.supported.min);
  if (difference === 0) {
    if (over.length > 0) return over.flatMap((share) => overVerdicts('allocation', group, share));
    return under.flatMap((share) => markLast('allocation', group, share, share.billed - share.supported.min));
  }
  if (over.length > 0) return over.flatMap((share) => overVerdicts('exceeds', group, share));
  const last = group.shares.findLast((share) =>
    difference > 0 ? share.billed > share.supported.min : share.billed < share.supported.max,
  );
  if (difference > 0) return last ? markLast('exceeds', group, last, difference) : [];
  if (under.length === 0) return last ? markLast('below', group, last, difference) : [];
  return under.flatMap((share) => markLast('below', group, share, share.billed - share.supported.min));
}

function overVerdicts(kind: UnitVerdict['kind'], group: UnitGroup, share: UnitShare): readonly UnitVerdict[] {
  return markLast(kind, group, share, share.billed - share.supported.max);
}

/** Minutes and units of the member alone, for wording. */
export function ownMinutes(member: Member): number {
  return billableMinutes(member.evidence.map((item) => item.time)).minutes;
}

/**
 * Units that the scheduled time of the member's notes would give, where every note states it: billing these is the mistake of
 * taking the appointment for the service.
 */
export function scheduledUnits(member: Member, share: UnitShare): number | undefined {
  if (share.rule.mode === 'event' || member.evidence.length === 0) return undefined;
  let minutes = 0;
  for (const { scheduledMinutes } of member.evidence) {
    if (scheduledMinutes === undefined) return undefined;
    minutes += scheduledMinutes;
  }
  return unitsFor(minutes, share.rule);
}
