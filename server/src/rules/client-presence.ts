import { mayRender } from '../policies/roles.ts';
import { CAREGIVER_GUIDANCE, CODES, type CodeEntry, findCode } from '../tables/codes.ts';
import type { FactReader } from '../workspace/fact-reader.ts';
import type { RecordHandle } from '../workspace/record.ts';
import type { Fix } from './finding.ts';
import { defineRule } from './rule.ts';
import { noteServices } from './support/services-of.ts';
import { keyState } from './support/written.ts';

/** Treatment is delivered to the client; the group guidance of several families to caregivers alone. */
export default defineRule({
  id: 'client-presence',
  category: 'documentation',
  severity: 'error',
  summary: '97157 with the client present, or a code that treats or tests the client with the client absent',
  fixes: ['substantive'],
  carc: '16',
  checks: {
    session(record, { facts, report, notChecked }) {
      const entry = findCode(record.data.code?.value ?? '');
      if (!entry || entry.patient.presence === 'optional') return;
      const present = record.data.clientPresent?.value;
      const expected = entry.patient.presence === 'required';
      if (present === undefined) {
        if (!expected) notChecked(record, 'the note does not say whether the client was present');
        return;
      }
      if (present === expected) return;
      const place = { record, path: ['clientPresent'] };
      report({
        place,
        message: present
          ? `the client was present; ${entry.code} is delivered without`
          : `the client was absent; ${entry.code} is delivered to the client`,
        trace: [
          { label: `clientPresent in ${record.id ?? 'the note'}`, value: String(present), place },
          { label: `${entry.code}: ${entry.name}`, value: entry.patient.note, source: entry.renderedBy.source },
        ],
        fixes: [
          {
            title: `Set clientPresent to ${expected}`,
            kind: 'substantive',
            edits: [{ op: 'set', ...place, value: String(expected), as: 'number' }],
          },
          ...asGuidance(record, entry, facts),
        ],
      });
    },
  },
});

/** Time with caregivers alone is guidance, where the note names them and the provider may render it. */
function asGuidance(record: RecordHandle<'session'>, entry: CodeEntry, facts: FactReader): readonly Fix[] {
  const [service] = noteServices(record);
  const { provider, date, groupSize } = { ...service?.value, groupSize: record.data.groupSize?.value ?? 1 };
  const guidance = CODES.find(({ category, groupSize: group }) => category === CAREGIVER_GUIDANCE && !group);
  if (!service || !guidance || entry.groupSize || groupSize > 1 || provider === undefined || date === undefined)
    return [];
  if (keyState(record, 'caregivers') !== 'stated') return [];
  const credentials = facts.provider(provider)?.value.credentials;
  if (mayRender(facts.policyFor(service).policy, guidance.code, credentials, date) !== 'yes') return [];
  return [
    {
      title: `Change code to ${guidance.code}`,
      kind: 'substantive',
      edits: [{ op: 'set', record, path: ['code'], value: guidance.code, as: 'number' }],
    },
  ];
}
