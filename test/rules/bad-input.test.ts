/** Text that no fixture file can hold well: bytes that editors hide, and sizes that nobody wants to read. */
import assert from 'node:assert/strict';
import { fixedFiles, offeredFixes } from './support/apply.ts';
import { checkFolder, findingLines } from './support/check-folder.ts';

const NOTE = `  - id: A1
    client: C-A
    date: 2026-03-02
    code: 97155
    provider: bcba
    start: "09:00"
    end: "09:15"
    units: 9
`;
const FILE = `sessions:\n${NOTE}`;
const FINDING =
  'error units-exceed-time: 9 units billed; 15 documented minutes support 1 (midpoint, assumed: no payer known)';
/** A second file, to see that the rest of the folder is still checked. */
const REST = FILE.replace('C-A', 'C-R').replace('A1', 'R1').replace('bcba', 'bcb2');
const REST_LINE = `rest.sessions.yaml:9:12-9:13 ${FINDING}\n`;

function check(text: string, name = 'a.sessions.yaml'): string {
  const lines = findingLines(
    checkFolder(
      new Map([
        [name, text],
        ['rest.sessions.yaml', REST],
      ]),
    ),
  );
  assert.ok(lines.endsWith(REST_LINE), lines);
  return lines.slice(0, -REST_LINE.length);
}

describe('bad input', () => {
  it('places findings alike after every kind of line end, and after a byte order mark', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      assert.equal(check(FILE.replaceAll('\n', end)), `a.sessions.yaml:9:12-9:13 ${FINDING}\n`, JSON.stringify(end));
    }
    assert.equal(check(`\uFEFF${FILE}`), `a.sessions.yaml:9:12-9:13 ${FINDING}\n`);
  });

  it('counts columns in UTF-16 units', () => {
    const text = `sessions:\n  - { summary: "👍👍", id: A1, client: C-A, date: 2026-03-02, code: 97155, provider: bcba, units: 0 }\n`;
    const column = text.split('\n')[1]?.indexOf('0 }') ?? -1;
    assert.match(check(text), new RegExp(`^a\\.sessions\\.yaml:2:${column + 1}-2:${column + 2} error units-invalid: `));
  });

  it('keeps line ends, byte order mark and everything else when it fixes', () => {
    const text = `\uFEFF${FILE.replaceAll('\n', '\r\n')}`;
    const folder = new Map([['a.sessions.yaml', text]]);
    const [offer] = offeredFixes(checkFolder(folder));
    assert.ok(offer);
    assert.equal(fixedFiles(folder, offer.fix).get('a.sessions.yaml'), text.replace('units: 9', 'units: 1'));
  });

  it('reports a NUL character once, where it stands', () => {
    const found = check(FILE.replace('bcba', 'bc\0ba'));
    assert.match(found, /^a\.sessions\.yaml:6:17-6:18 error syntax: .+\n/);
    assert.equal(found.split('\n').filter((line) => line.includes(' syntax: ')).length, 1, found);
  });

  it('reports a NUL character in JSON', () => {
    const found = check('{ "sessions": [ { "id": "A\0", "client": "C-A" } ] }\n', 'a.sessions.json');
    assert.match(found, /^a\.sessions\.json:1:\d+-1:\d+ error syntax: .+\n/);
  });

  it('reads on after text that is no YAML at all', () => {
    for (const text of [
      '\0\0\0\0',
      '%PDF-1.4\n%âãÏÓ\n1 0 obj\n<< /Type >>\n',
      '<html>\n',
      '}{][',
      '"',
      '&',
      '*',
      '@',
      '`',
      '- - -',
      '? ',
      '\t',
      '\uD800',
    ]) {
      const found = check(text);
      assert.notEqual(found, '', JSON.stringify(text));
      for (const line of found.trimEnd().split('\n'))
        assert.match(line, /(?:error|information) (?:syntax|structure): /);
    }
  });

  it('ends deep nesting with one finding, in YAML and JSON', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const yaml = check(`sessions:\n  - goals: ${deep}\n`);
    assert.match(
      yaml,
      /^a\.sessions\.yaml:2:\d+-2:\d+ error syntax: lists and mappings are nested more than \d+ levels/m,
    );
    const json = check(`{ "sessions": [ { "goals": ${deep} } ] }`, 'a.sessions.json');
    assert.match(
      json,
      /^a\.sessions\.json:1:\d+-1:\d+ error syntax: lists and mappings are nested more than \d+ levels/m,
    );
  });

  it('survives every cut through a file', () => {
    for (let end = 0; end <= FILE.length; end++) check(FILE.slice(0, end));
  });
});
