import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../scripts/paths.ts';

const { version } = JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8')) as { version: string };

describe('the bundled command line', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'aba-billing-package-'));
    // As a package manager links it.
    symlinkSync(`${ROOT}/dist/cli.js`, join(folder, 'aba-billing'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const aba = (...args: readonly string[]) =>
    spawnSync(join(folder, 'aba-billing'), args, { cwd: folder, encoding: 'utf8' });

  it('knows its version and its rule pages through a link', () => {
    assert.equal(aba('--version').stdout, `${version}\n`);
    const page = readFileSync(`${ROOT}/docs/rules/units-exceed-time.md`, 'utf8');
    const title = /^# (.*)$/m.exec(page)?.[1] ?? '';
    assert.equal(aba('explain', 'units-exceed-time').stdout.split('\n')[0], title.replaceAll('`', ''));
  });

  it('checks', () => {
    const note = 'id: S, client: C, date: 2026-03-02, code: 97153, provider: P, start: "15:00", end: "15:53", units: 5';
    writeFileSync(join(folder, 'a.sessions.yaml'), `sessions:\n  - { ${note} }\n`);
    const { status, stdout, stderr } = aba('check', '--format', 'json');
    assert.deepEqual([status, stderr], [1, '']);
    const { findings } = JSON.parse(stdout) as { findings: { rule: string; trace: unknown[] }[] };
    assert.ok(findings.some(({ rule, trace }) => rule === 'units-exceed-time' && trace.length > 0));
  });
});
