import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestPoliciesResult } from '../../server/src/cli/policy-tests/result.ts';
import { aba, folderWith, lines, removeFolders } from './cli.ts';
import { readXml } from './xml.ts';

const POLICY = `payers:
  - id: sunrise
    name: Sunrise Health Plan
    source: Provider manual 2026, p. 14
    reviewed: 2026-02-01
    extends: plain
    caps:
      - { codes: [97153], units: 8, per: day } # a comment
      - { codes: [97155], units: 4, per: day }
    providers:
      97155: [qhp]
    fees: []
`;
/** The base: of the same folder, with no tests of its own. */
const PLAIN = `payers:
  - id: plain
    extends: builtin:cpt
    caps:
      - { codes: [97156], units: 2, per: day }
`;
const STAFF = 'providers:\n  - { id: rbt, credentials: [{ type: RBT }] }\n';

function claim(lines: readonly string[]): string {
  return `claims:\n  - id: CLM-1\n    client: C-1\n    payer: sunrise\n    lines:\n${lines.map((line) => `      - ${line}\n`).join('')}`;
}

const NINE = claim(['{ date: 2026-03-02, code: 97153, units: 9, start: "08:00", end: "10:15" }']);
const NINE_FOUND =
  'march.claims.yaml:6:49 error cap-exceeded: 9 units of 97153 on 2026-03-02; the cap is 8 units a day\n';
const EIGHT = claim(['{ date: 2026-03-02, code: 97153, units: 8, start: "08:00", end: "10:00" }']);

const CLINIC = {
  'policies/sunrise.payers.yaml': POLICY,
  'policies/plain.payers.yaml': PLAIN,
  'policies/sunrise.policy-tests/staff.providers.yaml': STAFF,
  'policies/sunrise.policy-tests/cap/march.claims.yaml': NINE,
  'policies/sunrise.policy-tests/cap/expected.txt': NINE_FOUND,
  'policies/sunrise.policy-tests/under/march.claims.yaml': EIGHT,
  'policies/sunrise.policy-tests/under/expected.txt': '',
};

function run(
  folder: string,
  ...args: readonly string[]
): { readonly code: number | null; readonly result: TestPoliciesResult } {
  const { code, out } = aba(folder, ['test-policies', '--format', 'json', ...args]);
  return { code, result: JSON.parse(out) as TestPoliciesResult };
}

