/** A client of the language server in the same process, over two streams: what an editor does, step by step. */
import { PassThrough } from 'node:stream';
import {
  type ClientCapabilities,
  type CodeAction,
  CodeActionRequest,
  CodeActionResolveRequest,
  ConfigurationRequest,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  DiagnosticRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  type DocumentDiagnosticReport,
  DocumentDiagnosticRequest,
  type FileChangeType,
  type Hover,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  LogMessageNotification,
  type Position,
  ProposedFeatures,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  type Range,
  type Registration,
  RegistrationRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
  UnregistrationRequest,
  WorkDoneProgress,
  WorkDoneProgressCreateRequest,
} from 'vscode-languageserver/node';
import { HIDDEN_NOTIFICATION, type InitializationOptions } from '../../server/src/lsp/protocol.ts';
import { type RunningServer, startServer } from '../../server/src/lsp/server.ts';
import { RULES } from '../../server/src/rules/registry.ts';
import type { Rule } from '../../server/src/rules/rule.ts';
import { MemoryFileSystem } from './memory-file-system.ts';

export const ROOT = 'file:///clinic';

/** What VS Code says it can do, as far as the server asks. */
export const VSCODE: ClientCapabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
    diagnostics: { refreshSupport: true },
    workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename', 'delete'] },
  },
  textDocument: {
    diagnostic: { dynamicRegistration: true, relatedInformation: true },
    publishDiagnostics: { relatedInformation: true, versionSupport: true, codeDescriptionSupport: true },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    codeAction: {
      isPreferredSupport: true,
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['', 'quickfix', 'source', 'source.fixAll'] } },
    },
  },
  window: { workDoneProgress: true },
};

