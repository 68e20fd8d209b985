import assert from 'node:assert/strict';
import { constants } from 'node:buffer';
import { FORMATS, type Format, REPORTERS } from '../../server/src/cli/check.ts';
import { plain, type Surroundings } from '../../server/src/cli/outcome.ts';
import type { CheckedEntry, CheckedFinding, CheckResult } from '../../server/src/cli/result.ts';

const SURROUNDINGS: Surroundings = {
  cwd: '/clinic',
  today: '2026-04-05',
  paint: plain,
  columns: undefined,
  progress: undefined,
  installation: { version: '1.2.3', rulePage: () => undefined },
};

const EXCEEDED: CheckedFinding = {
  file: 'a.sessions.yaml',
  line: 10,
  column: 12,
  endLine: 10,
  endColumn: 13,
  rule: 'units-exceed-time',
  severity: 'error',
  message: '5 units billed; 100 % of 53 minutes support "4"',
  record: 'S-1',
  carc: '151',
  related: [{ file: 'b, c.claims.yaml', line: 3, column: 4, message: 'bills it <5>' }],
  trace: [
    { label: 'Billable minutes', value: '53 min', file: 'a.sessions.yaml', line: 8, column: 12 },
    { label: 'floor(53 / 15) = 3', source: { title: 'builtin:default', verify: true } },
  ],
};

const MANY_LINES: CheckedFinding = {
  ...EXCEEDED,
  file: 'b, c.claims.yaml',
  line: 2,
  endLine: 3,
  endColumn: 1,
  rule: 'syntax',
  severity: 'information',
  message: 'one line\nand another',
  record: null,
  carc: null,
  related: [],
  trace: [],
};

/** How often each part of the entries was asked for. */
interface Asked {
  finding: number;
  source: number;
  fixes: number;
}

function entryOf(finding: CheckedFinding, asked: Asked = { finding: 0, source: 0, fixes: 0 }): CheckedEntry {
  const { file, rule, severity, message, record } = finding;
  return {
    ...{ file, rule, severity, message, record },
    finding: () => {
      asked.finding++;
      return finding;
    },
    source: () => {
      asked.source++;
      return { text: '    units: 5', start: 11, end: 12, cutBefore: false, cutBehind: false };
    },
    fixes: () => {
      asked.fixes++;
      const { file, line, column, endLine, endColumn } = finding;
      return [
        {
          title: 'Set units to 4',
          kind: 'substantive',
          edits: [{ file, line, column, endLine, endColumn, text: '4' }],
        },
      ];
    },
  };
}

function resultOf(findings: readonly CheckedEntry[], more: Partial<CheckResult> = {}): CheckResult {
  return {
    files: ['a.sessions.yaml', 'b, c.claims.yaml', 'd.payers.yaml'],
    findings,
    notChecked: [{ rule: 'provider-code', reason: 'no provider rbt-lee', records: 1, examples: ['S-1'] }],
    summary: { files: 3, records: 12, errors: 1, warnings: 0, information: 1 },
    problems: [{ file: 'e.sessions.yaml', reason: 'The file is not UTF-8.', fatal: true }],
    ...more,
  };
}

function written(format: Format, result: CheckResult): string {
  return [...REPORTERS[format](result, SURROUNDINGS)].join('');
}

const BOTH = resultOf([entryOf(EXCEEDED), entryOf(MANY_LINES)]);
const NONE = resultOf([]);

const COUNTS = '3 files, 12 records: 1 error, 0 warnings, 1 information';

const TEXT = `a.sessions.yaml:10:12 error units-exceed-time
5 units billed; 100 % of 53 minutes support "4"
10 |     units: 5
   |            ^
  related b, c.claims.yaml:3:4 bills it <5>

b, c.claims.yaml:2:12 information syntax
one line␊and another
2 |     units: 5
  |            ^

`;

const LAST = `${COUNTS}; 1 path could not be checked
Not checked:
  provider-code: 1 record (S-1): no provider rbt-lee
`;

const GITHUB = `::error file=a.sessions.yaml,line=10,endLine=10,col=12,endColumn=13,title=units-exceed-time::5 units billed; 100 %25 of 53 minutes support "4"
::notice file=b%2C c.claims.yaml,line=2,endLine=3,title=syntax::one line%0Aand another
`;

const PROPERTIES = `<properties>
      <property name="aba-billing.version" value="1.2.3"/>
    </properties>`;

