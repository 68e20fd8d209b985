import assert from 'node:assert/strict';
import type { CodeActionOptions } from 'vscode-languageserver/node';
import { RULE_PAGE_COMMAND } from '../../server/src/lsp/protocol.ts';
import { PLAIN, ROOT, TestClient } from './client.ts';

describe('protocol: lifecycle', () => {
  let client: TestClient;
  afterEach(() => client.dispose());

  it('says what it can do', async () => {
    client = await TestClient.start();
    const { capabilities, serverInfo } = client.initialized;
    assert.deepEqual(serverInfo, { name: 'aba-billing', version: '1.2.3' });
    assert.deepEqual(capabilities, {
      textDocumentSync: { openClose: true, change: 2 },
      hoverProvider: true,
      diagnosticProvider: { identifier: 'aba-billing', interFileDependencies: true, workspaceDiagnostics: false },
      codeActionProvider: {
        codeActionKinds: ['quickfix', 'source.fixAll.abaBilling'],
        resolveProvider: true,
      },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    });
  });

  it('offers no pull diagnostics and no resolve to a client that knows neither', async () => {
    client = await TestClient.start({ capabilities: PLAIN });
    const { capabilities } = client.initialized;
    assert.equal(capabilities.diagnosticProvider, undefined);
    assert.deepEqual(capabilities.codeActionProvider, {
      codeActionKinds: ['quickfix', 'source.fixAll.abaBilling'],
      resolveProvider: false,
    });
  });

  it('leads to the rules’ pages from the menu of quick fixes where the client can', async () => {
    const textDocument = { codeAction: { documentationSupport: true } };
    const initializationOptions = { commands: [RULE_PAGE_COMMAND] };
    client = await TestClient.start({ capabilities: { textDocument }, initializationOptions });
    const { codeActionProvider } = client.initialized.capabilities;
    const command = { title: 'About the rules of ABA Billing', command: RULE_PAGE_COMMAND };
    assert.deepEqual((codeActionProvider as CodeActionOptions).documentation, [{ kind: 'quickfix', command }]);
  });

  it('shows progress while it reads, if that takes longer', async () => {
    const gate = Promise.withResolvers<void>();
    client = await TestClient.begin();
    const list = client.disk.list.bind(client.disk);
    client.disk.list = async (folder) => {
      await gate.promise;
      return list(folder);
    };
    const shown: unknown[] = [];
    const begun = new Promise<void>((resolve) => {
      client.onProgress((value) => {
        shown.push(value);
        resolve();
      });
    });
    await begun;
    gate.resolve();
    await client.ready();
    const kinds = shown.map((value) => (value as { kind: string }).kind);
    assert.deepEqual([kinds[0], kinds.at(-1)], ['begin', 'end']);
    assert.equal((shown[0] as { title: string }).title, 'Reading clinic');
  });

  it('has the client watch each folder, everything that comes or goes in it, and changes of what it may read', async () => {
    client = await TestClient.start({ folders: [ROOT, 'file:///other'] });
    const watching = () =>
      client.registrations
        .filter(({ method }) => method === 'workspace/didChangeWatchedFiles')
        .map(({ registerOptions }) => registerOptions);
    const watchers = (baseUri: string) => [
      { globPattern: { baseUri, pattern: '**/*' }, kind: 5 },
      { globPattern: { baseUri, pattern: '**/*.{yaml,yml,json}' }, kind: 2 },
    ];
    assert.deepEqual(watching(), [
      {
        watchers: [...watchers('file:///clinic'), ...watchers('file:///other')].toSorted(
          (a, b) => b.globPattern.baseUri.length - a.globPattern.baseUri.length,
        ),
      },
    ]);
    await client.changeFolders([], ['file:///other']);
    await client.ready();
    assert.deepEqual(watching(), [{ watchers: watchers('file:///clinic') }]);
  });

  it('registers nothing with a client that takes no registrations', async () => {
    client = await TestClient.start({ capabilities: PLAIN });
    assert.deepEqual(client.registrations, []);
  });
});
