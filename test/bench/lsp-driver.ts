/** Drives any language server over stdio as an editor does, and tells when it answered. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type ClientCapabilities,
  ConfigurationRequest,
  createProtocolConnection,
  type Diagnostic,
  DiagnosticRefreshRequest,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  ExitNotification,
  type Hover,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  type Position,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  type Range,
  RegistrationRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocumentSyncKind,
  WorkDoneProgressCreateRequest,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

export interface ServerDefinition {
  readonly name: string;
  /** A program and its arguments. */
  readonly command: readonly [string, ...string[]];
  readonly initializationOptions?: unknown;
  /** Answers to `workspace/configuration`, by section; null for any other. */
  readonly settings?: { readonly [section: string]: unknown };
  /** Resolves once the server has done what it does after `initialized`. */
  ready(connection: ProtocolConnection): Promise<void>;
}

/** What VS Code says it can do, as far as diagnostics and hovers are concerned. */
const CAPABILITIES: ClientCapabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
    diagnostics: { refreshSupport: true },
  },
  textDocument: {
    synchronization: { dynamicRegistration: true },
    diagnostic: { dynamicRegistration: true, relatedInformation: true },
    publishDiagnostics: { relatedInformation: true, versionSupport: true, codeDescriptionSupport: true },
    hover: { contentFormat: ['markdown', 'plaintext'] },
  },
  window: { workDoneProgress: true },
};

/** A server that takes longer for one answer counts as broken. */
const PATIENCE_MS = 120_000;
/** So long it has to end by itself. */
const SHUTDOWN_MS = 3000;

/** A change that was sent. */
export interface SentChange {
  /** Of `performance.now()`, before it was sent. */
  readonly at: number;
  /** Resolves with what a server that pushes sends for this version. */
  readonly pushed: Promise<readonly Diagnostic[]> | undefined;
}

export interface TimedDiagnostics {
  readonly milliseconds: number;
  readonly diagnostics: readonly Diagnostic[];
}

type PushListener = (params: PublishDiagnosticsParams) => void;

/** One server process with one open document. */
export class LspDriver {
  readonly #process: ChildProcess;
  readonly #connection: ProtocolConnection;
  readonly #failed: Promise<never>;
  readonly #gone: Promise<void>;
  readonly #pushListeners = new Set<PushListener>();
  #capabilities: InitializeResult['capabilities'] = {};
  #document: OpenDocument | undefined;
  #resultId: string | undefined;
  #pulled: readonly Diagnostic[] = [];

