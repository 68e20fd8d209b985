import { basename } from 'node:path';
import {
  commands,
  type Diagnostic,
  Disposable,
  type ExtensionContext,
  languages,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import {
  CHECKLIST_COMMAND,
  CHECKLIST_REQUEST,
  type ChecklistDocument,
  type ChecklistParams,
  EXPLAIN_COMMAND,
  type ExplainParams,
  RULE_PAGE_COMMAND,
} from '../../server/src/lsp/protocol.ts';
import { checklistUri, explanationUri } from './explanations.ts';
import { rulePagesUri } from './server.ts';

export interface CommandHost {
  readonly context: ExtensionContext;
  readonly client: () => LanguageClient;
  restart(): Promise<void>;
  showOutput(): void;
}

export function registerCommands({ context, client, restart, showOutput }: CommandHost): Disposable {
  return Disposable.from(
    commands.registerCommand('abaBilling.restartServer', restart),
    commands.registerCommand('abaBilling.showOutput', showOutput),
    commands.registerCommand(EXPLAIN_COMMAND, explainFinding),
    commands.registerCommand(CHECKLIST_COMMAND, () => openChecklist(client())),
    commands.registerCommand(RULE_PAGE_COMMAND, (rule?: string) => openRulePage(rulePagesUri(context), rule)),
  );
}

/** Without an argument (from the Command Palette) the finding under the cursor is meant. */
async function explainFinding(params?: ExplainParams): Promise<void> {
  const finding = params ?? (await findingAtCursor());
  if (finding !== undefined) await showBeside(explanationUri(finding));
}

/** The checklist of the claim at the cursor. */
async function openChecklist(client: LanguageClient): Promise<void> {
  const editor = window.activeTextEditor;
  if (editor === undefined) return;
  const uri = editor.document.uri.toString();
  const { line, character } = editor.selection.active;
  const params: ChecklistParams = { uri, position: { line, character } };
  const checklist = await client.sendRequest<ChecklistDocument | null>(CHECKLIST_REQUEST, params);
  if (checklist) await showBeside(checklistUri({ uri, claim: checklist.claim }));
  else
    void window.showInformationMessage(
      'There is no claim with an id at the cursor, nor a session note that one bills.',
    );
}

async function openRulePage(pages: Uri, rule?: string): Promise<void> {
  const id = rule ?? (await pickRule(pages));
  if (id !== undefined) await showBeside(Uri.joinPath(pages, `${id}.md`));
}

/** Explanations and rule pages share one preview beside the file, so that the figures they speak of stay in view. */
async function showBeside(document: Uri): Promise<void> {
  await commands.executeCommand('markdown.showPreviewToSide', document);
}

function ruleOf({ code }: Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

async function findingAtCursor(): Promise<ExplainParams | undefined> {
  const editor = window.activeTextEditor;
  if (editor === undefined) return undefined;
  const { uri } = editor.document;
  const here = languages
    .getDiagnostics(uri)
    .filter(({ source, range }) => source === 'aba-billing' && range.contains(editor.selection.active));
  const chosen = here.length > 1 ? await pickFinding(here) : here[0];
  if (chosen === undefined) {
    if (here.length === 0) void window.showInformationMessage('There is no ABA Billing finding at the cursor.');
    return undefined;
  }
  const { start, end } = chosen.range;
  return {
    uri: uri.toString(),
    range: {
      start: { line: start.line, character: start.character },
      end: { line: end.line, character: end.character },
    },
    code: ruleOf(chosen),
  };
}

async function pickFinding(findings: readonly Diagnostic[]): Promise<Diagnostic | undefined> {
  const items = findings.map((finding) => ({ label: ruleOf(finding), detail: finding.message, finding }));
  return (await window.showQuickPick(items, { placeHolder: 'Which finding?' }))?.finding;
}

async function pickRule(pages: Uri): Promise<string | undefined> {
  const files = await workspace.fs.readDirectory(pages);
  const rules = files
    .map(([name]) => basename(name, '.md'))
    .filter((name) => name !== 'README')
    .sort();
  return window.showQuickPick(rules, { placeHolder: 'Which rule?' });
}
