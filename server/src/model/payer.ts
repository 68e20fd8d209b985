/** A payer and its policy, or one dated version of it. */
import * as z from 'zod';
import {
  assessmentShape,
  capShape,
  citationKeys,
  citationShape,
  concurrencyShape,
  feeShape,
  notSameDayShape,
  ratioShape,
  requiredModifierShape,
} from './payer-entries.ts';
import {
  boolean,
  count,
  date,
  diagnosisCode,
  groupRange,
  hours,
  id,
  modifier,
  placeOfService,
  positiveInteger,
  procedureCode,
  text,
  unitKey,
  unitLength,
  words,
} from './scalars.ts';
import { sessionShape } from './session.ts';
import type { Lowered } from './shape.ts';
import { level, lineOfBusiness, linesPer, pool, rounding, unitsPer, weekday } from './words.ts';

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
    roundingByCode: z
      .record(procedureCode, rounding)
      .describe('How the minutes of single codes become units, where not in the way of all others.')
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
      .record(unitKey, unitLength)
      .describe(
        'Length of a unit in minutes, by code, or by code and modifier (97151-TJ); `default` for all others; `event` is one unit whatever the time, `unknown` checks no units against the time.',
      )
      .optional(),
  })
  .meta({ title: 'Units', description: 'How documented minutes become billed units.' });

const telehealthShape = z
  .strictObject({
    modifiers: z.array(modifier).describe('Modifiers that mark a service as telehealth.').optional(),
    codes: z.array(procedureCode).describe('Codes that may be delivered by telehealth.').optional(),
    excludedCodes: z.array(procedureCode).describe('Codes that may not be delivered by telehealth.').optional(),
    placesOfService: z.array(placeOfService).describe('Places of service of a telehealth service.').optional(),
    providers: z
      .array(id)
      .describe('Who may render by telehealth: levels (technician, assistant, qhp) or credential types.')
      .optional(),
    audioOnly: boolean.describe('Whether services without video (modifiers 93, FQ) are paid.').optional(),
  })
  .meta({ title: 'Telehealth', description: 'How telehealth is billed.' });

const modifiersShape = z
  .strictObject({
    credential: z
      .record(id, z.union([modifier, z.array(modifier)]))
      .describe(
        'Modifier by level (technician, assistant, qhp) or credential type; a list where the payer accepts several.',
      )
      .optional(),
    credentialRequired: z.array(procedureCode).describe('Codes that need the credential modifier.').optional(),
    required: z
      .array(requiredModifierShape)
      .describe(
        "Codes that need other modifiers. Added to the base policy's; one for the same codes replaces the base's.",
      )
      .optional(),
    notAccepted: z.array(modifier).describe('Modifiers that the payer refuses.').optional(),
    telehealth: telehealthShape.optional(),
  })
  .meta({ title: 'Modifiers', description: 'Modifiers that the payer asks for.' });

const groupSizeShape = z
  .strictObject({
    min: positiveInteger.describe('Smallest group.').optional(),
    max: positiveInteger.describe('Largest group.').optional(),
    modifiers: z
      .record(groupRange, modifier)
      .describe('Modifier by the number in the group: { 2: UN, 3: UP, "4-8": U8, 6+: US }.')
      .optional(),
    modifierRequired: z.array(procedureCode).describe('Codes that need the modifier of their group.').optional(),
  })
  .meta({ title: 'Group size', description: 'Patients, or sets of caregivers, in a group.' });

