/** Embeds the bundled payer policies in a module, because the engine reads no files. */
import { readdirSync, readFileSync } from 'node:fs';
import { ROOT } from '../paths.ts';

const FOLDER = 'server/src/policies/bundled';

/** The files that this generator answers for, by path from the root. */
export function generate(): ReadonlyMap<string, string> {
  const files = readdirSync(`${ROOT}/${FOLDER}`)
    .filter((name) => name.endsWith('.payers.yaml'))
    .sort();
  const embedded = files.map((file) => embed(file, readFileSync(`${ROOT}/${FOLDER}/${file}`, 'utf8')));
  return new Map([['server/src/policies/bundled.generated.ts', HEADER + embedded.join('') + FOOTER]]);
}

const HEADER = `// Generated from ${FOLDER}/*.payers.yaml by \`npm run generate\`. Do not edit.

export const BUNDLED_FILES: readonly { readonly file: string; readonly text: string }[] = [
`;
const FOOTER = '];\n';

/** One line of the file to a line of the module, so that a change of one figure is a change of one line. */
function embed(file: string, text: string): string {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const quoted = lines.map((line) => `      ${JSON.stringify(line)},\n`).join('');
  return `  {\n    file: ${JSON.stringify(file)},\n    text: [\n${quoted}    ].join('\\n'),\n  },\n`;
}
