import { type ExtensionContext, extensions, type LogOutputChannel, type RelativePattern, Uri } from 'vscode';
import {
  type DocumentSelector,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  type ServerOptions,
  TransportKind,
} from 'vscode-languageclient/node';
import { EXPLAIN_COMMAND, type InitializationOptions, RULE_PAGE_COMMAND } from '../../server/src/lsp/protocol.ts';
import { documentFilters } from './files.ts';
import { hiddenOnClose, hiddenOnOpen } from './hidden-documents.ts';
import { linkRulePages } from './rule-links.ts';

/** Where the extension's page for each rule is, `RULE.md`. */
export function rulePagesUri(context: ExtensionContext): Uri {
  return Uri.joinPath(context.extensionUri, 'docs', 'rules');
}

/** The formats for which an extension is there that shows on hover what our contributed schemas say. */
function describedFormats(): ('json' | 'yaml')[] {
  const readers = [
    { format: 'json', id: 'vscode.json-language-features' },
    { format: 'yaml', id: 'redhat.vscode-yaml' },
  ] as const;
  return readers.filter(({ id }) => extensions.getExtension(id) !== undefined).map(({ format }) => format);
}

/** The documents of ours in the protocol's terms. */
function documentSelector(context: ExtensionContext): DocumentSelector {
  return documentFilters(context.workspaceState).map(({ scheme, language, pattern }) => ({
    scheme: scheme as string,
    ...(language === undefined ? {} : { language }),
    pattern: typeof pattern === 'string' ? pattern : protocolPattern(pattern as RelativePattern),
  }));
}

function protocolPattern({ baseUri, pattern }: RelativePattern): { baseUri: string; pattern: string } {
  return { baseUri: baseUri.toString(), pattern };
}

/**
 * A language client that is not started yet. Its id is not `abaBilling`, so that the library takes no
 * `abaBilling.trace.server` as leave to write whole messages, and with them file content, to the output channel: the
 * channel's log level `Trace` shows the messages' names.
 */
export function createClient(context: ExtensionContext, outputChannel: LogOutputChannel): LanguageClient {
  const module = context.asAbsolutePath('dist/server.js');
  const server: ServerOptions = {
    run: { module, transport: TransportKind.ipc },
    debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6009'] } },
  };
  const initializationOptions: InitializationOptions = {
    commands: [EXPLAIN_COMMAND, RULE_PAGE_COMMAND],
    rulePages: rulePagesUri(context).toString(),
    describes: describedFormats(),
  };
  const options: LanguageClientOptions = {
    documentSelector: documentSelector(context),
    outputChannel,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions,
    diagnosticPullOptions: { onChange: true, onSave: false },
    markdown: { isTrusted: { enabledCommands: [EXPLAIN_COMMAND, RULE_PAGE_COMMAND] } },
    middleware: { ...linkRulePages(), ...hiddenOnOpen(() => client) },
  };
  const client = new LanguageClient('aba-billing', 'ABA Billing', server, options);
  hiddenOnClose(client);
  return client;
}
