/**
 * Every rule's page shows an example that fails, with its findings, and the same example fixed. `UPDATE=1` writes the findings
 * anew: read what it wrote.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { RULES } from '../../server/src/rules/registry.ts';
import { checkFolder, type Folder, findingLines } from './support/check-folder.ts';

const PAGES = fileURLToPath(new URL('../../docs/rules', import.meta.url));
const UPDATE = process.env.UPDATE === '1';

/** A file's name in backticks with a colon, and its text as a block. */
const FILE = /^`([^`\n]+)`:\n+```(?:yaml|json)\n([\s\S]*?)^```$/gm;
const FINDINGS = /^```text\n([\s\S]*?)^```$/m;

describe('pages of the rules', () => {
  it('are there for every rule, and for nothing else', () => {
    const names = readdirSync(PAGES).filter((name) => name !== 'README.md');
    assert.deepEqual(names.sort(), RULES.map((rule) => `${rule.id}.md`).sort());
  });

  for (const { id } of RULES) {
    const path = `${PAGES}/${id}.md`;
    it(`${id}: the example that fails has the findings shown`, () => {
      const page = readPage(path);
      const actual = findingLines(checkFolder(page.fails));
      assert.match(actual, new RegExp(` ${id}: `), 'the example does not show the rule');
      if (UPDATE)
        writeFileSync(
          path,
          page.text.replace(FINDINGS, () => `\`\`\`text\n${actual}\`\`\``),
        );
      else assert.equal(actual, page.findings);
    });
    it(`${id}: the fixed example has no finding of any rule`, () => {
      const page = readPage(path);
      assert.ok(page.fixed.size > 0, 'the fixed example is missing');
      assert.equal(findingLines(checkFolder(new Map([...page.fails, ...page.fixed]))), '');
    });
    it(`${id}: the page says what, why and when not`, () => {
      const headings = [...readPage(path).text.matchAll(/^##+ (.*)$/gm)].map(([, heading]) => heading);
      assert.deepEqual(headings, [
        'Why',
        'How it is worked out',
        'Example',
        'Fails',
        'Fixed',
        'Configuration',
        'When not to use it',
        'Likely denial',
      ]);
    });
  }
});

interface Page {
  readonly text: string;
  readonly fails: Folder;
  readonly findings: string;
  /** The files that differ from those of `fails`. */
  readonly fixed: Folder;
}

function readPage(path: string): Page {
  assert.ok(existsSync(path), `${path} is missing`);
  const text = readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
  const fails = section(text, 'Fails');
  return {
    text,
    fails: filesIn(fails),
    findings: FINDINGS.exec(fails)?.[1] ?? '',
    fixed: filesIn(section(text, 'Fixed')),
  };
}

/** From a heading of the third level to the next heading. */
function section(text: string, heading: string): string {
  const [, after = ''] = text.split(new RegExp(`^### ${heading}$`, 'm'));
  return after.split(/^##/m)[0] ?? '';
}

function filesIn(text: string): Folder {
  return new Map([...text.matchAll(FILE)].map(([, name = '', content = '']) => [name, content]));
}
