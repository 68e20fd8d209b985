import { CAREGIVER_GUIDANCE, findCode } from '../tables/codes.ts';
import { defineRule } from './rule.ts';
import { keyState } from './support/written.ts';

/** Guidance without anybody who was guided is another service, or none: 97156 and 97157 are delivered to caregivers. */
export default defineRule({
  id: 'caregiver-missing',
  category: 'documentation',
  severity: 'error',
  summary: 'a note of 97156 or 97157 names no caregiver',
  carc: '16',
  checks: {
    session(record, { report }) {
      const entry = findCode(record.data.code?.value ?? '');
      if (entry?.category !== CAREGIVER_GUIDANCE) return;
      const state = keyState(record, 'caregivers');
      if (state !== 'absent' && state !== 'empty') return;
      report({
        place: { record, path: [state === 'absent' ? 'code' : 'caregivers'], part: 'key' },
        message: `0 caregivers named; ${entry.code} is delivered to one or more`,
        trace: [
          {
            label: `Caregivers in ${record.id ?? 'the note'}`,
            value: state === 'absent' ? 'no such key' : 'none named',
          },
          { label: `${entry.code}: ${entry.name}`, value: entry.patient.note, source: entry.renderedBy.source },
        ],
      });
    },
  },
});
