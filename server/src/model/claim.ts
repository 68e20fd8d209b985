/** A claim with its service lines. */
import * as z from 'zod';
import {
  date,
  diagnosisCode,
  diagnosisPointer,
  id,
  minutes,
  modifier,
  money,
  placeOfService,
  procedureCode,
  time,
  units,
} from './scalars.ts';
import type { Lowered } from './shape.ts';
import { claimFrequency } from './words.ts';

export const claimLineShape = z
  .strictObject({
    date: date.describe('Date of service, YYYY-MM-DD (CMS-1500 box 24A, 837P DTP*472).'),
    code: procedureCode.describe('Procedure code (CMS-1500 box 24D, 837P SV101-2).'),
    modifiers: z
      .array(modifier)
      .describe('Modifiers of the procedure code, at most four (CMS-1500 box 24D, 837P SV101-3 to -6).')
      .optional(),
    diagnosisPointers: z
      .array(diagnosisPointer)
      .describe(
        "Letters A to L of the claim's diagnoses that the line is for, at most four (CMS-1500 box 24E, 837P SV107).",
      )
      .optional(),
    units: units.describe('Billed units (CMS-1500 box 24G, 837P SV104).'),
    charge: money.describe('Charge for the whole line in dollars (CMS-1500 box 24F, 837P SV102).').optional(),
    placeOfService: placeOfService
      .describe(
        'Place of service code: 11 office, 12 home, 03 school, 02 or 10 telehealth (CMS-1500 box 24B, 837P SV105).',
      )
      .optional(),
    provider: id.describe('Id of the rendering provider (CMS-1500 box 24J, 837P 2420A NM1*82).').optional(),
    supervisor: id.describe('Id of the supervising provider (CMS-1500 box 17 DQ, 837P 2310D NM1*DQ).').optional(),
    authorization: id
      .describe("Prior authorization number, where it differs from the claim's (837P 2400 REF*G1).")
      .optional(),
    sessions: z.array(id).describe('Ids of the session notes that support the line.').optional(),
    start: time.describe('When the service began, where no note in the folder says so.').optional(),
    end: time.describe('When the service ended, where no note in the folder says so.').optional(),
    minutes: minutes.describe('Billable minutes, where neither a note nor start and end say so.').optional(),
  })
  .meta({ title: 'Service line', description: 'One service line (CMS-1500 box 24, 837P loop 2400).' });

export const claimShape = z
  .strictObject({
    id: id.describe('Patient control number, unique among the claims of the folder (CMS-1500 box 26, 837P CLM01).'),
    client: id.describe('Id of the client (CMS-1500 box 2, 837P 2010BA/2010CA).'),
    payer: id.describe('Id of the payer that the claim goes to (837P 2010BB NM1*PR).'),
    created: date.describe('Date on which the claim was created (837P BHT04).').optional(),
    frequency: claimFrequency
      .describe('Original, replacement or void (CMS-1500 box 22, 837P CLM05-3: 1, 7, 8).')
      .optional(),
    replaces: id.describe('Id of the claim that this one replaces or voids.').optional(),
    payerControlNumber: id
      .describe("The payer's number of the original claim (CMS-1500 box 22 original reference, 837P REF*F8).")
      .optional(),
    authorization: id.describe('Prior authorization number (CMS-1500 box 23, 837P REF*G1).').optional(),
    billingProvider: id.describe('Id of the billing provider (CMS-1500 box 33, 837P 2010AA NM1*85).').optional(),
    diagnoses: z
      .array(diagnosisCode)
      .describe('Diagnoses in order, at most twelve: the first is A, the next B (CMS-1500 box 21, 837P HI).')
      .optional(),
    total: money.describe('Total charge in dollars (CMS-1500 box 28, 837P CLM02).').optional(),
    lines: z.array(claimLineShape).describe('Service lines (CMS-1500 box 24, 837P loop 2400).'),
  })
  .meta({ title: 'Claim', description: 'One professional claim (CMS-1500, 837P loop 2300).' });

export type Claim = Lowered<typeof claimShape>;
export type ClaimLine = Lowered<typeof claimLineShape>;
