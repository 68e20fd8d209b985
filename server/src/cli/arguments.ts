/** What the command line may say. */
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { parseDate } from '../billing/calendar.ts';
import { DEFAULT_UNIT_MINUTES, ROUNDINGS } from '../billing/units.ts';
import { bundledIds } from '../policies/bundled.ts';
import { RULES } from '../rules/registry.ts';
import { CODES } from '../tables/codes.ts';
import { NCCI_PROGRAMS } from '../tables/mue.ts';
import { type CheckOptions, FORMATS } from './check.ts';
import { CHECKLIST_FORMATS, type ChecklistOptions } from './checklist.ts';
import type { ImportOptions } from './import-ncci.ts';
import { UsageError } from './outcome.ts';
import { TEST_FORMATS, type TestPoliciesOptions } from './test-policies.ts';
import type { UnitsOptions } from './units.ts';

export type Request =
  | { readonly command: 'check'; readonly paths: readonly string[]; readonly options: CheckOptions }
  | { readonly command: 'checklist'; readonly claims: readonly string[]; readonly options: ChecklistOptions }
  | { readonly command: 'units'; readonly entries: readonly string[]; readonly options: UnitsOptions }
  | { readonly command: 'explain'; readonly topic: string }
  | { readonly command: 'test-policies'; readonly paths: readonly string[]; readonly options: TestPoliciesOptions }
  | { readonly command: 'import-mue' | 'import-ptp'; readonly file: string; readonly options: ImportOptions }
  /** Help or the version was asked for. */
  | { readonly command: 'show'; readonly text: string };

const DAY_MINUTES = 1440;

/**
 * @param args without the program and its script.
 * @throws UsageError
 */
export function parseArguments(args: readonly string[], version: string): Request {
  let request: Request | undefined;
  let shown = '';
  let problem = '';
  const program = describeProgram(version, (asked) => {
    request = asked;
  });
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => {
        shown += text;
      },
      writeErr: (text) => {
        problem += text;
      },
    });
  }
  try {
    program.parse(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { command: 'show', text: shown };
    if (error.code === 'commander.help') throw new UsageError(nameACommand(program));
    throw new UsageError(oneLine(problem));
  }
  if (!request) throw new UsageError(nameACommand(program));
  return request;
}

function nameACommand({ commands }: Command): string {
  const names = commands.map((command) => command.name());
  return `Name a command: ${names.slice(0, -1).join(', ')} or ${names.at(-1)} (see --help).`;
}

/** Commander says what is wrong and, in a line of its own, what may have been meant. */
function oneLine(problem: string): string {
  return problem
    .replace(/^error: /, '')
    .trim()
    .split(/\s*\n\s*/)
    .join(' ');
}

function describeProgram(version: string, ask: (request: Request) => void): Command {
  const program = new Command('aba-billing')
    .description('Checks ABA session notes, claims, authorizations and payer policies kept as YAML or JSON files.')
    .version(version)
    .addHelpText('after', `${EXIT_CODES}\n${PROGRAM_EXAMPLES}`);
  describeCheck(program, ask);
  describeChecklist(program, ask);
  describeUnits(program, ask);
  describeExplain(program, ask);
  describeTestPolicies(program, ask);
  describeImport('import-mue', 'medically unlikely edits', MUE_EXAMPLES, program, ask);
  describeImport('import-ptp', 'procedure-to-procedure edits', PTP_EXAMPLES, program, ask);
  return program;
}

function describeCheck(program: Command, ask: (request: Request) => void): void {
  program
    .command('check')
    .description('check files and folders')
    .argument('[PATH...]', 'files and folders; the current folder where none is named')
    .addOption(new Option('--format <format>', 'how findings are written').choices(FORMATS).default('text'))
    .addOption(new Option('--as-of <date>', 'day that counts as today, YYYY-MM-DD').argParser(dayOf))
    .option('--config <file>', 'workspace file to use in place of any aba-billing.yaml')
    .option('--baseline <file>', 'report only findings that this baseline does not know')
    .option('--write-baseline <file>', 'write all findings as a baseline')
    .option('--record <file>', 'write an audit record: hashes of inputs and policies, every finding and suppression')
    .addHelpText('after', `\n${CHECK_SCOPE}\n${EXIT_CODES}\n${CHECK_EXAMPLES}`)
    .action((paths: readonly string[], options: CheckOptions) => ask({ command: 'check', paths, options }));
}

