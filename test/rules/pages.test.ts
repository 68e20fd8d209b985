/**
 * The rule pages: `docs/rules/<id>.md`. Their examples are checked as they stand; `UPDATE=1` writes the quoted findings anew:
 * read what it wrote.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { generate } from '../../scripts/generate/rule-docs.ts';
import { ROOT } from '../../scripts/paths.ts';
import { renderMarkdown } from '../../server/src/cli/terminal-markdown.ts';
import { RULES } from '../../server/src/rules/registry.ts';
import { checkFolder, type Folder, findingLines, pathOf } from './support/check-folder.ts';
import { exampleIn, sectionOf, withFindings } from './support/rule-page.ts';

const FOLDER = `${ROOT}/docs/rules`;
const SECTIONS = ['What it checks', 'Why it matters', 'Fails', 'Fixed', 'Configure', 'What it leaves open'];
const COLUMNS = 100;

const names = readdirSync(FOLDER).filter((name) => name !== 'README.md');

describe('rule pages', () => {
  it('exist for every rule, and for nothing else', () => {
    assert.deepEqual(names.sort(), RULES.map(({ id }) => `${id}.md`).sort());
  });

  it('have the generated parts that the registry gives', () => {
    for (const [path, text] of generate())
      assert.equal(textOf(`${ROOT}/${path}`), text, `run npm run generate: ${path}`);
  });

  it('say truly how a rule is configured and suppressed', () => {
    for (const name of names) {
      const page = textOf(`${FOLDER}/${name}`);
      const rule = name.replace(/\.md$/, '');
      const { files } = exampleIn(page, 'Fails');
      const [rules = '', suppression = '', comment = ''] = blocksOf(sectionOf(page, 'Configure'));
      const { findings } = checkFolder(files, { rule });
      const [, severity] = /: (\w+) \}/.exec(rules) ?? [];
      const configured = checkFolder(new Map([...files, ['aba-billing.yaml', rules]]), { rule }).findings;
      assert.deepEqual(
        configured.map(({ reported }) => reported.severity),
        findings.map(() => severity),
      );
      const entries = findings.map(({ reported }) =>
        suppression.replace(/^suppressions:\n/, '').replace('ID', `"${reported.finding.record?.id}"`),
      );
      assert.equal(
        quoted(new Map([...files, ['aba-billing.yaml', `suppressions:\n${entries.join('')}`]]), rule),
        '',
        name,
      );
      assert.equal(quoted(withComments(files, comment, rule), rule), quoted(onlyJson(files), rule), name);
    }
  });

  for (const name of names) {
    const id = name.replace(/\.md$/, '');
    const page = textOf(`${FOLDER}/${name}`);

    describe(id, () => {
      it('has its title and sections', () => {
        assert.ok(page.startsWith(`# ${id}\n`));
        for (const heading of SECTIONS)
          assert.notEqual(sectionOf(page, heading).split('\n').slice(2).join('').trim(), '');
      });

      it('fails with the findings that it quotes, all of this rule', () => {
        const { files, findings } = exampleIn(page, 'Fails');
        const found = quoted(files, id);
        if (process.env.UPDATE === '1') writeFileSync(`${FOLDER}/${name}`, withFindings(page, found));
        else assert.equal(findings, found);
        assert.notEqual(found, '');
        for (const line of found.trimEnd().split('\n')) assert.match(line, new RegExp(`^\\S+ \\w+ ${id}: `));
      });

      it('is fixed without any finding', () => {
        const { files } = exampleIn(page, 'Fixed');
        assert.deepEqual([...files.keys()], [...exampleIn(page, 'Fails').files.keys()]);
        assert.equal(quoted(files, id), '');
      });

      it('links to what is there', () => {
        for (const [, target = '', anchor] of page.matchAll(/\]\(([^)#]*)(?:#([^)]+))?\)/g)) {
          const file = target === '' ? `${FOLDER}/${name}` : `${FOLDER}/${target}`;
          assert.ok(existsSync(file), target);
          if (anchor !== undefined) assert.match(readFileSync(file, 'utf8'), new RegExp(`^#+ ${anchor}$`, 'm'));
        }
      });

      it('reads as text in a terminal', () => {
        const text = renderMarkdown(page, COLUMNS, (_, part) => part);
        assert.doesNotMatch(text, /<!--|-->|\]\(|\*\*|```|\|---/);
        assert.match(text, new RegExp(`^${id}\n\n {2}Severity {2,}\\w+\n`));
        const prose = text.split('\n').filter((line) => !line.startsWith('    '));
        assert.deepEqual(
          prose.filter((line) => line.length > COLUMNS),
          [],
        );
      });
    });
  }
});

function textOf(path: string): string {
  return readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
}

/** The texts of fenced `yaml` blocks. */
function blocksOf(section: string): readonly string[] {
  return [...section.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text = '']) => text);
}

/** The files with a comment before each line that has a finding, as deep as the line; JSON has no comments. */
function withComments(files: Folder, comment: string, rule: string): Folder {
  const { findings } = checkFolder(files, { rule });
  return new Map(
    [...files].map(([path, text]) => {
      if (path.endsWith('.json')) return [path, text];
      const found = findings.filter(({ file }) => pathOf(file.uri) === path);
      const wrong = new Set(found.map(({ file, reported }) => file.source.positionAt(reported.start).line));
      const lines = text.split('\n').flatMap((line, index) => {
        return wrong.has(index) ? [`${/^ */.exec(line)?.[0]}${comment.trimEnd()}`, line] : [line];
      });
      return [path, lines.join('\n')];
    }),
  );
}

function onlyJson(files: Folder): Folder {
  return new Map([...files].filter(([path]) => path.endsWith('.json')));
}

/** As pages quote findings: without related locations, and without the end of the range. */
function quoted(files: Folder, rule: string): string {
  return findingLines(checkFolder(files, { rule }))
    .split('\n')
    .filter((line) => !line.startsWith('  '))
    .map((line) => line.replace(/^(\S+?:\d+:\d+)-\d+:\d+ /, '$1 '))
    .join('\n');
}
