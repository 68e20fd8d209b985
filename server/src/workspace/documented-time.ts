/** The time that a note or a claim line documents, as far as it can be read. */
import { parseClock } from '../billing/clock.ts';
import type { Interval } from '../billing/intervals.ts';
import type { DocumentedTime, NonBillable } from '../billing/minutes.ts';
import type { ClaimLine, Session } from '../model/document.ts';
import type { Field } from '../model/field.ts';

export type TimeFact =
  | { readonly kind: 'documented'; readonly time: DocumentedTime }
  /** Nothing is written. */
  | { readonly kind: 'absent' }
  /** Something is written that cannot be read, or only half of it is there. */
  | { readonly kind: 'unreadable' };

const NONE: readonly NonBillable[] = [];

const UNREADABLE: TimeFact = { kind: 'unreadable' };

/** A note's time, less what it calls non-billable. An entry that cannot be read makes the whole time unknown. */
export function sessionTime(session: Session): TimeFact {
  const own = intervalOf(session);
  if (own.kind !== 'documented') return own;
  if (!session.nonBillable) return { kind: 'documented', time: { interval: own.interval, nonBillable: NONE } };
  const nonBillable: NonBillable[] = [];
  for (const entry of session.nonBillable.items) {
    const part = nonBillableOf(entry);
    if (!part) return UNREADABLE;
    nonBillable.push(part);
  }
  return { kind: 'documented', time: { interval: own.interval, nonBillable } };
}

/** A line's own time: start and end, else its billable minutes. */
export function lineTime(line: ClaimLine): TimeFact {
  const own = intervalOf(line);
  if (own.kind === 'documented') return { kind: 'documented', time: { interval: own.interval, nonBillable: NONE } };
  if (own.kind === 'unreadable' || !line.minutes) return own;
  const minutes = wholeMinutes(line.minutes);
  return minutes === undefined ? UNREADABLE : { kind: 'documented', time: { billableMinutes: minutes } };
}

/** Length of the appointment in minutes, where it is documented. */
export function scheduledMinutes(session: Session): number | undefined {
  const own = session.scheduled && intervalOf(session.scheduled);
  return own?.kind === 'documented' ? own.interval.end - own.interval.start : undefined;
}

/** Minutes as written: a whole number from 0, at most one day. */
export function wholeMinutes(field: { readonly text: string }): number | undefined {
  return /^\d{1,4}$/.test(field.text) && Number(field.text) <= 1440 ? Number(field.text) : undefined;
}

type IntervalReading = { kind: 'documented'; interval: Interval } | { kind: 'absent' } | { kind: 'unreadable' };

interface StartAndEnd {
  readonly start?: Field<string>;
  readonly end?: Field<string>;
}

/** The interval of a `start`/`end` pair; end after start, within one day. */
export function intervalOf({ start, end }: StartAndEnd): IntervalReading {
  if (!start && !end) return { kind: 'absent' };
  if (!start || !end) return { kind: 'unreadable' };
  const from = parseClock(start.text, 'start');
  const to = parseClock(end.text, 'end');
  if (!from.valid || !to.valid || to.minutes <= from.minutes) return { kind: 'unreadable' };
  return { kind: 'documented', interval: { start: from.minutes, end: to.minutes } };
}

function nonBillableOf(entry: StartAndEnd & { readonly minutes?: { readonly text: string } }): NonBillable | undefined {
  const own = intervalOf(entry);
  if (own.kind === 'documented') return { interval: own.interval };
  if (own.kind === 'unreadable' || !entry.minutes) return undefined;
  const minutes = wholeMinutes(entry.minutes);
  return minutes === undefined ? undefined : { minutes };
}
