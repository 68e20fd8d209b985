#!/usr/bin/env node
/**
 * The npm host as one executable that takes the arguments of desktop VS Code and ends with the exit code of the
 * extension tests, so that one runner (`runTests` of `@vscode/test-electron`) drives both hosts. Arguments that only
 * a desktop window understands are ignored. What the tests print goes to the output, the workbench's log to the errors.
 */
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { format, parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { TEST_OUTPUT } from '../../test/vscode/output.ts';
import { TEST_RESULTS } from '../paths.ts';
import { launchBrowser } from './browser.ts';
import { installNpmHost, npmHostName, startNpmHost } from './npm-host.ts';

const LIMIT_MINUTES = 10;

function required(name: string, value: string | boolean | (string | boolean)[] | undefined): string {
  const last = Array.isArray(value) ? value.at(-1) : value;
  if (typeof last !== 'string') throw new Error(`Missing argument --${name}=PATH.`);
  return resolve(last);
}

/** Opens the page and resolves with the exit code that the extension tests report. */
function testExitCode(page: Page, address: string): Promise<number> {
  return new Promise((resolveCode, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`No result within ${LIMIT_MINUTES} minutes.`)),
      LIMIT_MINUTES * 60_000,
    );
    page.on('crash', () => reject(new Error('The page has crashed.')));
    const open = async () => {
      await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
        const text = format(...args);
        if (text.startsWith(TEST_OUTPUT)) console.log(text);
        else console.error(`[${type}] ${text}`);
      });
      await page.exposeFunction('codeAutomationExit', (code: number) => {
        clearTimeout(timer);
        resolveCode(code);
      });
      await page.goto(address);
    };
    open().catch(reject);
  });
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    strict: false,
    allowPositionals: true,
    options: {
      extensionDevelopmentPath: { type: 'string' },
      extensionTestsPath: { type: 'string' },
      'extensions-dir': { type: 'string' },
      'user-data-dir': { type: 'string' },
    },
  });
  const target = resolve(positionals[0] ?? '.');
  const development = required('extensionDevelopmentPath', values.extensionDevelopmentPath);
  const tests = required('extensionTestsPath', values.extensionTestsPath);
  await installNpmHost();
  console.log(`Host: ${npmHostName()}`);
  const browser = await launchBrowser();
  const host = await startNpmHost({
    userDataDir: required('user-data-dir', values['user-data-dir']),
    extensionsDir: required('extensions-dir', values['extensions-dir']),
    testing: true,
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  try {
    return await testExitCode(
      page,
      host.address(target, [
        ['extensionDevelopmentPath', host.uri(development)],
        ['extensionTestsPath', host.uri(tests)],
      ]),
    );
  } catch (error) {
    mkdirSync(TEST_RESULTS, { recursive: true });
    const picture = `${TEST_RESULTS}/npm-host-failure.png`;
    await page.screenshot({ path: picture }).catch(() => undefined);
    console.error(`${(error as Error).message} Screenshot: ${picture}\nServer output:\n${host.process.output()}`);
    return 1;
  } finally {
    await browser.close();
    await host.process.stop();
  }
}

process.exitCode = await main();
