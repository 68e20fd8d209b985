/** The workspace file, `aba-billing.yaml` or `.json`. */
import * as z from 'zod';
import { date, id, positiveInteger, text } from './scalars.ts';
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

/** Which rule takes which of these is the rule's own matter: its page says so. */
const ruleSettingsShape = z
  .strictObject({
    severity: severity.describe('How much it matters: error, warning, information, or off.').optional(),
    minutes: positiveInteger.describe('A limit in minutes.').optional(),
    hours: positiveInteger.describe('A limit in hours.').optional(),
    days: positiveInteger.describe('A number of days.').optional(),
    percent: positiveInteger.describe('A share in percent.').optional(),
    minPercent: positiveInteger.describe('The lower end of a band, in percent.').optional(),
    maxPercent: positiveInteger.describe('The upper end of a band, in percent.').optional(),
    words: z.array(text).describe('Words to look for.').optional(),
  })
  .meta({ title: 'Rule settings', description: "Severity and options of a rule; the rule's page lists its options." });

export const workspaceFileShape = z
  .strictObject({
    rules: z
      .record(id, z.union([severity, ruleSettingsShape]))
      .describe('By rule: its severity (error, warning, information, or off), or a mapping with severity and options.')
      .optional(),
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

export type RuleSettings = Lowered<typeof ruleSettingsShape>;
export type WorkspaceFile = Lowered<typeof workspaceFileShape>;
