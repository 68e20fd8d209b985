/** A payer and its policy, or one dated version of it. */
import * as z from 'zod';
import {
  boolean,
  count,
  date,
  diagnosisCode,
  id,
  modifier,
  money,
  placeOfService,
  positiveInteger,
  procedureCode,
  text,
  unitLength,
  words,
} from './scalars.ts';
import { sessionShape } from './session.ts';
import type { Lowered } from './shape.ts';
import { capPeriod, level, lineOfBusiness, pool, rounding, unitsPer, weekday } from './words.ts';

const sessionKey = words(
  Object.keys(sessionShape.shape) as (keyof typeof sessionShape.shape)[],
  'a key of a session note',
);

const unitsShape = z
  .strictObject({
    rounding: rounding
      .describe(
        'How minutes become units. midpoint: CPT, a unit counts once more than half of it has passed. cms-8-minute: Medicare, over the pooled minutes. full-unit: whole units only. round-up: a begun unit counts.',
      )
      .optional(),
    per: unitsPer
      .describe(
        'What is rounded at once. day: the minutes of one client, code, provider and date, summed. session: every session on its own.',
      )
      .optional(),
    pool: pool
      .describe('For cms-8-minute: whose minutes of a day are pooled, those of one provider or all of the client.')
      .optional(),
    minutes: z
      .record(procedureCode, unitLength)
      .describe(
        'Length of a unit in minutes, by code; `default` for all others; `event` is one unit whatever the time.',
      )
      .optional(),
  })
  .meta({ title: 'Units', description: 'How documented minutes become billed units.' });

const rollingPeriodShape = z
  .strictObject({ days: positiveInteger.describe('Days of the rolling period, the date of service included.') })
  .meta({ title: 'Rolling period', description: 'A rolling period of days.' });

const capShape = z
  .strictObject({
    codes: z.array(procedureCode).describe('Codes whose units are summed.'),
    units: count.describe('Most units in the period.'),
    per: z
      .union([capPeriod, rollingPeriodShape])
      .describe('Period: day, week, month, year, authorization, or { days: 180 } for a rolling one.'),
  })
  .meta({ title: 'Cap', description: 'The most units that the payer pays in a period.' });

const concurrencyShape = z
  .strictObject({
    codes: z.array(procedureCode).describe('The two codes; one code twice for two providers on it.'),
    allowed: boolean.describe('Whether the payer pays both for the same minutes of one client.'),
    clientAbsent: boolean.describe("Allowed only where the client is not in the caregivers' session.").optional(),
  })
  .meta({ title: 'Concurrency', description: 'Overlapping minutes of one client with two providers.' });

const modifiersShape = z
  .strictObject({
    credential: z
      .record(id, modifier)
      .describe('Modifier by level (technician, assistant, qhp) or credential type.')
      .optional(),
    credentialRequired: z.array(procedureCode).describe('Codes that need the credential modifier.').optional(),
    telehealth: z
      .strictObject({
        modifiers: z.array(modifier).describe('Modifiers that mark a service as telehealth.').optional(),
        codes: z.array(procedureCode).describe('Codes that may be delivered by telehealth.').optional(),
        placesOfService: z.array(placeOfService).describe('Places of service of a telehealth service.').optional(),
      })
      .meta({ title: 'Telehealth', description: 'How telehealth is billed.' })
      .optional(),
  })
  .meta({ title: 'Modifiers', description: 'Modifiers that the payer asks for.' });

const feeShape = z
  .strictObject({
    code: procedureCode.describe('Procedure code.'),
    modifier: modifier.describe('Only for lines with this modifier.').optional(),
    rate: money.describe('Dollars for one unit.'),
  })
  .meta({ title: 'Fee', description: 'Contracted rate for one unit.' });

export const payerShape = z
  .strictObject({
    id: id.describe('Id of the payer. Several versions of one id may stand side by side, each with its own dates.'),
    name: text.describe('Name of the payer.').optional(),
    extends: id.describe("Base policy: builtin:default, another bundled policy, or another payer's id.").optional(),
    lineOfBusiness: lineOfBusiness
      .describe('Line of business of the plan: it decides which national tables apply.')
      .optional(),
    from: date.describe('First date of service that this version covers.').optional(),
    to: date.describe('Last date of service that this version covers.').optional(),
    source: text.describe('Where the payer publishes this, for example: Provider manual 2026, p. 14.').optional(),
    reviewed: date.describe('When somebody last compared this with its source.').optional(),
    payerId: id.describe('Electronic payer id (837P 2010BB NM109).').optional(),
    units: unitsShape.optional(),
    caps: z
      .array(capShape)
      .describe("Limits on units. Added to the base policy's; one for the same codes and period replaces the base's.")
      .optional(),
    weekStart: weekday.describe('First day of the week, for weekly caps.').optional(),
    covered: z.array(procedureCode).describe('Codes that the payer covers. Absent: no opinion.').optional(),
    providers: z
      .record(procedureCode, z.array(id).describe('Levels (technician, assistant, qhp) or credential types.'))
      .describe('Who may render, by code: levels or credential types.')
      .optional(),
    supervisor: z
      .strictObject({
        required: z.array(procedureCode).describe('Codes that need a directing QHP.').optional(),
        level: level.describe('Level that the supervisor must have.').optional(),
      })
      .meta({ title: 'Supervisor', description: 'Which services a QHP has to direct.' })
      .optional(),
    concurrency: z
      .array(concurrencyShape)
      .describe(
        "Pairs of codes at the same time. Added to the base policy's; one for the same codes replaces the base's.",
      )
      .optional(),
    modifiers: modifiersShape.optional(),
    groupSize: z
      .strictObject({
        min: positiveInteger.describe('Smallest group.').optional(),
        max: positiveInteger.describe('Largest group.').optional(),
      })
      .meta({ title: 'Group size', description: 'Patients, or sets of caregivers, in a group.' })
      .optional(),
    diagnoses: z
      .strictObject({
        anyOf: z.array(diagnosisCode).describe('Diagnoses of which one is needed.').optional(),
      })
      .meta({ title: 'Diagnoses', description: 'Diagnoses that the payer accepts.' })
      .optional(),
    documentation: z
      .strictObject({
        signedWithinDays: count
          .describe('Days after the date of service within which the note has to be signed.')
          .optional(),
        require: z.array(sessionKey).describe('Keys of a session note that must be there.').optional(),
      })
      .meta({ title: 'Documentation', description: 'What the payer asks of session notes.' })
      .optional(),
    timelyFilingDays: positiveInteger.describe('Days after the date of service within which to file.').optional(),
    fees: z
      .array(feeShape)
      .describe(
        "Rates for one unit. Added to the base policy's; one for the same code and modifier replaces the base's.",
      )
      .optional(),
  })
  .meta({ title: 'Payer', description: 'A payer and its policy, or one dated version of it.' });

export type Payer = Lowered<typeof payerShape>;
export type Cap = Lowered<typeof capShape>;
export type Concurrency = Lowered<typeof concurrencyShape>;
export type Fee = Lowered<typeof feeShape>;
