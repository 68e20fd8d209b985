import assert from 'node:assert/strict';
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
