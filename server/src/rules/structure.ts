import type { StructureIssue } from '../model/document.ts';
import type { Field, Items } from '../model/field.ts';
import type { Span } from '../syntax/tree.ts';
import type { Place } from '../workspace/place.ts';
import type { RecordHandle } from '../workspace/record.ts';
import type { Slot } from '../workspace/slot.ts';
import type { Fix } from './finding.ts';
import { defineRule, type RuleContext } from './rule.ts';

/**
 * What the shapes of the file format report, and periods that end before they begin. Versions of a payer that do are
 * `policy-invalid`'s to report.
 */
export default defineRule({
  id: 'structure',
  category: 'structure',
  severity: 'error',
  summary: 'a key is missing or unknown, a value is of the wrong type, or a period ends before it begins',
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
    client(record, context) {
      checkPeriods(record, 'coverage', 'coverage', record.data.coverage, context);
      checkPeriods(record, 'authorizations', 'authorization', record.data.authorizations, context);
    },
    provider(record, context) {
      checkPeriods(record, 'credentials', 'credential', record.data.credentials, context);
      checkPeriods(record, 'enrollments', 'enrollment', record.data.enrollments, context);
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

interface Period {
  readonly from?: Field<string> | undefined;
  readonly to?: Field<string> | undefined;
}

/** @param what one of the list's items is. */
function checkPeriods(
  record: RecordHandle,
  list: string,
  what: string,
  periods: Items<Period> | undefined,
  { report }: RuleContext,
): void {
  periods?.items.forEach(({ from, to }, index) => {
    const [first, last] = [from?.value, to?.value];
    if (first === undefined || last === undefined || first <= last) return;
    const begin: Place = { record, path: [list, index, 'from'] };
    const end: Place = { record, path: [list, index, 'to'] };
    report({
      place: end,
      message: `the ${what} ends on ${last}, before it begins on ${first}: it holds on no date`,
      related: [{ place: begin, message: `it begins on ${first}` }],
      trace: [
        { label: 'First date', value: first, place: begin },
        { label: 'Last date', value: last, place: end },
      ],
    });
  });
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
