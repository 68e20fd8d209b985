/** What the tests of the readers compare: values without places, and places without values. */
import assert from 'node:assert/strict';
import type { ReadResult, ScalarNode, Span, TreeNode } from '../../../server/src/syntax/tree.ts';

/** A document's content: strings, lists, and mappings as lists of pairs (keys may repeat). */
export type Content = string | readonly Content[] | { readonly pairs: readonly (readonly [string, Content])[] };

export function contentOf(node: TreeNode): Content {
  switch (node.kind) {
    case 'scalar':
      return node.text;
    case 'sequence':
      return node.items.map(contentOf);
    case 'mapping':
      return { pairs: node.entries.map(({ key, value }) => [key.text, contentOf(value)] as const) };
  }
}

/** The same with plain objects, easier to write down where no key repeats. */
export function plainOf(node: TreeNode | undefined): unknown {
  if (node === undefined) return undefined;
  switch (node.kind) {
    case 'scalar':
      return node.text;
    case 'sequence':
      return node.items.map(plainOf);
    case 'mapping':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key.text, plainOf(value)]));
  }
}

export function scalarsOf(node: TreeNode | undefined): ScalarNode[] {
  if (node === undefined) return [];
  switch (node.kind) {
    case 'scalar':
      return [node];
    case 'sequence':
      return node.items.flatMap(scalarsOf);
    case 'mapping':
      return node.entries.flatMap(({ key, value }) => [key, ...scalarsOf(value)]);
  }
}

function assertWithin(inner: Span, outer: Span, what: string): void {
  assert.ok(Number.isInteger(inner.start) && Number.isInteger(inner.end), `${what}: offsets are integers`);
  assert.ok(inner.start <= inner.end, `${what}: ${inner.start} <= ${inner.end}`);
  assert.ok(inner.start >= outer.start && inner.end <= outer.end, `${what}: inside ${outer.start}–${outer.end}`);
}

/** Every span lies in the text, children inside their parents, errors are not empty, comments are what they cover. */
export function assertSpans(text: string, { root, errors, comments }: ReadResult): void {
  const whole = { start: 0, end: text.length };
  if (root !== undefined) assertNode(root, whole, 0);
  for (const error of errors) {
    assertWithin(error, whole, 'error');
    assert.ok(error.end > error.start || text === '', `an error covers something: ${error.message}`);
    assert.match(error.message, /^(?:[a-z]|JSON ).*[^.]$/, 'a message begins in lower case and has no full stop');
  }
  for (const comment of comments) {
    assertWithin(comment, whole, 'comment');
    assert.match(text.slice(comment.start, comment.end), /^#[^\n\r]*$/);
  }
}

function assertNode(node: TreeNode, parent: Span, depth: number): void {
  assertWithin(node, parent, node.kind);
  assert.ok(depth <= 100, 'no deeper than 100 levels');
  if (node.kind === 'scalar') {
    if (node.style === 'empty') assert.ok(node.start === node.end && node.text === '', 'an empty value has no width');
    return;
  }
  const children = node.kind === 'sequence' ? node.items : node.entries.flatMap(({ key, value }) => [key, value]);
  for (const child of children) assertNode(child, node, depth + 1);
}
