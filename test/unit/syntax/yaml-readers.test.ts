import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { Frame } from '../../../server/src/syntax/frame.ts';
import { NO_ANCHORS, read } from '../../../server/src/syntax/read.ts';
import { readYaml } from '../../../server/src/syntax/read-yaml.ts';
import { readYamlFast } from '../../../server/src/syntax/read-yaml-fast.ts';
import { scanPlainYaml } from '../../../server/src/syntax/scan-plain-yaml.ts';
import { SourceText } from '../../../server/src/syntax/source.ts';
import { tapeOf } from '../../../server/src/syntax/tape.ts';
import type { ReadResult } from '../../../server/src/syntax/tree.ts';
import { assertSpans, contentOf } from './trees.ts';
import { choices, content, FRAGMENTS, writeYaml } from './yaml-documents.ts';

function frameOf(text: string): Frame {
  return { whole: text, start: 0, end: text.length };
}

function readFully(text: string): ReadResult {
  const { root, errors, comments } = readYaml(
    frameOf(text),
    { rejected: true, offset: 0, reason: undefined },
    NO_ANCHORS,
  );
  return { root, errors, comments };
}

function assertSameTree(text: string): boolean {
  assertSameScan(text);
  const fast = readYamlFast(frameOf(text));
  if ('rejected' in fast) return false;
  assert.deepEqual(fast, readFully(text), JSON.stringify(text));
  return true;
}

/** Of what the quickest reader accepts, the tree, the errors and the comments are those of the full one. */
function assertSameScan(text: string): boolean {
  const scanned = scanPlainYaml(text);
  if (!scanned) return false;
  const { tape, errors, comments } = scanned;
  const root = tape.node(tape.root);
  assert.deepEqual({ root, errors, comments }, readFully(text), JSON.stringify(text));
  const written = tapeOf(root, text);
  assert.deepEqual(written.node(written.root), root);
  return true;
}

/** `yaml` 2.9 takes a value below a blank line and a comment at the margin for a part of what follows. */
const MISREAD_BY_YAML = /[-:][ \t]*(?:\r\n|\r|\n)\s*#/;

/** The items of the example files, without what stands around them. */
const RECORDS = ['march.sessions', 'march-tricare.claims', 'north.clients', 'north.providers', 'plans.payers'].flatMap(
  (name) =>
    readFileSync(new URL(`../../../examples/clinic/${name}.yaml`, import.meta.url), 'utf8')
      .split(/^(?= {2}- )/m)
      .slice(1),
);

const eol = fc.constantFrom('\n', '\r\n', '\r');

