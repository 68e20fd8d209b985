/**
 * Billable minutes of a session, or of a group of sessions that is rounded to units at once.
 *
 * Billable minutes = the union of the sessions' intervals, less their non-billable intervals, less the non-billable
 * minutes without a time. Only time spent on the patient counts (Medicare Claims Processing Manual, Pub. 100-04, ch. 5
 * §20.2; OIG audits of ABA claims name naps, meals and breaks), and a minute counts once however many notes hold it.
 */
import { clockRange } from './clock.ts';
import { type Interval, intersect, lengthOf, subtract, totalLength, union } from './intervals.ts';

/** An interval of the session, or a number of whole minutes somewhere in it. */
export type NonBillable = { readonly interval: Interval } | { readonly minutes: number };

/** A session's documented time: its interval with what may not be billed of it, or just its billable minutes. */
export type DocumentedTime =
  | { readonly interval: Interval; readonly nonBillable: readonly NonBillable[] }
  | { readonly billableMinutes: number };

/**
 * One step of the calculation. `minutes` is what the step adds (negative: takes away); the steps of a result sum to it.
 * `session` is the index among the given sessions, `entry` the index in that session's `nonBillable`.
 */
export type MinutesStep =
  | { readonly kind: 'interval'; readonly session: number; readonly minutes: number; readonly interval: Interval }
  | { readonly kind: 'stated'; readonly session: number; readonly minutes: number }
  /** Time that an earlier session of the group already holds. */
  | {
      readonly kind: 'shared';
      readonly session: number;
      readonly minutes: number;
      readonly intervals: readonly Interval[];
    }
  /** The part of the entry that lies in its session and that no earlier entry took away. */
  | {
      readonly kind: 'non-billable';
      readonly session: number;
      readonly entry: number;
      readonly minutes: number;
      readonly intervals: readonly Interval[];
    }
  /** Minutes without a time, no more of them than their session has left. */
  | {
      readonly kind: 'non-billable-minutes';
      readonly session: number;
      readonly entry: number;
      readonly minutes: number;
    };

export interface BillableMinutes {
  /** Never below 0. */
  readonly minutes: number;
  /** Steps that change nothing (an interval outside its session, say) are left out. */
  readonly steps: readonly MinutesStep[];
}

/**
 * Billable minutes of the sessions as one group; for one session pass just that.
 *
 * What one note of the group calls non-billable is not billable by another one that overlaps it: a group is one
 * provider with one client in one code. Minutes without a time take away from their own session only.
 */
export function billableMinutes(sessions: readonly DocumentedTime[]): BillableMinutes {
  const [only] = sessions;
  if (only && sessions.length === 1 && 'interval' in only && only.nonBillable.length === 0)
    return wholeInterval(only.interval);
  const steps = [...intervalSteps(sessions), ...nonBillableSteps(sessions)];
  steps.push(...looseSteps(sessions, sum(steps)), ...statedSteps(sessions));
  const effective = steps.filter((step) => step.minutes !== 0);
  return { minutes: sum(effective), steps: effective };
}

/** Most services are one uninterrupted session; whole files of them are counted at once. */
function wholeInterval(interval: Interval): BillableMinutes {
  const minutes = lengthOf(interval);
  return { minutes, steps: minutes === 0 ? [] : [{ kind: 'interval', session: 0, minutes, interval }] };
}

function sum(steps: readonly MinutesStep[]): number {
  return steps.reduce((total, step) => total + step.minutes, 0);
}

function intervalSteps(sessions: readonly DocumentedTime[]): MinutesStep[] {
  const steps: MinutesStep[] = [];
  let covered: readonly Interval[] = [];
  for (const [session, time] of sessions.entries()) {
    if (!('interval' in time)) continue;
    const { interval } = time;
    const intervals = intersect(covered, [interval]);
    steps.push({ kind: 'interval', session, minutes: lengthOf(interval), interval });
    steps.push({ kind: 'shared', session, minutes: 0 - totalLength(intervals), intervals });
    covered = union([...covered, interval]);
  }
  return steps;
}

function nonBillableSteps(sessions: readonly DocumentedTime[]): MinutesStep[] {
  const steps: MinutesStep[] = [];
  let taken: readonly Interval[] = [];
  for (const [session, time] of sessions.entries()) {
    if (!('interval' in time)) continue;
    for (const [entry, part] of time.nonBillable.entries()) {
      if (!('interval' in part)) continue;
      const intervals = subtract(intersect([part.interval], [time.interval]), taken);
      steps.push({ kind: 'non-billable', session, entry, minutes: 0 - totalLength(intervals), intervals });
      taken = union([...taken, ...intervals]);
    }
  }
  return steps;
}

/** `timed`: the group's minutes before any of these is taken away. */
function looseSteps(sessions: readonly DocumentedTime[], timed: number): MinutesStep[] {
  const steps: MinutesStep[] = [];
  let left = timed;
  for (const [session, time] of sessions.entries()) {
    if (!('interval' in time)) continue;
    const excluded = time.nonBillable.flatMap((part) => ('interval' in part ? [part.interval] : []));
    let own = totalLength(subtract([time.interval], excluded));
    for (const [entry, part] of time.nonBillable.entries()) {
      if (!('minutes' in part)) continue;
      const minutes = Math.min(part.minutes, own, left);
      steps.push({ kind: 'non-billable-minutes', session, entry, minutes: 0 - minutes });
      own -= minutes;
      left -= minutes;
    }
  }
  return steps;
}

function statedSteps(sessions: readonly DocumentedTime[]): MinutesStep[] {
  return sessions.flatMap((time, session) =>
    'interval' in time ? [] : [{ kind: 'stated' as const, session, minutes: time.billableMinutes }],
  );
}

/** The step in words and figures, without saying whose session it is. */
export function describeMinutesStep(step: MinutesStep): string {
  const figure = `${Math.abs(step.minutes)} min`;
  switch (step.kind) {
    case 'interval':
      return `${clockRange(step.interval)} is ${figure}`;
    case 'stated':
      return `${figure} stated`;
    case 'shared':
      return `less ${figure} already counted (${step.intervals.map(clockRange).join(', ')})`;
    case 'non-billable':
      return `less ${figure} non-billable (${step.intervals.map(clockRange).join(', ')})`;
    case 'non-billable-minutes':
      return `less ${figure} non-billable`;
  }
}
