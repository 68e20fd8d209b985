import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { aba, checkJson, folderWith, lines, note, places, removeFolders, TOO_MANY } from './cli.ts';

/** A folder with one file in order but for its units, and others. */
function withBad(files: Readonly<Record<string, string | Uint8Array>>): string {
  return folderWith({ 'good.sessions.yaml': note(5), ...files });
}

const GOOD = `good.sessions.yaml:${TOO_MANY}`;
const latin1 = (text: string) => Buffer.from(text, 'latin1');

describe('check, given bad input', () => {
  afterEach(removeFolders);

  describe('reports what is wrong with a text at its place, and checks everything else', () => {
    const cases: readonly (readonly [what: string, name: string, content: string, found: string])[] = [
      ['an empty file', 'bad.sessions.yaml', '', '1 structure'],
      ['comments only', 'bad.sessions.yaml', '# nothing yet\n', '1 structure'],
      ['a list at the root', 'bad.sessions.yaml', '- id: S-2\n', '1 structure'],
      ['a scalar at the root', 'bad.sessions.json', '"sessions"', '1 structure'],
      ['null at the root', 'bad.sessions.json', 'null', '1 structure'],
      ['null at the root of a YAML document', 'bad.sessions.yaml', 'sessions: []\n---\n~\n', '3 structure'],
      ['a record that is a scalar', 'bad.sessions.yaml', 'sessions:\n  - S-2\n', '2 structure'],
      ['a half-typed key', 'bad.sessions.yaml', 'sessions:\n  - id: S-2\n    cli\n', '3 syntax'],
      ['a tab for indentation', 'bad.sessions.yaml', 'sessions:\n\t- id: S-2\n', '2 syntax'],
      ['an unclosed quote', 'bad.payers.yaml', 'payers:\n  - id: "p\n', '2 syntax'],
      ['unfinished JSON', 'bad.payers.json', '{\n  "payers": [', '2 syntax'],
      ['a key that is repeated', 'bad.payers.yaml', 'payers:\n  - id: a\n    id: b\n', '3 syntax'],
      ['a NUL byte', 'bad.payers.yaml', 'payers:\n  - id: a\0\n', '2 syntax'],
      ['a policy that extends itself', 'bad.payers.yaml', 'payers:\n  - id: a\n    extends: a\n', '3 policy-invalid'],
    ];
    for (const [what, name, content, expected] of cases) {
      it(what, () => {
        const ended = checkJson(withBad({ [name]: content }));
        assert.ok(places(ended).includes(GOOD));
        const found = ended.report.findings.filter(({ file }) => file === name);
        if (expected === undefined) assert.deepEqual(found, []);
        else
          assert.ok(
            found.some(({ line, rule }) => `${line} ${rule}` === expected),
            places(ended).join('\n'),
          );
        assert.deepEqual([ended.code, ended.err], [1, '']);
      });
    }
  });

  it('tells of files in other encodings, one line each, and ends with 2', () => {
    const ended = checkJson(
      withBad({
        'latin.sessions.yaml': latin1('sessions:\n  - id: M\u00fcller\n'),
        'wide.sessions.yaml': Buffer.from('\ufeffsessions: []\n', 'utf16le'),
        'marked.sessions.yaml': `\ufeff${note(5, 'S-2')}`,
      }),
    );
    assert.deepEqual(lines(ended.err), [
      'aba-billing: latin.sessions.yaml: The file is not UTF-8 in line 2 and is not checked.',
      'aba-billing: wide.sessions.yaml: The file is UTF-16, not UTF-8, and is not checked.',
    ]);
    assert.deepEqual(places(ended), [GOOD, `marked.sessions.yaml:${TOO_MANY}`]);
    assert.equal(ended.code, 2);
  });

  it('tells of a folder with the name of a file, and looks into it', () => {
    const ended = checkJson(withBad({ 'x.claims.yaml/inner.sessions.yaml': note(5, 'S-2') }));
    assert.equal(ended.err, 'aba-billing: x.claims.yaml: This is a folder, not a file.\n');
    assert.deepEqual(places(ended), [GOOD, `x.claims.yaml/inner.sessions.yaml:${TOO_MANY}`]);
    assert.equal(ended.code, 2);
  });

  it('tells of a folder with the name of a workspace file', () => {
    const ended = checkJson(withBad({ 'aba-billing.yaml/inner.sessions.yaml': note(5, 'S-2') }));
    assert.equal(ended.err, 'aba-billing: aba-billing.yaml: This is a folder, not a file.\n');
    assert.deepEqual(places(ended), [`aba-billing.yaml/inner.sessions.yaml:${TOO_MANY}`, GOOD]);
    assert.equal(ended.code, 2);
  });

  it('tells of links that lead nowhere or to themselves', () => {
    const folder = withBad({});
    symlinkSync('nowhere', join(folder, 'dangling.sessions.yaml'));
    symlinkSync('loop.sessions.yaml', join(folder, 'loop.sessions.yaml'));
    symlinkSync('user@host.1234', join(folder, '.#good.sessions.yaml'));
    const ended = checkJson(folder);
    assert.deepEqual(lines(ended.err), [
      'aba-billing: dangling.sessions.yaml: This is no file, or a link that leads to none.',
      'aba-billing: loop.sessions.yaml: This is no file, or a link that leads to none.',
    ]);
    assert.deepEqual(places(ended), [GOOD]);
    assert.equal(ended.code, 2);
    const named = aba(folder, ['check', 'loop.sessions.yaml']);
    assert.deepEqual([named.code, lines(named.err).length], [2, 1]);
    assert.match(named.err, /^aba-billing: loop\.sessions\.yaml: This cannot be read \(ELOOP\)\.$/m);
  });

  it('does not wait for a pipe', () => {
    const folder = withBad({});
    const pipe = (name: string) => assert.equal(spawnSync('mkfifo', [join(folder, name)]).status, 0);
    pipe('pipe.sessions.yaml');
    const ended = checkJson(folder);
    assert.equal(ended.err, 'aba-billing: pipe.sessions.yaml: This is no file, or a link that leads to none.\n');
    assert.deepEqual([ended.code, places(ended)], [2, [GOOD]]);
    const named = aba(folder, ['check', 'pipe.sessions.yaml']);
    assert.match(named.err, /^aba-billing: pipe\.sessions\.yaml: This is neither a file nor a folder\.$/m);
    pipe('aba-billing.yaml');
    const configured = aba(folder, ['check', 'good.sessions.yaml']);
    assert.match(configured.err, /^aba-billing: aba-billing\.yaml: This is a device or a pipe, not a file\.$/m);
    assert.equal(configured.code, 2);
  });

  it('tells of a file whose content cannot be read', function () {
    // Permissions do not stop root; reading the memory at address 0 fails for everybody.
    if (!existsSync('/proc/self/mem')) this.skip();
    const folder = withBad({});
    symlinkSync('/proc/self/mem', join(folder, 'mem.sessions.yaml'));
    const ended = checkJson(folder);
    assert.equal(ended.err, 'aba-billing: mem.sessions.yaml: The file cannot be read (EIO).\n');
    assert.deepEqual([ended.code, places(ended)], [2, [GOOD]]);
  });

  it('does not call records unknown that may be in a file that cannot be read', () => {
    const folder = withBad({ 'a.providers.yaml': 'providers:\n  - { id: other, name: { first: A, last: B } }\n' });
    const unknown = () => places(checkJson(folder)).filter((place) => place.endsWith('reference-unknown'));
    assert.equal(unknown().length > 0, true);
    symlinkSync('nowhere', join(folder, 'b.providers.yaml'));
    assert.deepEqual(unknown(), []);
  });

  it('names every path that is not there, and checks the others', () => {
    const ended = checkJson(withBad({}), 'no.sessions.yaml', 'good.sessions.yaml', 'good.sessions.yaml/x', 'nor');
    assert.deepEqual(lines(ended.err), [
      'aba-billing: good.sessions.yaml/x: There is no such file or folder.',
      'aba-billing: no.sessions.yaml: There is no such file or folder.',
      'aba-billing: nor: There is no such file or folder.',
    ]);
    assert.deepEqual([ended.code, places(ended)], [2, [GOOD]]);
  });

  it('refuses a file of more than 32 MB without reading it', () => {
    const folder = withBad({ 'big.sessions.yaml': Buffer.alloc(33 * 1024 * 1024, 0x20) });
    const ended = checkJson(folder);
    assert.equal(
      ended.err,
      'aba-billing: big.sessions.yaml: The file has 33 MB and is not checked: the limit is 32 MB.\n',
    );
    assert.deepEqual([ended.code, places(ended)], [2, [GOOD]]);
  });

  it('finds nothing to read in a folder that a link loop leads back to', () => {
    const folder = withBad({});
    mkdirSync(join(folder, 'a', 'b'), { recursive: true });
    symlinkSync(join('..', '..'), join(folder, 'a', 'b', 'c'));
    const ended = checkJson(folder);
    assert.deepEqual([ended.code, ended.err, places(ended)], [1, '', [GOOD]]);
  });

  it('counts in the text summary what could not be checked', () => {
    const { out } = aba(withBad({ 'bad.sessions.yaml': latin1('\u00fc') }), ['check']);
    assert.match(out, /^1 file, 1 record: 1 error, 0 warnings, 0 information; 1 path could not be checked$/m);
  });

  it('never shows an excerpt of a file on standard error', () => {
    const { err } = aba(withBad({ 'secret.sessions.yaml': latin1('name: Ava Diaz \u00fc\n') }), ['check']);
    assert.doesNotMatch(err, /Ava|Diaz/);
  });
});
