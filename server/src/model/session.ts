/** A session note. */
import * as z from 'zod';
import {
  boolean,
  date,
  id,
  minutes,
  modifier,
  placeOfService,
  positiveInteger,
  procedureCode,
  text,
  time,
  units,
} from './scalars.ts';
import { type Lowered, personal } from './shape.ts';

const nonBillableShape = z
  .strictObject({
    start: time.describe('When the non-billable time began, within the session.').optional(),
    end: time.describe('When the non-billable time ended, within the session.').optional(),
    minutes: minutes.describe('Its length in minutes, where start and end were not noted.').optional(),
    reason: text.describe('Why it may not be billed: break, waiting, travel.').optional(),
  })
  .meta({
    title: 'Non-billable time',
    description: 'Time inside the session that may not be billed: either start and end, or a number of minutes.',
  });

const caregiverShape = personal(
  z
    .strictObject({
      name: text.describe("The caregiver's name.").optional(),
      relationship: text.describe('Relationship to the client: mother, father, grandparent.').optional(),
    })
    .meta({ title: 'Caregiver', description: 'A caregiver who took part.' }),
);

const signatureShape = z
  .strictObject({
    by: id.describe('Id of the provider who signed.'),
    date: date.describe('Date of the signature.').optional(),
  })
  .meta({ title: 'Signature', description: 'Who signed the note, and when.' });

export const sessionShape = z
  .strictObject({
    id: id.describe('Id of the note, unique among the session notes of the folder. Claim lines name it in `sessions`.'),
    client: id.describe('Id of the client who received the service (CMS-1500 box 2, 837P 2010BA/2010CA).'),
    date: date.describe('Date of service, YYYY-MM-DD (CMS-1500 box 24A, 837P DTP*472).'),
    code: procedureCode.describe('Procedure code of the service delivered (CMS-1500 box 24D, 837P SV101-2).'),
    provider: id.describe(
      'Id of the rendering provider, who delivered the service (CMS-1500 box 24J, 837P 2310B/2420A NM1*82).',
    ),
    supervisor: id
      .describe('Id of the supervising provider, the QHP who directs the service (837P 2310D NM1*DQ).')
      .optional(),
    start: time
      .describe('When the service began: wall-clock time where it took place, HH:MM or h:MM AM/PM.')
      .optional(),
    end: time
      .describe('When the service ended, on the same date; 24:00 is midnight. A service over midnight is two notes.')
      .optional(),
    nonBillable: z
      .array(nonBillableShape)
      .describe('Time between start and end that may not be billed. It is subtracted before minutes become units.')
      .optional(),
    scheduled: z
      .strictObject({
        start: time.describe('When the appointment was to begin.').optional(),
        end: time.describe('When the appointment was to end.').optional(),
      })
      .meta({
        title: 'Appointment',
        description:
          'The appointment as scheduled. Only delivered time is billed; this explains units that fit the schedule instead.',
      })
      .optional(),
    units: units.describe('Units that the note claims (CMS-1500 box 24G, 837P SV104).').optional(),
    modifiers: z
      .array(modifier)
      .describe('Modifiers of the procedure code (CMS-1500 box 24D, 837P SV101-3 to -6).')
      .optional(),
    placeOfService: placeOfService
      .describe('Place of service code: 11 office, 12 home, 03 school, 02 or 10 telehealth (CMS-1500 box 24B).')
      .optional(),
    authorization: id
      .describe("Prior authorization number, one of the client's (CMS-1500 box 23, 837P REF*G1).")
      .optional(),
    groupSize: positiveInteger.describe('97154, 97158: patients in the group. 97157: sets of caregivers.').optional(),
    technicians: z.array(id).describe('0362T, 0373T: ids of the technicians who assisted.').optional(),
    clientPresent: boolean.describe('Whether the client was present.').optional(),
    caregivers: z.array(caregiverShape).describe('Caregivers who took part (97156, 97157).').optional(),
    goals: z.array(personal(text)).describe('Treatment goals addressed in the session.').optional(),
    interventions: z.array(personal(text)).describe('Procedures and interventions used.').optional(),
    summary: personal(text).describe('The narrative of the session.').optional(),
    protocolChange: z
      .strictObject({
        change: personal(text).describe('What was changed in the protocol.').optional(),
        reason: personal(text).describe('Why it was changed.').optional(),
      })
      .meta({
        title: 'Protocol change',
        description: 'The protocol modification that 97155, 97158 and 0373T are for.',
      })
      .optional(),
    signatures: z.array(signatureShape).describe('Signatures on the note.').optional(),
  })
  .meta({ title: 'Session note', description: 'One service delivered to one client on one date.' });

export type Session = Lowered<typeof sessionShape>;
export type NonBillableEntry = Lowered<typeof nonBillableShape>;
export type Caregiver = Lowered<typeof caregiverShape>;
export type Signature = Lowered<typeof signatureShape>;