describe('test-policies', () => {
  afterEach(removeFolders);

  it('passes where every case finds just what is expected, whatever the line endings', () => {
    const folder = folderWith({
      ...CLINIC,
      'policies/sunrise.policy-tests/cap/expected.txt': NINE_FOUND.replaceAll('\n', '\r\n'),
    });
    for (const args of [[], ['policies'], ['policies/sunrise.policy-tests']]) {
      const { code, result } = run(folder, ...args);
      assert.equal(code, 0);
      assert.deepEqual(
        result.policies.flatMap(({ cases }) => cases.map(({ name, status }) => [name, status])),
        [
          ['cap', 'passed'],
          ['under', 'passed'],
        ],
      );
    }
  });

  it('shows what differs line by line, and exits with 1', () => {
    const folder = folderWith({
      ...CLINIC,
      'policies/sunrise.policy-tests/cap/expected.txt': NINE_FOUND.replace('9 units', '10 units'),
      'policies/sunrise.policy-tests/under/expected.txt': NINE_FOUND,
    });
    const { code, out, err } = aba(folder, ['test-policies', 'policies']);
    assert.equal(code, 1);
    assert.equal(err, '');
    const expected = NINE_FOUND.trimEnd();
    assert.deepEqual(lines(out).slice(0, 6), [
      'policies/sunrise.policy-tests/cap differs',
      `  - ${expected.replace('9 units', '10 units')}`,
      `  + ${expected}`,
      '',
      'policies/sunrise.policy-tests/under differs',
      `  - ${expected}`,
    ]);
  });

  it('takes a case without expected.txt as one that differs, and writes it when asked to', () => {
    const { 'policies/sunrise.policy-tests/cap/expected.txt': _cap, ...rest } = CLINIC;
    const folder = folderWith({ ...rest, 'policies/sunrise.policy-tests/under/expected.txt': NINE_FOUND });
    assert.equal(run(folder).code, 1);
    const updated = run(folder, '--update');
    assert.equal(updated.code, 0);
    assert.deepEqual([updated.result.summary.updated, updated.result.summary.differing], [2, 0]);
    const expected = (name: string) =>
      readFileSync(join(folder, 'policies/sunrise.policy-tests', name, 'expected.txt'), 'utf8');
    assert.deepEqual([expected('cap'), expected('under')], [NINE_FOUND, '']);
    assert.equal(run(folder).code, 0);
  });

  it('names the entries that no case exercises, by path and place', () => {
    const { code, result } = run(folderWith(CLINIC));
    const [policy] = result.policies;
    assert.equal(code, 0);
    assert.deepEqual(
      policy?.unexercised.map(
        ({ path, file, line, column, summary }) => `${file}:${line}:${column} ${path} ${summary}`,
      ),
      [
        'policies/sunrise.payers.yaml:6:5 extends plain',
        'policies/sunrise.payers.yaml:9:9 caps[1] { codes: [97155], units: 4, per: day }',
      ],
    );
    assert.deepEqual(
      policy?.restated.map(({ path }) => path),
      ['providers.97155', 'fees'],
    );
    assert.deepEqual(policy?.entries, { exercised: 1, restated: 2, unexercised: 2 });
  });

  it('fails for them where coverage is required, also for a policy without tests', () => {
    const folder = folderWith(CLINIC);
    const { code, result } = run(folder, '--require-coverage');
    assert.equal(code, 1);
    assert.deepEqual(
      result.policies.map(({ file, cases, unexercised }) => [file, cases.length, unexercised.map(({ path }) => path)]),
      [
        ['policies/plain.payers.yaml', 0, ['extends', 'caps[0]']],
        ['policies/sunrise.payers.yaml', 2, ['extends', 'caps[1]']],
      ],
    );
  });

  it('exercises every entry once there is a case for each', () => {
    const family = '{ date: 2026-03-02, code: 97156, units: 3, start: "12:00", end: "12:45" }';
    const folder = folderWith({
      ...CLINIC,
      'policies/sunrise.policy-tests/role/march.claims.yaml': claim([
        '{ date: 2026-03-02, code: 97155, units: 5, provider: rbt, start: "08:00", end: "09:15" }',
        family,
      ]),
    });
    const { code, result } = run(folder, '--update', '--require-coverage', 'policies/sunrise.policy-tests');
    assert.equal(code, 0);
    assert.deepEqual(result.policies[0]?.unexercised, []);
    const expected = readFileSync(join(folder, 'policies/sunrise.policy-tests/role/expected.txt'), 'utf8');
    // The shared staff and the base of the same folder are part of the case.
    assert.match(expected, /error provider-code: rbt \(RBT\) may not render 97155/);
    assert.match(expected, /error cap-exceeded: 3 units of 97156 on 2026-03-02; the cap is 2 units a day/);
  });

  it('keeps every case to itself, and out of every other workspace', () => {
    const folder = folderWith({ ...CLINIC, 'policies/aba-billing.yaml': 'rules: { cap-exceeded: off }\n' });
    assert.equal(run(folder).code, 0);
    const checked = aba(folder, ['check', '--format', 'json', '.']);
    const { findings, summary } = JSON.parse(checked.out);
    assert.deepEqual([checked.code, findings, summary.files], [0, [], 2]);
    const named = aba(folder, ['check', 'policies/sunrise.policy-tests/cap/march.claims.yaml']);
    assert.match(named.err, /test-policies runs them/);
  });

  it('takes versions by date for entries, and policies in JSON', () => {
    const payer = (from: string, to: string, units: number) => ({
      id: 'sunrise',
      extends: 'builtin:cpt',
      from,
      to,
      caps: [{ codes: ['97153'], units, per: 'day' }],
    });
    const folder = folderWith({
      'sunrise.payers.json': JSON.stringify({
        payers: [payer('2026-01-01', '2026-06-30', 8), payer('2026-07-01', '2026-12-31', 9)],
      }),
      'sunrise.policy-tests/cap/march.claims.yaml': NINE,
    });
    const { result } = run(folder, '--update');
    const unexercised = result.policies[0]?.unexercised.map(({ payer, path }) => `${payer} ${path}`);
    assert.deepEqual(unexercised, [
      'sunrise from 2026-01-01 extends',
      'sunrise from 2026-01-01 from',
      'sunrise from 2026-01-01 to',
      'sunrise from 2026-07-01 version',
      'sunrise from 2026-07-01 extends',
      'sunrise from 2026-07-01 to',
      'sunrise from 2026-07-01 caps[0]',
    ]);
  });

  it('takes a file with builtin ids in place of the bundled policy', () => {
    const folder = folderWith({
      'medicare.payers.yaml':
        'payers:\n  - id: builtin:medicare\n    extends: builtin:cpt\n    caps: [{ codes: [97153], units: 3, per: day }]\n',
      'medicare.policy-tests/cap/march.claims.yaml': NINE.replace('sunrise', 'builtin:medicare'),
    });
    const { code, result } = run(folder, '--update');
    assert.equal(code, 0);
    const found = readFileSync(join(folder, 'medicare.policy-tests/cap/expected.txt'), 'utf8');
    assert.match(found, /^march\.claims\.yaml:6:49 error cap-exceeded: 9 units .* the cap is 3 units a day\n$/);
    assert.deepEqual(
      result.policies[0]?.unexercised.map(({ path }) => path),
      ['extends'],
    );
  });

  it('knows no today, unless a case says so', () => {
    const folder = folderWith({
      ...CLINIC,
      'policies/sunrise.policy-tests/aba-billing.yaml':
        'rules: { suppression-invalid: off }\nsuppressions:\n  - { rule: cap-exceeded, record: CLM-1, reason: x, until: 2026-03-01 }\n',
      'policies/sunrise.policy-tests/today/aba-billing.yaml': 'asOf: 2026-03-02\n',
      'policies/sunrise.policy-tests/today/march.claims.yaml': NINE,
      'policies/sunrise.policy-tests/today/expected.txt': NINE_FOUND,
    });
    const { result } = run(folder);
    const status = Object.fromEntries(result.policies[0]?.cases.map((item) => [item.name, item.status]) ?? []);
    assert.equal(status.cap, 'differs');
    assert.equal(status.today, 'passed');
  });

  it('writes JUnit with a suite for each policy, and what no case exercises as skipped or failed', () => {
    const folder = folderWith({ ...CLINIC, 'policies/sunrise.policy-tests/under/expected.txt': NINE_FOUND });
    const junit = (...args: readonly string[]) => {
      const [root] = readXml(aba(folder, ['test-policies', '--format', 'junit', ...args]).out).children;
      const suite = root?.children.find(({ attributes }) => attributes.name === 'policies/sunrise.payers.yaml');
      return suite?.children.slice(1).map(({ attributes, children }) => [attributes.name, children[0]?.name]);
    };
    assert.deepEqual(junit(), [
      ['cap', undefined],
      ['under', 'failure'],
      ['sunrise extends', 'skipped'],
      ['sunrise caps[1]', 'skipped'],
    ]);
    assert.deepEqual(junit('--require-coverage')?.at(-1), ['sunrise caps[1]', 'failure']);
  });

  it('exits with 2 for what is no test or cannot be read, and says which', () => {
    const wrong = (files: Record<string, string | Uint8Array>, message: RegExp, ...args: readonly string[]) => {
      const { code, err } = aba(folderWith(files), ['test-policies', ...args]);
      assert.equal(code, 2);
      assert.match(err, message);
    };
    wrong({}, /^aba-billing: No tests of policies here/);
    wrong({ 'sunrise.payers.yaml': POLICY }, /No tests of policies here/);
    wrong(CLINIC, /Name the folder that the policy file is in/, 'policies/sunrise.payers.yaml');
    wrong(CLINIC, /nowhere: There is no such file or folder/, 'nowhere');
    wrong(
      { 'lost.policy-tests/cap/march.claims.yaml': NINE },
      /lost\.policy-tests: There is no lost\.payers\.yaml beside/,
    );
    wrong({ ...CLINIC, 'policies/sunrise.payers.json': '{}' }, /Several policy files beside it/);
    wrong({ 'sunrise.payers.yaml': POLICY, 'sunrise.policy-tests/a.txt': '' }, /There is no case in it/);
    wrong({ ...CLINIC, 'policies/sunrise.policy-tests/empty/expected.txt': '' }, /empty: There are no billing files/);
    const latin = Buffer.from('\u00fc', 'latin1');
    wrong(
      { ...CLINIC, 'policies/sunrise.policy-tests/cap/bad.claims.yaml': latin },
      /bad\.claims\.yaml: The file is not/,
    );
    wrong({ ...CLINIC, 'policies/sunrise.payers.yaml': latin }, /sunrise\.payers\.yaml: The file is not UTF-8/);
  });
});
