/** Short ways to lower a text, and to say what came of it. */
import assert from 'node:assert/strict';
import {
  type LoweredRecord,
  type Lowering,
  lower,
  lowerBody,
  type RecordKind,
  type StructureIssue,
} from '../../../server/src/model/document.ts';
import { read } from '../../../server/src/syntax/read.ts';
import { type Tape, tapeOf } from '../../../server/src/syntax/tape.ts';
import type { Span } from '../../../server/src/syntax/tree.ts';

export function tapeOfText(text: string, format: 'yaml' | 'json' = 'yaml'): Tape | undefined {
  const { root, errors } = read({ format, text });
  assert.deepEqual(errors, []);
  return root && tapeOf(root, text);
}

export function lowerText(text: string, format: 'yaml' | 'json' = 'yaml'): Lowering {
  return lowerBody(tapeOfText(text, format), { opensList: undefined });
}

/** One record; `issues` as `kind at "underlined text": message`. */
export function lowerOne<K extends RecordKind>(
  kind: K,
  text: string,
): { readonly record: LoweredRecord<K>; readonly said: readonly string[]; readonly issues: readonly StructureIssue[] } {
  const root = tapeOfText(text);
  assert.ok(root);
  const { record, issues } = lower(kind, root);
  assert.ok(record);
  return { record, issues, said: issues.map((issue) => say(issue, text)) };
}

export function say(issue: StructureIssue, text: string): string {
  return `${issue.kind} at «${slice(text, issue.span)}»: ${issue.message}`;
}

export function slice(text: string, span: Span | undefined): string | undefined {
  return span && text.slice(span.start, span.end);
}
