import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { aba, checkJson, folderWith, lines, note, places, removeFolders, TOO_MANY } from './cli.ts';

const CLAIM = JSON.stringify(
  {
    claims: [
      {
        id: 'CLM-1',
        client: 'C-AVA',
        payer: 'sunrise',
        lines: [{ code: '97153', date: '2026-03-02', units: 5, sessions: ['S-1'] }],
      },
    ],
  },
  null,
  2,
);

describe('check', () => {
  afterEach(removeFolders);

  describe('exit code', () => {
    it('is 0 without findings of severity error', () => {
      const folder = folderWith({ 'march.sessions.yaml': note(4) });
      assert.equal(aba(folder, ['check']).code, 0);
    });

    it('is 0 with warnings only', () => {
      const folder = folderWith({
        'aba-billing.yaml': 'rules: { units-exceed-time: warning }\n',
        'march.sessions.yaml': note(5),
      });
      const { code, report } = checkJson(folder);
      assert.deepEqual(
        report.findings.map(({ severity }) => severity),
        ['warning'],
      );
      assert.equal(code, 0);
    });

    it('is 1 with an error', () => {
      const folder = folderWith({ 'march.sessions.yaml': note(5) });
      assert.equal(aba(folder, ['check']).code, 1);
    });

    it('is 2 where something could not be read, and its findings are printed all the same', () => {
      const folder = folderWith({ 'march.sessions.yaml': note(5) });
      const ended = checkJson(folder, '.', 'april.sessions.yaml');
      assert.equal(ended.code, 2);
      assert.deepEqual(places(ended), [`march.sessions.yaml:${TOO_MANY}`]);
      assert.equal(ended.err, 'aba-billing: april.sessions.yaml: There is no such file or folder.\n');
    });
  });

  describe('JSON', () => {
    it('has every finding with its record, denial code, related places and trace', () => {
      const folder = folderWith({ 'march.sessions.yaml': note(4), 'march.claims.json': CLAIM });
      const { report, err } = checkJson(folder);
      const [finding] = report.findings;
      assert.ok(finding);
      assert.deepEqual(
        { ...finding, message: '', related: [], trace: [] },
        {
          file: 'march.claims.json',
          line: 11,
          column: 20,
          endLine: 11,
          endColumn: 21,
          rule: 'units-exceed-time',
          severity: 'error',
          message: '',
          record: 'CLM-1',
          carc: '151',
          related: [],
          trace: [],
        },
      );
      assert.match(finding.message, /^5 units billed; 53 documented minutes support 4/);
      assert.deepEqual(
        finding.related.map(({ file, line, column }) => `${file}:${line}:${column}`),
        ['march.sessions.yaml:8:12'],
      );
      assert.ok(finding.trace.some(({ label, value }) => label.startsWith('Billable minutes') && value === '53 min'));
      assert.ok(finding.trace.some(({ source }) => source?.title.startsWith('builtin:')));
      assert.ok(finding.trace.some(({ file, line }) => file === 'march.claims.json' && line === 11));
      assert.deepEqual(report.summary, { files: 2, records: 2, errors: 1, warnings: 0, information: 0 });
      assert.equal(err, '');
    });

    it('has the keys that it is documented with, and lists even where there is nothing to list', () => {
      const folder = folderWith({ 'a.sessions.yaml': 'sessions:\n  - id: [\n', 'b.sessions.yaml': note(5) });
      const { report } = checkJson(folder);
      assert.deepEqual(Object.keys(report), ['findings', 'notChecked', 'summary']);
      assert.ok(report.findings.some(({ record }) => record === null));
      assert.ok(report.findings.some(({ carc }) => carc === null));
      for (const finding of report.findings) {
        assert.deepEqual(Object.keys(finding), [
          'file',
          'line',
          'column',
          'endLine',
          'endColumn',
          'rule',
          'severity',
          'message',
          'record',
          'carc',
          'related',
          'trace',
        ]);
        assert.ok(Array.isArray(finding.related) && Array.isArray(finding.trace));
      }
    });

    it('counts UTF-16 columns, and lines in every convention', () => {
      const text =
        '{"sessions":[\r\n{"id":"S-1","summary":"🙂","client":"C","date":"2026-03-02","code":"97153",\r"minutes":8,"units":0}]}';
      const folder = folderWith({ 'march.sessions.json': text });
      const found = checkJson(folder).report.findings.find(({ rule }) => rule === 'units-invalid');
      assert.ok(found);
      assert.deepEqual([found.line, found.column, found.endColumn], [3, 21, 22]);
    });

    it('says what was not checked and why, with at most three examples', () => {
      const notes = [1, 2, 3, 4, 5].map((figure) =>
        note(4, `S-${figure}`).replace('sessions:\n', '').replace('03-02', `03-0${figure}`),
      );
      const folder = folderWith({ 'march.sessions.yaml': `sessions:\n${notes.join('')}` });
      const { report } = checkJson(folder);
      const group = report.notChecked.find(({ rule }) => rule === 'provider-code');
      assert.equal(group?.records, 5);
      assert.deepEqual(group.examples, ['S-1', 'S-2', 'S-3']);
      assert.match(group.reason, /rbt-lee/);
    });

    it('leaves out what a rule that is switched off did not check', () => {
      const folder = folderWith({ 'aba-billing.yaml': 'rules: { provider-code: off }\n', 'a.sessions.yaml': note(4) });
      const { report } = checkJson(folder);
      assert.ok(report.notChecked.length > 0);
      assert.ok(!report.notChecked.some(({ rule }) => rule === 'provider-code'));
    });
  });

  describe('paths', () => {
    const clinic = () =>
      folderWith({
        'north/march.sessions.yaml': note(5),
        'north/2026/april.sessions.yaml': note(5, 'S-2'),
        'south/march.sessions.yaml': note(5, 'S-3'),
      });

    it('are the current folder with all its folders where none is named', () => {
      assert.deepEqual(places(checkJson(clinic())), [
        `north/2026/april.sessions.yaml:${TOO_MANY}`,
        `north/march.sessions.yaml:${TOO_MANY}`,
        `south/march.sessions.yaml:${TOO_MANY}`,
      ]);
    });

    it('may be files and folders, in any order and more than once', () => {
      const folder = clinic();
      const once = checkJson(folder, 'north/march.sessions.yaml', 'south');
      assert.deepEqual(places(once), [
        `north/march.sessions.yaml:${TOO_MANY}`,
        `south/march.sessions.yaml:${TOO_MANY}`,
      ]);
      const again = checkJson(folder, 'south/', './south/march.sessions.yaml', 'north/march.sessions.yaml', 'south');
      assert.equal(again.out, once.out);
    });

    it('are shown relative to the working directory with /, wherever that is', () => {
      const folder = clinic();
      assert.deepEqual(places(checkJson(join(folder, 'south'), '../north/2026', '.')), [
        `../north/2026/april.sessions.yaml:${TOO_MANY}`,
        `march.sessions.yaml:${TOO_MANY}`,
      ]);
      assert.deepEqual(places(checkJson(folder, join(folder, 'south'))), [`south/march.sessions.yaml:${TOO_MANY}`]);
    });

    it('may be a file of any name, as YAML or JSON by its ending', () => {
      const folder = folderWith({ 'export.yaml': note(5), 'export.txt': note(5) });
      assert.deepEqual(places(checkJson(folder, 'export.yaml')), [`export.yaml:${TOO_MANY}`]);
      const { code, err } = aba(folder, ['check', 'export.txt']);
      assert.equal(code, 2);
      assert.equal(err, 'aba-billing: export.txt: Only YAML and JSON files can be checked.\n');
    });

    it('that hold no billing files are told', () => {
      const folder = folderWith({ 'notes.yaml': 'a: 1\n' });
      const { code, err, out } = aba(folder, ['check']);
      assert.equal(code, 0);
      assert.match(err, /^aba-billing: \.: No billing files here/);
      assert.match(out, /^0 files, 0 records: 0 errors/);
    });

    it('may begin with a hyphen behind --', () => {
      const folder = folderWith({ '-march.sessions.yaml': note(5) });
      assert.equal(aba(folder, ['check', '--', '-march.sessions.yaml']).code, 1);
    });

    it('with spaces, umlauts and other characters are shown as they are', () => {
      const name = 'März #1, 50% [a]/Ünits ü.sessions.yaml';
      assert.deepEqual(places(checkJson(folderWith({ [name]: note(5) }))), [`${name}:${TOO_MANY}`]);
    });
  });

  describe('the folder around a path', () => {
    const files = { 'march.claims.json': CLAIM, 'notes/march.sessions.yaml': note(5) };

    it('is read for what records refer to, and only findings in the path are reported', () => {
      const ended = checkJson(folderWith(files), 'march.claims.json');
      assert.deepEqual(places(ended), ['march.claims.json:11:20 units-exceed-time']);
      assert.equal(ended.report.findings[0]?.related[0]?.file, 'notes/march.sessions.yaml');
      assert.deepEqual(ended.report.summary, { files: 1, records: 1, errors: 1, warnings: 0, information: 0 });
    });

    it('is the nearest one above with a workspace file', () => {
      const folder = folderWith({ ...files, 'aba-billing.yaml': 'asOf: 2026-03-31\n' });
      assert.deepEqual(places(checkJson(folder, 'notes')), [`notes/march.sessions.yaml:${TOO_MANY}`]);
      // The claim is outside the path and bills the note.
      const deep = folderWith({
        'aba-billing.json': '{}',
        'claims/a.claims.json': CLAIM,
        'notes/b.sessions.yaml': note(4),
      });
      const ended = checkJson(join(deep, 'claims'));
      assert.deepEqual(places(ended), ['a.claims.json:11:20 units-exceed-time']);
      assert.equal(ended.report.findings[0]?.related[0]?.file, '../notes/b.sessions.yaml');
    });

    it('is only the path itself where there is no workspace file', () => {
      const ended = checkJson(
        folderWith({ 'claims/a.claims.json': CLAIM, 'notes/b.sessions.yaml': note(5) }),
        'claims',
      );
      assert.deepEqual(places(ended), []);
      assert.ok(ended.report.notChecked.some(({ rule }) => rule === 'units-exceed-time'));
    });

    it('counts once where paths lie in each other', () => {
      const folder = folderWith({
        'a.sessions.yaml': note(5),
        'sub/aba-billing.yaml': '{}\n',
        'sub/b.sessions.yaml': note(5, 'S-2'),
      });
      const ended = checkJson(folder, '.', 'sub', 'sub/b.sessions.yaml');
      assert.deepEqual(places(ended), [`a.sessions.yaml:${TOO_MANY}`, `sub/b.sessions.yaml:${TOO_MANY}`]);
      assert.equal(ended.report.summary.files, 2);
    });

    it('is apart for folders with workspace files of their own', () => {
      const clinic = { 'aba-billing.yaml': '{}\n', 'a.sessions.yaml': note(4) };
      const folder = folderWith(
        Object.fromEntries(
          ['north', 'south'].flatMap((name) => Object.entries(clinic).map(([path, text]) => [`${name}/${path}`, text])),
        ),
      );
      assert.deepEqual(places(checkJson(folder, 'north', 'south')), []);
      const together = checkJson(folder, '.');
      assert.deepEqual([...new Set(together.report.findings.map(({ rule }) => rule))].includes('duplicate-id'), true);
    });
  });

  describe('the workspace file', () => {
    it('includes and excludes files', () => {
      const folder = folderWith({
        'aba-billing.yaml': 'include: ["2026/*.yaml"]\nexclude: ["archive/**", "old.sessions.yaml"]\n',
        '2026/march.yaml': note(5),
        '2025/march.yaml': note(5, 'S-2'),
        'archive/deep/a.sessions.yaml': note(5, 'S-3'),
        'old.sessions.yaml': note(5, 'S-4'),
        'b.sessions.yaml': note(5, 'S-5'),
      });
      assert.deepEqual(places(checkJson(folder)), [`2026/march.yaml:${TOO_MANY}`, `b.sessions.yaml:${TOO_MANY}`]);
      const { code, err, out } = aba(folder, ['check', 'old.sessions.yaml']);
      assert.equal(err, 'aba-billing: old.sessions.yaml: Left out by `exclude` of the workspace file.\n');
      assert.match(out, /^0 files/);
      assert.equal(code, 0);
    });

    it('counts from the nearest folder above a file', () => {
      const folder = folderWith({
        'aba-billing.yaml': 'rules: { units-exceed-time: off }\n',
        'a.sessions.yaml': note(5),
        'strict/aba-billing.yml': '{}\n',
        'strict/b.sessions.yaml': note(5, 'S-2'),
      });
      assert.deepEqual(places(checkJson(folder)), [`strict/b.sessions.yaml:${TOO_MANY}`]);
    });

    it('is aba-billing.yaml where a folder has several', () => {
      const folder = folderWith({
        'aba-billing.json': '{}',
        'aba-billing.yaml': 'rules: { units-exceed-time: off }\n',
        'aba-billing.yml': '{}\n',
        'a.sessions.yaml': note(5),
      });
      assert.deepEqual(places(checkJson(folder)), []);
    });

    it('is checked itself, also where only a file below it is named', () => {
      const folder = folderWith({ 'aba-billing.yaml': 'ruels: {}\n', 'a.sessions.yaml': note(4) });
      for (const path of ['.', 'a.sessions.yaml', 'aba-billing.yaml']) {
        assert.deepEqual(places(checkJson(folder, path)), ['aba-billing.yaml:1:1 structure'], path);
      }
    });

    it('may be given, in place of those found', () => {
      const folder = folderWith({
        'aba-billing.yaml': 'exclude: ["**"]\n',
        'a.sessions.yaml': note(5),
        'sub/aba-billing.yaml': 'rules: { units-exceed-time: off }\n',
        'sub/b.sessions.yaml': note(5, 'S-2'),
        'ci/lenient.json': '{ "rules": { "units-exceed-time": "warning" } }',
      });
      const { code, report } = checkJson(folder, '--config', 'ci/lenient.json');
      assert.deepEqual(
        report.findings.map(({ file, severity }) => `${file} ${severity}`),
        ['a.sessions.yaml warning', 'sub/b.sessions.yaml warning'],
      );
      assert.equal(code, 0);
    });

    it('that is given shows its own findings once, under its own name', () => {
      const folder = folderWith({
        'n/a.sessions.yaml': note(4),
        's/b.sessions.yaml': note(4),
        'c/mine.yaml': 'ruels: {}\n',
      });
      assert.deepEqual(places(checkJson(folder, 'n', 's', '--config', './c/mine.yaml')), ['c/mine.yaml:1:1 structure']);
    });

    it('that is given and cannot be read ends everything', () => {
      const folder = folderWith({ 'a.sessions.yaml': note(5) });
      const ended = aba(folder, ['check', '--config', 'none.yaml']);
      assert.deepEqual(ended, { code: 2, out: '', err: 'aba-billing: none.yaml: There is no such workspace file.\n' });
      assert.equal(aba(folder, ['check', '--config', '.']).code, 2);
    });
  });

  describe('--as-of', () => {
    const suppressing = (until: string) =>
      `suppressions: [{ rule: units-exceed-time, record: S-1, reason: appeal pending, until: ${until} }]\n`;

    it('overrides the day of the workspace file', () => {
      const folder = folderWith({
        'aba-billing.yaml': `asOf: 2026-03-31\n${suppressing('2026-03-31')}`,
        'a.sessions.yaml': note(5),
      });
      assert.deepEqual(places(checkJson(folder)), []);
      assert.deepEqual(places(checkJson(folder, '--as-of', '2026-04-01')), [
        `a.sessions.yaml:${TOO_MANY}`,
        'aba-billing.yaml:2:87 suppression-invalid',
      ]);
    });

    it('is the current day where nothing says otherwise', () => {
      const folder = folderWith({ 'aba-billing.yaml': suppressing('2999-12-31'), 'a.sessions.yaml': note(5) });
      assert.deepEqual(places(checkJson(folder)), []);
      const past = folderWith({ 'aba-billing.yaml': suppressing('2020-12-31'), 'a.sessions.yaml': note(5) });
      assert.deepEqual(places(checkJson(past)), [
        `a.sessions.yaml:${TOO_MANY}`,
        'aba-billing.yaml:1:87 suppression-invalid',
      ]);
    });
  });

  it('gives the same bytes whatever the order of files and arguments, in every format', () => {
    const names = ['b', 'a', 'c'];
    const contents = names.map((name, index) => [`${name}/${name}.sessions.yaml`, note(5, `S-${index}`)] as const);
    const one = folderWith(Object.fromEntries(contents));
    const other = folderWith(Object.fromEntries(contents.toReversed()));
    for (const format of ['text', 'json', 'sarif', 'junit', 'github']) {
      const first = aba(one, ['check', '--format', format, ...names]);
      assert.equal(aba(one, ['check', '--format', format, ...names]).out, first.out, format);
      assert.equal(aba(one, ['check', '--format', format, ...names.toReversed()]).out, first.out, format);
      assert.equal(aba(other, ['check', '--format', format, ...names]).out, first.out, format);
    }
  });

  it('never enters dot folders and node_modules, and follows no link to a folder', () => {
    const folder = folderWith({
      'a.sessions.yaml': note(5),
      '.git/b.sessions.yaml': note(5),
      'node_modules/p/c.sessions.yaml': note(5),
    });
    const outside = folderWith({ 'd.sessions.yaml': note(5) });
    symlinkSync(outside, join(folder, 'outside'));
    symlinkSync('.', join(folder, 'again'));
    mkdirSync(join(folder, 'sub'));
    symlinkSync('..', join(folder, 'sub', 'up'));
    const { code, err, ...ended } = checkJson(folder);
    assert.deepEqual(places(ended), [`a.sessions.yaml:${TOO_MANY}`]);
    assert.deepEqual([code, err], [1, '']);
  });

  it('reads a linked file once', () => {
    const folder = folderWith({ 'a.sessions.yaml': note(5) });
    symlinkSync('a.sessions.yaml', join(folder, 'b.sessions.yaml'));
    for (const paths of [[], ['b.sessions.yaml'], ['b.sessions.yaml', 'a.sessions.yaml']]) {
      assert.deepEqual(places(checkJson(folder, ...paths)), [`a.sessions.yaml:${TOO_MANY}`]);
    }
    const outside = folderWith({});
    symlinkSync(join(folder, 'a.sessions.yaml'), join(outside, 'c.sessions.yaml'));
    assert.deepEqual(places(checkJson(outside)), [`c.sessions.yaml:${TOO_MANY}`]);
  });

  it('writes GitHub workflow commands, escaped', () => {
    const folder = folderWith({ 'a,b: 50%.sessions.yaml': note(5) });
    const { out, code } = aba(folder, ['check', '--format', 'github']);
    const [command, counts, ...rest] = lines(out);
    assert.match(
      command ?? '',
      /^::error file=a%2Cb%3A 50%25\.sessions\.yaml,line=10,endLine=10,col=12,endColumn=13,title=units-exceed-time::5 units billed; /,
    );
    assert.equal(counts, '1 file, 1 record: 1 error, 0 warnings, 0 information');
    assert.deepEqual([rest, code], [[], 1]);
  });
});
