/** The tables file, `aba-billing.tables.json` or `.yaml`: tables of CMS that a clinic imported. */
import * as z from 'zod';
import { adjudicationIndicator, count, date, id, modifierIndicator, procedureCode, text } from './scalars.ts';
import type { Lowered } from './shape.ts';
import { ncciProgram } from './words.ts';

const edition = {
  lineOfBusiness: ncciProgram.describe("Whose edits these are: Medicare's or Medicaid's."),
  from: date.describe('First date of service of the edition.'),
  source: id.describe('Name of the file that was published.'),
  imported: date.describe('When it was imported.').optional(),
};

const mueValueShape = z
  .strictObject({
    code: procedureCode.describe('Procedure code.'),
    units: count.describe('The most units of one date of service that are not unlikely.'),
    mai: adjudicationIndicator
      .describe('MUE adjudication indicator. 1: a claim line. 2: the date of service, absolute. 3: the date, clinical.')
      .optional(),
    rationale: text.describe('What the value rests on.').optional(),
  })
  .meta({ title: 'MUE value', description: 'The medically unlikely edit of one code.' });

const mueEditionShape = z
  .strictObject({
    ...edition,
    to: date.describe('Last date of service. Without it the edition holds until the next one begins.').optional(),
    values: z.array(mueValueShape).describe('One value for each code.'),
  })
  .meta({ title: 'MUE edition', description: 'Medically unlikely edits of one quarter.' });

const ptpPairShape = z
  .strictObject({
    column1: procedureCode.describe('The code that is paid.'),
    column2: procedureCode.describe('The code that is not paid beside it.'),
    indicator: modifierIndicator.describe(
      'Modifier indicator. 0: never together. 1: together with a modifier that NCCI names. 9: the edit does not apply.',
    ),
    from: date.describe('First date of service on which the edit applies.'),
    to: date.describe('Last date of service on which it applies; without it, there is none.').optional(),
    rationale: text.describe('What the edit rests on.').optional(),
  })
  .meta({ title: 'PTP pair', description: 'Two codes that NCCI does not pay together.' });

const ptpEditionShape = z
  .strictObject({
    ...edition,
    pairs: z.array(ptpPairShape).describe('The pairs.'),
  })
  .meta({
    title: 'PTP edition',
    description:
      'Procedure-to-procedure edits of one published file. Of several editions, the latest that has a pair counts.',
  });

export const tablesFileShape = z
  .strictObject({
    mue: z.array(mueEditionShape).describe('Medically unlikely edits, edition by edition.').optional(),
    ptp: z.array(ptpEditionShape).describe('Procedure-to-procedure edits, edition by edition.').optional(),
  })
  .meta({
    title: 'ABA Billing tables file',
    description: 'Tables of CMS that were imported for the folder that the file stands in and the folders below.',
  });

export type TablesFile = Lowered<typeof tablesFileShape>;
export type MueEdition = Lowered<typeof mueEditionShape>;
export type PtpEdition = Lowered<typeof ptpEditionShape>;
