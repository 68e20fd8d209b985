import {
  type Disposable,
  type DocumentFilter,
  type LanguageStatusItem,
  LanguageStatusSeverity,
  languages,
  Uri,
  window,
  workspace,
} from 'vscode';
import { type LanguageClient, State } from 'vscode-languageclient/node';
import { type FilePolicy, type FileStatus, STATUS_REQUEST, type StatusParams } from '../../server/src/lsp/protocol.ts';

/** Language status entries of the active file: why it is checked, by which policies, and by which configuration. */
export class StatusItems implements Disposable {
  readonly #client: () => LanguageClient;
  readonly #file: LanguageStatusItem;
  readonly #policy: LanguageStatusItem;
  readonly #configuration: LanguageStatusItem;
  readonly #listeners: Disposable[];
  #selector: DocumentFilter[];

  constructor(selector: DocumentFilter[], client: () => LanguageClient) {
    this.#client = client;
    this.#selector = selector;
    // VS Code lists the items in the order of their ids.
    this.#file = languages.createLanguageStatusItem('abaBilling.1.file', selector);
    this.#policy = languages.createLanguageStatusItem('abaBilling.2.policy', selector);
    this.#configuration = languages.createLanguageStatusItem('abaBilling.3.configuration', selector);
    for (const item of this.#items()) item.name = 'ABA Billing';
    this.#file.text = 'ABA Billing: starting';
    this.#file.busy = true;
    this.#listeners = [
      window.onDidChangeActiveTextEditor(() => this.refresh()),
      languages.onDidChangeDiagnostics(({ uris }) => {
        const active = window.activeTextEditor?.document.uri.toString();
        if (uris.some((uri) => uri.toString() === active)) this.refresh();
      }),
    ];
  }

  set selector(selector: DocumentFilter[]) {
    this.#selector = selector;
    for (const item of this.#items()) item.selector = selector;
  }

  /** Asks the server about the active file, if that is one of ours, and shows its answer. */
  refresh(): void {
    const document = window.activeTextEditor?.document;
    if (document === undefined || languages.match(this.#selector, document) === 0) return;
    void this.#show(document.uri);
  }

  dispose(): void {
    for (const disposable of [...this.#listeners, ...this.#items()]) disposable.dispose();
  }

  #items(): LanguageStatusItem[] {
    return [this.#file, this.#policy, this.#configuration];
  }

  async #show(uri: Uri): Promise<void> {
    const client = this.#client();
    if (client.state !== State.Running) return this.#showStopped();
    const params: StatusParams = { uri: client.code2ProtocolConverter.asUri(uri) };
    try {
      const status = await client.sendRequest<FileStatus>(STATUS_REQUEST, params);
      if (window.activeTextEditor?.document.uri.toString() === uri.toString()) this.#showStatus(status);
    } catch (error) {
      // A restart drops the requests under way; the new server is asked again.
      if (client === this.#client() && client.state === State.Running)
        client.error('No status of the file', error, false);
    }
  }

  #showStopped(): void {
    this.#file.busy = false;
    this.#file.severity = LanguageStatusSeverity.Error;
    this.#file.text = 'ABA Billing: not running';
    this.#file.detail = '';
    this.#file.command = { title: 'Restart', command: 'abaBilling.restartServer' };
  }

  #showStatus(status: FileStatus): void {
    this.#file.busy = false;
    this.#file.severity = LanguageStatusSeverity.Information;
    this.#file.text = status.checked
      ? `ABA Billing: ${count(status.findings, 'finding')} in ${count(status.records, 'record')}`
      : 'ABA Billing: not checked';
    this.#file.detail = status.why;
    this.#file.command = { title: 'Show Output', command: 'abaBilling.showOutput' };

    const [first, ...others] = status.policies;
    const defaultPolicy: FilePolicy = { id: status.defaultPolicy, name: '', version: '', assumed: true };
    const policies = [first ?? defaultPolicy, ...others];
    this.#policy.text = `${policies.length === 1 ? 'Policy' : 'Policies'}: ${policies.map(policyName).join(', ')}`;
    this.#policy.detail = policies.length === 1 && first !== undefined ? first.version : '';

    const { configuration } = status;
    this.#configuration.text = `Configuration: ${configuration === undefined ? 'none' : relative(configuration)}`;
    this.#configuration.detail = configuration === undefined ? 'no aba-billing.yaml above the file' : '';
    this.#configuration.command =
      configuration === undefined
        ? undefined
        : { title: 'Open', command: 'vscode.open', arguments: [Uri.parse(configuration)] };
  }
}

function policyName({ id, assumed }: FilePolicy): string {
  return assumed ? `${id} (assumed)` : id;
}

function relative(uri: string): string {
  return workspace.asRelativePath(Uri.parse(uri));
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
