import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../scripts/paths.ts';
import { BUNDLED_TABLES } from '../../server/src/cli/audit/bundled-tables.ts';
import { aba, folderWith, note, removeFolders } from './cli.ts';

interface Suppressed {
  readonly file: string;
  readonly rule: string;
  readonly record: string;
  readonly by: string;
  readonly reason: string | null;
  readonly until: string | null;
}

interface AuditRecord {
  readonly program: { readonly name: string; readonly version: string };
  readonly checked: { readonly on: string; readonly asOf?: string; readonly paths: readonly string[] };
  readonly inputs: readonly { file: string; role: string; bytes: number; sha256: string }[];
  readonly policies: readonly { id: string; bundled: boolean; source?: string; sha256: string }[];
  readonly tables: readonly { name: string; sha256: string }[];
  readonly findings: readonly { rule: string; record: string | null }[];
  readonly suppressed: readonly Suppressed[];
  readonly summary: { readonly errors: number };
}

function recordOf(folder: string, ...args: readonly string[]): AuditRecord {
  aba(folder, ['check', '--record', 'record.json', ...args]);
  return JSON.parse(readFileSync(join(folder, 'record.json'), 'utf8'));
}

function hashOf(...path: readonly string[]): string {
  return createHash('sha256')
    .update(readFileSync(join(...path)))
    .digest('hex');
}

describe('the audit record of a check', () => {
  afterEach(removeFolders);

  it('has the hash of every file that was read, byte order mark and all', () => {
    const folder = folderWith({
      'a.sessions.yaml': `\ufeff${note(5)}`,
      'b.sessions.yaml': note(4, 'S-2'),
      'aba-billing.yaml': 'asOf: 2026-03-31\n',
    });
    const { inputs } = recordOf(folder, 'a.sessions.yaml');
    assert.deepEqual(
      inputs.map(({ file, role, sha256 }) => [file, role, sha256]),
      [
        ['a.sessions.yaml', 'records', hashOf(folder, 'a.sessions.yaml')],
        ['aba-billing.yaml', 'configuration', hashOf(folder, 'aba-billing.yaml')],
        ['b.sessions.yaml', 'records', hashOf(folder, 'b.sessions.yaml')],
      ],
    );
  });

  it('names the policies that applied, and what they stand on, with their sources', () => {
    const folder = folderWith({});
    cpSync(`${ROOT}/examples/clinic`, folder, { recursive: true });
    const { policies, program, checked, findings, summary } = recordOf(folder, '--as-of', '2026-04-05');
    const ids = policies.map(({ id }) => id);
    assert.ok(
      ids.includes('builtin:tricare-acd') &&
        ids.includes('builtin:cpt') &&
        ids.some((id) => !id.startsWith('builtin:')),
    );
    for (const { id, bundled, sha256 } of policies) {
      assert.equal(bundled, id.startsWith('builtin:'));
      assert.match(sha256, /^[0-9a-f]{64}$/);
    }
    assert.equal(program.name, 'aba-billing');
    assert.deepEqual([checked.asOf, checked.paths], ['2026-04-05', []]);
    assert.equal(findings.length > 5 && summary.errors > 0, true);
  });

  it('has the hash of every bundled table', () => {
    const files = readdirSync(`${ROOT}/server/src/tables`).filter((name) => name.endsWith('.json'));
    assert.deepEqual(Object.keys(BUNDLED_TABLES).sort(), files.map((name) => name.replace(/\.json$/, '')).sort());
    const { tables } = recordOf(folderWith({ 'a.sessions.yaml': note(4) }));
    assert.deepEqual(
      tables.map(({ name }) => name),
      Object.keys(BUNDLED_TABLES),
    );
  });

  it('has every suppressed finding with what suppresses it and why', () => {
    const folder = folderWith({
      'a.sessions.yaml': note(5).replace(
        '    units:',
        '    # aba-billing-disable-next-line units-exceed-time -- seen by BCBA\n    units:',
      ),
      'b.sessions.yaml': note(6, 'S-2').replace('C-AVA', 'C-BEN'),
      'aba-billing.yaml':
        'suppressions: [{ rule: units-exceed-time, record: S-2, reason: appeal pending, until: 2099-12-31 }]\n',
    });
    const { findings, suppressed } = recordOf(folder);
    assert.deepEqual(
      suppressed.map(({ file, rule, record, by, reason, until }) => [file, rule, record, by, reason, until]),
      [
        ['a.sessions.yaml', 'units-exceed-time', 'S-1', 'comment', 'seen by BCBA', null],
        ['b.sessions.yaml', 'units-exceed-time', 'S-2', 'workspace file', 'appeal pending', '2099-12-31'],
      ],
    );
    assert.deepEqual(
      findings.filter(({ rule }) => rule === 'units-exceed-time'),
      [],
    );
  });

  it('is the same for the same input, and has what a baseline keeps quiet', () => {
    const folder = folderWith({ 'a.sessions.yaml': note(5) });
    aba(folder, ['check', '--write-baseline', 'known.json']);
    const first = recordOf(folder);
    const { code } = aba(folder, ['check', '--baseline', 'known.json', '--record', 'record.json']);
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(readFileSync(join(folder, 'record.json'), 'utf8')), first);
    assert.equal(first.findings.length, 1);
  });

  it('holds no content of the files', () => {
    const folder = folderWith({
      'a.sessions.yaml': `${note(5)}    summary: a narrative\n`,
      'a.clients.yaml': 'clients: [{ id: C-AVA, name: { first: Ava, last: Diaz }, birthDate: 2018-01-15 }]\n',
    });
    recordOf(folder);
    assert.doesNotMatch(readFileSync(join(folder, 'record.json'), 'utf8'), /narrative|Diaz|2018-01-15/);
  });

  it('has the workspace file that was given, by its own path', () => {
    const folder = folderWith({ 'in/a.sessions.yaml': note(5), 'ci.yaml': 'rules: { units-exceed-time: warning }\n' });
    const { inputs } = recordOf(folder, 'in', '--config', 'ci.yaml');
    assert.deepEqual(
      inputs.map(({ file, sha256 }) => [file, sha256]),
      [
        ['ci.yaml', hashOf(folder, 'ci.yaml')],
        ['in/a.sessions.yaml', hashOf(folder, 'in', 'a.sessions.yaml')],
      ],
    );
  });

  it('is written whole or not at all', () => {
    const folder = folderWith({ 'a.sessions.yaml': note(5) });
    const { code, err, out } = aba(folder, ['check', '--record', 'no/record.json']);
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, /no\/record\.json: The file cannot be written \(ENOENT\)/);
    writeFileSync(join(folder, 'record.json'), 'old');
    aba(folder, ['check', '--record', 'record.json', '--config', 'missing.yaml']);
    assert.equal(readFileSync(join(folder, 'record.json'), 'utf8'), 'old');
    assert.equal(existsSync(join(folder, 'no')), false);
  });
});
