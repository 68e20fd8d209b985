import { type Diagnostic, Uri } from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';
import { RULE_PAGE_COMMAND } from '../../server/src/lsp/protocol.ts';

/**
 * Lets the link on a finding's rule id open the rule's page as a preview inside VS Code. For other editors the server
 * links a file, which VS Code would show as Markdown source.
 */
export function linkRulePages(): Middleware {
  return {
    handleDiagnostics: (uri, diagnostics, next) => next(uri, diagnostics.map(link)),
    provideDiagnostics: async (document, previousResultId, token, next) => {
      const report = await next(document, previousResultId, token);
      if (report?.kind === 'full') report.items = report.items.map(link);
      return report;
    },
  };
}

function link(diagnostic: Diagnostic): Diagnostic {
  const { code } = diagnostic;
  if (typeof code === 'object') {
    const target = Uri.parse(`command:${RULE_PAGE_COMMAND}?${encodeURIComponent(JSON.stringify([code.value]))}`);
    diagnostic.code = { value: code.value, target };
  }
  return diagnostic;
}
