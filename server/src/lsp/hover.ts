import type { Hover, HoverParams } from 'vscode-languageserver/node';
import { hover } from '../features/hover.ts';
import { blocks } from '../features/markdown.ts';
import type { ReportedFinding } from '../rules/report.ts';
import { type CheckedFile, type Context, checkedFile } from './context.ts';
import { offsetOf, rangeOf } from './convert.ts';
import { EXPLAIN_COMMAND, type ExplainParams } from './protocol.ts';

/** `textDocument/hover` */
export function onHover(context: Context, { textDocument, position }: HoverParams): Hover | null {
  const checked = checkedFile(context, textDocument.uri);
  if (!checked) return null;
  const { project, file } = checked;
  const shown = hover(project.engine, file, offsetOf(file.source, position), {
    described: context.abilities.describes,
  });
  if (!shown) return null;
  const links = shown.findings.map((finding) => explainLink(context, checked, finding)).filter((link) => link !== '');
  const value = blocks(shown.markdown, [...new Set(links)].join(' · '));
  if (value === '') return null;
  const kind = context.abilities.markdownHover ? 'markdown' : 'plaintext';
  return { contents: { kind, value }, range: rangeOf(file.source, shown.span) };
}

/** A link that runs the client's command, where it has one. */
function explainLink(context: Context, { file }: CheckedFile, finding: ReportedFinding): string {
  if (!context.abilities.commands.has(EXPLAIN_COMMAND)) return '';
  const range = rangeOf(file.source, finding);
  const params: ExplainParams = { uri: file.uri, range, code: finding.rule };
  return `[Explain ${finding.rule}](command:${EXPLAIN_COMMAND}?${encodeURIComponent(JSON.stringify([params]))})`;
}
