import { CAREGIVER_GUIDANCE, type CodeEntry, findCode } from '../tables/codes.ts';
import type { RecordHandle } from '../workspace/record.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { assumedText } from './support/assumed.ts';
import { checkGroupModifier } from './support/group-modifier.ts';
import { originPlace } from './support/origin.ts';
import { liveLines, noteServices } from './support/services-of.ts';
import { sourceOf } from './support/source.ts';
import { policyStep } from './support/unit-trace.ts';
import { keyState } from './support/written.ts';

/** A group is billed with a group's code, and a group's code is for a group: of CPT's size, or of the payer's. */
export default defineRule({
  id: 'group-size',
  category: 'documentation',
  severity: 'error',
  summary:
    "a group code without the group's size or outside 2–8 or the payer's range, a group on an individual code, or a size modifier that is missing or says another size",
  fixes: ['substantive'],
  carc: '16',
  checks: {
    session(record, context) {
      const entry = findCode(record.data.code?.value ?? '');
      if (entry?.groupSize) checkGroup(record, entry, entry.groupSize, context);
      else if (entry) checkIndividual(record, entry, context);
      for (const note of noteServices(record)) checkGroupModifier(note, entry?.groupSize !== undefined, context);
    },
    claim(record, context) {
      for (const line of liveLines(record, context.facts)) {
        checkGroupModifier(line, findCode(line.value.code ?? '')?.groupSize !== undefined, context);
      }
    },
  },
});

function checkGroup(
  record: RecordHandle<'session'>,
  entry: CodeEntry,
  group: NonNullable<CodeEntry['groupSize']>,
  { facts, report }: RuleContext,
): void {
  const [note] = noteServices(record);
  const size = note?.value.groupSize;
  if (!note || size === undefined) {
    if (keyState(record, 'groupSize') !== 'absent') return;
    report({
      place: { record, path: ['code'], part: 'key' },
      message: `no groupSize; ${entry.code} is for a group of ${group.of}, and the note says of how many`,
      trace: [{ label: `${entry.code}: ${entry.name}`, value: group.note, source: group.source }],
    });
    return;
  }
  const applied = facts.policyFor(note);
  const { min, max } = applied.policy.groupSize;
  const broken = min && size < min.value ? min : max && size > max.value ? max : undefined;
  if (!broken) return;
  const range = `${min?.value ?? 1} to ${max?.value ?? '…'}`;
  const origin = originPlace(broken.origin, facts);
  report({
    place: { record, path: ['groupSize'] },
    message: `${personsText(size, group.of)}; ${entry.code} takes ${range}${assumedText(applied, broken.origin)}`,
    related: origin ? [{ place: origin, message: `groups of ${range}` }] : [],
    trace: [
      policyStep(applied),
      { label: `Group of ${record.id ?? 'the note'}`, value: personsText(size, group.of) },
      { label: 'Groups', value: range, ...sourceOf(broken.origin) },
    ],
  });
}

function checkIndividual(record: RecordHandle<'session'>, entry: CodeEntry, { report }: RuleContext): void {
  const size = record.data.groupSize?.value;
  if (size === undefined || size < 2) return;
  const place = { record, path: ['groupSize'] };
  report({
    place,
    message: `groupSize ${size}; ${entry.code} is for 1 ${entry.category === CAREGIVER_GUIDANCE ? 'family' : 'client'}`,
    related: [{ place: { record, path: ['code'] }, message: `code ${entry.code}` }],
    trace: [
      { label: `Group of ${record.id ?? 'the note'}`, value: String(size), place },
      { label: `${entry.code}: ${entry.name}`, value: 'not a group code', source: entry.renderedBy.source },
    ],
  });
}

function personsText(size: number, of: string): string {
  return `${size} ${size === 1 ? of.replace(/s$/, '') : of}`;
}