  private constructor({ name, command, settings = {} }: ServerDefinition) {
    const [program, ...args] = command;
    this.#process = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    const { stdin, stdout, stderr } = this.#process;
    if (!stdin || !stdout || !stderr) throw new Error(`${name} cannot be started.`);
    let complaints = '';
    stderr.on('data', (data) => {
      complaints = `${complaints}${data}`.slice(-2000);
    });
    const ended = once(this.#process, 'exit');
    this.#failed = ended.then(([code]) => {
      throw new Error(`${name} ended with ${code}. ${complaints}`.trimEnd());
    });
    // Nobody may be waiting when it ends as it was asked to.
    this.#failed.catch(() => {});
    this.#gone = ended.then(
      () => {},
      () => {},
    );
    this.#connection = createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    this.#connection.onRequest(ConfigurationRequest.type, ({ items }) =>
      items.map(({ section }) => settings[section ?? ''] ?? null),
    );
    this.#connection.onRequest(RegistrationRequest.type, () => {});
    this.#connection.onRequest(WorkDoneProgressCreateRequest.type, () => {});
    this.#connection.onRequest(DiagnosticRefreshRequest.type, () => {});
    this.#connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      for (const listener of this.#pushListeners) listener(params);
    });
    this.#connection.listen();
  }

  /** A server that has read its folder. @param folder URI. */
  static async start(definition: ServerDefinition, folder: string): Promise<LspDriver> {
    const driver = new LspDriver(definition);
    const { capabilities } = await driver.#answer(
      driver.#connection.sendRequest(InitializeRequest.type, {
        processId: process.pid,
        rootUri: folder,
        workspaceFolders: [{ uri: folder, name: 'bench' }],
        capabilities: CAPABILITIES,
        initializationOptions: definition.initializationOptions,
      }),
    );
    driver.#capabilities = capabilities;
    const ready = definition.ready(driver.#connection);
    await driver.#connection.sendNotification(InitializedNotification.type, {});
    await driver.#answer(ready);
    return driver;
  }

  /** Opens the document and waits for its first diagnostics. */
  async open(uri: string, languageId: string, text: string): Promise<TimedDiagnostics> {
    this.#document = new OpenDocument(uri, languageId, this.#syncsWhole ? text : '');
    const sent: SentChange = { at: performance.now(), pushed: this.#awaitPush(uri, 1) };
    await this.#connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId, version: 1, text },
    });
    return this.diagnosticsAfter(sent);
  }

  /** Sends an edit, and only what changed where the server takes that. */
  async change(range: Range, text: string): Promise<SentChange> {
    const document = this.#opened();
    const { uri } = document;
    document.version++;
    const contentChanges = [this.#syncsWhole ? { text: document.replace(range, text) } : { range, text }];
    const sent: SentChange = { at: performance.now(), pushed: this.#awaitPush(uri, document.version) };
    await this.#connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version: document.version },
      contentChanges,
    });
    return sent;
  }

  /** The diagnostics of the text after a change, and the time since it was sent. */
  async diagnosticsAfter({ at, pushed }: SentChange): Promise<TimedDiagnostics> {
    const diagnostics = await this.#answer(pushed ?? this.#pull());
    return { milliseconds: performance.now() - at, diagnostics };
  }

  /** Milliseconds until the hover is there, and the hover. */
  async hover(position: Position): Promise<{ readonly milliseconds: number; readonly hover: Hover | null }> {
    const at = performance.now();
    const { uri } = this.#opened();
    const hover = await this.#answer(
      this.#connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position }),
    );
    return { milliseconds: performance.now() - at, hover };
  }

  /** Bytes of physical memory that the server's process held at most so far; undefined where Linux does not tell. */
  peakMemory(): number | undefined {
    return peakMemoryOf(this.#process.pid);
  }

  async stop(): Promise<void> {
    const patience = delay(SHUTDOWN_MS, undefined, { ref: false });
    await Promise.race([this.#shutDown(), this.#gone, patience]).catch(() => {});
    this.#connection.dispose();
    this.#process.kill('SIGKILL');
    await this.#gone;
  }

  async #shutDown(): Promise<never> {
    await this.#connection.sendRequest(ShutdownRequest.type);
    await this.#connection.sendNotification(ExitNotification.type);
    return new Promise(() => {});
  }

  get #syncsWhole(): boolean {
    const { textDocumentSync: sync } = this.#capabilities;
    return (typeof sync === 'object' ? sync.change : sync) !== TextDocumentSyncKind.Incremental;
  }

  #opened(): OpenDocument {
    if (!this.#document) throw new Error('No document is open.');
    return this.#document;
  }

  async #pull(): Promise<readonly Diagnostic[]> {
    const report = await this.#connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri: this.#opened().uri },
      ...(this.#resultId === undefined ? {} : { previousResultId: this.#resultId }),
    });
    this.#resultId = report.resultId;
    if (report.kind === 'full') this.#pulled = report.items;
    return this.#pulled;
  }

  /** A server that does not name the version sends one set of diagnostics for each. */
  #awaitPush(uri: string, version: number): SentChange['pushed'] {
    if (this.#capabilities.diagnosticProvider) return undefined;
    return new Promise((resolve) => {
      const listener: PushListener = (params) => {
        if (params.uri !== uri || (params.version ?? version) < version) return;
        this.#pushListeners.delete(listener);
        resolve(params.diagnostics);
      };
      this.#pushListeners.add(listener);
    });
  }

  #answer<T>(promise: Promise<T>): Promise<T> {
    const waited = new AbortController();
    const late = delay(PATIENCE_MS, undefined, { signal: waited.signal, ref: false }).then(() => {
      throw new Error(`No answer within ${PATIENCE_MS / 1000} s.`);
    });
    late.catch(() => {});
    return Promise.race([promise, this.#failed, late]).finally(() => waited.abort());
  }
}

/** Keeps its text only for a server that wants all of it: copying megabytes would disturb the measuring of any other. */
class OpenDocument {
  readonly uri: string;
  version = 1;
  #text: TextDocument;

  constructor(uri: string, languageId: string, text: string) {
    this.uri = uri;
    this.#text = TextDocument.create(uri, languageId, 1, text);
  }

  /** The whole text afterwards. */
  replace(range: Range, text: string): string {
    this.#text = TextDocument.update(this.#text, [{ range, text }], this.version);
    return this.#text.getText();
  }
}

/** Bytes; undefined where there is no /proc, or no such process any more. */
export function peakMemoryOf(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}
