#!/usr/bin/env node
/** The language server as a program. */
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import packageJson from '../../../package.json' with { type: 'json' };
import { nodeFileSystem, pathToUri } from '../disk/node-file-system.ts';
import { RULES } from '../rules/registry.ts';
import { startServer } from './server.ts';
import { tuneEngine } from './tuning.ts';

const USAGE = `Usage: aba-billing-language-server --stdio

The language server of ABA Billing, for any editor that speaks the Language Server Protocol.

  --stdio      talk over standard input and output
  --node-ipc   talk over Node's channel to the parent process
  --version    print the version
  --help       print this`;

/** The transport is read from the arguments by the connection itself; a client adds its process id to them. */
const TRANSPORTS: ReadonlySet<string> = new Set(['--stdio', '--node-ipc']);

function main(args: readonly string[]): void {
  const options = args.filter((arg) => !/^--clientProcessId=\d+$/.test(arg));
  if (options.length === 1 && options[0] === '--version') console.log(packageJson.version);
  else if (options.length === 1 && options[0] === '--help') console.log(USAGE);
  else if (options.length === 1 && TRANSPORTS.has(options[0] ?? '')) serve();
  else {
    const given = options.length === 0 ? 'Nothing says how to talk' : `Not understood: ${options.join(' ')}`;
    console.error(`${given}. Try aba-billing-language-server --stdio, or --help.`);
    process.exitCode = 2;
  }
}

function serve(): void {
  tuneEngine();
  startServer(createConnection(ProposedFeatures.all), {
    fileSystem: nodeFileSystem,
    rules: RULES,
    today: localDate,
    rulePages: rulePages(),
    version: packageJson.version,
  });
}

/** Today where this program runs, ISO. */
function localDate(): string {
  const now = new Date();
  const [month, day] = [now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0'));
  return `${now.getFullYear()}-${month}-${day}`;
}

/** The pages that come with this program, which may run from its bundle or its source, or through a link. */
function rulePages(): string | undefined {
  const program = process.argv[1];
  if (program === undefined) return undefined;
  for (let folder = dirname(realpathSync(program)); ; folder = dirname(folder)) {
    const pages = join(folder, 'docs', 'rules');
    if (existsSync(pages)) return pathToUri(pages);
    if (folder === dirname(folder)) return undefined;
  }
}

main(process.argv.slice(2));
