/**
 * The suites that run inside VS Code's extension host: each folder of `test/vscode/suite` is one, in a window of its
 * own on a fresh copy of the workspace of the same name in `test/vscode/fixtures`.
 */
import { cpSync, createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { ROOT, TEST_RESULTS, VSCODE_TEST } from '../paths.ts';
import { findDesktop } from './desktop.ts';
import { writeUserSettings } from './profile.ts';

const SUITES = `${ROOT}/test/vscode/suite`;
const FIXTURES = `${ROOT}/test/vscode/fixtures`;
const RUN = `${VSCODE_TEST}/run`;

export interface Totals {
  readonly passed: number;
  readonly failed: number;
}

/** Bundles a suite's tests and the module that runs them into `<RUN>/<suite>/tests`, and returns that folder. */
async function bundle(suite: string): Promise<string> {
  const tests = `${RUN}/${suite}/tests`;
  const files = readdirSync(`${SUITES}/${suite}`).filter((name) => name.endsWith('.test.ts'));
  await build({
    absWorkingDir: ROOT,
    entryPoints: [`${ROOT}/test/vscode/run.ts`, ...files.map((name) => `${SUITES}/${suite}/${name}`)],
    outdir: tests,
    outbase: `${SUITES}/${suite}`,
    entryNames: '[name]',
    // The nearest package.json says that `.js` is an ES module.
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return tests;
}

/** A fresh copy of the suite's workspace: the folder, or the `.code-workspace` file in it. */
function workspaceOf(suite: string): string {
  const copy = `${RUN}/${suite}/workspace`;
  cpSync(`${FIXTURES}/${suite}`, copy, { recursive: true });
  const several = readdirSync(copy).find((name) => name.endsWith('.code-workspace'));
  return several === undefined ? copy : `${copy}/${several}`;
}

async function executable(): Promise<string> {
  const desktop = await findDesktop();
  if ('executable' in desktop) {
    console.log(`Host: desktop VS Code, ${desktop.executable}`);
    return desktop.executable;
  }
  console.log(`No desktop VS Code: ${desktop.why}. Running in the browser instead.`);
  return `${ROOT}/scripts/vscode/npm-code.ts`;
}

async function runSuite(suite: string, vscodeExecutablePath: string): Promise<Totals> {
  console.log(`\n-- ${suite}`);
  rmSync(`${RUN}/${suite}`, { recursive: true, force: true });
  mkdirSync(`${RUN}/${suite}`, { recursive: true });
  const tests = await bundle(suite);
  const profile = `${RUN}/${suite}/profile`;
  writeUserSettings(profile);
  const totals = `${tests}/totals.json`;
  const log = `${TEST_RESULTS}/vscode-${suite}.log`;
  mkdirSync(TEST_RESULTS, { recursive: true });
  try {
    await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: ROOT,
      extensionTestsPath: `${tests}/run.cjs`,
      launchArgs: [workspaceOf(suite), `--user-data-dir=${profile}`, `--extensions-dir=${RUN}/${suite}/extensions`],
      stderr: createWriteStream(log),
    });
  } catch (error) {
    // Failed tests are in the totals; anything else leaves none.
    console.log(`${(error as Error).message}; the log of VS Code is ${log}`);
  }
  if (!existsSync(totals)) {
    console.log(`The suite ${suite} has left no result: it counts as failed.`);
    return { passed: 0, failed: 1 };
  }
  const result = JSON.parse(readFileSync(totals, 'utf8')) as Totals;
  return result.passed + result.failed > 0 ? result : { passed: 0, failed: 1 };
}

/** Runs all suites, or those that are named, and returns the sum of their totals. */
export async function runSuites(only: readonly string[] = []): Promise<Totals> {
  const host = await executable();
  let sum: Totals = { passed: 0, failed: 0 };
  for (const suite of readdirSync(SUITES)) {
    if (only.length > 0 && !only.includes(suite)) continue;
    const { passed, failed } = await runSuite(suite, host);
    sum = { passed: sum.passed + passed, failed: sum.failed + failed };
  }
  return sum;
}
