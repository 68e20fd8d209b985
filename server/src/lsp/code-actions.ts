import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Command,
  type Diagnostic,
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
  type SnippetTextEdit,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { Change, FileEdit } from '../features/change.ts';
import { fixAll } from '../features/fix-all.ts';
import { type QuickFix, quickFixes } from '../features/quick-fixes.ts';
import { reportOn } from '../rules/report.ts';
import type { SourceText } from '../syntax/source.ts';
import type { Span } from '../syntax/tree.ts';
import { type CheckedFile, type Context, checkedFile, clientUri } from './context.ts';
import { rangeOf, snippetEditOf, spanOf, textEditOf } from './convert.ts';
import { EXPLAIN_COMMAND, type ExplainParams } from './protocol.ts';

/** The repairs of a file, all at once; for `editor.codeActionsOnSave`. */
export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.abaBilling`;

/** What an action carries until it is chosen and its edit is asked for. */
interface ActionData {
  readonly uri: string;
  /** Of the document when the action was offered. */
  readonly version: number | undefined;
  /** Where it was asked for, and what it was called there; absent for all repairs. */
  readonly fix?: { readonly span: Span; readonly rule: string; readonly title: string };
}

/** `textDocument/codeAction` */
export function onCodeAction(context: Context, params: CodeActionParams): (CodeAction | Command)[] {
  const checked = checkedFile(context, params.textDocument.uri);
  if (!checked || !context.abilities.codeActionLiterals) return [];
  const { only } = params.context;
  const actions: (CodeAction | undefined)[] = [];
  if (asksFor(only, CodeActionKind.QuickFix)) {
    const span = spanOf(checked.file.source, params.range);
    const fixes = fixesAt(context, checked, span);
    actions.push(...fixes.map((fix) => quickFixAction(context, checked, span, fix, params.context.diagnostics)));
    actions.push(...explainActions(context, checked, span, params.context.diagnostics));
  }
  // A menu of everything would always show it: it is for those who ask, by name or by saving.
  if (only && asksFor(only, FIX_ALL_KIND)) actions.push(fixAllAction(context, checked));
  return actions.filter((action) => action !== undefined);
}

/**
 * `codeAction/resolve`. Throws a ResponseError where the document is no longer the one that the action was offered for.
 */
export function onCodeActionResolve(context: Context, action: CodeAction): CodeAction {
  const data = action.data as ActionData | undefined;
  // VS Code also resolves an action that is only a command.
  if (!data) return action;
  const checked = checkedFile(context, data.uri);
  if (!checked || context.documents.get(checked.file.uri)?.version !== data.version) {
    throw new ResponseError(LSPErrorCodes.ContentModified, 'The document has changed since.');
  }
  const { fix } = data;
  const change = fix
    ? fixesAt(context, checked, fix.span)
        .find(({ finding, title }) => finding.rule === fix.rule && title === fix.title)
        ?.change()
    : fixAll(checked.project.engine, checked.file);
  const edit = change && workspaceEditOf(context, checked, change);
  if (!edit) throw new ResponseError(ErrorCodes.InvalidRequest, 'The text has no room for this change.');
  return { ...action, edit };
}

/** Kinds are asked for by prefix: `source` and `source.fixAll` ask for `source.fixAll.abaBilling`, too. */
function asksFor(only: readonly string[] | undefined, kind: string): boolean {
  return !only || only.some((asked) => asked === '' || kind === asked || kind.startsWith(`${asked}.`));
}

function fixesAt({ abilities }: Context, { project, file }: CheckedFile, span: Span): readonly QuickFix[] {
  const mayCreateFiles = abilities.documentChanges && abilities.createsFiles && project.single === undefined;
  return quickFixes(project.engine, file, span, { mayCreateFiles });
}

function quickFixAction(
  context: Context,
  checked: CheckedFile,
  span: Span,
  fix: QuickFix,
  diagnostics: readonly Diagnostic[],
): CodeAction | undefined {
  const { finding, title, isPreferred } = fix;
  const shared = {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: diagnosticsOf(checked, finding, diagnostics),
    ...(isPreferred && context.abilities.codeActionPreferred ? { isPreferred } : {}),
  };
  return withEdit(context, checked, shared, { span, rule: finding.rule, title }, () => fix.change());
}

function fixAllAction(context: Context, checked: CheckedFile): CodeAction | undefined {
  const change = fixAll(checked.project.engine, checked.file);
  if (!change) return undefined;
  const shared = { title: 'Apply all repairs', kind: FIX_ALL_KIND };
  return withEdit(context, checked, shared, undefined, () => change);
}

/** An action with its edit, or with what is needed to work it out once it is chosen. */
function withEdit(
  context: Context,
  checked: CheckedFile,
  action: CodeAction,
  fix: ActionData['fix'],
  change: () => Change | undefined,
): CodeAction | undefined {
  const { uri } = checked.file;
  if (context.abilities.resolvesCodeActionEdits) {
    const data: ActionData = { uri, version: context.documents.get(uri)?.version, ...(fix ? { fix } : {}) };
    return { ...action, data };
  }
  const made = change();
  const edit = made && workspaceEditOf(context, checked, made);
  return edit && { ...action, edit };
}

/** The client's own diagnostics of the finding, so that it can tell which of them an action is for. */
function diagnosticsOf(
  { file }: CheckedFile,
  finding: QuickFix['finding'],
  diagnostics: readonly Diagnostic[],
): Diagnostic[] {
  const { start } = rangeOf(file.source, finding);
  return diagnostics.filter(
    ({ code, range, message }) =>
      code === finding.rule &&
      message === finding.message &&
      range.start.line === start.line &&
      range.start.character === start.character,
  );
}

/** One for each finding at the place, where the client can show what the server explains. */
function explainActions(
  context: Context,
  checked: CheckedFile,
  span: Span,
  diagnostics: readonly Diagnostic[],
): CodeAction[] {
  if (!context.abilities.commands.has(EXPLAIN_COMMAND)) return [];
  const { project, file } = checked;
  const findings = reportOn(project.engine, file, span);
  return findings.map((finding) => {
    const range = rangeOf(file.source, finding);
    const argument: ExplainParams = { uri: clientUri(context, file.uri), range, code: finding.rule };
    const title = findings.length > 1 ? `Explain this finding (${finding.rule})` : 'Explain this finding';
    return {
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: diagnosticsOf(checked, finding, diagnostics),
      command: { title, command: EXPLAIN_COMMAND, arguments: [argument] },
    };
  });
}

/** Undefined where the client cannot take such a change. */
function workspaceEditOf(context: Context, { project }: CheckedFile, change: Change): WorkspaceEdit | undefined {
  const { abilities, documents } = context;
  const byFile = Map.groupBy(change.edits, (edit) => edit.uri);
  const edits: TextDocumentEdit[] = [];
  for (const [uri, own] of byFile) {
    const source = project.workspace.file(uri)?.source;
    if (!source) return undefined;
    const textDocument = { uri: clientUri(context, uri), version: documents.get(uri)?.version ?? null };
    edits.push({ textDocument, edits: own.map((edit) => editOf(context, source, edit)) });
  }
  const { created } = change;
  if (abilities.documentChanges) {
    return { documentChanges: [...(created ? creation(created) : []), ...edits] };
  }
  if (created) return undefined;
  return {
    changes: Object.fromEntries(edits.map(({ textDocument, edits }) => [textDocument.uri, edits])),
  } as WorkspaceEdit;
}

function editOf({ abilities }: Context, source: SourceText, edit: FileEdit): TextEdit | SnippetTextEdit {
  const { placeholder } = edit;
  const selects = placeholder !== undefined && abilities.snippetEdits && abilities.documentChanges;
  return (selects ? snippetEditOf(source, edit, placeholder) : undefined) ?? textEditOf(source, edit);
}

function creation({ uri, text }: NonNullable<Change['created']>) {
  const start = { line: 0, character: 0 };
  return [
    { kind: 'create' as const, uri, options: { ignoreIfExists: true } },
    { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText: text }] },
  ];
}
