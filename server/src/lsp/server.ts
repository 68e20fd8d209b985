/** Wires the protocol's methods to the handlers. One connection, one client, any number of workspace folders. */
import {
  CodeActionKind,
  type CodeActionOptions,
  type Connection,
  type Disposable,
  type DocumentDiagnosticReport,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  type WorkspaceFolder,
} from 'vscode-languageserver/node';
import { canonicalUri } from '../disk/uri.ts';
import { isConfigurationFile } from '../workspace/configuration.ts';
import { type Abilities, abilitiesOf } from './abilities.ts';
import { onChecklist } from './checklist.ts';
import { FIX_ALL_KIND, onCodeAction, onCodeActionResolve } from './code-actions.ts';
import type { Context } from './context.ts';
import { Diagnostics } from './diagnostics.ts';
import { Disk } from './disk.ts';
import { Documents } from './documents.ts';
import { onExplain } from './explain.ts';
import { Folders } from './folders.ts';
import type { Host } from './host.ts';
import { onHover } from './hover.ts';
import { Log } from './log.ts';
import { Progress } from './progress.ts';
import { Projects } from './projects.ts';
import {
  CHECKLIST_REQUEST,
  EXPLAIN_REQUEST,
  HIDDEN_NOTIFICATION,
  type HiddenParams,
  INCLUDE_NOTIFICATION,
  type IncludeParams,
  RULE_PAGE_COMMAND,
  STATUS_REQUEST,
} from './protocol.ts';
import { onStatus } from './status.ts';

export interface RunningServer extends Disposable {
  /** Does at once what was put off: reads what is to be read, sends what is to be sent. For tests, which do not wait. */
  flush(): Promise<void>;
}

/**
 * Serves a connection that is not listening yet: handlers come with the initialize request, before which a client may send
 * nothing else.
 */
export function startServer(connection: Connection, host: Host): RunningServer {
  let context: Context | undefined;
  let folders: Folders | undefined;
  connection.onInitialize((params) => {
    context = createContext(connection, host, abilitiesOf(params));
    folders = new Folders(context, foldersOf(params));
    registerHandlers(context, folders);
    return initializeResult(context.abilities, host);
  });
  connection.onShutdown(() => stop(context));
  connection.listen();
  return {
    flush: async () => {
      await folders?.idle();
      await context?.disk.flush();
      context?.diagnostics.flush();
    },
    dispose: () => {
      stop(context);
      connection.dispose();
    },
  };
}

function stop(context: Context | undefined): void {
  context?.disk.close();
  context?.diagnostics.close();
}

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly Pick<WorkspaceFolder, 'uri'>[] {
  if (workspaceFolders) return workspaceFolders;
  return rootUri ? [{ uri: rootUri }] : [];
}

function createContext(connection: Connection, host: Host, abilities: Abilities): Context {
  const log = new Log(connection);
  const projects = new Projects(host.rules, () => host.today());
  const documents = new Documents(projects);
  const rules = new Map(host.rules.map((rule) => [rule.id, rule]));
  const rulePages = abilities.rulePages ?? host.rulePages;
  const diagnostics = new Diagnostics({ connection, projects, documents, abilities, log, rules, rulePages });
  const disk = new Disk({
    fileSystem: host.fileSystem,
    projects,
    documents,
    log,
    progress: (title) => new Progress(connection, abilities.progress, title),
    changed: () => diagnostics.changed(),
    coverageChanged: () => sendIncluded(connection, abilities, projects),
  });
  return { connection, abilities, projects, documents, disk, diagnostics, log, rules, rulePages };
}

/** Tells a client of ours which files workspace files add. */
function sendIncluded(connection: Connection, { ours }: Abilities, projects: Projects): void {
  if (!ours) return;
  const params: IncludeParams = { globs: projects.folders().flatMap((project) => project.includedGlobs()) };
  connection.sendNotification(INCLUDE_NOTIFICATION, params).catch(() => {});
}

function initializeResult(abilities: Abilities, { version }: Host): InitializeResult {
  return {
    serverInfo: { name: 'aba-billing', version },
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      hoverProvider: true,
      ...(abilities.pullsDiagnostics
        ? {
            diagnosticProvider: {
              identifier: 'aba-billing',
              interFileDependencies: true,
              workspaceDiagnostics: false,
            },
          }
        : {}),
      codeActionProvider: {
        codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL_KIND],
        resolveProvider: abilities.resolvesCodeActionEdits,
        ...documentation(abilities),
      },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
  };
}

/** An entry in the menu of quick fixes that leads to the rules' pages. */
function documentation({ codeActionDocumentation, commands }: Abilities): Pick<CodeActionOptions, 'documentation'> {
  if (!codeActionDocumentation || !commands.has(RULE_PAGE_COMMAND)) return {};
  const command = { title: 'About the rules of ABA Billing', command: RULE_PAGE_COMMAND };
  return { documentation: [{ kind: CodeActionKind.QuickFix, command }] };
}

function registerHandlers(context: Context, folders: Folders): void {
  const { connection, abilities, documents, diagnostics, disk, log } = context;
  connection.onInitialized(() => {
    if (abilities.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => void folders.change(added, removed));
    }
    void folders.start();
  });
  connection.onDidOpenTextDocument(
    log.guard('Opening a document', undefined, (params) => {
      const { uri, project } = documents.open(params);
      diagnostics.opened(uri);
      if (isConfigurationFile(uri)) disk.configurationChanged(project);
    }),
  );
  connection.onNotification(HIDDEN_NOTIFICATION, ({ uri }: HiddenParams) => diagnostics.hidden(canonicalUri(uri)));
  connection.onDidChangeTextDocument(
    log.guard('Editing a document', undefined, (params) => {
      const document = documents.change(params);
      if (!document) return;
      diagnostics.edited(document.uri);
      if (isConfigurationFile(document.uri)) disk.configurationChanged(document.project);
    }),
  );
  connection.onDidCloseTextDocument(
    log.guard('Closing a document', undefined, (params) => {
      const document = documents.close(params);
      if (!document) return;
      diagnostics.closed(document.uri);
      if (!document.aside) void disk.refresh([document.uri]);
    }),
  );
  connection.onDidChangeWatchedFiles(({ changes }) => void disk.watched(changes));
  connection.onDidChangeConfiguration(({ settings }) => void folders.settingsChanged(settings));
  connection.onHover(log.guard('Hover', null, (params) => onHover(context, params)));
  connection.onCodeAction(log.guard('Code actions', [], (params) => onCodeAction(context, params)));
  connection.onCodeActionResolve((action) => onCodeActionResolve(context, action));
  connection.onRequest(
    EXPLAIN_REQUEST,
    log.guard('Explain', null, (params) => onExplain(context, params)),
  );
  connection.onRequest(
    CHECKLIST_REQUEST,
    log.guard('Checklist', null, (params) => onChecklist(context, params)),
  );
  connection.onRequest(
    STATUS_REQUEST,
    log.guard('Status', null, (params) => onStatus(context, params)),
  );
  connection.languages.diagnostics.on(
    log.guard(
      'Diagnostics',
      { kind: 'full', items: [] } as DocumentDiagnosticReport,
      ({ textDocument, previousResultId }) => diagnostics.pull(canonicalUri(textDocument.uri), previousResultId),
    ),
  );
}
