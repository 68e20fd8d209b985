import assert from 'node:assert/strict';
import { extensions } from 'vscode';
import type { Api } from '../../../../client/src/extension.ts';

describe('activation', () => {
  it('starts the server for a folder with a file of ours', async () => {
    const extension = extensions.getExtension<Api>('aba-billing.aba-billing');
    assert.ok(extension);
    const api = await extension.activate();
    await api.ready;
    assert.equal(api.client?.isRunning(), true);
  });
});