/** A client that does no more than the first version of the protocol asks for. */
export const PLAIN: ClientCapabilities = {
  textDocument: {
    publishDiagnostics: { relatedInformation: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source.fixAll'] } } },
  },
};

export interface ClientOptions {
  readonly files?: Readonly<Record<string, string>>;
  readonly folders?: readonly string[];
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: InitializationOptions;
  readonly rules?: readonly Rule[];
  /** Settings by folder URI. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly rulePages?: string;
}

export class TestClient {
  readonly disk: MemoryFileSystem;
  readonly connection: ProtocolConnection;
  readonly settings: Record<string, unknown>;
  readonly registrations: Registration[] = [];
  readonly published: PublishDiagnosticsParams[] = [];
  readonly log: string[] = [];
  readonly server: RunningServer;
  today = '2026-04-05';
  refreshes = 0;
  initialized!: InitializeResult;
  readonly #waiting = new Map<string, (rules: string[]) => void>();
  #progress: (value: unknown) => void = () => {};
  readonly #versions = new Map<string, number>();

  private constructor(options: ClientOptions) {
    const [toServer, toClient] = [new PassThrough(), new PassThrough()];
    this.disk = new MemoryFileSystem(options.files);
    this.settings = { ...options.settings };
    const serverSide = createConnection(
      ProposedFeatures.all,
      new StreamMessageReader(toServer),
      new StreamMessageWriter(toClient),
    );
    this.server = startServer(serverSide, {
      fileSystem: this.disk,
      rules: options.rules ?? RULES,
      today: () => this.today,
      rulePages: options.rulePages ?? 'file:///ext/docs/rules',
      version: '1.2.3',
    });
    this.connection = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
    this.#listen();
  }

  /** A client whose server has read its folders. */
  static async start(options: ClientOptions = {}): Promise<TestClient> {
    const client = await TestClient.begin(options);
    await client.ready();
    return client;
  }

  /** A client right after `initialized`. */
  static async begin(options: ClientOptions = {}): Promise<TestClient> {
    const client = new TestClient(options);
    const folders = options.folders ?? [ROOT];
    client.initialized = await client.connection.sendRequest(InitializeRequest.type, {
      processId: null,
      rootUri: null,
      workspaceFolders: folders.map((uri) => ({ uri, name: uri })),
      capabilities: options.capabilities ?? VSCODE,
      ...(options.initializationOptions ? { initializationOptions: options.initializationOptions } : {}),
    });
    await client.connection.sendNotification(InitializedNotification.type, {});
    return client;
  }

  /** Resolves when the server has read what it was to read, and has sent what it was to send about it. */
  async ready(): Promise<void> {
    await this.roundTrip();
    await this.server.flush();
    await this.roundTrip();
  }

  /** Everything sent so far has been handled, also what the server asked meanwhile. */
  async roundTrip(): Promise<void> {
    for (let turn = 0; turn < 3; turn++) await this.hover(`${ROOT}/none.claims.yaml`, { line: 0, character: 0 });
  }

  async open(uri: string, text: string): Promise<void> {
    this.#versions.set(uri, 1);
    const languageId = uri.endsWith('.json') ? 'json' : 'yaml';
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  async change(uri: string, ...contentChanges: TextDocumentContentChangeEvent[]): Promise<void> {
    const version = (this.#versions.get(uri) ?? 0) + 1;
    this.#versions.set(uri, version);
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges,
    });
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  /** What VS Code's client sends of ours for a document that is open but not shown. */
  async hide(uri: string): Promise<void> {
    await this.connection.sendNotification(HIDDEN_NOTIFICATION, { uri });
  }

  async watched(...changes: (readonly [uri: string, type: FileChangeType])[]): Promise<void> {
    await this.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: changes.map(([uri, type]) => ({ uri, type })),
    });
  }

  async changeFolders(added: readonly string[], removed: readonly string[]): Promise<void> {
    const named = (uris: readonly string[]) => uris.map((uri) => ({ uri, name: uri }));
    await this.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
      event: { added: named(added), removed: named(removed) },
    });
  }

  async changeSettings(settings: unknown = null): Promise<void> {
    await this.connection.sendNotification(DidChangeConfigurationNotification.type, { settings });
  }

  pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri },
      ...(previousResultId === undefined ? {} : { previousResultId }),
    });
  }

  /** The diagnostics of an open file, which must not be `unchanged`. */
  async items(uri: string): Promise<Diagnostic[]> {
    const report = await this.pull(uri);
    if (report.kind !== 'full') throw new Error(`Expected a full report, got ${report.kind}`);
    return report.items;
  }

  /** The rules of the findings last pushed for a file; undefined where nothing was ever pushed. */
  pushed(uri: string): string[] | undefined {
    return this.published.findLast((params) => params.uri === uri)?.diagnostics.map((item) => String(item.code));
  }

  /** Calls back with the rules of the next findings pushed for a file. */
  onPublished(uri: string, callback: (rules: string[]) => void): void {
    this.#waiting.set(uri, callback);
  }

  onProgress(callback: (value: unknown) => void): void {
    this.#progress = callback;
  }

  hover(uri: string, position: Position): Promise<Hover | null> {
    return this.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
  }

  async actions(
    uri: string,
    range: Range,
    only?: readonly string[],
    diagnostics: Diagnostic[] = [],
  ): Promise<CodeAction[]> {
    const found = await this.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range,
      context: { diagnostics, ...(only ? { only: [...only] } : {}) },
    });
    return (found ?? []) as CodeAction[];
  }

  resolve(action: CodeAction): Promise<CodeAction> {
    return this.connection.sendRequest(CodeActionResolveRequest.type, action);
  }

  dispose(): void {
    this.connection.dispose();
    this.server.dispose();
  }

  #listen(): void {
    const { connection } = this;
    connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      this.published.push(params);
      this.#waiting.get(params.uri)?.(params.diagnostics.map((item) => String(item.code)));
    });
    connection.onNotification(LogMessageNotification.type, ({ message }) => void this.log.push(message));
    connection.onRequest(DiagnosticRefreshRequest.type, () => void this.refreshes++);
    connection.onRequest(WorkDoneProgressCreateRequest.type, ({ token }) => {
      connection.onProgress(WorkDoneProgress.type, token, (value) => this.#progress(value));
    });
    connection.onRequest(
      RegistrationRequest.type,
      ({ registrations }) => void this.registrations.push(...registrations),
    );
    connection.onRequest(UnregistrationRequest.type, ({ unregisterations }) => {
      for (const { id } of unregisterations) {
        const index = this.registrations.findIndex((registration) => registration.id === id);
        if (index >= 0) this.registrations.splice(index, 1);
      }
    });
    connection.onRequest(ConfigurationRequest.type, ({ items }) =>
      items.map(({ scopeUri }) => this.settings[scopeUri ?? ''] ?? null),
    );
    connection.listen();
  }
}

/** The position just before a text's first occurrence, or at `|` in it, in a text with line breaks of any kind. */
export function positionOf(text: string, part: string): Position {
  const mark = part.indexOf('|');
  const at = text.indexOf(part.replace('|', ''));
  if (at < 0) throw new Error(`Not in the text: ${part}`);
  const lines = text.slice(0, at + Math.max(0, mark)).split(/\r\n|\r|\n/);
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

/** The range of a text's first occurrence. */
export function rangeOf(text: string, part: string): Range {
  const start = positionOf(text, part);
  return { start, end: { line: start.line, character: start.character + part.length } };
}
