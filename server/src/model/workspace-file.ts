/** The workspace file, `aba-billing.yaml` or `.json`. */
import * as z from 'zod';
import { date, id } from './scalars.ts';
import type { Lowered } from './shape.ts';
import { severity } from './words.ts';

const suppressionShape = z
  .strictObject({
    rule: id.describe('Id of the rule.'),
    record: id.describe('Id of the record on which its findings are suppressed.'),
    reason: id.describe('Why. A suppression without a reason is a finding.').optional(),
    until: date.describe('Last date on which it holds.').optional(),
  })
  .meta({ title: 'Suppression', description: 'Findings of one rule on one record that are not shown.' });

export const workspaceFileShape = z
  .strictObject({
    rules: z.record(id, severity).describe('Severity by rule: error, warning, information, or off.').optional(),
    defaultPayer: id.describe('Payer whose policy applies where none is known, instead of builtin:default.').optional(),
    asOf: date.describe('Date that counts as today, for filing limits and future dates.').optional(),
    include: z.array(id).describe('Globs of files to check besides those with a record word in their name.').optional(),
    exclude: z.array(id).describe('Globs of files that are not read at all.').optional(),
    suppressions: z.array(suppressionShape).describe('Findings that are not shown, each with its reason.').optional(),
  })
  .meta({
    title: 'ABA Billing workspace file',
    description: 'Settings for the folder that the file stands in and the folders below.',
  });

export type WorkspaceFile = Lowered<typeof workspaceFileShape>;
