/**
 * `npm test`: every check of the project, one stage after the other, each streaming its output. The last line is
 * `N passed, N failed`, summed over all stages; a stage that cannot run has failed. `--only a,b` runs some stages.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { TOTALS_VARIABLE } from '../test/support/totals-reporter.ts';
import { ROOT, TEST_RESULTS } from './paths.ts';
import { complete } from './vscode/processes.ts';
import { runSuites, type Totals } from './vscode/suites.ts';

interface Stage {
  readonly name: string;
  readonly title: string;
  run(): Promise<Totals>;
}

const bin = (name: string) => `${ROOT}/node_modules/.bin/${name}`;

/** A stage that is one check: a command that ends with 0 or does not. */
function command(name: string, title: string, program: string, ...args: string[]): Stage {
  const run = async () => {
    const { code, output } = await complete(program, args, { cwd: ROOT });
    if (code !== 0) console.log(`${title}: \`${program} ${args.join(' ')}\` ended with ${code}. ${output}`);
    return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  };
  return { name, title, run };
}

function script(name: string, title: string, file: string, ...args: string[]): Stage {
  return command(name, title, process.execPath, file, ...args);
}

function mocha(name: string, title: string, glob: string): Stage {
  const run = async () => {
    const folder = mkdtempSync(`${tmpdir()}/aba-billing-`);
    const totals = `${folder}/totals.json`;
    const env = { ...process.env, [TOTALS_VARIABLE]: totals };
    const args = ['--reporter', './test/support/totals-reporter.ts', glob];
    const { code } = await complete(bin('mocha'), args, { cwd: ROOT, env });
    const counted = readTotals(totals);
    rmSync(folder, { recursive: true });
    if (code === 0 && counted.passed > 0) return counted;
    if (counted.failed === 0) console.log(`${title}: mocha ended with ${code} after ${counted.passed} passed tests.`);
    return { passed: counted.passed, failed: Math.max(counted.failed, 1) };
  };
  return { name, title, run };
}

function readTotals(file: string): Totals {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Totals;
  } catch {
    // Mocha ended before its tests did.
    return { passed: 0, failed: 0 };
  }
}

const STAGES: readonly Stage[] = [
  command('format', 'Format and lint', bin('biome'), 'check', '.'),
  command('types', 'Type check', bin('tsc'), '--noEmit', '-p', '.'),
  script('generated', 'Generated files are up to date', 'scripts/generate.ts', '--check'),
  script('build', 'Build', 'scripts/build.ts', '--production'),
  mocha('unit', 'Engine, rules, protocol and command line', 'test/{unit,rules,protocol,cli}/**/*.test.ts'),
  script('package', 'Package', 'scripts/package.ts'),
  mocha('packaged', 'What the package holds', 'test/package/**/*.test.ts'),
  { name: 'vscode', title: 'In the extension host of VS Code', run: () => runSuites() },
  mocha('page', 'On the page of VS Code, with the packaged extension', 'test/vscode/page/**/*.test.ts'),
];

/** The stages asked for, all without a name; throws on a name that is not a stage. */
function chosen(only: string | undefined): readonly Stage[] {
  const names = only?.split(',') ?? STAGES.map(({ name }) => name);
  const unknown = names.filter((name) => !STAGES.some((stage) => stage.name === name));
  if (unknown.length > 0)
    throw new Error(`No stage ${unknown}; there are ${STAGES.map(({ name }) => name).join(', ')}.`);
  return STAGES.filter(({ name }) => names.includes(name));
}

async function runStage({ title, run }: Stage): Promise<Totals> {
  console.log(`\n== ${title}`);
  try {
    return await run();
  } catch (error) {
    console.log(`${title} could not run: ${(error as Error).message}`);
    return { passed: 0, failed: 1 };
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  const stages = chosen(values.only);
  rmSync(TEST_RESULTS, { recursive: true, force: true });
  const summary: string[] = [];
  let sum: Totals = { passed: 0, failed: 0 };
  for (const stage of stages) {
    const begin = performance.now();
    const { passed, failed } = await runStage(stage);
    sum = { passed: sum.passed + passed, failed: sum.failed + failed };
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    summary.push(
      `${failed === 0 ? 'ok    ' : 'FAILED'}  ${stage.title}: ${passed} passed, ${failed} failed (${seconds} s)`,
    );
  }
  console.log(`\n${summary.join('\n')}\n\n${sum.passed} passed, ${sum.failed} failed`);
  process.exitCode = sum.failed === 0 ? 0 : 1;
}

await main();
