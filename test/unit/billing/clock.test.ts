import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatClock, MINUTES_PER_DAY, parseClock } from '../../../server/src/billing/clock.ts';

const minuteOfDay = fc.integer({ min: 0, max: MINUTES_PER_DAY - 1 });

function minutes(text: string): number | undefined {
  const reading = parseClock(text, 'start');
  return reading.valid ? reading.minutes : undefined;
}

describe('clock', () => {
  it('reads back every minute in its normal form', () => {
    for (let minute = 0; minute <= MINUTES_PER_DAY; minute++) {
      const text = formatClock(minute);
      assert.match(text, /^\d\d:\d\d$/);
      assert.deepEqual(parseClock(text, 'end'), { valid: true, minutes: minute, normalForm: text, isNormal: true });
    }
  });

  it('reads 12-hour times in their usual spellings, as not normal', () => {
    const spellings = [' AM', 'AM', ' am', 'am', ' a.m.', 'a.m.', ' A.M.', ' a', 'A', '\u00a0AM', '\u202fam', ' a. m.'];
    fc.assert(
      fc.property(minuteOfDay, fc.constantFrom(...spellings), fc.boolean(), (minute, spelling, padded) => {
        const hour = Math.floor(minute / 60);
        const twelve = String(hour % 12 === 0 ? 12 : hour % 12);
        const half = hour < 12 ? spelling : spelling.replace('A', 'P').replace('a', 'p');
        const text = `${padded ? twelve.padStart(2, '0') : twelve}:${String(minute % 60).padStart(2, '0')}${half}`;
        assert.deepEqual(parseClock(text, 'start'), {
          valid: true,
          minutes: minute,
          normalForm: formatClock(minute),
          isNormal: false,
        });
      }),
    );
  });

  it('reads noon, midnight and short hours', () => {
    assert.equal(minutes('12:00 AM'), 0);
    assert.equal(minutes('12:30 AM'), 30);
    assert.equal(minutes('12:00 PM'), 720);
    assert.equal(minutes('12:30 PM'), 750);
    assert.equal(minutes('3:00 PM'), 900);
    assert.equal(minutes('3:00pm'), 900);
    assert.equal(minutes('0:05'), 5);
    assert.deepEqual(parseClock('9:05', 'start'), { valid: true, minutes: 545, normalForm: '09:05', isNormal: false });
    assert.deepEqual(parseClock(' 15:00 ', 'start'), {
      valid: true,
      minutes: 900,
      normalForm: '15:00',
      isNormal: false,
    });
  });

  it('takes 24:00 only as an end', () => {
    assert.deepEqual(parseClock('24:00', 'end'), { valid: true, minutes: 1440, normalForm: '24:00', isNormal: true });
    assert.deepEqual(parseClock('24:00', 'start'), {
      valid: false,
      reason: 'can only be an end',
      likely: ['00:00'],
    });
    assert.equal(parseClock('24:01', 'end').valid, false);
    assert.equal(parseClock('24:00 PM', 'end').valid, false);
  });

  const invalid: readonly (readonly [text: string, reason: string, likely: readonly string[]])[] = [
    ['', 'is empty', []],
    ['25:00', 'has no hour 25', []],
    ['15:60', 'has no minute 60', []],
    ['3:60 PM', 'has no minute 60', []],
    ['1500', 'is a number without a colon', ['15:00']],
    ['930', 'is a number without a colon', ['09:30', '15:30']],
    ['0930', 'is a number without a colon', ['09:30']],
    ['570', 'is a number without a colon', ['09:30']],
    ['1380', 'is a number without a colon', ['23:00']],
    ['15', 'is a number without a colon', ['15:00']],
    ['60', 'is a number without a colon', ['01:00']],
    ['59', 'is a number without a colon', []],
    ['2575', 'is a number without a colon', []],
    ['13:00 PM', 'mixes hour 13 with AM or PM', ['13:00']],
    ['15:30 AM', 'mixes hour 15 with AM or PM', ['15:30']],
    ['0:30 PM', 'mixes hour 0 with AM or PM', ['00:30']],
    ['0:30 AM', 'mixes hour 0 with AM or PM', ['00:30']],
    ['15:00:00', 'is not a time like 15:00', ['15:00']],
    ['3:00:00 PM', 'is not a time like 15:00', ['15:00']],
    ['15.30', 'is not a time like 15:00', ['15:30']],
    ['15h30', 'is not a time like 15:00', ['15:30']],
    ['3 PM', 'is not a time like 15:00', ['15:00']],
    ['12am', 'is not a time like 15:00', ['00:00']],
    ['3:5', 'is not a time like 15:00', []],
    ['noon', 'is not a time like 15:00', []],
    ['-3:00', 'is not a time like 15:00', []],
    ['115:00', 'is not a time like 15:00', []],
    ['15:00Z', 'is not a time like 15:00', []],
    ['2026-03-02T15:00', 'is not a time like 15:00', []],
  ];
  for (const [text, reason, likely] of invalid) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      assert.deepEqual(parseClock(text, 'start'), { valid: false, reason, likely });
    });
  }

  it('offers only normal times as likely, and finds the time that base 60 hid', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9:.apm ]{0,9}$/)), (text) => {
        const reading = parseClock(text, 'end');
        for (const likely of reading.valid ? [reading.normalForm] : reading.likely) {
          const again = parseClock(likely, 'end');
          assert.ok(again.valid && again.isNormal);
        }
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 60, max: MINUTES_PER_DAY - 1 }), (minute) => {
        const reading = parseClock(String(minute), 'start');
        assert.ok(!reading.valid && reading.likely.includes(formatClock(minute)));
      }),
    );
  });
});
