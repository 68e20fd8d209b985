import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  createProtocolConnection,
  DidOpenTextDocumentNotification,
  type DocumentDiagnosticReport,
  DocumentDiagnosticRequest,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { pathToUri } from '../../server/src/disk/node-file-system.ts';
import { PLAIN, VSCODE } from './client.ts';
import { note, PARTIES } from './clinic.ts';

const PROGRAM = fileURLToPath(new URL('../../server/src/lsp/main-node.ts', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function start(...args: string[]): ChildProcess {
  return spawn(process.execPath, [PROGRAM, ...args], { stdio: 'pipe' });
}

function ended(program: ChildProcess): Promise<Ended> {
  const texts = { out: '', err: '' };
  program.stdout?.on('data', (data) => (texts.out += data));
  program.stderr?.on('data', (data) => (texts.err += data));
  return new Promise((resolve) => program.on('close', (code) => resolve({ code, ...texts })));
}

function connect(program: ChildProcess): ProtocolConnection {
  const { stdin, stdout } = program;
  assert.ok(stdin && stdout);
  const connection = createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
  connection.listen();
  return connection;
}

function initialize(connection: ProtocolConnection, folder: string, capabilities = VSCODE): Promise<InitializeResult> {
  const uri = pathToUri(folder);
  return connection.sendRequest(InitializeRequest.type, {
    processId: null,
    rootUri: null,
    workspaceFolders: [{ uri, name: 'clinic' }],
    capabilities: { textDocument: capabilities.textDocument ?? {} },
  });
}

describe('protocol: the program', () => {
  let folder: string;
  let program: ChildProcess | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'aba-billing-'));
    writeFileSync(join(folder, 'clinic.clients.yaml'), PARTIES);
  });
  afterEach(() => {
    program?.kill();
    rmSync(folder, { recursive: true });
  });

  it('serves over standard streams and exits with 0 after shutdown', async () => {
    const march = join(folder, 'march.sessions.yaml');
    writeFileSync(march, `sessions:\n${note('S-1', 5)}`);
    program = start('--stdio');
    const end = ended(program);
    const connection = connect(program);
    const published = new Promise((resolve) => {
      connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
        if (uri === pathToUri(march))
          resolve(diagnostics.map(({ code, codeDescription }) => [code, codeDescription?.href]));
      });
    });
    const { serverInfo } = await initialize(connection, folder, PLAIN);
    assert.equal(serverInfo?.name, 'aba-billing');
    await connection.sendNotification(InitializedNotification.type, {});
    const [[code, href]] = (await published) as [[string, string | undefined]];
    assert.equal(code, 'units-exceed-time');
    assert.match(href ?? '', /\/docs\/rules\/units-exceed-time\.md$/);
    await connection.sendRequest(ShutdownRequest.type);
    await connection.sendNotification(ExitNotification.type);
    const { code: exitCode, err } = await end;
    assert.deepEqual({ exitCode, err }, { exitCode: 0, err: '' });
    connection.dispose();
  });

  it('answers a client that asks, by today’s date', async () => {
    program = start('--stdio');
    const connection = connect(program);
    await initialize(connection, folder);
    await connection.sendNotification(InitializedNotification.type, {});
    const uri = pathToUri(join(folder, 'new.sessions.yaml'));
    const text = 'sessions:\n  - id: [1]\n';
    await connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId: 'yaml', version: 1, text },
    });
    const report: DocumentDiagnosticReport = await connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri },
    });
    assert.ok(report.kind === 'full' && report.items.some(({ code }) => code === 'structure'));
    connection.dispose();
  });

  it('exits with 1 where nobody said shutdown', async () => {
    program = start('--stdio');
    const end = ended(program);
    const connection = connect(program);
    await initialize(connection, folder);
    await connection.sendNotification(ExitNotification.type);
    assert.equal((await end).code, 1);
    connection.dispose();
  });

  it('tells its version and its use', async () => {
    assert.match((await ended(start('--version'))).out, /^\d+\.\d+\.\d+\n$/);
    const help = await ended(start('--help'));
    assert.equal(help.code, 0);
    assert.match(help.out, /--stdio/);
  });

  it('says in one line what it does not understand, and exits with 2', async () => {
    const wrong = [[], ['--sdtio'], ['--stdio', '--verbose'], ['--version', '--help']];
    for (const { code, out, err } of await Promise.all(wrong.map((args) => ended(start(...args))))) {
      assert.equal(code, 2);
      assert.equal(out, '');
      assert.match(err, /^[^\n]+\n$/);
    }
  });
});
