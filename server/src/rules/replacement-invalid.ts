import type { Of } from '../workspace/fact-reader.ts';
import type { RecordHandle } from '../workspace/record.ts';
import type { ClaimFact } from '../workspace/record-facts.ts';
import { circleOf, standingOf } from '../workspace/replacements.ts';
import type { FindingDraft, Fix, Source, TraceStep } from './finding.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { listed } from './support/words.ts';
import { entryState } from './support/written.ts';

const X12: Source = {
  title: 'ASC X12N 005010X222A1 (837P), loop 2300: CLM05-3 and REF*F8; X12 request for interpretation 2110',
  date: '2016-01-05',
};

/** So many claims of a circle are named. */
const MAX_NAMED = 8;

/**
 * A claim is sent once as an original; what changes it later is a replacement or a void, and says of which claim. What a
 * claim replaces may have been filed before the folder begins, and then the payer's number of it is enough.
 */
export default defineRule({
  id: 'replacement-invalid',
  category: 'claims',
  severity: 'error',
  summary:
    'claims replace each other or a later one, an original replaces another, or a replacement or void does not say of which claim',
  fixes: ['substantive'],
  carc: '16',
  rarc: 'M47',
  checks: {
    claim(record, context) {
      const { replaces, frequency } = record.data;
      const isCorrection = frequency?.value === 'replacement' || frequency?.value === 'void';
      if (replaces?.value !== undefined) checkReplaced(record, replaces.value, context);
      else if (isCorrection && isMissing(record, 'replaces') && isMissing(record, 'payerControlNumber')) {
        context.report(namesNothing(record, `${frequency.value}`));
      }
    },
  },
});

function isMissing(record: RecordHandle<'claim'>, key: 'replaces' | 'payerControlNumber' | 'frequency'): boolean {
  return entryState(record, [], record.data, key) === 'absent';
}

function checkReplaced(record: RecordHandle<'claim'>, replaces: string, context: RuleContext): void {
  const { facts, report, notChecked } = context;
  const { id, frequency, created } = record.data;
  const circle = id?.value === undefined ? undefined : circleOf(id.value, facts);
  // Of two claims with one id, the first is the one in the circle.
  if (circle?.[0]?.from === record) {
    // Once: where the claim that is taken to stand is replaced.
    if (standingOf(circle).value.id === replaces) report(inCircle(record, circle));
    return;
  }
  if (frequency?.value === 'original') {
    report(originalReplaces(record, replaces));
    return;
  }
  if (isMissing(record, 'frequency')) notChecked(record, 'whether it replaces or voids is not stated: no frequency');
  const replaced = facts.claim(replaces);
  const [before, after] = [created?.value, replaced?.value.created];
  if (replaced && before !== undefined && after !== undefined && before < after) {
    report(replacesLater(record, replaced, before, after));
  }
}

function inCircle(record: RecordHandle<'claim'>, circle: readonly Of<ClaimFact>[]): FindingDraft {
  const stands = standingOf(circle);
  const others = circle.slice(1, MAX_NAMED);
  const names = circle.slice(0, MAX_NAMED).map(({ value }) => `${value.id}`);
  if (circle.length > MAX_NAMED) names.push(`${circle.length - MAX_NAMED} more`);
  return {
    place: { record, path: ['replaces'] },
    message:
      circle.length === 1
        ? `claim ${record.id} replaces itself; a claim replaces an earlier one`
        : `claims ${listed(names)} replace each other; ${stands.value.id} is taken to stand`,
    related: others.map(({ from, value }) => ({
      place: { record: from, path: ['replaces'] },
      message: `claim ${value.id} replaces ${value.replaces}`,
    })),
    trace: [
      ...circle.slice(0, MAX_NAMED).map(({ from, value }) => ({
        label: `Claim ${value.id}, ${value.created === undefined ? 'no day of creation' : `created ${value.created}`}`,
        value: `${value.frequency ?? 'no frequency'}, replaces ${value.replaces}`,
        place: { record: from, path: ['replaces'] },
      })),
      {
        label: 'Taken to stand until this is set right: the one created last, else the last id',
        value: `${stands.value.id}`,
      },
    ],
  };
}

function originalReplaces(record: RecordHandle<'claim'>, replaces: string): FindingDraft {
  const place = { record, path: ['frequency'] };
  const named = { record, path: ['replaces'] };
  return {
    place,
    message: `frequency original, and it replaces ${replaces}; a claim that replaces another is a replacement or a void`,
    related: [{ place: named, message: `replaces ${replaces}` }],
    trace: [
      { label: 'Frequency (CLM05-3)', value: 'original (1)', place },
      { label: 'Replaces', value: replaces, place: named },
      { label: 'A claim that replaces or voids another', value: 'replacement (7) or void (8)', source: X12 },
    ],
    fixes: [
      setFrequency(record, 'replacement'),
      setFrequency(record, 'void'),
      {
        title: `Do not replace ${replaces}`,
        kind: 'substantive',
        edits: [{ op: 'remove', record, path: ['replaces'] }],
      },
    ],
  };
}

function setFrequency(record: RecordHandle, value: string): Fix {
  return {
    title: `Set frequency to ${value}`,
    kind: 'substantive',
    edits: [{ op: 'set', record, path: ['frequency'], value, as: 'string' }],
  };
}

function replacesLater(
  record: RecordHandle<'claim'>,
  { from, value }: Of<ClaimFact>,
  before: string,
  after: string,
): FindingDraft {
  const [created, later] = [record, from].map((claim) => ({ record: claim, path: ['created'] }));
  const step = (id: string | undefined, day: string, place: TraceStep['place']): TraceStep => ({
    label: `Claim ${id} created`,
    value: day,
    ...(place ? { place } : {}),
  });
  return {
    place: { record, path: ['replaces'] },
    message: `claim created ${before} replaces ${value.id}, created ${after}`,
    related: later ? [{ place: later, message: `claim ${value.id} created ${after}` }] : [],
    trace: [step(record.id, before, created), step(value.id, after, later)],
  };
}

/** The number may be kept with the payer's answers: it is a warning. */
function namesNothing(record: RecordHandle<'claim'>, frequency: string): FindingDraft {
  const place = { record, path: ['frequency'] };
  return {
    place,
    severity: 'warning',
    message: `a ${frequency} that does not say of which claim; it names neither the claim (replaces) nor the payer's number of it (payerControlNumber)`,
    trace: [
      { label: 'Frequency (CLM05-3)', value: frequency, place },
      { label: 'Claim that it replaces or voids', value: 'not stated' },
      {
        label: "The payer's number of that claim (REF*F8), which a replacement and a void have to carry",
        value: 'not stated',
        source: X12,
      },
    ],
  };
}
