/**
 * Cases as folders of files: `fixtures/<rule>/<case>/` with `expected.txt`, all findings of all rules
 * (see {@link checkFolder} for the few that run only in their own folders), and `fix-<title>/`, the
 * files that the fix of this title changes, as they are after it. `UPDATE=1` writes both anew: read what it wrote. It writes
 * every fix of the case's own rule in cases whose name begins with `fixed`, in others those that are there.
 */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RULES } from '../../server/src/rules/registry.ts';
import { fixedFiles, type OfferedFix, offeredFixes } from './support/apply.ts';
import { checkFolder, type Folder, type FolderCheck, findingLines, pathOf } from './support/check-folder.ts';
import { readFolder, subfolders } from './support/read-folder.ts';

const FIXTURES = fileURLToPath(new URL('fixtures', import.meta.url)).replaceAll('\\', '/');
const UPDATE = process.env.UPDATE === '1';
/** Rules on what JSON does not have. */
const YAML_ONLY: ReadonlySet<string> = new Set(['yaml-hazard']);
const NOT_INPUT = /^(?:expected\.txt|fix-[^/]+\/.*)$/;

for (const rule of subfolders(FIXTURES)) {
  describe(`fixtures of ${rule}`, () => {
    const cases = subfolders(`${FIXTURES}/${rule}`);
    for (const name of cases) {
      const path = `${FIXTURES}/${rule}/${name}`;
      it(`${name}: finds exactly what is expected`, () => findsExpected(path, rule));
      it(`${name}: fixes as expected, and each fix removes its finding`, () => fixesExpected(path, rule));
    }
    it('shows the rule silent, firing, in JSON, in a later document of a stream, and fixed', () => {
      assert.deepEqual(missingKinds(rule, cases), []);
    });
  });
}

describe('fixtures', () => {
  it('exist for every rule, and for nothing else', () => {
    assert.deepEqual(subfolders(FIXTURES), RULES.map((rule) => rule.id).sort());
  });
});

function findsExpected(path: string, rule: string): void {
  const folder = readFolder(path, NOT_INPUT);
  const actual = findingLines(checkFolder(folder, { rule }));
  assert.equal(findingLines(checkFolder(folder, { rule, order: 'backward' })), actual, 'the order of opening counts');
  if (UPDATE) writeFileSync(`${path}/expected.txt`, actual);
  else assert.equal(actual, readFileSync(`${path}/expected.txt`, 'utf8'));
}

function fixesExpected(path: string, rule: string): void {
  const folder = readFolder(path, NOT_INPUT);
  const before = checkFolder(folder, { rule });
  const offered = offeredFixes(before);
  const golden = subfolders(path).filter((name) => name.startsWith('fix-'));
  const wanted = offered.filter(({ finding, slug }) => {
    if (golden.includes(slug)) return true;
    return UPDATE && finding.reported.rule === rule && /\/fixed[^/]*$/.test(path);
  });
  if (UPDATE) for (const name of golden) rmSync(`${path}/${name}`, { recursive: true });
  else {
    assert.deepEqual(
      golden.filter((name) => !offered.some(({ slug }) => slug === name)),
      [],
      'fixes that are not offered',
    );
  }
  for (const item of offered) {
    const changed = fixedFiles(folder, item.fix);
    checkGone(before, item, checkFolder(new Map([...folder, ...changed]), { rule }));
    if (!wanted.includes(item)) continue;
    if (UPDATE) writeFolder(`${path}/${item.slug}`, changed);
    else assert.deepEqual(Object.fromEntries(changed), Object.fromEntries(readFolder(`${path}/${item.slug}`)));
  }
}

/** The finding is no more, and the text still reads as it did: the fix broke nothing of the form. */
function checkGone(before: FolderCheck, { finding, fix }: OfferedFix, after: FolderCheck): void {
  const { rule, message } = finding.reported;
  const count = (check: FolderCheck) =>
    check.findings.filter((item) => item.reported.rule === rule && item.reported.message === message).length;
  assert.ok(count(after) < count(before), `“${fix.title}” leaves ${rule}: ${message}`);
  const form = (check: FolderCheck) =>
    check.findings.filter(({ reported }) => ['syntax', 'structure', 'duplicate-id'].includes(reported.rule)).length;
  assert.ok(form(after) <= form(before), `“${fix.title}” breaks the form of ${pathOf(finding.file.uri)}`);
}

function writeFolder(path: string, files: Folder): void {
  for (const [name, text] of files) {
    mkdirSync(dirname(`${path}/${name}`), { recursive: true });
    writeFileSync(`${path}/${name}`, text);
  }
}

/** Which kinds of case the rule's fixtures do not show. */
function missingKinds(id: string, cases: readonly string[]): readonly string[] {
  const rule = RULES.find((item) => item.id === id);
  const shown = new Set<string>();
  for (const name of cases) {
    const path = `${FIXTURES}/${id}/${name}`;
    const folder = readFolder(path, NOT_INPUT);
    const { findings } = checkFolder(folder, { rule: id });
    if (findings.length === 0) shown.add('silent');
    for (const { file, reported } of findings.filter((item) => item.reported.rule === id)) {
      shown.add('firing');
      const before = (folder.get(pathOf(file.uri)) ?? '').slice(0, reported.start);
      if (file.uri.endsWith('.json')) shown.add('in JSON');
      if (/^---$/m.test(before) && /^sessions:|^claims:|^clients:|^providers:|^payers:/m.test(before)) {
        shown.add('in a later document');
      }
    }
    if (existsSync(path) && subfolders(path).some((child) => child.startsWith('fix-'))) shown.add('fixed');
  }
  const wanted = [
    'silent',
    'firing',
    ...(YAML_ONLY.has(id) ? [] : ['in JSON']),
    'in a later document',
    ...(rule?.fixes ? ['fixed'] : []),
  ];
  return wanted.filter((kind) => !shown.has(kind));
}
