/** What runs while there are files of ours: the language client, the status item and the commands. */
import { commands, type Disposable, type ExtensionContext, window, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { INCLUDE_NOTIFICATION, type IncludeParams } from '../../server/src/lsp/protocol.ts';
import { registerCommands } from './commands.ts';
import { registerExplanations } from './explanations.ts';
import { documentFilters, rememberIncluded } from './files.ts';
import { createClient } from './server.ts';
import { StatusItems } from './status.ts';

export class Session {
  readonly #context: ExtensionContext;
  readonly #output = window.createOutputChannel('ABA Billing', { log: true });
  readonly #status: StatusItems;
  readonly #disposables: Disposable[];
  #client: LanguageClient;

  constructor(context: ExtensionContext) {
    this.#context = context;
    this.#client = this.#createClient();
    this.#status = new StatusItems(documentFilters(context.workspaceState), () => this.#client);
    this.#disposables = [
      this.#output,
      this.#status,
      registerExplanations(() => this.#client),
      registerCommands({
        context,
        client: () => this.#client,
        restart: () => this.restart(),
        showOutput: () => this.#output.show(),
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('abaBilling.include')) void this.restart();
      }),
    ];
  }

  get client(): LanguageClient {
    return this.#client;
  }

  async start(): Promise<void> {
    // The commands are there even if the server is not: one of them restarts it.
    await commands.executeCommand('setContext', 'abaBilling.active', true);
    await this.#client.start();
    this.#status.refresh();
  }

  /** Starts over with a new server process, and with the documents that settings and workspace files select now. */
  async restart(): Promise<void> {
    await this.#client.dispose();
    this.#client = this.#createClient();
    this.#status.selector = documentFilters(this.#context.workspaceState);
    await this.start();
  }

  async stop(): Promise<void> {
    await commands.executeCommand('setContext', 'abaBilling.active', false);
    for (const disposable of this.#disposables) disposable.dispose();
    await this.#client.dispose();
  }

  #createClient(): LanguageClient {
    const client = createClient(this.#context, this.#output);
    client.onNotification(INCLUDE_NOTIFICATION, async ({ globs }: IncludeParams) => {
      if (await rememberIncluded(this.#context.workspaceState, globs)) await this.restart();
    });
    return client;
  }
}
