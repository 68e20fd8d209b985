import assert from 'node:assert/strict';
import { ROOT } from '../../scripts/paths.ts';
import { aba, folderWith, removeFolders } from './cli.ts';

const CLINIC = `${ROOT}/examples/clinic`;

describe('checklist', () => {
  afterEach(removeFolders);

  it('says what failed, with its place, and exits with 1', () => {
    const { code, out, err } = aba(CLINIC, ['checklist', 'CLM-0301']);
    assert.deepEqual([code, err], [1, '']);
    assert.match(out, /^Clean-claim checklist: claim CLM-0301\n\nOf 9 checks /);
    assert.match(out, /^ {2}Unit accuracy {2,}✗ failed$/m);
    assert.match(out, /5 units billed; 53 documented minutes support 4\s+\(midpoint\) — march\.claims\.json:18:20/);
  });

  it('writes JSON and Markdown', () => {
    const { out } = aba(CLINIC, ['checklist', 'CLM-0301', 'CLM-0302', '--format', 'json']);
    const { checklists } = JSON.parse(out);
    assert.deepEqual(
      checklists.map(({ claim }: { claim: string }) => claim),
      ['CLM-0301', 'CLM-0302'],
    );
    const [{ areas }] = checklists;
    const units = areas.find(({ area }: { area: string }) => area === 'units');
    assert.equal(units.status, 'failed');
    assert.ok(
      units.rules.some(
        ({ rule, findings }: { rule: string; findings: { at: string }[] }) =>
          rule === 'units-exceed-time' && findings[0]?.at === 'march.claims.json:18:20',
      ),
    );
    const markdown = aba(ROOT, ['checklist', 'CLM-0301', '--folder', 'examples/clinic', '--format', 'markdown']).out;
    assert.match(markdown, /^# Clean-claim checklist: claim CLM-0301\n\n\*\*Of 9 checks/);
    assert.match(markdown, /examples\/clinic\/march\.claims\.json:18:20/);
  });

  it('exits with 2 where there is no such claim or folder, or some input cannot be read', () => {
    const typo = aba(CLINIC, ['checklist', 'CLM-0301x']);
    assert.deepEqual([typo.code, typo.out], [2, '']);
    assert.match(typo.err, /There is no claim CLM-0301x in this folder\. Did you mean CLM-0301\?\n$/);
    assert.match(aba(CLINIC, ['checklist', 'X', '--folder', 'no']).err, /no: There is no such file or folder\./);
    assert.equal(aba(CLINIC, ['checklist']).code, 2);
    const broken = folderWith({
      'a.claims.yaml': 'claims: [{ id: CLM-1, client: C, payer: p, lines: [] }]\n',
      'b.claims.yaml': new Uint8Array([0xc3, 0x28]),
    });
    const { code, out, err } = aba(broken, ['checklist', 'CLM-1']);
    assert.equal(code, 2);
    assert.match(out, /claim CLM-1/);
    assert.match(err, /b\.claims\.yaml: /);
  });
});
