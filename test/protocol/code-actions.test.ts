import assert from 'node:assert/strict';
import type {
  ClientCapabilities,
  CodeAction,
  ResponseError,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { EXPLAIN_COMMAND } from '../../server/src/lsp/protocol.ts';
import type { FixEdit } from '../../server/src/rules/finding.ts';
import type { Rule } from '../../server/src/rules/rule.ts';
import type { RecordHandle } from '../../server/src/workspace/record.ts';
import { PLAIN, positionOf, ROOT, TestClient, VSCODE } from './client.ts';
import { note, PARTIES } from './clinic.ts';

const MARCH = `${ROOT}/march.sessions.yaml`;
const PARTY = `${ROOT}/clinic.clients.yaml`;
const WRONG = `sessions:\n${note('S-1', 5)}`;

/** A range of no length before a text's first occurrence, or at `|` in it. */
function at(text: string, part: string) {
  const start = positionOf(text, part);
  return { start, end: start };
}

/** The text after an edit, applied as the protocol says, by an implementation that is not ours. */
function applied(uri: string, text: string, edit: WorkspaceEdit | undefined): string {
  const versioned = edit?.documentChanges?.filter((change): change is TextDocumentEdit => 'textDocument' in change);
  const edits = versioned?.filter(({ textDocument }) => textDocument.uri === uri).flatMap((change) => change.edits);
  return TextDocument.applyEdits(
    TextDocument.create(uri, 'yaml', 1, text),
    (edits ?? edit?.changes?.[uri] ?? []) as never,
  );
}

describe('protocol: code actions', () => {
  let client: TestClient;
  afterEach(() => client.dispose());
  const titled = (actions: readonly CodeAction[], title: string) => {
    const action = actions.find((candidate) => candidate.title === title);
    assert.ok(action, `${title} among ${actions.map((other) => other.title).join(', ')}`);
    return action;
  };

  it('come without their edit, which is worked out when one is chosen', async () => {
    client = await TestClient.start({ files: { [PARTY]: PARTIES } });
    await client.open(MARCH, WRONG);
    const actions = await client.actions(MARCH, at(WRONG, 'units: 5|'));
    assert.deepEqual(
      actions.map(({ title, kind, isPreferred }) => ({ title, kind, isPreferred })),
      [
        { title: 'Set units to 4', kind: 'quickfix', isPreferred: true },
        { title: 'Suppress units-exceed-time for this line', kind: 'quickfix', isPreferred: undefined },
      ],
    );
    assert.ok(actions.every(({ edit }) => edit === undefined));
    const { edit } = await client.resolve(titled(actions, 'Set units to 4'));
    const range = { start: positionOf(WRONG, 'units: |5'), end: positionOf(WRONG, 'units: 5|') };
    assert.deepEqual(edit, {
      documentChanges: [{ textDocument: { uri: MARCH, version: 1 }, edits: [{ range, newText: '4' }] }],
    });
  });

  it('come with their edit for a client that does not ask again, and without versions if it knows none', async () => {
    client = await TestClient.start({ capabilities: PLAIN, files: { [PARTY]: PARTIES } });
    await client.open(MARCH, WRONG);
    const action = titled(await client.actions(MARCH, at(WRONG, 'units: 5|')), 'Set units to 4');
    assert.equal(action.isPreferred, undefined);
    const range = { start: positionOf(WRONG, 'units: |5'), end: positionOf(WRONG, 'units: 5|') };
    assert.deepEqual(action.edit, { changes: { [MARCH]: [{ range, newText: '4' }] } });
  });

  it('are refused when the document has changed since', async () => {
    client = await TestClient.start({ files: { [PARTY]: PARTIES } });
    await client.open(MARCH, WRONG);
    const action = titled(await client.actions(MARCH, at(WRONG, 'units: 5|')), 'Set units to 4');
    const start = { line: 0, character: 0 };
    await client.change(MARCH, { range: { start, end: start }, text: '\n' });
    await assert.rejects(client.resolve(action), (error: ResponseError<void>) => error.code === -32801);
  });

  it('belong to the client’s own diagnostics', async () => {
    client = await TestClient.start({ files: { [PARTY]: PARTIES } });
    await client.open(MARCH, WRONG);
    const diagnostics = await client.items(MARCH);
    const other = { range: at(WRONG, 'id'), message: 'from somebody else' };
    const actions = await client.actions(MARCH, at(WRONG, 'units: |5'), undefined, [other, ...diagnostics]);
    assert.ok(actions.length > 0);
    for (const action of actions) assert.deepEqual(action.diagnostics, diagnostics);
  });

  it('are of the kinds asked for, by prefix', async () => {
    client = await TestClient.start();
    const text = 'sessions:\n  - id: S-1\n    unitz: 3\n';
    await client.open(MARCH, text);
    const kinds = async (...only: string[]) => [
      ...new Set((await client.actions(MARCH, at(text, 'unit|z'), only)).map(({ kind }) => kind)),
    ];
    assert.deepEqual(await kinds('quickfix'), ['quickfix']);
    assert.deepEqual(await kinds('source'), ['source.fixAll.abaBilling']);
    assert.deepEqual(await kinds('source.fixAll'), ['source.fixAll.abaBilling']);
    assert.deepEqual(await kinds('source.fixAll.abaBilling'), ['source.fixAll.abaBilling']);
    assert.deepEqual(await kinds('source.fixAll.eslint'), []);
    assert.deepEqual(await kinds('refactor'), []);
    assert.deepEqual(await kinds('quickfix', 'source'), ['quickfix', 'source.fixAll.abaBilling']);
  });

  it('make all repairs at once, and nothing that changes what is billed', async () => {
    client = await TestClient.start({ files: { [PARTY]: PARTIES } });
    const text = `sessions:\n  - id: S-1\n    unitz: 3\n    modifers: [HM]\n${note('S-2', 5)}`;
    await client.open(MARCH, text);
    const [action] = await client.actions(MARCH, at(text, 'id'), ['source.fixAll']);
    assert.ok(action);
    const { edit } = await client.resolve(action);
    assert.equal(applied(MARCH, text, edit), text.replace('unitz', 'units').replace('modifers', 'modifiers'));
    await client.change(MARCH, { text: applied(MARCH, text, edit) });
    assert.deepEqual(await client.actions(MARCH, at(text, 'id'), ['source.fixAll']), []);
  });

  it('explain a finding by the client’s own command, for a client that has it', async () => {
    const initializationOptions = { commands: [EXPLAIN_COMMAND] };
    client = await TestClient.start({ files: { [PARTY]: PARTIES }, initializationOptions });
    await client.open(MARCH, WRONG);
    const action = titled(await client.actions(MARCH, at(WRONG, 'units: |5')), 'Explain this finding');
    assert.equal(action.command?.command, EXPLAIN_COMMAND);
    const [argument] = action.command?.arguments ?? [];
    assert.equal(argument.code, 'units-exceed-time');
    assert.ok(await client.connection.sendRequest('abaBilling/explain', argument));
  });

  it('select the reason of a suppression for a client that takes snippets', async () => {
    const workspaceEdit = { ...VSCODE.workspace?.workspaceEdit, snippetEditSupport: true };
    const capabilities = { ...VSCODE, workspace: { ...VSCODE.workspace, workspaceEdit } };
    client = await TestClient.start({ files: { [PARTY]: PARTIES }, capabilities });
    await client.open(MARCH, WRONG);
    const title = 'Suppress units-exceed-time for this line';
    const { edit } = await client.resolve(titled(await client.actions(MARCH, at(WRONG, 'units: 5|')), title));
    const [change] = edit?.documentChanges ?? [];
    assert.ok(change && 'edits' in change);
    const [insertion] = change.edits;
    assert.ok(insertion && 'snippet' in insertion);
    assert.equal(insertion.snippet.value.trim(), `# aba-billing-disable-next-line units-exceed-time -- \${1:say why}`);
    assert.equal(insertion.range.start.character, 0);
  });

  it('suppress in a JSON file by the workspace file, created if need be and may be', async () => {
    const claims = `${ROOT}/march.sessions.json`;
    const text = '{"sessions": [{"id": "S-1", "unitz": 3, "units": "x"}]}';
    const rule: Rule = {
      id: 'some-rule',
      category: 'units',
      severity: 'error',
      summary: 'x',
      checks: {
        session: (record, context) => context.report({ place: { record, path: ['units'] }, message: 'x' }),
      },
    };
    client = await TestClient.start({ rules: [rule] });
    await client.open(claims, text);
    const title = 'Suppress some-rule for S-1 in a new workspace file';
    const { edit } = await client.resolve(titled(await client.actions(claims, at(text, '"x|"')), title));
    const uri = `${ROOT}/aba-billing.yaml`;
    assert.deepEqual(edit?.documentChanges?.[0], { kind: 'create', uri, options: { ignoreIfExists: true } });
    const created = applied(uri, '', edit);
    assert.equal(created, 'suppressions:\n  - { rule: some-rule, record: S-1, reason: say why }\n');
    assert.equal((await client.items(claims)).length, 1);
    await client.open(uri, created);
    assert.equal((await client.items(claims)).length, 0);
    client.dispose();

    const { workspaceEdit: _, ...workspace } = VSCODE.workspace ?? {};
    const capabilities: ClientCapabilities = { ...VSCODE, workspace };
    client = await TestClient.start({ rules: [rule], capabilities });
    await client.open(claims, text);
    assert.deepEqual(await client.actions(claims, at(text, '"x|"')), []);
  });

  const TEXTS = {
    'block YAML': ['yaml', 'sessions:\n  - id: "🙂"   # first\n    units: 3  # was 5\n    modifiers: [HM, HM]\n'],
    'flow YAML': ['yaml', 'sessions: [{ id: "🙂", units: 3, modifiers: [HM, HM] }]\n'],
    JSON: ['json', '{\n  "sessions": [\n    { "id": "🙂", "units": 3, "modifiers": ["HM", "HM"] }\n  ]\n}\n'],
  } as const;
  const EDITS: Readonly<Record<string, (record: RecordHandle) => FixEdit>> = {
    set: (record) => ({ op: 'set', record, path: ['units'], value: '7', as: 'number' }),
    insert: (record) => ({ op: 'insert', record, path: [], key: 'groupSize', value: 3 }),
    append: (record) => ({ op: 'append', record, path: ['modifiers'], value: 'HO' }),
    remove: (record) => ({ op: 'remove', record, path: ['modifiers', 0] }),
    copy: (record) => ({ op: 'copy', record, changes: [{ path: ['id'], value: 'S-2' }] }),
  };

  for (const [style, [extension, unix]] of Object.entries(TEXTS)) {
    for (const [op, plan] of Object.entries(EDITS)) {
      for (const text of [unix, unix.replaceAll('\n', '\r\n')]) {
        it(`edit by ${op} what the server then holds too, in ${style} with ${text === unix ? 'LF' : 'CRLF'}`, async () => {
          const uri = `${ROOT}/a.sessions.${extension}`;
          const rule: Rule = {
            id: 'some-rule',
            category: 'units',
            severity: 'error',
            summary: 'x',
            checks: {
              session: (record, context) =>
                context.report({
                  place: { record, path: ['units'] },
                  message: 'x',
                  fixes: [{ title: 'Do it', kind: 'substantive', edits: [plan(record)] }],
                }),
            },
          };
          client = await TestClient.start({ rules: [rule] });
          await client.open(uri, text);
          const { edit } = await client.resolve(titled(await client.actions(uri, at(text, '3')), 'Do it'));
          const result = applied(uri, text, edit);
          assert.notEqual(result, text);
          assert.equal(result.includes('\r\n'), text.includes('\r\n'));
          assert.equal(/[^\r]\n/.test(result), /[^\r]\n/.test(text));
          assert.ok(edit?.documentChanges);
          const [change] = edit.documentChanges as [TextDocumentEdit];
          for (const { range, newText } of (change.edits as TextEdit[]).toReversed()) {
            await client.change(uri, { range, text: newText });
          }
          const held = await client.items(uri);
          await client.change(uri, { text: result });
          assert.deepEqual(await client.items(uri), held);
        });
      }
    }
  }
});
