import type { StructureIssue } from '../model/document.ts';
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
      for (const issue of slot.issues) {
        context.report({ place: { slot, span: issue.span }, message: issue.message, fixes: repair(slot, issue) });
      }
    },
  },
});

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
