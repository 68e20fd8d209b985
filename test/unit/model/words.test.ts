import assert from 'node:assert/strict';
import { WEEKDAYS } from '../../../server/src/billing/calendar.ts';
import { CALENDAR_PERIODS } from '../../../server/src/billing/caps.ts';
import { ROUNDINGS } from '../../../server/src/billing/units.ts';
import { type ScalarShape, scalarSpecs } from '../../../server/src/model/shape.ts';
import * as words from '../../../server/src/model/words.ts';
import { LEVELS } from '../../../server/src/tables/credentials.ts';

describe('word lists of the format', () => {
  const pairs: readonly (readonly [string, ScalarShape<string>, readonly string[]])[] = [
    ['levels', words.level, LEVELS],
    ['roundings', words.rounding, ROUNDINGS],
    ['weekdays', words.weekday, WEEKDAYS],
    ['cap periods', words.capPeriod, [...CALENDAR_PERIODS, 'authorization', 'lifetime']],
  ];
  for (const [name, shape, known] of pairs) {
    it(`know the ${name} that the calculations know`, () => assert.deepEqual(scalarSpecs.get(shape)?.words, known));
  }
});
