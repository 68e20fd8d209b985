/** The examples of a rule's page. */
import type { Folder } from './check-folder.ts';

export interface Example {
  /** Fenced `yaml` and `json` blocks, each with its file's name in backticks on a line before it. */
  readonly files: Folder;
  /** The fenced `text` block, as it stands: one line for each finding. */
  readonly findings: string;
}

const BLOCK = /(?:^`(?<file>[^`]+)`\n\n)?^```(?<language>\w+)\n(?<text>.*?)^```$/gms;

/** The lines under a heading of the second level. @throws Error where the page lacks it. */
export function sectionOf(page: string, heading: string): string {
  const begin = page.indexOf(`\n## ${heading}\n`);
  if (begin < 0) throw new Error(`no section ${heading}`);
  const end = page.indexOf('\n## ', begin + 1);
  return page.slice(begin, end < 0 ? undefined : end);
}

/** @throws Error for an example block without a file name. */
export function exampleIn(page: string, heading: 'Fails' | 'Fixed'): Example {
  const files = new Map<string, string>();
  let findings = '';
  for (const { groups } of sectionOf(page, heading).matchAll(BLOCK)) {
    const { file, language = '', text = '' } = groups ?? {};
    if (language === 'text') findings += text;
    else if (file === undefined) throw new Error(`a block of ${heading} has no file name`);
    else files.set(file, text);
  }
  return { files, findings };
}

/** The page with other findings quoted under the example that fails. */
export function withFindings(page: string, findings: string): string {
  const section = sectionOf(page, 'Fails');
  return page.replace(section, () => section.replace(/^```text\n.*?^```$/ms, () => `\`\`\`text\n${findings}\`\`\``));
}
