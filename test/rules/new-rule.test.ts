/** `npm run new-rule` in a copy of the project: what it makes type-checks, and passes the tests of rules and pages. */
import assert from 'node:assert/strict';
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What the script reads and writes, and what its result is checked with. */
const COPIED = ['docs', 'scripts', 'server', 'test/rules', 'schemas', 'README.md', 'package.json', 'tsconfig.json'];

describe('npm run new-rule', function () {
  this.timeout(120_000);
  let copy: string;
  const node = (...args: string[]): SpawnSyncReturns<string> =>
    spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8' });

  before(() => {
    copy = mkdtempSync(join(tmpdir(), 'aba-billing-new-rule-'));
    for (const path of COPIED) cpSync(join(ROOT, path), join(copy, path), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'junction');
  });
  after(() => rmSync(copy, { recursive: true, force: true }));

  it('refuses wrong use', () => {
    for (const args of [
      [],
      ['Not_Kebab'],
      ['x-y', '--category', 'codes'],
      ['x-y', '--severity', 'error', '--category', 'z'],
    ]) {
      const { status, stderr } = node('scripts/new-rule.ts', ...args);
      assert.equal(status, 2, stderr);
      assert.match(stderr, /Usage: npm run new-rule/);
    }
  });

  it('does not overwrite a rule', () => {
    const { status, stderr } = node(
      'scripts/new-rule.ts',
      'code-unknown',
      '--category',
      'codes',
      '--severity',
      'error',
    );
    assert.equal(status, 1);
    assert.match(stderr, /is there already/);
  });

  it('makes a rule whose files type-check and pass the tests', () => {
    const made = node(
      'scripts/new-rule.ts',
      'note-without-goals',
      '--category',
      'documentation',
      '--severity',
      'warning',
    );
    assert.equal(made.status, 0, made.stderr);
    const generated = node('scripts/generate.ts');
    assert.equal(generated.status, 0, generated.stderr);
    // Other rules' fixtures and examples have notes without goals, too: only the new one's count here.
    const tests = ['test/rules/fixtures.test.ts', 'test/rules/pages.test.ts'];
    const mocha = node('node_modules/mocha/bin/mocha.js', ...tests, '--grep', 'note-without-goals');
    assert.equal(mocha.status, 0, mocha.stdout);
    assert.match(mocha.stdout, /\b14 passing/);
    const types = node('node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json');
    const own = types.stdout.split('\n').filter((line) => /note-without-goals|registry/.test(line));
    assert.deepEqual(own, []);
  });
});
