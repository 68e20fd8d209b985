/**
 * VS Code without its desktop download: the npm package `code-server` carries VS Code's own built server and
 * workbench, and a browser shows it. It is a host for tests and for `npm start`, fetched on first use, and never a
 * dependency of the project.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { VSCODE_TEST } from '../paths.ts';
import { type Running, run, start } from './processes.ts';

const VERSION = '4.139.1';
const HOME = `${VSCODE_TEST}/server`;
const VSCODE = `${HOME}/node_modules/code-server/lib/vscode`;
const STAMP = `${HOME}/installed`;

/** What a person or a suite runs in, for messages: `VS Code 1.139.1 in the browser (code-server 4.139.1)`. */
export function npmHostName(): string {
  const manifest = JSON.parse(readFileSync(`${VSCODE}/package.json`, 'utf8')) as { version: string };
  return `VS Code ${manifest.version} in the browser (npm's code-server ${VERSION})`;
}

/** Installs the host under `.vscode-test/server` unless this very version is there. Needs the package registry once. */
export async function installNpmHost(): Promise<void> {
  if (process.platform === 'win32')
    throw new Error("npm's code-server does not run on Windows: name a desktop VS Code.");
  if (Number(process.versions.node.split('.')[0]) < 24) {
    throw new Error(
      `The VS Code server needs Node 24 or newer, this is ${process.version}: use \`npm run\`, not \`node\`.`,
    );
  }
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === VERSION) return;
  console.log(`Installing code-server ${VERSION} from npm into .vscode-test/server (once, about 600 MB)…`);
  rmSync(HOME, { recursive: true, force: true });
  mkdirSync(HOME, { recursive: true });
  // Install scripts would build native modules that are optional here, and need headers for them.
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  try {
    await run('npm', ['install', '--prefix', HOME, ...options, `code-server@${VERSION}`], { quiet: true });
    await run('npm', ['install', '--omit=dev', ...options], { cwd: VSCODE, quiet: true });
    await run('npm', ['install', '--omit=dev', ...options], { cwd: `${VSCODE}/extensions`, quiet: true });
  } catch (error) {
    throw new Error(`The VS Code server could not be installed from npm.\n${(error as Error).message}`);
  }
  writeFileSync(STAMP, VERSION);
}

export interface NpmHost {
  readonly port: number;
  /** The address of the page that opens a folder or a `.code-workspace` file, given by its absolute path. */
  address(target: string, payload?: readonly (readonly [string, string])[]): string;
  /** An absolute path as the server's `vscode-remote:` URI. */
  uri(path: string): string;
  readonly process: Running;
}

export interface NpmHostOptions {
  readonly userDataDir: string;
  readonly extensionsDir: string;
  /** Asked of whoever opens the page; without it, any local process may open it: in tests only. */
  readonly connectionToken?: string;
  /** Obey `extensionDevelopmentPath` and `extensionTestsPath`, which a built VS Code otherwise ignores. In tests only. */
  readonly testing?: boolean;
}

function serverArguments(options: NpmHostOptions): string[] {
  return [
    `${VSCODE}/out/server-main.js`,
    '--accept-server-license-terms',
    ...['--telemetry-level', 'off'],
    ...['--user-data-dir', options.userDataDir],
    ...['--extensions-dir', options.extensionsDir],
  ];
}

/** Installs a packaged extension (`.vsix`) into the options' extensions folder. */
export async function installVsix(vsix: string, options: NpmHostOptions): Promise<void> {
  await run(process.execPath, [...serverArguments(options), '--install-extension', vsix, '--force'], { quiet: true });
}

/** Starts the server on a free port of 127.0.0.1 and waits until it listens. */
export async function startNpmHost(options: NpmHostOptions): Promise<NpmHost> {
  const token = options.connectionToken;
  const process_ = start(process.execPath, [
    ...serverArguments(options),
    ...(token === undefined ? ['--without-connection-token'] : ['--connection-token', token]),
    ...(options.testing ? ['--enable-smoke-test-driver'] : []),
    ...['--host', '127.0.0.1', '--port', '0'],
  ]);
  const port = await listening(process_);
  const authority = `127.0.0.1:${port}`;
  return {
    port,
    process: process_,
    uri: (path) => `vscode-remote://${authority}${path}`,
    address: (target, payload = []) => {
      const query = new URLSearchParams();
      if (token !== undefined) query.set('tkn', token);
      query.set(target.endsWith('.code-workspace') ? 'workspace' : 'folder', target);
      if (payload.length > 0) query.set('payload', JSON.stringify(payload));
      return `http://${authority}/?${query}`;
    },
  };
}

async function listening(server: Running): Promise<number> {
  let ended = false;
  void server.exited.then(() => (ended = true));
  for (const deadline = Date.now() + 60_000; Date.now() < deadline && !ended; ) {
    const port = /Extension host agent listening on (\d+)/.exec(server.output())?.[1];
    if (port !== undefined) return Number(port);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await server.stop();
  throw new Error(`The VS Code server did not start.\n${server.output()}`);
}
