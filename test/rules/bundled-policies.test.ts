/**
 * The tests beside the bundled policies, `server/src/policies/bundled/*.policy-tests/`, run by the code of `test-policies`.
 * `UPDATE=1` writes `expected.txt` anew: read what it wrote.
 */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../../scripts/paths.ts';
import { differenceOf, expectedText } from '../../server/src/cli/policy-tests/difference.ts';
import { EXPECTED, findPolicyTests } from '../../server/src/cli/policy-tests/folders.ts';
import { pathToUri } from '../../server/src/disk/node-file-system.ts';
import { BUNDLED_FILES } from '../../server/src/policies/bundled.generated.ts';
import { type PolicyTestRun, runPolicyTests } from '../../server/src/policy-tests/run.ts';
import { findRule } from '../../server/src/rules/registry.ts';

/** Settings that no rule reads yet, by the rule that will: once it is there, the policies' cases have to exercise them. */
const READ_BY: Readonly<Record<string, string>> = {
  lineOfBusiness: 'mue-exceeded',
  covered: 'code-not-covered',
  'supervisor.level': 'supervisor-code',
  concurrency: 'concurrent-services',
  'modifiers.credential': 'modifier-credential',
  'modifiers.telehealth': 'telehealth-mismatch',
  groupSize: 'group-size',
  diagnoses: 'diagnosis-not-authorized',
  'documentation.require': 'note-incomplete',
  'documentation.signedWithinDays': 'signature-invalid',
  timelyFilingDays: 'timely-filing',
  fees: 'charge-mismatch',
};

const { policies, problems } = await findPolicyTests(pathToUri(`${ROOT}/server/src/policies/bundled`));

describe('tests of bundled policies', () => {
  it('can be read, and are there for every policy', () => {
    assert.deepEqual(problems, []);
    assert.deepEqual(
      policies.map(({ policy }) => basename(fileURLToPath(policy.uri))).sort(),
      BUNDLED_FILES.map(({ file }) => file).sort(),
    );
    for (const { policy, cases } of policies) assert.notEqual(cases.length, 0, `no tests beside ${policy.uri}`);
  });

  for (const folder of policies) {
    describe(basename(fileURLToPath(folder.policy.uri)), () => {
      let run: PolicyTestRun | undefined;
      const results = () => {
        run ??= runPolicyTests(folder);
        return run;
      };

      for (const [index, { name, folder: uri, expected }] of folder.cases.entries()) {
        it(`${name}: finds exactly what is expected`, () => {
          const found = results().found[index] ?? [];
          if (process.env.UPDATE === '1') writeFileSync(fileURLToPath(`${uri}/${EXPECTED}`), expectedText(found));
          else {
            assert.notEqual(expected, undefined, 'there is no expected.txt');
            assert.deepEqual(differenceOf(expected, found).lines, []);
          }
        });
      }

      it('has a case for every entry', () => {
        const missing = results().entries.filter(({ exercise, entry }) => {
          return exercise === 'unexercised' && !isUnread(entry.path.join('.'));
        });
        assert.deepEqual(
          missing.map(({ entry }) => `line ${entry.line + 1}: ${entry.path.join('.')}: ${entry.summary}`),
          [],
        );
      });
    });
  }
});

function isUnread(path: string): boolean {
  const [, rule] = Object.entries(READ_BY).find(([prefix]) => path === prefix || path.startsWith(`${prefix}.`)) ?? [];
  return rule !== undefined && findRule(rule) === undefined;
}
