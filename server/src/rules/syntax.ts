import { defineRule } from './rule.ts';

/** What the readers report: the rest of the file is still checked. Errors that span chunks are added by the report. */
export default defineRule({
  id: 'syntax',
  category: 'structure',
  severity: 'error',
  summary: 'YAML or strict JSON error; merge conflict markers as one finding',
  checks: {
    text(slot, context) {
      for (const { message, start, end } of slot.errors)
        context.report({ place: { slot, span: { start, end } }, message });
    },
  },
});