function describeChecklist(program: Command, ask: (request: Request) => void): void {
  program
    .command('checklist')
    .description('say what was checked of a claim, what failed and what could not be checked')
    .argument('<CLAIM...>', 'ids of claims')
    .option('--folder <folder>', 'folder that holds the claims', '.')
    .addOption(
      new Option('--format <format>', 'how the checklist is written').choices(CHECKLIST_FORMATS).default('text'),
    )
    .addOption(new Option('--as-of <date>', 'day that counts as today, YYYY-MM-DD').argParser(dayOf))
    .option('--config <file>', 'workspace file to use in place of any aba-billing.yaml')
    .addHelpText('after', CHECKLIST_EXAMPLES)
    .action((claims: readonly string[], options: ChecklistOptions) => ask({ command: 'checklist', claims, options }));
}

function describeUnits(program: Command, ask: (request: Request) => void): void {
  program
    .command('units')
    .description('calculate the units that documented minutes support')
    .argument('<CODE=MINUTES...>', 'billable minutes by procedure code, of one client and day')
    .addOption(new Option('--rounding <mode>', "the payer's rounding").choices(ROUNDINGS).default('midpoint'))
    .addOption(
      new Option('--unit-minutes <n>', 'minutes in a unit').argParser(unitMinutesOf).default(DEFAULT_UNIT_MINUTES),
    )
    .addOption(new Option('--format <format>', 'how the result is written').choices(['text', 'json']).default('text'))
    .addHelpText('after', UNITS_EXAMPLES)
    .action((entries: readonly string[], options: UnitsOptions) => ask({ command: 'units', entries, options }));
}

function describeExplain(program: Command, ask: (request: Request) => void): void {
  program
    .command('explain')
    .description(
      'explain a rule, bundled policy, procedure code, modifier, place of service, diagnosis or taxonomy code',
    )
    .addArgument(new Argument('<CODE|RULE>', 'for example 97153, HM, 02, F84.0, units-exceed-time or builtin:cpt'))
    .addHelpText(
      'after',
      () =>
        `\nCodes: ${CODES.map(({ code }) => code).join(', ')}\nBundled policies:\n${bundledIds()
          .map((id) => `  ${id}`)
          .join('\n')}\nRules:\n${rulesList()}`,
    )
    .action((topic: string) => ask({ command: 'explain', topic }));
}

function describeTestPolicies(program: Command, ask: (request: Request) => void): void {
  program
    .command('test-policies')
    .description('run the tests that stand beside payer policy files')
    .argument('[FOLDER...]', 'where the policy files are; the current folder where none is named')
    .option('--update', 'write what was found as what is expected')
    .option('--require-coverage', 'exit with 1 also where no case exercises an entry of a policy')
    .addOption(new Option('--format <format>', 'how the result is written').choices(TEST_FORMATS).default('text'))
    .addHelpText('after', `\n${TEST_LAYOUT}\n${TEST_EXIT_CODES}\n${TEST_EXAMPLES}`)
    .action((paths: readonly string[], options: TestPoliciesOptions) =>
      ask({ command: 'test-policies', paths, options }),
    );
}

function describeImport(
  command: 'import-mue' | 'import-ptp',
  edits: string,
  examples: string,
  program: Command,
  ask: (request: Request) => void,
): void {
  program
    .command(command)
    .description(`import the ${edits} of Medicare or Medicaid that CMS publishes each quarter`)
    .argument('<FILE>', 'the CSV or text file of practitioner services, unpacked')
    .addOption(new Option('--line-of-business <program>', 'whose edits they are').choices(NCCI_PROGRAMS))
    .addOption(new Option('--effective <date>', 'first date of service of the edition, YYYY-MM-DD').argParser(dayOf))
    .option('--output <file>', 'tables file to write; otherwise aba-billing.tables.json beside aba-billing.yaml')
    .option('--all', 'take the rows of all codes, not only those of the ABA codes')
    .addHelpText('after', `\n${IMPORT_NOTE}\n${examples}`)
    .action((file: string, options: ImportOptions) => ask({ command, file, options }));
}

