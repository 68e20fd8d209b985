import assert from 'node:assert/strict';
import { commands } from 'vscode';
import { expectFindings, running } from '../../support.ts';

describe('the server', () => {
  it('runs in a folder with files of ours', async () => {
    const { client } = await running();
    assert.equal(client?.isRunning(), true);
  });

  it('finds the same after a restart', async () => {
    await running();
    await expectFindings('march.claims.json', ['units-exceed-time "3"']);
    await commands.executeCommand('abaBilling.restartServer');
    await expectFindings('march.claims.json', ['units-exceed-time "3"']);
  });
});
