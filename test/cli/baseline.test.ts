import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBaseline, writeBaseline } from '../../server/src/cli/baseline/baseline-file.ts';
import { aba, folderWith, note, removeFolders } from './cli.ts';

interface Report {
  readonly findings: readonly { readonly rule: string; readonly record: string | null }[];
  readonly summary: { readonly errors: number };
  readonly baseline?: { readonly known: number; readonly gone: number };
}

/** A note of another client and day with too many units. */
const OTHER = note(6, 'S-2').replace('C-AVA', 'C-BEN').replace('2026-03-02', '2026-03-03');

function reportOf(folder: string, ...args: readonly string[]): Report & { readonly code: number | null } {
  const { code, out } = aba(folder, ['check', '--format', 'json', ...args]);
  return { ...(JSON.parse(out) as Report), code };
}

function read(folder: string, file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}

describe('check with a baseline', () => {
  afterEach(removeFolders);

  it('reports nothing that is known, whatever stands above it, and everything that is new', () => {
    const folder = folderWith({ 'a.sessions.yaml': note(5) });
    assert.equal(aba(folder, ['check', '--write-baseline', 'known.json']).code, 0);
    const same = reportOf(folder, '--baseline', 'known.json');
    assert.deepEqual([same.code, same.findings, same.baseline], [0, [], { known: 1, gone: 0 }]);

    writeFileSync(join(folder, 'a.sessions.yaml'), `# moved\n\n${note(5)}`);
    writeFileSync(join(folder, 'b.sessions.yaml'), OTHER);
    const more = reportOf(folder, '--baseline', 'known.json');
    assert.deepEqual(
      [more.code, more.findings.map(({ record }) => record), more.summary.errors, more.baseline],
      [1, ['S-2'], 1, { known: 1, gone: 0 }],
    );
  });

  it('tells a finding whose quantities changed, and counts what is no more', () => {
    const folder = folderWith({ 'a.sessions.yaml': note(5) });
    aba(folder, ['check', '--write-baseline', 'known.json']);
    writeFileSync(join(folder, 'a.sessions.yaml'), note(6));
    const worse = reportOf(folder, '--baseline', 'known.json');
    assert.deepEqual([worse.code, worse.findings.length, worse.baseline], [1, 1, { known: 0, gone: 1 }]);
    const { out } = aba(folder, ['check', '--baseline', 'known.json']);
    assert.match(out, /^Baseline: 0 known findings not shown; 1 finding of it no more$/m);
  });

  it('knows as many equal findings as it counted', () => {
    const folder = folderWith({ 'a.sessions.yaml': 'sessions:\n  - note: 1\n' });
    aba(folder, ['check', '--write-baseline', 'known.json']);
    writeFileSync(join(folder, 'a.sessions.yaml'), 'sessions:\n  - note: 1\n  - note: 1\n');
    const { findings, baseline } = reportOf(folder, '--baseline', 'known.json');
    assert.ok(findings.length > 0 && baseline?.known === findings.length);
  });

  it('names files from its own folder, so that it holds from anywhere', () => {
    const folder = folderWith({ 'north/a.sessions.yaml': note(5) });
    mkdirSync(join(folder, 'ci'));
    aba(folder, ['check', '--write-baseline', 'ci/known.json']);
    const [known] = JSON.parse(read(folder, 'ci/known.json')).findings;
    assert.equal(known.file, '../north/a.sessions.yaml');
    assert.equal(reportOf(join(folder, 'north'), '--baseline', '../ci/known.json').code, 0);
  });

  it('is sorted and free of content', () => {
    const folder = folderWith({
      'b.sessions.yaml': note(5, 'S-2'),
      'a.sessions.yaml': note(5).replace('S-1', 'S-1\n    summary: Ava said a secret'),
    });
    aba(folder, ['check', '--write-baseline', 'known.json']);
    const text = read(folder, 'known.json');
    const files: readonly string[] = JSON.parse(text).findings.map(({ file }: { file: string }) => file);
    assert.deepEqual(files, files.toSorted());
    assert.deepEqual([...new Set(files)], ['a.sessions.yaml', 'b.sessions.yaml']);
    assert.doesNotMatch(text, /secret/);
  });

  it('shows what is new while it is written anew', () => {
    const folder = folderWith({ 'a.sessions.yaml': note(5) });
    aba(folder, ['check', '--write-baseline', 'known.json']);
    writeFileSync(join(folder, 'b.sessions.yaml'), OTHER);
    const both = reportOf(folder, '--baseline', 'known.json', '--write-baseline', 'known.json');
    assert.deepEqual([both.code, both.findings.length], [1, 1]);
    assert.equal(reportOf(folder, '--baseline', 'known.json').code, 0);
  });

  const wrong: readonly (readonly [string, string, RegExp])[] = [
    ['is no JSON', '{ "version": 1,', /known\.json:1:\d+: This is no baseline: /],
    ['is empty', '', /known\.json:1:1: This is no baseline: it is empty/],
    ['is a list', '[]', /known\.json:1:1: This is no baseline: /],
    [
      'has a wrong key',
      '{\n  "version": 1,\n  "finding": []\n}\n',
      /known\.json:3:3: This is no baseline: .*"findings"/,
    ],
    ['has another version', '{ "version": 2, "findings": [] }', /known\.json:1:14: .* its version is 2, not 1/],
    [
      'has a finding without a rule',
      '{ "version": 1, "findings": [{ "file": "a", "message": "m" }] }',
      /known\.json:1:\d+: .*rule/,
    ],
  ];
  for (const [what, text, message] of wrong) {
    it(`refuses one that ${what}, with its place and exit code 2`, () => {
      const folder = folderWith({ 'a.sessions.yaml': note(5), 'known.json': text });
      const { code, err, out } = aba(folder, ['check', '--baseline', 'known.json']);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, message);
      assert.equal(err.trim().split('\n').length, 1);
    });
  }

  it('refuses one that is not there, or is a folder', () => {
    const folder = folderWith({ 'a.sessions.yaml': note(5) });
    assert.match(
      aba(folder, ['check', '--baseline', 'x.json']).err,
      /x\.json: There is no such baseline; --write-base/,
    );
    assert.match(aba(folder, ['check', '--baseline', '.']).err, /This is a folder, not a file/);
  });

  it('writes nothing where some input could not be read, or the place cannot be written', () => {
    const folder = folderWith({ 'a.sessions.yaml': new Uint8Array([0xff, 0xfe, 0xff]), 'known.json': 'old' });
    const { code, err } = aba(folder, ['check', '--write-baseline', 'known.json']);
    assert.equal(code, 2);
    assert.match(err, /known\.json: Not written, because some input could not be read: a\.sessions\.yaml: /);
    assert.equal(read(folder, 'known.json'), 'old');
    const other = folderWith({ 'a.sessions.yaml': note(5) });
    const ended = aba(other, ['check', '--write-baseline', 'no/known.json']);
    assert.deepEqual([ended.code, ended.out], [2, '']);
    assert.match(ended.err, /no\/known\.json: The file cannot be written \(ENOENT\)/);
    assert.deepEqual(readdirSync(other), ['a.sessions.yaml']);
  });

  it('writes nothing that could not be read again', async () => {
    const folder = folderWith({ 'known.json': 'old' });
    const finding = { file: 'a.sessions.yaml', rule: 'syntax', record: undefined, message: 'ü'.repeat(1000), count: 1 };
    const write = (count: number) => writeBaseline('known.json', folder, new Array(count).fill(finding));
    await assert.rejects(
      write(20_000),
      /^Error: known\.json: It would have 40 MB, and larger files than 32 MB are not read\.$/,
    );
    assert.equal(read(folder, 'known.json'), 'old');
    await write(15_000);
    assert.equal((await readBaseline('known.json', folder)).length, 15_000);
  });
});
