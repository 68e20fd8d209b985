/**
 * `npm start`: builds the extension and opens the examples with it, in desktop VS Code where `code` is on the PATH, and
 * otherwise in VS Code in the browser, whose address is printed. Ctrl+C stops the latter.
 */
import { randomBytes } from 'node:crypto';
import { buildAll } from './build.ts';
import { packageVsix } from './package.ts';
import { ROOT, VSCODE_TEST } from './paths.ts';
import { onPath } from './vscode/browser.ts';
import { installNpmHost, installVsix, npmHostName, startNpmHost } from './vscode/npm-host.ts';
import { complete } from './vscode/processes.ts';
import { writeUserSettings } from './vscode/profile.ts';

const EXAMPLES = `${ROOT}/examples/examples.code-workspace`;
const FIRST_FILE = `${ROOT}/examples/clinic/march.sessions.yaml`;

/** Whether desktop VS Code has taken the folder over. */
async function openDesktop(): Promise<boolean> {
  const code = onPath('code');
  if (code === undefined) return false;
  await buildAll(false);
  console.log(`Opening the examples in ${code}…`);
  const args = ['--new-window', `--extensionDevelopmentPath=${ROOT}`, EXAMPLES, FIRST_FILE];
  return (await complete(code, args)).code === 0;
}

/**
 * A built VS Code server loads an extension from its source folder only in tests, so here the extension is packaged and
 * installed as a user would install it.
 */
async function openBrowser(): Promise<void> {
  const vsix = await packageVsix();
  await installNpmHost();
  const options = {
    userDataDir: `${VSCODE_TEST}/start/profile`,
    extensionsDir: `${VSCODE_TEST}/start/extensions`,
    connectionToken: randomBytes(16).toString('hex'),
  };
  writeUserSettings(options.userDataDir);
  await installVsix(vsix, options);
  const host = await startNpmHost(options);
  console.log(`\n${npmHostName()} is ready. Open this address on this machine; Ctrl+C stops it.\n`);
  console.log(`  ${host.address(EXAMPLES, [['openFile', host.uri(FIRST_FILE)]])}\n`);
  process.exitCode = (await host.process.exited) ?? 1;
}

if (!(await openDesktop())) await openBrowser();
