import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { VSCODE_TEST } from '../paths.ts';
import { complete, run } from './processes.ts';

/** Names a Chromium, Chrome or Edge executable to use instead of looking for one. */
export const BROWSER_VARIABLE = 'ABA_BILLING_BROWSER';

const SPARTICUZ = '153.0.0';
const NAMES = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge', 'chrome'];
const MAC = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);

/** Without the background flags, refused connections to update services slow every page down. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

interface Found {
  readonly executablePath: string;
  readonly from: string;
  readonly args?: readonly string[];
}

/** The executable of that name on the PATH, if any. */
export function onPath(name: string): string | undefined {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = `${folder}/${name}`;
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

function installedBrowser(): Found | undefined {
  const named = process.env[BROWSER_VARIABLE];
  if (named) {
    if (!existsSync(named)) throw new Error(`${BROWSER_VARIABLE} names ${named}, which does not exist.`);
    return { executablePath: named, from: BROWSER_VARIABLE };
  }
  const path = NAMES.map(onPath).find((found) => found !== undefined) ?? MAC.find((found) => existsSync(found));
  return path === undefined ? undefined : { executablePath: path, from: 'installed' };
}

async function debianBrowser(): Promise<Found | undefined> {
  if (process.getuid?.() !== 0 || onPath('apt-get') === undefined) return undefined;
  console.log("No browser is installed: installing Debian's chromium with apt-get…");
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['-q', 'update'],
    ['-q', 'install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'],
  ]) {
    const { code, output } = await complete('apt-get', args, { env, quiet: true });
    if (code !== 0) {
      console.log(`\`apt-get ${args.join(' ')}\` ended with ${code}: ${output.trim().split('\n').at(-1)}`);
      return undefined;
    }
  }
  const path = onPath('chromium');
  return path === undefined ? undefined : { executablePath: path, from: "Debian's chromium" };
}

async function npmBrowser(): Promise<Found> {
  const home = `${VSCODE_TEST}/browser`;
  const entry = `${home}/node_modules/@sparticuz/chromium`;
  if (!existsSync(entry)) {
    console.log('No browser is installed: fetching a headless Chromium from npm (`@sparticuz/chromium`)…');
    mkdirSync(home, { recursive: true });
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    await run('npm', ['install', '--prefix', home, ...options, `@sparticuz/chromium@${SPARTICUZ}`], { quiet: true });
  }
  const path = createRequire(`${home}/`).resolve('@sparticuz/chromium');
  const { default: packed } = (await import(pathToFileURL(path).href)) as {
    default: { args: string[]; executablePath(): Promise<string> };
  };
  return { executablePath: await packed.executablePath(), from: "npm's @sparticuz/chromium", args: packed.args };
}

/** Starts a headless Chromium: a named one, an installed one, Debian's, or npm's, in this order. */
export async function launchBrowser(): Promise<Browser> {
  const found = installedBrowser() ?? (await debianBrowser()) ?? (await npmBrowser());
  const args = [...FLAGS, ...(found.args ?? [])];
  const browser = await chromium.launch({ executablePath: found.executablePath, args, headless: true });
  console.log(`Browser: ${found.executablePath} (${found.from}), version ${browser.version()}`);
  return browser;
}
