/** The examples: the clean clinic is silent, the other has exactly the mistakes that the README beside it walks through. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { ROOT } from '../../scripts/paths.ts';
import { checkFolder } from './support/check-folder.ts';
import { readFolder } from './support/read-folder.ts';

function findingsIn(name: string): readonly string[] {
  return checkFolder(readFolder(`${ROOT}/examples/${name}`), { rule: 'all' }).findings.map(({ file, reported }) => {
    const text = file.source.slice(reported.start, reported.end);
    return `${reported.rule} ${reported.finding.record?.id} ${text}`;
  });
}

/** Rule, record and the text that is underlined. */
const SEEDED = [
  // march-saturdays.sessions.yaml
  'cap-exceeded S-0314-AVA-1 2',
  // march-tricare.claims.yaml
  'code-unknown TRI-0401 97135',
  'line-session-mismatch TRI-0402 2026-03-10',
  'authorization-exceeded TRI-0403 4',
  'units-below-time TRI-0403 3',
  // march.claims.json
  'units-exceed-time CLM-0301 5',
  'provider-code CLM-0301 "rbt-lee"',
  'cap-exceeded CLM-0303 17',
  'duplicate-line CLM-0303 "97153"',
  'modifier-credential CLM-0304 "code"',
  'diagnosis-invalid CLM-0305 "F84"',
  // march.sessions.yaml
  'units-exceed-time S-0302-AVA-1 5',
  'provider-code S-0304-AVA-3 rbt-lee',
  'scheduled-time-billed S-0306-AVA-1 4',
  'supervisor-missing S-0318-AVA-1 provider',
  'signature-invalid S-0319-AVA-1 id',
  'reference-unknown S-0323-AVA-1 rbt-leee',
  'reference-unknown S-0323-AVA-1 rbt-leee',
  'structure S-0324-AVA-1 telehelth',
  'non-billable-invalid S-0325-AVA-1 "17:10"',
  'provider-double-booked S-0326-AVA-2 "08:30"',
  'time-invalid S-0330-BEN-1 "8.00"',
  'concurrent-services S-0331-AVA-2 "16:30"',
  // north.providers.yaml
  'npi-invalid bcaba-fox "2000000082"',
];

describe('the examples', () => {
  it('clean is silent', () => {
    assert.deepEqual(findingsIn('clean'), []);
  });

  it('clinic has its seeded mistakes and no other', () => {
    assert.deepEqual(findingsIn('clinic'), SEEDED);
  });

  it('the README leads to every note, and file, with a mistake', () => {
    const readme = readFileSync(`${ROOT}/examples/README.md`, 'utf8');
    for (const seeded of SEEDED) {
      const [, record = ''] = seeded.split(' ');
      // Claims are led to by their place in the file or by their week.
      if (record.startsWith('S-') && record !== 'S-0314-AVA-1') assert.ok(readme.includes(record), record);
    }
    assert.match(readme, /bcaba-fox/);
    assert.match(readme, /CLM-0305/);
  });
});
