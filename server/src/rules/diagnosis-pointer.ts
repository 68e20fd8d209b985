import type { Claim, ClaimLine } from '../model/document.ts';
import type { RecordHandle } from '../workspace/record.ts';
import type { FindingDraft, Fix } from './finding.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { pointerIndex, pointerLetter } from './support/pointers.ts';
import { type Written, writtenItems } from './support/service-fields.ts';

/** CMS-1500 box 24E takes four letters, 837P SV107 four numbers. */
const MOST = 4;

const SOURCE = { title: 'CMS-1500 (02/12) boxes 21 and 24E; 837P 005010X222A1 SV107' };

/** Which of the claim's diagnoses a line is for. */
export default defineRule({
  id: 'diagnosis-pointer',
  category: 'codes',
  severity: 'error',
  summary: "a line's diagnosis pointers are none, more than four, repeated, or point past the claim's diagnoses",
  fixes: ['repair', 'substantive'],
  carc: '16',
  rarc: 'M76',
  checks: {
    claim(record, context) {
      const { diagnoses, lines, frequency } = record.data;
      if (context.facts.isWithdrawn({ claim: record.id, frequency: frequency?.value })) return;
      // Without diagnoses there is nothing to point to, or it is not known.
      if (!diagnoses || diagnoses.items.length === 0) {
        if (lines && lines.items.length > 0) context.notChecked(record, 'the claim states no diagnoses');
        return;
      }
      lines?.items.forEach((line, index) => {
        checkLine({ record, line, index, count: diagnoses.items.length }, context);
      });
    },
  },
});

interface Line {
  readonly record: RecordHandle<'claim'>;
  readonly line: ClaimLine;
  readonly index: number;
  /** Of the claim's diagnoses. */
  readonly count: number;
}

function checkLine(at: Line, { report }: RuleContext): void {
  if (pointsToOne(at)) return;
  const path = ['lines', at.index, 'diagnosisPointers'];
  const pointers = writtenItems(at.line.diagnosisPointers, { record: at.record, path });
  if (pointers.length === 0) {
    if (at.line.diagnosisPointers?.items.length) return;
    report(noPointer(at));
    return;
  }
  const seen = new Map<number, Written>();
  for (const pointer of pointers) {
    const index = pointerIndex(pointer.value);
    if (index === undefined) {
      report(noLetter(at, pointer));
      continue;
    }
    const first = seen.get(index);
    if (first) {
      report(repeated(pointer, first));
      continue;
    }
    seen.set(index, pointer);
    if (seen.size === MOST + 1) report(tooMany(at, pointer));
    if (index >= at.count) report(pastTheList(at, pointer));
  }
}

/** Whether a line has one pointer, and that to a diagnosis of the claim, as most lines do. */
function pointsToOne({ line, count }: Line): boolean {
  const [first, ...others] = line.diagnosisPointers?.items ?? [];
  const index = first?.value === undefined || others.length > 0 ? undefined : pointerIndex(first.value);
  return index !== undefined && index < count;
}

function noPointer(at: Line): FindingDraft {
  const { record, line, index } = at;
  const path = ['lines', index];
  const [first] = (record.data as Claim).diagnoses?.items ?? [];
  return {
    place: { record, path: [...path, line.diagnosisPointers ? 'diagnosisPointers' : 'code'], part: 'key' },
    message: `line ${index + 1} points to no diagnosis; the claim has ${countText(at)}`,
    related: [{ place: { record, path: ['diagnoses'], part: 'key' }, message: countText(at) }],
    trace: [{ label: 'Pointers of a line', value: `1 to ${MOST}`, source: SOURCE }],
    fixes:
      line.diagnosisPointers === undefined && first?.value !== undefined
        ? [
            {
              title: `Point to A (${first.value})`,
              kind: 'substantive',
              edits: [{ op: 'insert', record, path, key: 'diagnosisPointers', value: ['A'], after: 'code' }],
            },
          ]
        : [],
  };
}

/** A number is how the 837P writes it; letters are how the file format and the form do. */
function noLetter({ count }: Line, { value, place }: Written): FindingDraft {
  const number = /^\d{1,2}$/.test(value) ? Number(value) : 0;
  const letter = number >= 1 && number <= count ? pointerLetter(number - 1) : undefined;
  return {
    place,
    message:
      letter === undefined
        ? `${value} is no pointer; one is a letter, A to L`
        : `pointer ${value} is written ${letter}`,
    trace: [{ label: 'A pointer', value: 'a letter, A to L', source: SOURCE }],
    fixes:
      letter === undefined
        ? []
        : [
            {
              title: `Write as ${letter}`,
              kind: 'repair',
              edits: [{ op: 'set', ...place, value: letter, as: 'string' }],
            },
          ],
  };
}

function repeated({ value, place }: Written, first: Written): FindingDraft {
  return {
    place,
    message: `pointer ${value} stands twice on one line`,
    related: [{ place: first.place, message: `the first ${value}` }],
    fixes: [{ title: `Remove the repeated ${value}`, kind: 'repair', edits: [{ op: 'remove', ...place }] }],
  };
}

function tooMany({ line }: Line, { place }: Written): FindingDraft {
  const count = line.diagnosisPointers?.items.length ?? 0;
  return {
    place,
    message: `${count} diagnosis pointers; a line takes ${MOST}`,
    trace: [{ label: 'Pointers of a line', value: `at most ${MOST}`, source: SOURCE }],
  };
}

function pastTheList(at: Line, { value, place }: Written): FindingDraft {
  const { record, count } = at;
  const last = pointerLetter(count - 1);
  const others = new Set(at.line.diagnosisPointers?.items.map((item) => item.value));
  const fixes: readonly Fix[] = others.has(last)
    ? [{ title: `Remove pointer ${value}`, kind: 'substantive', edits: [{ op: 'remove', ...place }] }]
    : count === 1
      ? [
          {
            title: `Point to ${last}`,
            kind: 'substantive',
            edits: [{ op: 'set', ...place, value: last, as: 'string' }],
          },
        ]
      : [];
  return {
    place,
    message: `pointer ${value}; the claim has ${countText(at)}, ${count > 1 ? `A to ${last}` : 'A'}`,
    related: [{ place: { record, path: ['diagnoses'], part: 'key' }, message: countText(at) }],
    fixes,
  };
}

function countText({ count }: Line): string {
  return count === 1 ? '1 diagnosis' : `${count} diagnoses`;
}
