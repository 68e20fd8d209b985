import type { StructureIssue } from '../model/document.ts';
import type { Span } from '../syntax/tree.ts';
import type { Slot } from '../workspace/slot.ts';
import type { Fix } from './finding.ts';
import { defineRule } from './rule.ts';

/** What the shapes of the file format report. */
export default defineRule({
  id: 'structure',
  category: 'structure',
  severity: 'error',
  summary: 'a key is missing or unknown, or a value is of the wrong type',
  fixes: ['repair'],
  carc: '16',
  checks: {
    text(slot, context) {
      // A part that stands for many others, as an alias does, has its issue once.
      const seen = new Set<string>();
      for (const issue of slot.issues) {
        const key = `${issue.span.start} ${issue.message}`;
        if (seen.has(key) || slot.errors.some((error) => explains(error, issue))) continue;
        seen.add(key);
        const record = issue.record === undefined ? undefined : slot.records[issue.record];
        const place = { slot, span: issue.span };
        context.report({ place, record, message: issue.message, fixes: repair(slot, issue) });
      }
    },
  },
});

/**
 * Whether a syntax error is the likely reason: what is missing may stand in the part that could not be read, and what stands
 * at the error's place is not what was meant. One mistake is one finding.
 */
function explains(error: Span, { kind, span }: StructureIssue): boolean {
  if (kind === 'missing-key' || kind === 'no-value') return true;
  return span.start <= error.end && error.start <= span.end;
}

function repair(slot: Slot, { suggestion }: StructureIssue): readonly Fix[] {
  if (!suggestion) return [];
  const { span } = suggestion;
  if ('key' in suggestion) {
    const { key } = suggestion;
    return [{ title: `Rename to ${key}`, kind: 'repair', edits: [{ op: 'rename-key', slot, span, key }] }];
  }
  const { value } = suggestion;
  return [
    { title: `Change to ${value}`, kind: 'repair', edits: [{ op: 'set-text', slot, span, value, as: 'string' }] },
  ];
}
