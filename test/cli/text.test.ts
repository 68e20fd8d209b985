import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import { aba, folderWith, lines, note, removeFolders } from './cli.ts';

describe('check, as text', () => {
  afterEach(removeFolders);

  it('shows where, what and the line with a mark, then the counts', () => {
    const { out } = aba(folderWith({ 'march.sessions.yaml': note(5) }), ['check']);
    const [place, message, line, mark, empty, counts, notChecked] = lines(out);
    assert.equal(place, 'march.sessions.yaml:10:12 error units-exceed-time');
    assert.match(message ?? '', /^5 units billed; 53 documented minutes support 4/);
    assert.equal(line, '10 |     units: 5');
    assert.equal(mark, '   |            ^');
    assert.equal(empty, '');
    assert.equal(counts, '1 file, 1 record: 1 error, 0 warnings, 0 information');
    assert.equal(notChecked, 'Not checked:');
    assert.match(out, /^ {2}provider-code: 1 record \(S-1\): no provider rbt-lee/m);
  });

  it('indents related places', () => {
    const claim =
      'claims:\n  - id: C\n    client: C-AVA\n    payer: p\n    lines:\n      - { date: 2026-03-02, code: 97153, units: 5, sessions: [S-1] }\n';
    const { out } = aba(folderWith({ 'a.claims.yaml': claim, 'b.sessions.yaml': note(4) }), ['check', 'a.claims.yaml']);
    assert.match(out, /^ {2}related b\.sessions\.yaml:8:12 \S/m);
  });

  it('marks the whole range', () => {
    const { out } = aba(folderWith({ 'a.sessions.yaml': note(4).replace('97153', '99999') }), ['check']);
    assert.match(out, /^5 \| {5}code: 99999\n {2}\| {11}\^{5}$/m);
  });

  it('has no colors where it goes to no terminal, and has them where they are forced', () => {
    const folder = folderWith({ 'march.sessions.yaml': note(5) });
    const bare = aba(folder, ['check']);
    const forced = aba(folder, ['check'], { FORCE_COLOR: '1' });
    assert.equal(bare.out.includes('\u001b'), false);
    assert.equal(forced.out.includes('\u001b[31m'), true);
    assert.equal(stripVTControlCharacters(forced.out), bare.out);
    assert.equal(aba(folder, ['check'], { NO_COLOR: '1' }).out, bare.out);
  });

  it('lets nothing in a file control the terminal', () => {
    const text = note(5).replace('units: 5', 'units: 5 # \u001b[2J\u202e');
    const { out } = aba(folderWith({ 'march.sessions.yaml': text }), ['check']);
    assert.equal(out.includes('\u001b'), false);
    assert.match(out, /units: 5 # ␛\[2J\ufffd/);
  });

  it('says that all is well', () => {
    const { out, code } = aba(folderWith({ 'a.payers.yaml': 'payers: []\n' }), ['check']);
    assert.deepEqual([out, code], ['1 file, 0 records: 0 errors, 0 warnings, 0 information\n', 0]);
  });
});
