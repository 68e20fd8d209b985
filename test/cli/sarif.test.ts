import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { Log, Result, Run } from 'sarif';
import { RULES } from '../../server/src/rules/registry.ts';
import { aba, folderWith, note, removeFolders } from './cli.ts';

const SCHEMA = JSON.parse(readFileSync(new URL('fixtures/sarif-schema-2.1.0.json', import.meta.url), 'utf8'));
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);
const valid = ajv.compile(SCHEMA);

function sarif(folder: string, ...args: readonly string[]): { readonly run: Run; readonly results: readonly Result[] } {
  const { out } = aba(folder, ['check', '--format', 'sarif', ...args]);
  const log = JSON.parse(out) as Log;
  assert.ok(valid(log), JSON.stringify(valid.errors, null, 2));
  const [run] = log.runs;
  assert.ok(run?.results);
  return { run, results: run.results };
}

const CLAIM = `claims:
  - id: CLM-1
    client: C-AVA
    payer: sunrise
    lines:
      - { date: 2026-03-02, code: 97153, units: 5, sessions: [S-1] }
`;

describe('check, as SARIF', () => {
  afterEach(removeFolders);

  it('keeps to the schema of SARIF 2.1.0, with findings, without, and with files that cannot be read', () => {
    sarif(folderWith({ 'a.payers.yaml': 'payers: []\n' }));
    sarif(folderWith({}), 'none.yaml');
    const folder = folderWith({ 'a.claims.yaml': CLAIM, 'b.sessions.yaml': note(5), 'bad.sessions.json': '{' });
    assert.ok(sarif(folder).results.length >= 3);
  });

  it('is held to the schema by this test', () => {
    assert.equal(valid({ version: '2.1.0', runs: [{ tool: { driver: {} } }] }), false);
  });

  it('describes every rule, and each result refers to its own', () => {
    const { run, results } = sarif(folderWith({ 'a.claims.yaml': CLAIM, 'b.sessions.yaml': note(5) }));
    const { rules = [], name } = run.tool.driver;
    assert.equal(name, 'aba-billing');
    assert.deepEqual(
      rules.map(({ id }) => id),
      RULES.map(({ id }) => id),
    );
    for (const rule of rules) {
      assert.ok(rule.help?.text && rule.shortDescription?.text.endsWith('.'));
      assert.match(rule.defaultConfiguration?.level ?? '', /^(?:error|warning|note)$/);
    }
    for (const result of results) assert.equal(rules[result.ruleIndex ?? -1]?.id, result.ruleId);
  });

  it('says where, what, what else and why', () => {
    const { run, results } = sarif(folderWith({ 'a.claims.yaml': CLAIM, 'b.sessions.yaml': note(4) }));
    const [result] = results;
    assert.ok(result);
    assert.equal(run.columnKind, 'utf16CodeUnits');
    assert.equal(result.level, 'error');
    assert.deepEqual(result.locations, [
      {
        physicalLocation: {
          artifactLocation: { uri: 'a.claims.yaml', uriBaseId: 'SRCROOT' },
          region: { startLine: 6, startColumn: 49, endLine: 6, endColumn: 50 },
        },
      },
    ]);
    assert.equal(result.relatedLocations?.[0]?.physicalLocation?.artifactLocation?.uri, 'b.sessions.yaml');
    assert.ok(result.relatedLocations[0].message?.text);
    const { record, carc, trace } = result.properties ?? {};
    assert.deepEqual([record, carc], ['CLM-1', '151']);
    assert.ok((trace as unknown[]).length > 2);
  });

  it('offers the fixes as replacements that do what they say', () => {
    const folder = folderWith({ 'a.sessions.yaml': note(5) });
    const fixes = sarif(folder).results.flatMap((result) => result.fixes ?? []);
    const fix = fixes.find(({ description }) => description?.text === 'Set units to 4');
    assert.ok(fix, fixes.map(({ description }) => description?.text).join());
    assert.deepEqual(fix.artifactChanges, [
      {
        artifactLocation: { uri: 'a.sessions.yaml', uriBaseId: 'SRCROOT' },
        replacements: [
          {
            deletedRegion: { startLine: 10, startColumn: 12, endLine: 10, endColumn: 13 },
            insertedContent: { text: '4' },
          },
        ],
      },
    ]);
    assert.deepEqual(fix.properties, { kind: 'substantive' });
  });

  it('writes URIs percent-encoded and relative, absolute only outside the working directory', () => {
    const folder = folderWith({ 'März #1/a b.sessions.yaml': note(5), 'sub/c.payers.yaml': 'payers: []\n' });
    const uriOf = ({ results }: { readonly results: readonly Result[] }) =>
      results[0]?.locations?.[0]?.physicalLocation?.artifactLocation;
    assert.deepEqual(uriOf(sarif(folder)), { uri: 'M%C3%A4rz%20%231/a%20b.sessions.yaml', uriBaseId: 'SRCROOT' });
    const outside = uriOf(sarif(join(folder, 'sub'), '..'));
    assert.match(outside?.uri ?? '', /^file:\/\/\/.*\/M%C3%A4rz%20%231\/a%20b\.sessions\.yaml$/);
    assert.equal(outside?.uriBaseId, undefined);
  });

  it('fingerprints findings by rule and line, so that lines added above change nothing', () => {
    const prints = (text: string) =>
      sarif(folderWith({ 'a.sessions.yaml': text })).results.map(({ partialFingerprints }) => partialFingerprints);
    const second = note(5, 'S-2').replace('sessions:\n', '').replace('03-02', '03-03');
    const before = prints(note(5) + second);
    assert.equal(before.length, 2);
    assert.notDeepEqual(before[0], before[1]);
    assert.deepEqual(prints(`# one\n\n${note(5).replace('units: 5', 'units:  5')}${second}`), before);
    assert.deepEqual(prints(note(4) + second), [before[0]]);
  });

  it('says whether everything could be read', () => {
    const good = sarif(folderWith({ 'a.payers.yaml': 'payers: []\n' }));
    assert.equal(good.run.invocations?.[0]?.executionSuccessful, true);
    const bad = sarif(folderWith({ 'a.payers.yaml': Buffer.from('\u00fc', 'latin1') }));
    const [invocation] = bad.run.invocations ?? [];
    assert.equal(invocation?.executionSuccessful, false);
    const [notification] = invocation?.toolExecutionNotifications ?? [];
    assert.equal(notification?.level, 'error');
    assert.equal(notification.locations?.[0]?.physicalLocation?.artifactLocation?.uri, 'a.payers.yaml');
  });
});
