import assert from 'node:assert/strict';
import { lower, lowerBody, lowerItem, lowerWorkspaceFile } from '../../../server/src/model/document.ts';
import { read } from '../../../server/src/syntax/read.ts';
import { tapeOf } from '../../../server/src/syntax/tape.ts';
import { lowerText, say, tapeOfText } from './reading.ts';

const LIST = 'a list ("[…]", or lines that begin with "- ")';

function saidOf(text: string): readonly string[] {
  return lowerText(text).issues.map((issue) => say(issue, text));
}

describe('the root of a document', () => {
  const none: readonly string[] = ['', '# only a comment\n', 'sessions: []\n', '{}\n'];
  for (const text of none) it(`may be ${JSON.stringify(text)}`, () => assert.deepEqual(saidOf(text), []));

  const wrong: Readonly<Record<string, readonly string[]>> = {
    'hello\n': [
      'wrong-type at «hello»: this ABA Billing document is a single value; expected a mapping with any of "sessions", "claims", "clients", "providers" and "payers"',
    ],
    '~\n': [
      'no-value at «~»: this ABA Billing document has no value; expected a mapping with any of "sessions", "claims", "clients", "providers" and "payers"',
    ],
    '- id: S-1\n  code: 97153\n': [
      'wrong-type at «id»: this ABA Billing document is a list; expected a mapping with any of "sessions", "claims", "clients", "providers" and "payers"',
    ],
    '[]\n': [
      'wrong-type at «[]»: this ABA Billing document is a list; expected a mapping with any of "sessions", "claims", "clients", "providers" and "payers"',
    ],
    'claims: 5\n': [`wrong-type at «5»: "claims" is a single value; expected ${LIST}`],
    'claims: { id: 5 }\n': [`wrong-type at «claims»: "claims" is a mapping; expected ${LIST}`],
    'claims:\n': [`no-value at «claims»: "claims" has no value; expected ${LIST}`],
    'claim: []\n': ['unknown-key at «claim»: an ABA Billing document has no key "claim"; "claims" was probably meant'],
    'claims: []\nclaim: []\n': [
      'unknown-key at «claim»: an ABA Billing document has no key "claim", only "sessions", "claims", "clients", "providers" and "payers"',
    ],
    'payers: [p]\n': ['wrong-type at «p»: this payer is a single value; expected a mapping with "id"'],
    'payers: [~]\n': ['no-value at «~»: this payer has no value; expected a mapping with "id"'],
    'payers: [[]]\n': ['wrong-type at «[]»: this payer is a list; expected a mapping with "id"'],
  };
  for (const [text, said] of Object.entries(wrong)) {
    it(`may not be ${JSON.stringify(text)}`, () => assert.deepEqual(saidOf(text), said));
  }

  it('gives every record that can be read, and to each of them its issues', () => {
    const { records, issues } = lowerText(
      'payers: [p, { id: a, x: 1 }]\nfoo: 1\nclients: 5\nproviders: [{ id: b, npi: [] }, { id: c }]\n',
    );
    assert.deepEqual(
      records.map(({ kind, data }) => [kind, data.id?.value]),
      [
        ['payer', 'a'],
        ['provider', 'b'],
        ['provider', 'c'],
      ],
    );
    assert.deepEqual(
      issues.map(({ kind, record, path }) => [kind, record, path]),
      [
        ['wrong-type', undefined, []],
        ['unknown-key', 0, []],
        ['wrong-type', undefined, ['clients']],
        ['wrong-type', 1, ['npi']],
        ['unknown-key', undefined, []],
      ],
    );
  });

  it('counts the first of two equal lists, which the readers report', () => {
    const text = 'payers: [{ id: a }]\npayers: [{ id: b }]\n';
    const { root } = read({ format: 'yaml', text });
    const { records, issues } = lowerBody(root && tapeOf(root, text), { opensList: undefined });
    assert.deepEqual([records.length, issues.length], [1, 0]);
  });

  it('may leave the list empty whose items follow, and no other', () => {
    const root = tapeOfText('claims:\nsessions:\n');
    assert.deepEqual(
      lowerBody(root, { opensList: 'sessions' }).issues.map(({ path }) => path),
      [['claims']],
    );
    assert.deepEqual(lowerBody(tapeOfText('sessions: []\n'), { opensList: 'sessions' }).issues, []);
    assert.deepEqual(lowerBody(tapeOfText('sessions: 5\n'), { opensList: 'sessions' }).issues.length, 1);
    assert.deepEqual(lowerBody(undefined, { opensList: undefined }), { records: [], issues: [], hazards: [] });
  });
});

describe('an item', () => {
  it('is one record, whose issues say so', () => {
    const { records, issues } = lowerItem('payers', tapeOfText('{ id: a, x: 1 }'));
    assert.deepEqual([records.map(({ kind }) => kind), issues.map(({ record }) => record)], [['payer'], [0]]);
  });

  it('that is no mapping is no record', () => {
    const { records, issues } = lowerItem('payers', tapeOfText('a'));
    assert.deepEqual([records, issues.map(({ kind, record }) => [kind, record])], [[], [['wrong-type', undefined]]]);
    assert.deepEqual(lowerItem('payers', undefined), { records: [], issues: [], hazards: [] });
    const list = tapeOfText('[{ id: a }]');
    assert.ok(list);
    assert.equal(lower('payer', list).record, undefined);
  });
});

describe('the workspace file', () => {
  it('may be empty, and has to be a mapping', () => {
    for (const text of ['', '# none\n', '~\n']) {
      assert.deepEqual(lowerWorkspaceFile(tapeOfText(text)), { settings: undefined, issues: [] });
    }
    const { settings, issues } = lowerWorkspaceFile(tapeOfText('- rules\n'));
    assert.deepEqual([settings, issues.map(({ kind }) => kind)], [undefined, ['wrong-type']]);
  });

  it('keeps the settings that can be read', () => {
    const text = 'rules: { a: on, b: off, c: warnings }\nasof: 2026-01-01\ninclude: x\nsuppressions: [{ rule: a }]\n';
    const { settings, issues } = lowerWorkspaceFile(tapeOfText(text));
    assert.deepEqual(
      settings?.rules?.entries.map(({ value }) => ('at' in value ? value : value.value)),
      [undefined, 'off', undefined],
    );
    assert.deepEqual(
      issues.map((issue) => say(issue, text)),
      [
        'bad-value at «on»: "a" must be off, error, warning or information, not "on"',
        'bad-value at «warnings»: "c" must be off, error, warning or information, not "warnings"; "warning" was probably meant',
        `wrong-type at «x»: "include" is a single value; expected ${LIST}`,
        'missing-key at «rule»: this suppression has no "record"',
        'unknown-key at «asof»: an ABA Billing workspace file has no key "asof"; "asOf" was probably meant',
      ],
    );
  });
});
