import assert from 'node:assert/strict';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { commands } from 'vscode';
import { closeEditors, diagnosticsOf, expectFindings, file, open, running } from '../../support.ts';

const EXCEEDED = ['units-exceed-time "3"'];

/** Changes that another program makes on the disk. */
describe('a file that changes on the disk', () => {
  const claims = file('march.claims.json').fsPath;
  const original = readFileSync(claims, 'utf8');

  before(async () => {
    await running();
    await closeEditors();
    await expectFindings('march.claims.json', EXCEEDED);
  });
  afterEach(() => writeFileSync(claims, original));

  it('is checked again', async () => {
    writeFileSync(claims, original.replace('"units": 3', '"units": 2'));
    await expectFindings('march.claims.json', []);
    writeFileSync(claims, original);
    await expectFindings('march.claims.json', EXCEEDED);
  });

  it('is checked when it is new, and forgotten when it is gone', async () => {
    const path = file('april.claims.json').fsPath;
    writeFileSync(path, original);
    // The same claim twice is one mistake, at the later one; the first one keeps its own finding.
    await expectFindings('march.claims.json', ['duplicate-id ""CLM-0304""']);
    await expectFindings('april.claims.json', EXCEEDED);
    rmSync(path);
    await expectFindings('march.claims.json', EXCEEDED);
    assert.deepEqual(diagnosticsOf(file('april.claims.json')), []);
  });

  it('is checked under its new name', async () => {
    const path = file('renamed.claims.json').fsPath;
    renameSync(claims, path);
    await expectFindings('renamed.claims.json', EXCEEDED);
    renameSync(path, claims);
    await expectFindings('march.claims.json', EXCEEDED);
  });

  it('is read from the editor while that has unsaved changes', async () => {
    const editor = await open('march.claims.json');
    await expectFindings('march.claims.json', EXCEEDED);
    const at = editor.document.getText().indexOf('"units": 3') + '"units": '.length;
    const start = editor.document.positionAt(at);
    await editor.edit((edit) => edit.insert(start, '1'));
    await expectFindings('march.claims.json', ['units-exceed-time "13"']);
    writeFileSync(claims, original.replace('"units": 3', '"units": 2'));
    await expectFindings('march.claims.json', ['units-exceed-time "13"']);
    await commands.executeCommand('workbench.action.files.revert');
    await expectFindings('march.claims.json', []);
  });
});
