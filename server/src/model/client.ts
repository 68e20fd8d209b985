/** A client: coverage, diagnoses and prior authorizations. */
import * as z from 'zod';
import { count, date, diagnosisCode, id, positiveInteger, procedureCode, text } from './scalars.ts';
import { type Lowered, personal } from './shape.ts';
import { sex, subscriberRelationship } from './words.ts';

export const personNameShape = personal(
  z
    .strictObject({
      first: personal(text).describe('First name.').optional(),
      last: personal(text).describe('Last name.').optional(),
    })
    .meta({ title: 'Name', description: 'Name of a person.' }),
);

const addressShape = personal(
  z
    .strictObject({
      line: personal(text).describe('Street and number.').optional(),
      city: personal(text).describe('City.').optional(),
      state: personal(text).describe('State, two letters.').optional(),
      zip: personal(text).describe('ZIP code, five or nine digits.').optional(),
    })
    .meta({ title: 'Address', description: 'Address of the client (CMS-1500 box 5, 837P N3 and N4).' }),
);

const subscriberShape = personal(
  z
    .strictObject({
      relationship: personal(subscriberRelationship)
        .describe("The client's relationship to the subscriber (CMS-1500 box 6, 837P PAT01).")
        .optional(),
      first: personal(text).describe("The subscriber's first name (CMS-1500 box 4).").optional(),
      last: personal(text).describe("The subscriber's last name (CMS-1500 box 4).").optional(),
    })
    .meta({
      title: 'Subscriber',
      description: 'Who holds the coverage (CMS-1500 boxes 4 and 6, 837P 2010BA). Leave it out where it is the client.',
    }),
);

const coverageShape = z
  .strictObject({
    payer: id.describe('Id of the payer (837P 2010BB NM1*PR).'),
    memberId: personal(id).describe('Member id (CMS-1500 box 1a, 837P 2010BA NM109).').optional(),
    from: date.describe('First date of coverage.').optional(),
    to: date.describe('Last date of coverage.').optional(),
    subscriber: subscriberShape.optional(),
  })
  .meta({ title: 'Coverage', description: 'Coverage of the client with one payer.' });

const authorizedServiceShape = z
  .strictObject({
    codes: z.array(procedureCode).describe('Codes that draw from this pool of units together.'),
    units: positiveInteger.describe('Units authorized in all.').optional(),
    perDay: positiveInteger.describe('Most units in a day.').optional(),
    perWeek: positiveInteger.describe('Most units in a week.').optional(),
    perMonth: positiveInteger.describe('Most units in a calendar month.').optional(),
  })
  .meta({ title: 'Authorized service', description: 'One pool of authorized units; several codes may share it.' });

const usedUnitsShape = z
  .strictObject({
    codes: z.array(procedureCode).describe('Codes of the pool that the units were drawn from.'),
    units: count.describe('Units drawn before the files begin.'),
    through: date.describe('Last date of service that the figure includes.').optional(),
  })
  .meta({ title: 'Used units', description: 'Opening balance of one pool: units drawn before the files begin.' });

export const authorizationShape = z
  .strictObject({
    number: id.describe('Prior authorization number (CMS-1500 box 23, 837P REF*G1).'),
    payer: id.describe('Id of the payer that authorized.').optional(),
    from: date.describe('First date of service authorized.').optional(),
    to: date.describe('Last date of service authorized.').optional(),
    diagnoses: z.array(diagnosisCode).describe('Diagnoses that the authorization is for.').optional(),
    services: z.array(authorizedServiceShape).describe('What is authorized, one pool of units each.').optional(),
    used: z.array(usedUnitsShape).describe('Opening balances: units drawn before the files begin.').optional(),
  })
  .meta({ title: 'Authorization', description: 'A prior authorization.' });

export const clientShape = z
  .strictObject({
    id: id.describe('Id of the client, unique among the clients of the folder.'),
    name: personNameShape.describe('Name of the client (CMS-1500 box 2, 837P NM103 and NM104).').optional(),
    birthDate: personal(date).describe('Date of birth, YYYY-MM-DD (CMS-1500 box 3, 837P DMG02).').optional(),
    sex: personal(sex).describe('F, M or U for unknown (CMS-1500 box 3, 837P DMG03).').optional(),
    address: addressShape.optional(),
    diagnoses: z.array(diagnosisCode).describe("The client's diagnoses (CMS-1500 box 21).").optional(),
    coverage: z.array(coverageShape).describe('Coverage, one entry per payer and period.').optional(),
    authorizations: z.array(authorizationShape).describe('Prior authorizations.').optional(),
  })
  .meta({ title: 'Client', description: 'A client: coverage, diagnoses and prior authorizations.' });

export type Client = Lowered<typeof clientShape>;
export type Coverage = Lowered<typeof coverageShape>;
export type Authorization = Lowered<typeof authorizationShape>;
export type AuthorizedService = Lowered<typeof authorizedServiceShape>;
export type UsedUnits = Lowered<typeof usedUnitsShape>;
