import { languages, type Uri, workspace } from 'vscode';
import type { LanguageClient, Middleware } from 'vscode-languageclient/node';
import { HIDDEN_NOTIFICATION, type HiddenParams } from '../../server/src/lsp/protocol.ts';

/**
 * The language client asks for diagnostics of documents that a tab or a peek shows, and forgets them when that closes,
 * though the document may be open longer, or may have been opened by another extension without being shown at all. The
 * server is told of such documents and sends their findings unasked.
 */
function tellHidden(client: LanguageClient, uri: Uri): Promise<void> {
  const params: HiddenParams = { uri: client.code2ProtocolConverter.asUri(uri) };
  return client.sendNotification(HIDDEN_NOTIFICATION, params);
}

/** For documents that are opened without being shown. */
export function hiddenOnOpen(client: () => LanguageClient): Pick<Middleware, 'didOpen'> {
  return {
    didOpen: async (document, next) => {
      // Sent before the document, but not waited for: an edit must not overtake the document.
      const told = client().visibleDocuments.isVisible(document) ? undefined : tellHidden(client(), document.uri);
      await next(document);
      await told;
    },
  };
}

/** For documents that are no longer shown. Lasts as long as the client. */
export function hiddenOnClose(client: LanguageClient): void {
  const selector = client.protocol2CodeConverter.asDocumentSelector(client.clientOptions.documentSelector ?? []);
  client.visibleDocuments.onClose((uris) => {
    const closed = new Set([...uris].map((uri) => uri.toString()));
    for (const document of workspace.textDocuments) {
      if (closed.has(document.uri.toString()) && languages.match(selector, document) > 0 && client.isRunning()) {
        void tellHidden(client, document.uri);
      }
    }
  });
}