function rulesList(): string {
  const width = Math.max(...RULES.map(({ id }) => id.length));
  return RULES.map(({ id, summary }) => `  ${id.padEnd(width)}  ${summary}`).join('\n');
}

function dayOf(text: string): string {
  const date = parseDate(text);
  if (date === undefined) throw new InvalidArgumentError('It has to be a day like 2026-03-31.');
  return date;
}

function unitMinutesOf(text: string): number {
  const minutes = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (minutes < 1 || minutes > DAY_MINUTES) {
    throw new InvalidArgumentError(`It has to be a whole number from 1 to ${DAY_MINUTES}.`);
  }
  return minutes;
}

const EXIT_CODES = `
Exit code: 0 no errors, 1 findings of severity error, 2 wrong use or input that could not be read.`;

const CHECK_SCOPE = `The files checked are *.sessions, *.claims, *.clients, *.providers and *.payers (singular or plural) with the ending
.yaml, .yml or .json, and those that \`include\` of a workspace file (aba-billing.yaml) adds; a file that is named is
checked whatever its name is. Records may refer to each other throughout the folder with the nearest workspace file above
a path, so all of that folder is read, and findings in the paths are reported. --config is read as if it lay there.`;

const PROGRAM_EXAMPLES = `
Examples:
  aba-billing check
  aba-billing check 2026/march.claims.json --format json
  aba-billing units 97153=53 97155=20
  aba-billing explain 97153
  aba-billing explain F84.0`;

const CHECK_EXAMPLES = `
Examples:
  aba-billing check
  aba-billing check north/ south/march.claims.json
  aba-billing check --as-of 2026-03-31 --format sarif > findings.sarif
  aba-billing check --write-baseline known.json
  aba-billing check --baseline known.json`;

const IMPORT_NOTE = `Program and date are read from the name of the file where it says them. Editions stand side by side in the tables file,
and the one of the date of service counts before the bundled tables. The same edition once more takes its own place.

Exit code: 0 imported, 2 wrong use or a file that could not be read: nothing is written then.`;

const MUE_EXAMPLES = `
Examples:
  aba-billing import-mue MCR_MUE_PractitionerServices_Eff_10-01-2026.csv
  aba-billing import-mue mue.csv --line-of-business medicaid --effective 2026-10-01`;

const PTP_EXAMPLES = `
Examples:
  aba-billing import-ptp ccipra-v323r0-f1.txt
  aba-billing import-ptp pairs.csv --line-of-business medicaid --effective 2026-10-01`;

const CHECKLIST_EXAMPLES = `
Exit code: 0 nothing failed, 1 a check failed, 2 wrong use or input that could not be read.

Examples:
  aba-billing checklist CLM-0301
  aba-billing checklist CLM-0301 CLM-0302 --folder 2026 --format markdown`;

const UNITS_EXAMPLES = `
Examples:
  aba-billing units 97153=53
  aba-billing units 97153=20 97155=20 --rounding cms-8-minute
  aba-billing units H0032=50 --unit-minutes 60 --format json`;

const TEST_LAYOUT = `The tests of sunrise.payers.yaml stand beside it in sunrise.policy-tests/, a folder for each case: billing files, and
expected.txt with a line for each finding, file:line:column severity rule: message. A case sees its own files, those that
stand in sunrise.policy-tests/ itself, the policy file and what it extends from the same folder, and nothing else.
There is no today in a case unless an aba-billing.yaml of it says asOf. An entry of a policy is exercised if some case
finds something else without it, with another of the few words that it may be, or without one of its items.`;

const TEST_EXIT_CODES = `
Exit code: 0 all cases as expected, 1 a case differs, 2 wrong use or input that could not be read.`;

const TEST_EXAMPLES = `
Examples:
  aba-billing test-policies policies/
  aba-billing test-policies policies/ --update
  aba-billing test-policies policies/ --require-coverage --format junit > policies.xml`;
