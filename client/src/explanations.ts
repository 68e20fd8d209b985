import { posix } from 'node:path';
import { type Disposable, Uri, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import {
  CHECKLIST_REQUEST,
  type ChecklistParams,
  EXPLAIN_REQUEST,
  type ExplainParams,
  type Explanation,
} from '../../server/src/lsp/protocol.ts';

const SCHEME = 'aba-billing';
/** The authority of a checklist's address; an explanation's has none. */
const CHECKLIST = 'checklist';

/**
 * The address of a finding's explanation, a read-only document. The address holds the whole question, so a preview
 * that VS Code restores after a reload can ask it again.
 */
export function explanationUri(params: ExplainParams): Uri {
  const path = `/${params.code}, line ${params.range.start.line + 1}.md`;
  return Uri.from({ scheme: SCHEME, path, query: JSON.stringify(params) });
}

/** The address of a claim's checklist, by the claim's id: it holds while the text around the claim changes. */
export function checklistUri(params: Required<Pick<ChecklistParams, 'uri' | 'claim'>>): Uri {
  const path = `/Checklist of ${params.claim}.md`;
  return Uri.from({ scheme: SCHEME, authority: CHECKLIST, path, query: JSON.stringify(params) });
}

/** Serves the explanations' and checklists' documents, whose text comes from the server. */
export function registerExplanations(client: () => LanguageClient): Disposable {
  return workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: async (uri, token) => {
      const isChecklist = uri.authority === CHECKLIST;
      const params = JSON.parse(uri.query) as ExplainParams & ChecklistParams;
      const request = isChecklist ? CHECKLIST_REQUEST : EXPLAIN_REQUEST;
      const document = await client().sendRequest<Explanation | null>(request, params, token);
      if (document) return `## ${document.title}\n\n${linkFromFolder(document.markdown)}`;
      const what = isChecklist ? `The claim \`${params.claim}\`` : `The finding \`${params.code}\``;
      return `${what} is no longer there.\n`;
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
