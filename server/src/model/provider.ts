/** A rendering, supervising or billing provider. */
import * as z from 'zod';
import { personNameShape } from './client.ts';
import { date, id, npi, taxonomy, text } from './scalars.ts';
import { type Lowered, personal } from './shape.ts';
import { level } from './words.ts';

const credentialShape = z
  .strictObject({
    type: id.describe(
      'Credential: RBT, BT, ABAT, BCAT, BCaBA, QASP-S, LaBA, BCBA, BCBA-D, LBA, QBA, psychologist, physician, or another with its level.',
    ),
    level: level
      .describe('Level of a credential type that is not in the list: technician, assistant or qhp.')
      .optional(),
    from: date.describe('First date on which it is valid.').optional(),
    to: date.describe('Last date on which it is valid.').optional(),
  })
  .meta({ title: 'Credential', description: 'A credential and the dates on which it is valid.' });

const enrollmentShape = z
  .strictObject({
    payer: id.describe('Id of the payer.'),
    from: date.describe('First date of the enrollment.').optional(),
    to: date.describe('Last date of the enrollment.').optional(),
  })
  .meta({ title: 'Enrollment', description: 'Enrollment of the provider with a payer.' });

export const providerShape = z
  .strictObject({
    id: id.describe('Id of the provider, unique among the providers of the folder.'),
    name: personal(z.union([text, personNameShape]))
      .describe('Name of the person ({ first, last }) or of the organization (CMS-1500 boxes 31 and 33).')
      .optional(),
    npi: npi.describe('National Provider Identifier (CMS-1500 boxes 24J, 33a, 837P NM109).').optional(),
    taxonomy: taxonomy.describe('Health care provider taxonomy code (837P PRV03).').optional(),
    credentials: z
      .array(credentialShape)
      .describe('Credentials with their dates. Absent: unknown. An empty list: none.')
      .optional(),
    enrollments: z
      .array(enrollmentShape)
      .describe('Payers that the provider is enrolled with. Absent: unknown. An empty list: none.')
      .optional(),
  })
  .meta({ title: 'Provider', description: 'A rendering, supervising or billing provider.' });

export type Provider = Lowered<typeof providerShape>;
export type Credential = Lowered<typeof credentialShape>;
export type Enrollment = Lowered<typeof enrollmentShape>;
