import { defineRule } from './rule.ts';

/** What the readers report: the rest of the file is still checked. Errors that span chunks are added by the report. */
export default defineRule({
  id: 'syntax',
  category: 'structure',
  severity: 'error',
  summary: 'YAML or strict JSON error; merge conflict markers as one finding',
  checks: {
    text(slot, context) {
      const record = slot.chunk.role === 'item' ? slot.records[0] : undefined;
      for (const { message, start, end, first } of slot.errors) {
        const related = first ? [{ place: { slot, span: first }, message: 'the first one' }] : [];
        context.report({ place: { slot, span: { start, end } }, record, message, related });
      }
    },
  },
});