const documentationShape = z
  .strictObject({
    signedWithinDays: count
      .describe('Days after the date of service within which the note has to be signed.')
      .optional(),
    signedBeforeClaim: boolean.describe('Whether the note has to be signed before its claim is created.').optional(),
    signatures: positiveInteger.describe('How many persons have to sign a note.').optional(),
    require: z
      .array(sessionKey)
      .describe(
        'Keys of a session note that must be there, where they concern its code: an assessment has no goals or interventions.',
      )
      .optional(),
  })
  .meta({ title: 'Documentation', description: 'What the payer asks of session notes.' });

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
    ...citationKeys,
    sources: z
      .record(id, citationShape)
      .describe(
        'Where single keys come from, by their path: { units.rounding: { source: Bulletin 7, verify: true } }. A path also speaks for what is below it.',
      )
      .optional(),
    payerId: id.describe('Electronic payer id (837P 2010BB NM109).').optional(),
    units: unitsShape.optional(),
    lines: linesPer
      .describe(
        'What a claim line holds. day: all sessions of one code, provider and date. session: each session is a line of its own.',
      )
      .optional(),
    caps: z
      .array(capShape)
      .describe(
        "Limits on units or hours. Added to the base policy's; one for the same codes, period and modifiers replaces the base's.",
      )
      .optional(),
    weekStart: weekday.describe('First day of the week, for weekly caps.').optional(),
    ratios: z
      .array(ratioShape)
      .describe(
        "Shares of one service beside another, such as supervision. Added to the base policy's; one for the same codes and period replaces the base's.",
      )
      .optional(),
    providerHours: z
      .strictObject({ perDay: hours.describe('Most hours that one provider may render in a day.').optional() })
      .meta({ title: 'Provider hours', description: 'How long one provider may work.' })
      .optional(),
    covered: z.array(procedureCode).describe('Codes that the payer covers. Absent: no opinion.').optional(),
    age: z
      .strictObject({
        min: count.describe('Youngest age in years on the date of service.').optional(),
        max: count
          .describe('Oldest age in years on the date of service: 20 where the payer covers up to 21.')
          .optional(),
      })
      .meta({ title: 'Age', description: 'Ages of the clients that the payer covers.' })
      .optional(),
    authorization: z
      .strictObject({
        required: boolean.describe('Whether services need a prior authorization.').optional(),
        codes: z.array(procedureCode).describe('Only these codes need one. Absent: all.').optional(),
      })
      .meta({ title: 'Authorization', description: 'Which services need a prior authorization.' })
      .optional(),
    assessments: z
      .array(assessmentShape)
      .describe(
        "When assessments have to be completed and may be repeated. Added to the base policy's; one for the same codes replaces the base's.",
      )
      .optional(),
    providers: z
      .record(procedureCode, z.array(id).describe('Levels (technician, assistant, qhp) or credential types.'))
      .describe('Who may render, by code: levels or credential types.')
      .optional(),
    supervisor: z
      .strictObject({
        required: z.array(procedureCode).describe('Codes that need a directing QHP.').optional(),
        level: level.describe('Level that the supervisor must have.').optional(),
        bills: z
          .array(id)
          .describe(
            "Whose services are billed under the supervisor's number: levels or credential types. The claim line names the supervisor as rendering provider.",
          )
          .optional(),
      })
      .meta({ title: 'Supervisor', description: 'Which services a QHP has to direct.' })
      .optional(),
    concurrency: z
      .array(concurrencyShape)
      .describe(
        "Pairs of codes at the same time. Added to the base policy's; one for the same codes replaces the base's.",
      )
      .optional(),
    notSameDay: z
      .array(notSameDayShape)
      .describe(
        "Services that are not paid on the day of others. Added to the base policy's; one for the same codes replaces the base's.",
      )
      .optional(),
    modifiers: modifiersShape.optional(),
    placesOfService: z.array(placeOfService).describe('Places of service that the payer accepts.').optional(),
    groupSize: groupSizeShape.optional(),
    diagnoses: z
      .strictObject({
        anyOf: z.array(diagnosisCode).describe('Diagnoses of which one is needed.').optional(),
        noneOf: z.array(diagnosisCode).describe('Diagnoses that the payer does not accept.').optional(),
      })
      .meta({ title: 'Diagnoses', description: 'Diagnoses that the payer accepts.' })
      .optional(),
    documentation: documentationShape.optional(),
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
export type Citation = Lowered<typeof citationShape>;
export type Cap = Lowered<typeof capShape>;
export type Ratio = Lowered<typeof ratioShape>;
export type Assessment = Lowered<typeof assessmentShape>;
export type Concurrency = Lowered<typeof concurrencyShape>;
export type NotSameDay = Lowered<typeof notSameDayShape>;
export type RequiredModifier = Lowered<typeof requiredModifierShape>;
export type Fee = Lowered<typeof feeShape>;
