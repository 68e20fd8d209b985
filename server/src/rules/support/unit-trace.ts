/** The calculation from documented minutes to units, step by step, for traces and hovers. */
import { describeMinutesStep } from '../../billing/minutes.ts';
import { minutesForUnits, type UnitRule, unitsFor } from '../../billing/units.ts';
import { type Policy, roundingSetting, type Setting } from '../../policies/policy.ts';
import type { Evidence, Member, UnitGroup, UnitShare } from '../../workspace/client-day.ts';
import type { AppliedPolicy } from '../../workspace/fact-reader.ts';
import type { TraceStep } from '../finding.ts';
import { placeOfUnits, serviceName } from './service.ts';
import { sourceOf, versionSource } from './source.ts';

/** So many notes and lines of a group are listed with a finding: each of five hundred would list all the others. */
export const MAX_LISTED = 40;

/** What a rounding is called in messages. */
export function roundingName(rule: UnitRule, pooled: boolean): string {
  if (pooled) return 'CMS 8-minute rule';
  switch (rule.mode) {
    case 'midpoint':
      return 'midpoint';
    case 'full-unit':
      return 'full units only';
    case 'round-up':
      return 'rounded up';
    case 'event':
      return 'one unit an event';
  }
}

/** Every step for one code of a group: minutes, rounding, what its notes or lines bill. */
export function unitTrace(group: UnitGroup, share: UnitShare): readonly TraceStep[] {
  return [
    policyStep(group.applied),
    ...minutesSteps(share),
    ...(group.pool ? poolSteps(group, share) : [roundingStep(group, share)]),
    ...billedSteps(share),
  ];
}

/** Which policy applies, and why. */
export function policyStep(applied: AppliedPolicy): TraceStep {
  const { policy, why } = applied;
  const version =
    (policy.version.from ?? policy.version.to) ? ` (${policy.version.from ?? '…'} to ${policy.version.to ?? '…'})` : '';
  return {
    label: `Policy ${policy.id}${version}: ${why}`,
    ...(policy.assumed ? { value: 'assumed' } : {}),
    ...versionSource(policy.version),
  };
}

function minutesSteps(share: UnitShare): readonly TraceStep[] {
  if (share.rule.mode === 'event') return [];
  const all = share.minutes.steps;
  const steps = all.slice(0, MAX_LISTED).map((step): TraceStep => {
    const evidence = share.evidence[step.session];
    return { label: `${evidenceName(evidence)}: ${describeMinutesStep(step)}`, ...evidencePlace(evidence) };
  });
  const rest = all.slice(MAX_LISTED);
  if (rest.length > 0) {
    const minutes = rest.reduce((sum, step) => sum + step.minutes, 0);
    steps.push({ label: `${rest.length} more, together`, value: `${minutes} min` });
  }
  return [...steps, { label: `Billable minutes of ${share.code}`, value: `${share.minutes.minutes} min` }];
}

function evidenceName(evidence: Evidence | undefined): string {
  if (!evidence?.note) return 'The line';
  return evidence.note.value.id ?? 'The note';
}

function evidencePlace(evidence: Evidence | undefined): Pick<TraceStep, 'place'> {
  return evidence?.note ? { place: { record: evidence.note.from, path: ['start'] } } : {};
}

/** The setting that turns the minutes of a share into units: how they are rounded, or that the code is billed by event. */
export function decidingSetting(policy: Policy, { code, rule, unitName }: UnitShare): Setting<unknown> | undefined {
  return rule.mode === 'event' ? policy.units.minutes.get(unitName) : roundingSetting(policy, code);
}

function roundingStep(group: UnitGroup, share: UnitShare): TraceStep {
  const { policy } = group.applied;
  const { rule } = share;
  const setting = decidingSetting(policy, share);
  const source = setting ? sourceOf(setting.origin) : {};
  const units = unitsText(share.supported.max);
  if (rule.mode === 'event') return { label: 'One unit an event, whatever the time', value: units, ...source };
  if (group.perSession && share.evidence.length > 1) {
    return { label: `Each session on its own, ${roundingName(rule, false)}`, value: units, ...source };
  }
  const threshold = thresholdText(share.minutes.minutes, rule);
  return {
    label: `${share.minutes.minutes} min, ${roundingName(rule, false)} (${threshold})`,
    value: units,
    ...source,
  };
}

/** `53–67 min give 4` */
export function thresholdText(minutes: number, rule: UnitRule): string {
  const units = unitsFor(minutes, rule);
  const range = minutesForUnits(units, rule);
  if (!range) return `${minutes} min give ${units}`;
  const figures = range.max === undefined ? `${range.min} min or more` : `${range.min}–${range.max} min`;
  return `${figures} give ${units}`;
}

function poolSteps(group: UnitGroup, share: UnitShare): readonly TraceStep[] {
  const { pool } = group;
  if (!pool) return [];
  const { rounding } = group.applied.policy.units;
  const codes = pool.shares.map(({ code, minutes }) => `${code} ${minutes}`).join(' + ');
  const own = pool.shares.find((item) => item.code === share.code);
  const steps: TraceStep[] = [
    {
      label: `Pooled minutes: ${codes} = ${pool.minutes}; floor((${pool.minutes} + 7) / 15)`,
      value: unitsText(pool.units),
      ...(rounding ? sourceOf(rounding.origin) : {}),
    },
  ];
  if (own) {
    const { blocks, remaining, leftover } = own;
    const extra = { yes: 'gets one more', no: 'gets none more', choice: 'ties for one more' }[leftover];
    steps.push({
      label: `${share.code}: ${blocks} whole blocks of 15 min, ${remaining} min left, ${extra}`,
      value: supportedText(share),
    });
  }
  return steps;
}

/** `4 units`, or `1 or 2 units` where the Medicare rule leaves a choice. */
export function supportedText({ supported }: UnitShare): string {
  return supported.min === supported.max ? unitsText(supported.max) : `${supported.min} or ${unitsText(supported.max)}`;
}

export function unitsText(units: number): string {
  return units === 1 ? '1 unit' : `${units} units`;
}

function billedSteps(share: UnitShare): readonly TraceStep[] {
  const steps = share.members.slice(0, MAX_LISTED).map(
    (member: Member): TraceStep => ({
      label: `Billed by ${serviceName(member.service)}`,
      value: unitsText(member.units),
      place: placeOfUnits(member.service),
    }),
  );
  const rest = share.members.slice(MAX_LISTED);
  if (rest.length > 0) {
    const units = rest.reduce((sum, member) => sum + member.units, 0);
    steps.push({ label: `Billed by ${rest.length} more`, value: unitsText(units) });
  }
  return steps;
}
