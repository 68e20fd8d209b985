/** What a biller reads behind a finding: the calculation with its sources, and nobody's name. */
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { fixesOf } from '../../server/src/rules/finding.ts';
import { checkFolder } from './support/check-folder.ts';
import { readFolder } from './support/read-folder.ts';

const EXAMPLES = fileURLToPath(new URL('../../examples', import.meta.url)).replaceAll('\\', '/');
const FINDINGS = checkFolder(readFolder(`${EXAMPLES}/clinic`), { rule: 'all' }).findings.map(
  ({ reported }) => reported,
);

function traceOf(rule: string, message: RegExp): readonly string[] {
  const found = FINDINGS.find((finding) => finding.rule === rule && message.test(finding.message));
  assert.ok(found, `no ${rule}`);
  return (found.finding.trace ?? []).map(({ label, value, source }) =>
    [label, value, source && `${source.title}, ${source.date}`].filter((part) => part !== undefined).join(' | '),
  );
}

describe('traces', () => {
  it('lead from the documented times to the units, with the policy and its date', () => {
    assert.deepEqual(traceOf('units-exceed-time', /^5 units billed; 53/), [
      'Policy sunrise (2026-01-01 to 2026-12-31): payer sunrise | sunrise: Provider manual 2026, p. 14 (invented), 2026-02-01',
      'S-0302-AVA-1: 15:00–15:53 is 53 min',
      'Billable minutes of 97153 | 53 min',
      '53 min, midpoint (53–67 min give 4) | 4 units | sunrise: Provider manual 2026, p. 14 (invented), 2026-02-01',
      'Billed by claim CLM-0301 line 1 | 5 units',
    ]);
  });

  it('add up what used a cap, over all files, to the figure of the message', () => {
    const trace = traceOf('cap-exceeded', / in the week of /);
    assert.equal(
      trace[1],
      'Cap: the cap is 160 units a week | sunrise: Provider manual 2026, p. 14 (invented), 2026-02-01',
    );
    const running = trace.filter((step) => / in all$/.test(step));
    let total = 0;
    for (const step of running) {
      total += Number(/: (\d+) units? of 97153/.exec(step)?.[1]);
      assert.match(step, new RegExp(`\\| ${total} in all$`));
    }
    assert.equal(trace.at(-1), `${total} − 160 | 2 units of this entry beyond the cap`);
  });

  it('cite the text that a figure rests on, and say that it is to be verified', () => {
    const folder = fileURLToPath(new URL('fixtures/charge-mismatch/verify', import.meta.url));
    const [found] = checkFolder(readFolder(folder)).findings;
    const sources = found?.reported.finding.trace?.flatMap(({ source }) => source ?? []);
    assert.deepEqual(sources, [{ title: 'p' }, { title: 'p: Fee schedule 2025', verify: true }]);
  });

  it('and messages, related places and fixes name nobody, no birth date and no member id', () => {
    assert.ok(FINDINGS.length > 10);
    for (const { message, related, finding } of FINDINGS) {
      const texts = [
        message,
        ...related.map((item) => item.message),
        ...(finding.trace ?? []).flatMap(({ label, value = '' }) => [label, value]),
        ...fixesOf(finding).map(({ title }) => title),
      ];
      for (const text of texts) {
        assert.doesNotMatch(text, /\b(?:Ava|Ben|Rosa|Sam|Robin|Jordan|Alex|Synthetic|2018-01-15|2019-08-30|SYN\d+)\b/);
      }
    }
  });
});
