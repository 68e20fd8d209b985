import assert from 'node:assert/strict';
import { type IsoDate, parseDate } from '../../../server/src/billing/calendar.ts';

/** A date literal of a test. */
export function day(text: string): IsoDate {
  const date = parseDate(text);
  assert.ok(date, `${text} is no date`);
  return date;
}
