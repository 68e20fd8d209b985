import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { commands, DiagnosticSeverity, Position, workspace } from 'vscode';
import { closeEditors, configure, diagnosticsOf, expectFindings, file, open, running } from '../../support.ts';

describe('findings', () => {
  before(running);
  afterEach(closeEditors);

  it('of an open file: on the value, with both quantities', async () => {
    await open('march.sessions.yaml');
    await expectFindings('march.sessions.yaml', ['units-exceed-time "5"']);
    const [finding] = diagnosticsOf(file('march.sessions.yaml'));
    assert.equal(finding?.severity, DiagnosticSeverity.Error);
    assert.match(finding.message, /\b5 units\b.*\b53\b.*\b4\b/);
  });

  it('of a closed file', async () => {
    await expectFindings('march.claims.json', ['units-exceed-time "3"']);
  });

  it('of a file that is closed again', async () => {
    await open('march.sessions.yaml');
    await expectFindings('march.sessions.yaml', ['units-exceed-time "5"']);
    await closeEditors();
    await expectFindings('march.sessions.yaml', ['units-exceed-time "5"']);
  });

  it('of a file that another extension reads without a tab', async () => {
    const claims = file('march.claims.json');
    await workspace.openTextDocument(claims);
    // By the time of the answer the server knows that the document is open.
    await commands.executeCommand('vscode.executeHoverProvider', claims, new Position(0, 0));
    await expectFindings('march.claims.json', ['units-exceed-time "3"']);
  });

  it('stay when a setting limits them to open files, and come back for closed ones', async () => {
    await open('march.sessions.yaml');
    await configure('abaBilling.diagnostics.scope', 'openFiles');
    await expectFindings('march.claims.json', []);
    await expectFindings('march.sessions.yaml', ['units-exceed-time "5"']);
    await configure('abaBilling.diagnostics.scope', undefined);
    await expectFindings('march.claims.json', ['units-exceed-time "3"']);
  });

  it('go with an excluded file', async () => {
    await configure('abaBilling.exclude', ['*.claims.json']);
    await expectFindings('march.claims.json', []);
    await configure('abaBilling.exclude', undefined);
    await expectFindings('march.claims.json', ['units-exceed-time "3"']);
  });

  it('come with an included file', async () => {
    const text = readFileSync(file('march.sessions.yaml').fsPath);
    const added = file('2026/april.yaml');
    await workspace.fs.writeFile(added, new TextEncoder().encode(text.toString().replaceAll('S-03', 'S-04')));
    await open('2026/april.yaml');
    await expectFindings('2026/april.yaml', []);
    await configure('abaBilling.include', ['2026/**']);
    await expectFindings('2026/april.yaml', ['units-exceed-time "5"']);
    await configure('abaBilling.include', undefined);
    await expectFindings('2026/april.yaml', []);
    await workspace.fs.delete(added);
  });

  it('come with a file that the workspace file includes', async () => {
    const text = readFileSync(file('march.sessions.yaml').fsPath);
    const [added, configuration] = [file('extra/may.yaml'), file('aba-billing.yaml')];
    await workspace.fs.writeFile(added, new TextEncoder().encode(text.toString().replaceAll('S-03', 'S-05')));
    await open('extra/may.yaml');
    await workspace.fs.writeFile(configuration, new TextEncoder().encode('include: [extra/*.yaml]\n'));
    await expectFindings('extra/may.yaml', ['units-exceed-time "5"']);
    await workspace.fs.delete(configuration);
    await expectFindings('extra/may.yaml', []);
    await workspace.fs.delete(added);
  });
});
