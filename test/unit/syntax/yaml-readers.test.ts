import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Frame } from '../../../server/src/syntax/frame.ts';
import { NO_ANCHORS, read } from '../../../server/src/syntax/read.ts';
import { readYaml } from '../../../server/src/syntax/read-yaml.ts';
import { readYamlFast } from '../../../server/src/syntax/read-yaml-fast.ts';
import type { ReadResult } from '../../../server/src/syntax/tree.ts';
import { assertSpans, contentOf } from './trees.ts';
import { choices, content, writeYaml } from './yaml-documents.ts';

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
  const fast = readYamlFast(frameOf(text));
  if ('rejected' in fast) return false;
  assert.deepEqual(fast, readFully(text), JSON.stringify(text));
  return true;
}

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
        assert.ok(assertSameTree(text) || /[?%]|\\U/.test(text), `the fast reader reads ${JSON.stringify(text)}`);
      }),
      { numRuns: 2000 },
    );
  });
});
