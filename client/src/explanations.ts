import { posix } from 'node:path';
import { type Disposable, Uri, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { EXPLAIN_REQUEST, type ExplainParams, type Explanation } from '../../server/src/lsp/protocol.ts';

const SCHEME = 'aba-billing';

/**
 * The address of a finding's explanation, a read-only document. The address holds the whole question, so a preview
 * that VS Code restores after a reload can ask it again.
 */
export function explanationUri(params: ExplainParams): Uri {
  const path = `/${params.code}, line ${params.range.start.line + 1}.md`;
  return Uri.from({ scheme: SCHEME, path, query: JSON.stringify(params) });
}

/** Serves the explanations' documents, whose text comes from the server. */
export function registerExplanations(client: () => LanguageClient): Disposable {
  return workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: async (uri, token) => {
      const params = JSON.parse(uri.query) as ExplainParams;
      const explanation = await client().sendRequest<Explanation | null>(EXPLAIN_REQUEST, params, token);
      if (explanation === null) return `The finding \`${params.code}\` is no longer there.\n`;
      return `## ${explanation.title}\n\n${linkFromFolder(explanation.markdown)}`;
    },
  });
}

/**
 * Rewrites links to files. A Markdown preview shows no `file:` link, and takes an absolute path of a virtual document to
 * begin at the first workspace folder. Without a folder the places stand there as text.
 */
function linkFromFolder(markdown: string): string {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  return markdown.replace(/\[((?:\\.|[^\]\\])*)\]\((file:[^)\s]*)\)/g, (_link, text: string, address: string) => {
    if (folder === undefined) return text;
    const { path, fragment } = Uri.parse(address);
    return `[${text}](${encodeURI(`/${posix.relative(folder.path, path)}`)}#${fragment})`;
  });
}
