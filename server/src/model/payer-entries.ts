/** The entries of a payer record's lists: limits, ratios, pairs, fees. Each may rest on a text of its own. */
import * as z from 'zod';
import {
  boolean,
  count,
  date,
  hours,
  modifier,
  money,
  percent,
  positiveInteger,
  procedureCode,
  text,
} from './scalars.ts';
import { capPeriod, ratioPeriod } from './words.ts';

/** Where a figure comes from; what is not written is taken from `sources`, else from the record. */
export const citationKeys = {
  source: text.describe('Where the payer publishes this, for example: Provider manual 2026, p. 14.').optional(),
  reviewed: date.describe('When somebody last compared this with its source.').optional(),
  verify: boolean
    .describe('Whether it still has to be confirmed in a primary source: findings that rest on it say so.')
    .optional(),
};

export const citationShape = z
  .strictObject(citationKeys)
  .meta({ title: 'Source', description: 'Where one key of the record comes from.' });

const rollingPeriodShape = z
  .strictObject({
    days: positiveInteger.describe('Days of the rolling period, the date of service included.').optional(),
    months: positiveInteger.describe('Calendar months of the rolling period, up to the date of service.').optional(),
  })
  .meta({ title: 'Rolling period', description: 'A rolling period: either days or months.' });

const onlyModifiers = z.array(modifier).describe('Only services with one of these modifiers count.').optional();

export const capShape = z
  .strictObject({
    codes: z.array(procedureCode).describe('Codes whose units or hours are summed. Absent: all codes.').optional(),
    units: count.describe('Most units in the period. A cap states either units or hours.').optional(),
    hours: hours
      .describe('Most hours in the period: units times the length of a unit. Codes billed by event do not count.')
      .optional(),
    per: z
      .union([capPeriod, rollingPeriodShape])
      .describe(
        'Period: day, week, month, year, authorization, lifetime, or { days: 180 } or { months: 6 } for a rolling one.',
      ),
    modifiers: onlyModifiers,
    withoutModifiers: z.array(modifier).describe('Services with one of these modifiers do not count.').optional(),
    ...citationKeys,
  })
  .meta({ title: 'Cap', description: 'The most that the payer pays in a period.' });

export const ratioShape = z
  .strictObject({
    codes: z.array(procedureCode).describe('Codes whose billed time is compared, for example 97155.'),
    modifiers: onlyModifiers,
    of: z.array(procedureCode).describe('Codes whose billed time it is compared with, for example 97153 and 97154.'),
    per: ratioPeriod.describe('Period in which both are summed; it is judged once it is over.'),
    minPercent: percent.describe('Smallest share, in percent: 5 is 1 hour for 20.').optional(),
    maxPercent: percent.describe('Largest share, in percent.').optional(),
    aboveHours: hours.describe('Only where the period holds more than so many hours of the compared codes.').optional(),
    ...citationKeys,
  })
  .meta({ title: 'Ratio', description: 'How much of one service the payer expects, or pays, beside another.' });

export const concurrencyShape = z
  .strictObject({
    codes: z.array(procedureCode).describe('The two codes; one code twice for two providers on it.'),
    allowed: boolean.describe('Whether the payer pays both for the same minutes of one client.'),
    clientAbsent: boolean.describe("Allowed only where the client is not in the caregivers' session.").optional(),
    separatePlaces: boolean.describe('Allowed only in two places or rooms.').optional(),
    modifiers: z
      .array(modifier)
      .describe('Allowed only where one of the two services has one of these modifiers.')
      .optional(),
    ...citationKeys,
  })
  .meta({ title: 'Concurrency', description: 'Overlapping minutes of one client with two providers.' });

export const notSameDayShape = z
  .strictObject({
    codes: z.array(procedureCode).describe('Codes that are not paid then.'),
    with: z.array(procedureCode).describe('Codes on whose dates they are not.'),
    ...citationKeys,
  })
  .meta({ title: 'Not on the same day', description: 'Services that the payer does not pay on one day of a client.' });

export const requiredModifierShape = z
  .strictObject({
    codes: z.array(procedureCode).describe('Codes that need one.'),
    anyOf: z.array(modifier).describe('Modifiers of which one is needed.'),
    ...citationKeys,
  })
  .meta({ title: 'Required modifier', description: 'Codes that are only paid with a modifier.' });

export const assessmentShape = z
  .strictObject({
    codes: z.array(procedureCode).describe('Codes of the assessment, for example 97151.'),
    withinDays: positiveInteger
      .describe('Days after its first date of service within which an assessment has to be completed.')
      .optional(),
    notAgainWithinDays: positiveInteger
      .describe('Days after the first date of service of one assessment before which the next may not begin.')
      .optional(),
    ...citationKeys,
  })
  .meta({ title: 'Assessment window', description: 'When an assessment has to be completed and may be repeated.' });

export const feeShape = z
  .strictObject({
    code: procedureCode.describe('Procedure code.'),
    modifier: modifier.describe('Only for lines with this modifier.').optional(),
    rate: money.describe('Dollars for one unit.'),
    ...citationKeys,
  })
  .meta({ title: 'Fee', description: 'Contracted rate for one unit.' });
