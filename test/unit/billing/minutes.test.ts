import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Interval } from '../../../server/src/billing/intervals.ts';
import {
  billableMinutes,
  type DocumentedTime,
  describeMinutesStep,
  type NonBillable,
} from '../../../server/src/billing/minutes.ts';

type Timed = Extract<DocumentedTime, { interval: Interval }>;

const END = 120;
const minute = fc.integer({ min: 0, max: END });
const interval = fc.tuple(minute, minute).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
/** Also reversed and outside the session, as files have them. */
const nonBillable: fc.Arbitrary<NonBillable> = fc.oneof(
  fc.record({ interval: fc.record({ start: minute, end: minute }) }),
  fc.record({ minutes: fc.integer({ min: 0, max: 40 }) }),
);
const timed: fc.Arbitrary<Timed> = fc.record({ interval, nonBillable: fc.array(nonBillable, { maxLength: 4 }) });
const stated: fc.Arbitrary<DocumentedTime> = fc.record({ billableMinutes: fc.integer({ min: 0, max: 200 }) });
const sessions = fc.array(fc.oneof({ arbitrary: timed, weight: 4 }, { arbitrary: stated, weight: 1 }), {
  maxLength: 5,
});

const single = (session: DocumentedTime): number => billableMinutes([session]).minutes;

/** The oracle for intervals: minute by minute. */
function minuteByMinute(group: readonly Timed[]): number {
  const within = (at: number, { start, end }: Interval): boolean => at >= start && at < end;
  let count = 0;
  for (let at = 0; at < END; at++) {
    const holding = group.filter((session) => within(at, session.interval));
    const excluded = holding.some((session) =>
      session.nonBillable.some((part) => 'interval' in part && within(at, part.interval)),
    );
    if (holding.length > 0 && !excluded) count++;
  }
  return count;
}

const withoutLoose = (session: Timed): Timed => ({
  interval: session.interval,
  nonBillable: session.nonBillable.filter((part) => 'interval' in part),
});

const loose = (session: Timed): number =>
  session.nonBillable.reduce((sum, part) => sum + ('minutes' in part ? part.minutes : 0), 0);

describe('billable minutes', () => {
  it('of one session are length less intervals less loose minutes, never below 0', () => {
    fc.assert(
      fc.property(timed, (session) => {
        assert.equal(single(session), Math.max(0, minuteByMinute([session]) - loose(session)));
      }),
    );
  });

  it('of a group are the minutes that some session holds and none excludes', () => {
    fc.assert(
      fc.property(fc.array(timed, { maxLength: 5 }), (group) => {
        assert.equal(billableMinutes(group.map(withoutLoose)).minutes, minuteByMinute(group));
      }),
    );
  });

  it('of a group are at most the sum of its sessions, and that sum where none overlap', () => {
    fc.assert(
      fc.property(sessions, (group) => {
        const sum = group.reduce((total, session) => total + single(session), 0);
        const { minutes } = billableMinutes(group);
        assert.ok(minutes >= 0 && minutes <= sum, `${minutes} of ${sum}`);
        const apart = group.map((session, index): DocumentedTime => shift(session, index * 2 * END));
        assert.equal(billableMinutes(apart).minutes, sum);
      }),
    );
  });

  it('do not depend on the order of the sessions where only intervals are subtracted', () => {
    fc.assert(
      fc.property(fc.array(timed, { maxLength: 5 }), (group) => {
        const plain = group.map(withoutLoose);
        assert.equal(billableMinutes(plain).minutes, billableMinutes(plain.toReversed()).minutes);
      }),
    );
  });

  it('are the sum of their steps, each of which changes something', () => {
    fc.assert(
      fc.property(sessions, (group) => {
        const { minutes, steps } = billableMinutes(group);
        assert.equal(
          steps.reduce((sum, step) => sum + step.minutes, 0),
          minutes,
        );
        for (const step of steps) assert.notEqual(step.minutes, 0);
      }),
    );
  });

  it('of no session are 0', () => {
    assert.deepEqual(billableMinutes([]), { minutes: 0, steps: [] });
  });

  it('explain themselves', () => {
    const group: DocumentedTime[] = [
      {
        interval: { start: 900, end: 953 },
        nonBillable: [{ interval: { start: 920, end: 925 } }, { minutes: 3 }, { interval: { start: 0, end: 60 } }],
      },
      { interval: { start: 943, end: 973 }, nonBillable: [{ interval: { start: 970, end: 980 } }] },
      { billableMinutes: 15 },
    ];
    const { minutes, steps } = billableMinutes(group);
    assert.equal(minutes, 53 + 30 - 10 - 5 - 3 - 3 + 15);
    assert.deepEqual(steps.map(describeMinutesStep), [
      '15:00–15:53 is 53 min',
      '15:43–16:13 is 30 min',
      'less 10 min already counted (15:43–15:53)',
      'less 5 min non-billable (15:20–15:25)',
      'less 3 min non-billable (16:10–16:13)',
      'less 3 min non-billable',
      '15 min stated',
    ]);
    assert.deepEqual(
      steps.map((step) => [step.session, 'entry' in step ? step.entry : undefined]),
      [
        [0, undefined],
        [1, undefined],
        [1, undefined],
        [0, 0],
        [1, 0],
        [0, 1],
        [2, undefined],
      ],
    );
  });

  it('lose no time of one session to the loose minutes of another', () => {
    const group: DocumentedTime[] = [
      { interval: { start: 0, end: 30 }, nonBillable: [{ minutes: 50 }] },
      { interval: { start: 60, end: 120 }, nonBillable: [] },
    ];
    assert.equal(billableMinutes(group).minutes, 60);
  });
});

function shift(session: DocumentedTime, by: number): DocumentedTime {
  if (!('interval' in session)) return session;
  const move = ({ start, end }: Interval): Interval => ({ start: start + by, end: end + by });
  return {
    interval: move(session.interval),
    nonBillable: session.nonBillable.map((part) => ('interval' in part ? { interval: move(part.interval) } : part)),
  };
}
