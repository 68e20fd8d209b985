/** The baseline of a check: the findings that a clinic knows of, so that only new ones are reported. */
import * as z from 'zod';
import { id, positiveInteger, text } from './scalars.ts';
import type { Lowered } from './shape.ts';

const knownFindingShape = z
  .strictObject({
    file: id.describe('Path of the file, relative to the folder of the baseline.'),
    rule: id.describe('Id of the rule.'),
    record: id.describe('Id of the record, where the finding is about one.').optional(),
    message: text.describe('What it says.'),
    count: positiveInteger.describe('How many such findings there are; 1 where it is left out.').optional(),
  })
  .meta({ title: 'Known finding', description: 'A finding that is not reported again.' });

export const baselineFileShape = z
  .strictObject({
    version: positiveInteger.describe('Version of this form: 1.'),
    findings: z.array(knownFindingShape).describe('The findings that are known.'),
  })
  .meta({ title: 'ABA Billing baseline', description: 'The findings of an earlier check.' });

export type BaselineFile = Lowered<typeof baselineFileShape>;
