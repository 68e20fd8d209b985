import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extensions, Uri, window, workspace } from 'vscode';
import type { Api } from '../../../../client/src/extension.ts';

async function openFile(uri: Uri): Promise<void> {
  await window.showTextDocument(await workspace.openTextDocument(uri));
}

describe('a folder without a file of ours', () => {
  const extension = extensions.getExtension<Api>('aba-billing.aba-billing');
  const folder = workspace.workspaceFolders?.[0]?.uri as Uri;

  it('has no server for YAML files of others', async () => {
    await openFile(Uri.joinPath(folder, 'other.yaml'));
    await openFile(Uri.joinPath(folder, 'clients.yaml'));
    const api = await extension?.activate();
    assert.equal(api?.client, undefined);
  });

  it('gets one for the first file of ours, even from outside the folder', async () => {
    const file = `${mkdtempSync(`${tmpdir()}/aba-billing-`)}/march.claims.json`;
    writeFileSync(file, '{ "claims": [] }\n');
    await openFile(Uri.file(file));
    const api = await extension?.activate();
    await api?.ready;
    assert.equal(api?.client?.isRunning(), true);
  });
});