const JUNIT = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="aba-billing check" tests="4" failures="1" errors="1" time="0">
  <testsuite name="a.sessions.yaml" tests="1" failures="1" errors="0" skipped="0" time="0">
    ${PROPERTIES}
    <testcase name="units-exceed-time at 10:12 (S-1)" classname="a.sessions.yaml" time="0">
      <failure message="5 units billed; 100 % of 53 minutes support &quot;4&quot;" type="units-exceed-time">a.sessions.yaml:10:12 error units-exceed-time: 5 units billed; 100 % of 53 minutes support "4"
likely denial: CARC 151
related b, c.claims.yaml:3:4 bills it &lt;5&gt;
Billable minutes: 53 min
floor(53 / 15) = 3</failure>
    </testcase>
  </testsuite>
  <testsuite name="b, c.claims.yaml" tests="1" failures="0" errors="0" skipped="1" time="0">
    ${PROPERTIES}
    <testcase name="syntax at 2:12" classname="b, c.claims.yaml" time="0">
      <skipped>b, c.claims.yaml:2:12 information syntax: one line
and another</skipped>
    </testcase>
  </testsuite>
  <testsuite name="d.payers.yaml" tests="1" failures="0" errors="0" skipped="0" time="0">
    ${PROPERTIES}
    <testcase name="no findings" classname="d.payers.yaml" time="0"/>
  </testsuite>
  <testsuite name="e.sessions.yaml" tests="1" failures="0" errors="1" skipped="0" time="0">
    ${PROPERTIES}
    <testcase name="can be read" classname="e.sessions.yaml" time="0">
      <error message="The file is not UTF-8." type="unreadable">The file is not UTF-8.</error>
    </testcase>
  </testsuite>
</testsuites>
`;

describe('reports', () => {
  it('are made of pieces that give text, GitHub commands and JUnit to the byte', () => {
    assert.equal(written('text', BOTH), TEXT + LAST);
    assert.equal(written('text', NONE), LAST);
    assert.equal(written('github', BOTH), `${GITHUB}${COUNTS}\n`);
    assert.equal(written('github', NONE), `${COUNTS}\n`);
    assert.equal(written('junit', BOTH), JUNIT);
  });

  it('are made of pieces that give JSON as it is written in one', () => {
    const { notChecked, summary } = BOTH;
    const whole = (report: object) => `${JSON.stringify(report, null, 2)}\n`;
    const baseline = { known: 3, gone: 1 };
    assert.equal(written('json', BOTH), whole({ findings: [EXCEEDED, MANY_LINES], notChecked, summary }));
    assert.equal(written('json', NONE), whole({ findings: [], notChecked, summary }));
    assert.equal(written('json', resultOf([], { baseline })), whole({ findings: [], notChecked, summary, baseline }));
    for (const result of [BOTH, NONE]) {
      const sarif = written('sarif', result);
      assert.equal(sarif, whole(JSON.parse(sarif)));
    }
  });

  for (const format of FORMATS) {
    it(`work out one finding at a time, and only what they show of it: ${format}`, () => {
      const asked: Asked = { finding: 0, source: 0, fixes: 0 };
      const findings = Array.from({ length: 500 }, (_, line) => entryOf({ ...EXCEEDED, line }, asked));
      let before = 0;
      let longest = 0;
      for (const piece of REPORTERS[format](resultOf(findings), SURROUNDINGS)) {
        assert.ok(asked.finding - before <= 1, `${asked.finding - before} findings for a piece`);
        before = asked.finding;
        if (asked.finding > 0) longest = Math.max(longest, piece.length);
      }
      assert.equal(asked.finding, 500);
      assert.equal(asked.source, format === 'text' || format === 'sarif' ? 500 : 0);
      assert.equal(asked.fixes, format === 'sarif' ? 500 : 0);
      assert.ok(longest < 5000, `a piece has ${longest} characters`);
    });
  }

  for (const [format, count] of [
    ['json', 140],
    ['junit', 70],
  ] as const) {
    it(`may be longer than any text: ${format}`, () => {
      const entry = entryOf({ ...EXCEEDED, message: 'x'.repeat(4_000_000) });
      const findings = new Array<CheckedEntry>(count).fill(entry);
      let length = 0;
      for (const piece of REPORTERS[format](resultOf(findings), SURROUNDINGS)) length += piece.length;
      assert.ok(length > constants.MAX_STRING_LENGTH);
    });
  }
});