describe('the two YAML readers', () => {
  it('read generated documents as they were written, and to the same tree', () => {
    fc.assert(
      fc.property(content, choices, eol, (root, numbers, lineBreak) => {
        const text = writeYaml(root, numbers, lineBreak);
        const result = read({ format: 'yaml', text });
        assert.deepEqual(result.errors, [], JSON.stringify(text));
        assert.ok(result.root !== undefined || root === '');
        if (result.root !== undefined) assert.deepEqual(contentOf(result.root), root, JSON.stringify(text));
        assertSpans(text, result);
        // What may be a directive, a complex key or a document marker is left to the full reader, and so is a block scalar that is the whole document.
        const mayReject = typeof root === 'string' || /[?%\\]|^ +(?:---|\.\.\.)/m.test(text);
        assert.ok(assertSameTree(text) || mayReject, `the fast reader reads ${JSON.stringify(text)}`);
      }),
      { numRuns: 2000 },
    );
  });

  it('read edited documents to the same tree, if the fast one reads them at all', () => {
    let accepted = 0;
    const change = fc.record({ at: fc.nat(9999), length: fc.nat(4), text: fc.constantFrom('', '', ...FRAGMENTS) });
    const changes = fc.array(change, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(content, choices, eol, changes, (root, numbers, lineBreak, edits) => {
        let text = writeYaml(root, numbers, lineBreak);
        for (const { at, length, text: inserted } of edits) {
          const start = at % (text.length + 1);
          text = text.slice(0, start) + inserted + text.slice(start + length);
        }
        if (!MISREAD_BY_YAML.test(text) && assertSameTree(text)) accepted++;
      }),
      { numRuns: 3000, seed: 20261121 },
    );
    assert.ok(accepted > 500, `the fast reader reads enough of them: ${accepted}`);
  });

  it('read heaps of YAML fragments to the same tree, if the fast one reads them at all', () => {
    let accepted = 0;
    const heap = fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 25 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(heap, (text) => {
        if (!MISREAD_BY_YAML.test(text) && assertSameTree(text)) accepted++;
      }),
      { numRuns: 5000, seed: 20261121 },
    );
    assert.ok(accepted > 500, `the fast reader reads enough of them: ${accepted}`);
  });

  it('read records as people write them in the quickest way, and edited ones to the same tree', () => {
    let accepted = 0;
    const change = fc.record({ at: fc.nat(9999), length: fc.nat(4), text: fc.constantFrom('', '', ...FRAGMENTS) });
    const changes = fc.array(change, { maxLength: 3 });
    assert.ok(RECORDS.filter((record) => assertSameScan(record)).length > RECORDS.length * 0.8);
    fc.assert(
      fc.property(fc.constantFrom(...RECORDS), fc.constantFrom('\n', '\r\n'), changes, (record, lineBreak, edits) => {
        let text = record.replaceAll('\n', lineBreak);
        for (const { at, length, text: inserted } of edits) {
          const start = at % (text.length + 1);
          text = text.slice(0, start) + inserted + text.slice(start + length);
        }
        if (!MISREAD_BY_YAML.test(text) && assertSameScan(text)) accepted++;
      }),
      { numRuns: 3000 },
    );
    assert.ok(accepted > 600, `${accepted} accepted`);
  });

  it('read records in which keys are being typed to the same tree and the same errors', () => {
    let accepted = 0;
    const word = fc.constantFrom(
      'm',
      'units',
      'date',
      'place-of',
      '12',
      'null',
      '-',
      '-m',
      'm ',
      'm # soon',
      'a b',
      'm:',
      '',
    );
    const line = fc.record({ after: fc.nat(999), shift: fc.constantFrom(0, 0, 0, 0, -2, 2, 4), word });
    fc.assert(
      fc.property(
        fc.constantFrom(...RECORDS),
        fc.constantFrom('\n', '\r\n'),
        fc.array(line, { minLength: 1, maxLength: 2 }),
        fc.boolean(),
        (record, lineBreak, typed, endsThere) => {
          const lines = record.replace(/\n$/, '').split('\n');
          for (const { after, shift, word } of typed) {
            const at = after % lines.length;
            const indent = /^ *(?:- )?/.exec(lines[at] ?? '')?.[0].length ?? 0;
            lines.splice(at + 1, 0, ' '.repeat(Math.max(0, indent + shift)) + word);
            if (endsThere) lines.length = at + 2;
          }
          const text = lines.join(lineBreak);
          if (MISREAD_BY_YAML.test(text)) return;
          if (assertSameScan(text) && scanPlainYaml(text)?.errors.length === 1) accepted++;
          assertSameChunks(`sessions:${lineBreak}${text}`);
        },
      ),
      { numRuns: 3000 },
    );
    assert.ok(accepted > 400, `${accepted} accepted`);
  });
});

/** Reading a chunk in the quickest way says what reading it in whatever way does. */
function assertSameChunks(text: string): void {
  for (const chunk of SourceText.open(text, 'yaml').chunks) {
    const { tape, errors, comments } = SourceText.open(text, 'yaml').scan(chunk);
    assert.deepEqual(
      { root: tape?.node(tape.root), errors, comments },
      SourceText.open(text, 'yaml').parse(chunk),
      text,
    );
  }
}
