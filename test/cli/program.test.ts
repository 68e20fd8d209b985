import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { ROOT } from '../../scripts/paths.ts';
import { aba, folderWith, lines, note, removeFolders } from './cli.ts';

const { version } = JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8')) as { version: string };

describe('aba-billing', () => {
  afterEach(removeFolders);

  it('says its version', () => {
    assert.deepEqual(aba('/', ['--version']), { code: 0, out: `${version}\n`, err: '' });
  });

  it('helps, with examples and exit codes', () => {
    for (const args of [['--help'], ['check', '--help'], ['help', 'check']]) {
      const { code, out, err } = aba('/', args);
      assert.deepEqual([code, err], [0, '']);
      assert.match(out, /^Usage: aba-billing /);
      assert.match(out, /^Examples:$/m);
      assert.match(out, /^Exit code: 0 no errors, 1 /m);
    }
    assert.match(aba('/', ['units', '--help']).out, /^ {2}aba-billing units 97153=53$/m);
    assert.match(aba('/', ['explain', '--help']).out, /^ {2}units-exceed-time +\S/m);
  });

  const wrong: readonly (readonly [what: string, args: readonly string[], message: string])[] = [
    [
      'no command',
      [],
      'Name a command: check, checklist, units, explain, test-policies, import-mue or import-ptp (see --help).',
    ],
    ['an unknown command', ['chekc'], "unknown command 'chekc' (Did you mean check?)"],
    ['an unknown option', ['check', '--fromat', 'json'], "unknown option '--fromat' (Did you mean --format?)"],
    ['an unknown option before the command', ['--verbose'], "unknown option '--verbose'"],
    [
      'an unknown format',
      ['check', '--format', 'xml'],
      "option '--format <format>' argument 'xml' is invalid. Allowed choices are text, json, sarif, junit, github.",
    ],
    ['a missing value', ['check', '--config'], "option '--config <file>' argument missing"],
    [
      'a day that there is not',
      ['check', '--as-of', '2026-02-30'],
      "option '--as-of <date>' argument '2026-02-30' is invalid. It has to be a day like 2026-03-31.",
    ],
  ];
  for (const [what, args, message] of wrong) {
    it(`refuses ${what} in one line`, () => {
      assert.deepEqual(aba('/', args), { code: 2, out: '', err: `aba-billing: ${message}\n` });
    });
  }

  it('has one line, and nothing of what it was working on, for a mistake of its own', () => {
    const folder = folderWith({ 'a.sessions.yaml': note(5) });
    const sabotage = encodeURI('JSON.stringify=()=>{throw new TypeError("Ava")}');
    const ended = aba(folder, ['check', '--format', 'json'], {
      NODE_OPTIONS: `--import=data:text/javascript,${sabotage}`,
    });
    const err = 'aba-billing: This is a mistake in the program (TypeError). Please report it.\n';
    assert.deepEqual(ended, { code: 2, out: '', err });
  });

  it('says so where it is a mistake in the middle of a long report', () => {
    const sabotage = encodeURI(
      'const {stringify}=JSON;let n=0;JSON.stringify=(...a)=>{if(++n>500)throw new TypeError("Ava");return stringify(...a)}',
    );
    const { code, out, err } = aba(manyFindings(), ['check', '--format', 'json'], {
      NODE_OPTIONS: `--import=data:text/javascript,${sabotage}`,
    });
    assert.deepEqual(
      [code, err],
      [2, 'aba-billing: This is a mistake in the program (TypeError). Please report it.\n'],
    );
    assert.match(out, /^\{\n {2}"findings": \[\n/);
  });

  describe('to whoever reads its output', () => {
    const inShell = (folder: string, command: string) => {
      const program = `"${process.execPath}" "${ROOT}/server/src/cli/main.ts"`;
      const options = { cwd: folder, encoding: 'utf8', timeout: 15_000, maxBuffer: 64 * 1024 * 1024 } as const;
      return spawnSync('sh', ['-c', command.replace('aba-billing', () => program)], options);
    };

    for (const [format, first] of [
      ['github', /^::error file=a\.sessions\.yaml,[^\n]+\n$/],
      ['json', /^\{\n$/],
    ] as const) {
      it(`ends quietly when that has seen enough: ${format}`, () => {
        const { stdout, stderr } = inShell(manyFindings(), `aba-billing check --format ${format} | head -n 1`);
        assert.equal(stderr, '');
        assert.match(stdout, first);
      });
    }

    it('gives everything, however slowly it is taken', () => {
      const folder = manyFindings();
      const { stdout } = inShell(folder, 'aba-billing check --format json | (sleep 1; cat)');
      inShell(folder, 'aba-billing check --format json > report');
      assert.ok(stdout.length > 1_000_000);
      assert.equal(stdout, readFileSync(`${folder}/report`, 'utf8'));
    });

    it('says where there is no room for it', function () {
      if (!existsSync('/dev/full')) this.skip();
      const { status, stderr } = inShell(manyFindings(), 'aba-billing check --format json > /dev/full');
      assert.deepEqual([status, stderr], [2, 'aba-billing: The output cannot be written (ENOSPC).\n']);
    });
  });
});

/** A folder with 2,000 notes of too many units. */
function manyFindings(): string {
  const notes = Array.from({ length: 2000 }, (_, index) =>
    note(5, `S-${index}`).replace('sessions:\n', '').replace('C-AVA', `C-${index}`),
  );
  return folderWith({ 'a.sessions.yaml': `sessions:\n${notes.join('')}` });
}

describe('explain', () => {
  it('shows the card of a code, with the trademark notice', () => {
    const { code, out, err } = aba('/', ['explain', '0362t']);
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /^0362T — \S/);
    assert.match(out, /registered trademark of the American\s+Medical\s+Association/);
    assert.ok(lines(out).every((line) => line.length <= 80));
    assert.doesNotMatch(out, /\*\*|\\\(|\|/);
  });

  it('shows the page of a rule', () => {
    const { code, out, err } = aba('/', ['explain', 'Units-Exceed-Time']);
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /units-exceed-time/);
    assert.doesNotMatch(out, /\*\*|^#|```/m);
  });

  it('shows a bundled policy: its versions with their sources, its base and its text', () => {
    const { code, out, err } = aba('/', ['explain', 'builtin:north-carolina-medicaid']);
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /^builtin:north-carolina-medicaid\n\nAn example to verify/);
    assert.match(out, /to 2026-07-31\. Source: \S/);
    assert.match(out, /from 2026-08-01\. Source:\s+\S/);
    assert.match(out, /taken from builtin:cpt\./);
    assert.match(out, /- \{ codes: \[97153, 97155\], allowed: true \}/);
    assert.match(aba('/', ['explain', 'builtin:texas-medicad']).err, /Did you mean builtin:texas-medicaid\?/);
    assert.match(aba('/', ['explain', '--help']).out, /^ {2}builtin:texas-medicaid$/m);
  });

  it('suggests what may have been meant', () => {
    const meant = (topic: string) => aba('/', ['explain', topic]);
    assert.deepEqual(meant('units-exceed-tme'), {
      code: 2,
      out: '',
      err: 'aba-billing: `units-exceed-tme` is neither a rule, a bundled policy nor in the tables of codes. Did you mean units-exceed-time?\n',
    });
    assert.match(meant('97513').err, /Did you mean 97153/);
    assert.match(meant('zzz').err, /^aba-billing: `zzz` is neither[^\n]+ Codes are 97151, [^\n]+\n$/);
  });

  it('needs one topic', () => {
    assert.equal(aba('/', ['explain']).err, "aba-billing: missing required argument 'CODE|RULE'\n");
    assert.equal(aba('/', ['explain', '97153', '97155']).code, 2);
  });
});
