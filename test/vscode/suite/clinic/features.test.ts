import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import {
  type CodeAction,
  CodeActionKind,
  commands,
  type Hover,
  type MarkdownString,
  Position,
  Selection,
  TabInputWebview,
  type TextEditor,
  window,
  workspace,
} from 'vscode';
import { closeEditors, configure, diagnosticsOf, expectFindings, file, open, running, until } from '../../support.ts';

/** The place of a text in the document, at its first character. */
function placeOf({ document }: TextEditor, text: string): Position {
  const offset = document.getText().indexOf(text);
  assert.notEqual(offset, -1, text);
  return document.positionAt(offset);
}

async function hoverAt({ document }: TextEditor, position: Position): Promise<string> {
  const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, position);
  return hovers.flatMap(({ contents }) => contents.map((content) => (content as MarkdownString).value)).join('\n');
}

/** The actions on the finding at a place, with their edits worked out. */
async function actionsAt(editor: TextEditor, position: Position): Promise<CodeAction[]> {
  const { uri } = editor.document;
  const range = diagnosticsOf(uri).find((finding) => finding.range.contains(position))?.range;
  assert.ok(range);
  return commands.executeCommand<CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    range,
    CodeActionKind.QuickFix.value,
    10,
  );
}

/** The labels of the open tabs that hold a web page, such as a preview. */
function previews(): string[] {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter(({ input }) => input instanceof TabInputWebview).map(({ label }) => label);
}

describe('in the editor', () => {
  before(running);
  afterEach(async () => {
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await closeEditors();
  });

  it('a hover explains a code', async () => {
    const editor = await open('march.sessions.yaml');
    const text = await hoverAt(editor, placeOf(editor, '97153'));
    assert.match(text, /97153/);
    assert.match(text, /technician/i);
  });

  it('a hover shows how units are worked out', async () => {
    const editor = await open('march.sessions.yaml');
    const text = await hoverAt(editor, placeOf(editor, '5   # one too many'));
    assert.match(text, /53/);
    assert.match(text, /\b4\b/);
  });

  it('a quick fix sets the units right, leaves every other byte alone, and can be undone', async () => {
    const editor = await open('march.sessions.yaml');
    await expectFindings('march.sessions.yaml', ['units-exceed-time "5"']);
    const before = editor.document.getText();
    const actions = await actionsAt(editor, placeOf(editor, '5   # one too many'));
    const fix = actions.find(({ title }) => title === 'Set units to 4');
    assert.ok(fix?.edit, actions.map(({ title }) => title).join(', '));
    await workspace.applyEdit(fix.edit);
    assert.equal(editor.document.getText(), before.replace('units: 5   #', 'units: 4   #'));
    await expectFindings('march.sessions.yaml', []);
    await commands.executeCommand('undo');
    assert.equal(editor.document.getText(), before);
    await expectFindings('march.sessions.yaml', ['units-exceed-time "5"']);
  });

  it('typing shows and clears findings', async () => {
    const editor = await open('march.sessions.yaml');
    const start = placeOf(editor, '4\n');
    const end = start.translate(0, 1);
    editor.selection = new Selection(start, end);
    await commands.executeCommand('type', { text: '9' });
    await expectFindings('march.sessions.yaml', ['units-exceed-time "5"', 'units-exceed-time "9"']);
    await commands.executeCommand('deleteLeft');
    await commands.executeCommand('type', { text: '4' });
    await expectFindings('march.sessions.yaml', ['units-exceed-time "5"']);
  });

  it('saving applies repairs, and only repairs, where that is set', async () => {
    await configure('editor.codeActionsOnSave', { 'source.fixAll.abaBilling': 'explicit' });
    const editor = await open('repairs.sessions.yaml');
    await expectFindings('repairs.sessions.yaml', ['time-invalid "15.00"']);
    await editor.edit((edit) => edit.insert(new Position(0, 0), '# saved\n'));
    await expectFindings('repairs.sessions.yaml', ['time-invalid "15.00"']);
    await editor.document.save();
    assert.match(editor.document.getText(), /start: "15:00" {3}# a point instead of a colon\n/);
    await expectFindings('repairs.sessions.yaml', []);
    await configure('editor.codeActionsOnSave', undefined);
  });

  it('"Explain this finding" shows the calculation beside the file', async () => {
    const editor = await open('march.sessions.yaml');
    await expectFindings('march.sessions.yaml', ['units-exceed-time "5"']);
    const actions = await actionsAt(editor, placeOf(editor, '5   # one too many'));
    const explain = actions.find(({ command }) => command?.command === 'abaBilling.explainFinding')?.command;
    assert.ok(explain, actions.map(({ title }) => title).join(', '));
    await commands.executeCommand(explain.command, ...(explain.arguments ?? []));
    await until(
      () => previews().includes('Preview units-exceed-time, line 11.md'),
      () => `previews: ${previews()}`,
    );
    const shown = () => workspace.textDocuments.find(({ uri }) => uri.scheme === 'aba-billing')?.getText() ?? '';
    await until(() => /\b53\b/.test(shown()), shown);
  });

  it('"Open Clean-Claim Checklist" shows the checklist of the claim at the cursor', async () => {
    // A file of its own: VS Code keeps a document for minutes that a test opened, and later tests rename the others.
    const claims = readFileSync(file('march.claims.json').fsPath, 'utf8');
    const copy = file('checklist.claims.json');
    writeFileSync(copy.fsPath, claims.replaceAll('CLM-0304', 'CLM-0399').replaceAll('2026-03-0', '2026-04-0'));
    const editor = await open('checklist.claims.json');
    const place = placeOf(editor, '"units"');
    editor.selection = new Selection(place, place);
    await commands.executeCommand('abaBilling.openChecklist');
    await until(
      () => previews().some((label) => label.startsWith('Preview Checklist of ')),
      () => `previews: ${previews()}`,
    );
    const shown = () => workspace.textDocuments.find(({ uri }) => uri.authority === 'checklist')?.getText() ?? '';
    await until(() => /claim CLM-0399[\s\S]*Unit accuracy: failed/.test(shown()), shown);
    rmSync(copy.fsPath);
  });

  it('the finding links the page of its rule', async () => {
    await open('march.sessions.yaml');
    await expectFindings('march.sessions.yaml', ['units-exceed-time "5"']);
    const [finding] = diagnosticsOf(file('march.sessions.yaml'));
    const code = finding?.code;
    assert.ok(typeof code === 'object');
    assert.equal(code.target.scheme, 'command');
    const [rule] = JSON.parse(decodeURIComponent(code.target.query)) as string[];
    await commands.executeCommand(code.target.path, rule);
    await until(
      () => previews().includes('Preview units-exceed-time.md'),
      () => `previews: ${previews()}`,
    );
  });
});
