import assert from 'node:assert/strict';
import { type Checklist, Checklists } from '../../../server/src/features/checklist/checklist.ts';
import { checklistText, checklistTitle } from '../../../server/src/features/checklist/checklist-text.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import type { RecordHandle } from '../../../server/src/workspace/record.ts';
import { note, opened, PARTIES } from './opened.ts';

function claim({ units = '4', diagnoses = '[F84.0]', more = '' } = {}): string {
  return `claims:
  - id: CLM-1
    client: C-AVA
    payer: sunrise
    created: 2026-03-06
    authorization: AUTH-778
    diagnoses: ${diagnoses}
${more}    lines:
      - date: 2026-03-02
        code: 97153
        diagnosisPointers: [A]
        units: ${units}
        provider: rbt-lee
        supervisor: bcba-cruz
        sessions: [S-1]
`;
}

const STATED = PARTIES.replace('        to: 2026-06-30\n', '        to: 2026-06-30\n        diagnoses: [F84.0]\n')
  .replace('npi: "1234567893"\n', 'npi: "1234567893"\n    enrollments: [{ payer: sunrise }]\n')
  .replace(
    'name: { first: Sam, last: Cruz }\n',
    'name: { first: Sam, last: Cruz }\n    enrollments: [{ payer: sunrise }]\n',
  );

function listOf(claims: string, parties = STATED, more: Readonly<Record<string, string>> = {}): Checklist {
  const files = { 'a.claims.yaml': claims, 'clinic.clients.yaml': parties, ...more };
  const { engine, file } = opened(
    parties === ''
      ? { 'a.claims.yaml': claims, ...more }
      : { ...files, 'a.sessions.yaml': `sessions:\n${note('S-1', '4')}` },
  );
  const record = file.slots.flatMap(({ records }) => records)[0];
  assert.ok(record?.kind === 'claim');
  return new Checklists(engine, RULES).of(record as RecordHandle<'claim'>);
}

function statuses({ areas }: Checklist): Record<string, string> {
  return Object.fromEntries(areas.map(({ area, status }) => [area, status]));
}

describe('the clean-claim checklist', () => {
  it('puts every rule into one area', () => {
    const { areas: checked } = listOf(claim());
    assert.deepEqual(
      checked.flatMap(({ rules }) => rules.map(({ rule }) => rule)).sort(),
      RULES.map(({ id }) => id).sort(),
    );
  });

  it('passes the five checks of a claim that states everything', () => {
    const { eligibility, authorization, units, providers, diagnosis } = statuses(listOf(claim()));
    assert.deepEqual([eligibility, authorization, units, providers, diagnosis], Array(5).fill('passed'));
  });

  it('fails an area for a finding on the claim, and shows it', () => {
    const list = listOf(claim({ units: '5' }));
    assert.equal(statuses(list).units, 'failed');
    const text = checklistText(list, { linkTo: (uri, offset) => `[${uri.split('/').at(-1)}@${offset}]` });
    assert.match(
      text,
      /## ✗ Unit accuracy: failed\n\n- ✗ `units-exceed-time`: 5 units billed; .* — \[a\.claims\.yaml@\d+\]/,
    );
    assert.match(text, /^\*\*Of 9 checks 1 failed/);
  });

  it('fails for what is wrong with the records that the claim rests on', () => {
    const npi = listOf(claim(), STATED.replace('1234567893', '1234567890'));
    assert.equal(statuses(npi).providers, 'failed');
  });

  it('says of each of the five what is missing, and does not call it passed', () => {
    const bare = listOf(claim({ diagnoses: '[]' }).replace('diagnosisPointers: [A]\n        ', ''), '');
    const missing = Object.fromEntries(bare.areas.map(({ area, missing: gaps }) => [area, gaps]));
    assert.deepEqual(missing.eligibility, ['no client C-AVA in the workspace']);
    assert.deepEqual(missing.authorization, ['no client C-AVA in the workspace']);
    assert.deepEqual(missing.units, ['line 1: no session S-1 in the workspace']);
    assert.deepEqual(missing.providers, [
      'no provider rbt-lee in the workspace',
      'no provider bcba-cruz in the workspace',
    ]);
    assert.deepEqual(missing.diagnosis, ['the claim states no diagnoses']);
    for (const area of ['eligibility', 'authorization', 'units', 'providers', 'diagnosis']) {
      assert.notEqual(statuses(bare)[area], 'passed', area);
    }
  });

  it('names a rule that is switched off as not checked', () => {
    const list = listOf(claim({ units: '5' }), STATED, { 'aba-billing.yaml': 'rules: { units-exceed-time: off }\n' });
    const rule = list.areas.flatMap(({ rules }) => rules).find((item) => item.rule === 'units-exceed-time');
    assert.deepEqual([rule?.status, rule?.missing], ['not checked', ['switched off in the workspace file']]);
  });

  it('says that a void bills nothing', () => {
    assert.equal(listOf(claim({ more: '    frequency: void\n' })).withdrawn, 'it is a void and bills nothing');
  });

  it('holds ids only', () => {
    const list = listOf(claim({ units: '5' }));
    assert.equal(checklistTitle(list), 'Clean-claim checklist: claim CLM-1');
    assert.doesNotMatch(checklistText(list, { linkTo: () => '' }), /Diaz|Jordan|2018-01-15|SYN0000001/);
  });
});
