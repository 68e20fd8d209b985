import assert from 'node:assert/strict';
import { explain } from '../../../server/src/features/explain.ts';
import { policiesOf } from '../../../server/src/features/status.ts';
import { findRule } from '../../../server/src/rules/registry.ts';
import { reportOn } from '../../../server/src/rules/report.ts';
import { note, opened, PARTIES } from './opened.ts';

describe('the explanation of a finding', () => {
  const text = `sessions:\n${note('S-1', '5')}${note('S-2', '3').replace('15:00', '16:00').replace('15:53', '16:45')}`;
  const { engine, file } = opened({ 'a.sessions.yaml': text, 'clinic.clients.yaml': PARTIES });
  const [finding] = reportOn(engine, file);
  assert.ok(finding);
  const { title, markdown } = explain(finding, {
    rule: findRule(finding.rule),
    rulePage: 'file:///pages/units-exceed-time.md',
    linkTo: (uri, offset) => `[${uri.split('/').at(-1)}@${offset}]`,
  });

  it('names the rule and the record', () => assert.equal(title, 'units-exceed-time: session S-1'));

  it('has the message, every step with its figure and source, and links to every place', () => {
    assert.match(markdown, /^\*\*8 units billed by 2 notes; 98 documented minutes support 7 \(midpoint\)\*\*/);
    assert.match(
      markdown,
      /## How it was found\n\n1\. Policy sunrise .*\n {3}\*sunrise: Provider manual 2026, p\. 14 \(2026-02-01\)\*/,
    );
    assert.match(markdown, /Billed by session S-2 → \*\*3 units\*\* — \[a\.sessions\.yaml@\d+\]/);
    assert.match(markdown, /## Other places\n\n- .*\n- 3 units billed by session S-2 — \[a\.sessions\.yaml@\d+\]/);
  });

  it('says what can be done, what it is denied for, and what the rule is', () => {
    assert.match(markdown, /## What can be done\n\n- Set units to 4/);
    assert.match(markdown, /reason code: `151`/);
    assert.match(markdown, /\[The rule’s page\]\(file:\/\/\/pages\/units-exceed-time\.md\)/);
  });
});

describe('the policies of a file', () => {
  it('are those of its notes and lines, each version once, in their order', () => {
    const later = note('S-3', '4').replace('2026-03-02', '2027-01-04');
    const { engine, file } = opened({
      'a.sessions.yaml': `sessions:\n${note('S-1', '4')}${note('S-2', '4')}${later}`,
      'clinic.clients.yaml': PARTIES,
    });
    const policies = policiesOf(engine, file).map(({ id, version, assumed }) => ({ id, version, assumed }));
    assert.deepEqual(policies, [
      { id: 'sunrise', version: '2026-01-01 to 2026-12-31', assumed: false },
      { id: 'builtin:default', version: '', assumed: true },
    ]);
  });
});
