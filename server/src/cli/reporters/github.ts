/** Workflow commands, which GitHub Actions turns into annotations. */
import type { CheckedFinding, CheckResult } from '../result.ts';
import { countsText } from './summary.ts';

const COMMANDS = { error: 'error', warning: 'warning', information: 'notice' } as const;

export function* reportGitHub({ findings, summary }: CheckResult): Generator<string> {
  for (const entry of findings) yield `${annotation(entry.finding())}\n`;
  yield `${countsText(summary)}\n`;
}

function annotation(finding: CheckedFinding): string {
  const { file, line, column, endLine, endColumn, rule, severity, message } = finding;
  // Columns may be given only within one line.
  const columns = line === endLine ? [`col=${column}`, `endColumn=${endColumn}`] : [];
  const properties = [
    `file=${property(file)}`,
    `line=${line}`,
    `endLine=${endLine}`,
    ...columns,
    `title=${property(rule)}`,
  ];
  return `::${COMMANDS[severity]} ${properties.join(',')}::${data(message)}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
