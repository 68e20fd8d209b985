import assert from 'node:assert/strict';
import { AnchorScope } from '../../../server/src/syntax/anchors.ts';
import { NO_ANCHORS, read } from '../../../server/src/syntax/read.ts';
import type { TreeNode } from '../../../server/src/syntax/tree.ts';
import { assertSpans, plainOf, scalarsOf } from './trees.ts';

function readYaml(text: string, anchors = NO_ANCHORS) {
  const result = read({ format: 'yaml', text, anchors });
  assertSpans(text, result);
  return result;
}

function covered(text: string, spans: readonly { readonly start: number; readonly end: number }[]): string[] {
  return spans.map(({ start, end }) => text.slice(start, end));
}

describe('aliases', () => {
  it('are expanded in place, every span that of the alias', () => {
    const text = 'a: &a { x: [1, "2"], y: }\nb: *a\n';
    const { root, errors, usesAliases } = readYaml(text);
    assert.deepEqual(errors, []);
    assert.ok(usesAliases);
    assert.deepEqual(plainOf(root), { a: { x: ['1', '2'], y: '' }, b: { x: ['1', '2'], y: '' } });
    assert.ok(root?.kind === 'mapping');
    const copy = root.entries[1]?.value as TreeNode;
    const alias = { start: 29, end: 31 };
    assert.deepEqual(covered(text, [alias]), ['*a']);
    assert.deepEqual({ start: copy.start, end: copy.end }, alias);
    for (const { start, end, style } of scalarsOf(copy)) {
      assert.deepEqual({ start, end }, style === 'empty' ? { start: 29, end: 29 } : alias);
    }
  });

  it('refer to the latest definition above them', () => {
    const { root, errors } = readYaml('- &a 1\n- *a\n- &a 2\n- *a\n- &a [&a 3, *a]\n- *a\n');
    assert.deepEqual(errors, []);
    assert.deepEqual(plainOf(root), ['1', '1', '2', '2', ['3', '3'], '3']);
  });

  it('may be keys, and anchors may name keys and empty values', () => {
    const { root, errors } = readYaml('&k key: &e\n*k : *e\n');
    assert.match(errors[0]?.message ?? '', /already given/);
    assert.deepEqual(plainOf(root), { key: '' });
  });

  it('of unknown names and of what they stand in are errors', () => {
    const text = '- *none\n- &a [1, *a]\n- *a\n- *b\n- &b 1\n';
    const { root, errors, usesAliases } = readYaml(text);
    assert.deepEqual(covered(text, errors), ['*none', '*a', '*b']);
    assert.match(errors[1]?.message ?? '', /inside the value/);
    assert.deepEqual(plainOf(root), ['', ['1', ''], ['1', ''], '', '1']);
    assert.ok(usesAliases);
  });

  it('`<<` is a plain key', () => {
    const { root } = readYaml('a: &a { x: 1 }\nb: { <<: *a, y: 2 }\n');
    assert.deepEqual(plainOf(root), { a: { x: '1' }, b: { '<<': { x: '1' }, y: '2' } });
  });
});

describe('anchors of earlier chunks', () => {
  it('are known to later ones', () => {
    const first = readYaml('base: &base { code: 97153 }\nother: &other 1\n');
    assert.equal(first.usesAliases, false);
    const second = readYaml('- *base\n- &other 2\n', first.anchors);
    assert.deepEqual(plainOf(second.root), [{ code: '97153' }, '2']);
    const third = readYaml('- *base\n- *other\n', second.anchors);
    assert.deepEqual(third.errors, []);
    assert.deepEqual(plainOf(third.root), [{ code: '97153' }, '2']);
    assert.deepEqual(plainOf(readYaml('- *other\n', first.anchors).root), ['1']);
  });

  it('stay the same object where a chunk defines none', () => {
    const { anchors } = readYaml('a: &a 1\n');
    assert.equal(readYaml('- *a\n', anchors).anchors, anchors);
    assert.equal(readYaml('- plain\n', anchors).anchors, anchors);
    assert.equal(read({ format: 'json', text: '{}' }).anchors, NO_ANCHORS);
  });

  it('are all found however many chunks define them', () => {
    let scope = AnchorScope.EMPTY;
    for (let index = 0; index < 300; index++)
      scope = readYaml(`- &a${index} ${index}\n- &same ${index}\n`, scope).anchors;
    for (let index = 0; index < 300; index++) assert.equal(plainOf(scope.get(`a${index}`)?.node), String(index));
    assert.equal(plainOf(scope.get('same')?.node), '299');
    assert.equal(scope.get('none'), undefined);
  });
});

describe('expanding aliases', () => {
  it('ends with one error where it gets too much (billion laughs)', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 12; level++) {
      lines.push(`a${level}: &a${level} [${Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ')}]`);
    }
    const { errors, root } = readYaml(lines.join('\n'));
    assert.equal(errors.length, 1);
    assert.match(errors[0]?.message ?? '', /more than 10000 values/);
    assert.ok(scalarsOf(root).length < 12_000);
  });

  it('is bounded for each read, whatever earlier chunks hold', () => {
    const items = Array.from({ length: 6000 }, () => '1').join(', ');
    const { anchors, errors } = readYaml(`a: &a [${items}]\n`);
    assert.deepEqual(errors, []);
    assert.deepEqual(readYaml('b: *a\n', anchors).errors, []);
    assert.equal(readYaml('- *a\n- *a\n- *a\n', anchors).errors.length, 1);
  });

  it('does not nest deeper than a text may', () => {
    let scope = NO_ANCHORS;
    let failed = 0;
    for (let level = 0; level < 150; level++) {
      const { anchors, errors } = readYaml(
        level === 0 ? '&a [x]\n' : '&a [*a]\n'.replace('&a', `&a${level}`).replace('*a', `*a${level - 1 || ''}`),
        scope,
      );
      scope = anchors;
      failed += errors.length;
    }
    assert.equal(failed, 1);
  });
});
