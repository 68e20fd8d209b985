import type { Field, Items } from '../model/field.ts';
import {
  codesUnder,
  type DiagnosisStatus,
  diagnosisStatus,
  isDiagnosisForm,
  repairDiagnosis,
} from '../tables/diagnoses.ts';
import { verifyText } from '../tables/source.ts';
import type { RecordPlace } from '../workspace/place.ts';
import { linesOf } from '../workspace/record-facts.ts';
import type { FindingDraft } from './finding.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { type Written, writtenItems } from './support/service-fields.ts';

/** Codes as a claim may carry them. One of right form that the table does not have is not known, and not reported. */
export default defineRule({
  id: 'diagnosis-invalid',
  category: 'codes',
  severity: 'error',
  summary: 'a diagnosis is not ICD-10-CM in form, is a heading, exists only in the WHO’s ICD-10, or is not in force',
  fixes: ['repair'],
  carc: '146',
  rarc: 'M76',
  checks: {
    claim(record, context) {
      if (context.facts.isWithdrawn({ claim: record.id, frequency: record.data.frequency?.value })) return;
      const dates = new Set<string>();
      for (const { date } of linesOf(record.data)) if (date !== undefined) dates.add(date);
      checkAll(record.data.diagnoses, { record, path: ['diagnoses'] }, [...dates].sort(), context);
    },
    client(record, context) {
      // A client's record says what is so today.
      const today = context.asOf === undefined ? [] : [context.asOf];
      checkAll(record.data.diagnoses, { record, path: ['diagnoses'] }, today, context);
      record.data.authorizations?.items.forEach(({ diagnoses, from }, index) => {
        const path = ['authorizations', index, 'diagnoses'];
        checkAll(diagnoses, { record, path }, from?.value === undefined ? [] : [from.value], context);
      });
    },
  },
});

/** @param dates of service (ISO) on which the diagnoses are billed; none where they are not known. */
function checkAll(
  list: Items<Field<string>> | undefined,
  place: RecordPlace,
  dates: readonly string[],
  { report }: RuleContext,
): void {
  for (const diagnosis of writtenItems(list, place)) {
    const finding = isDiagnosisForm(diagnosis.value) ? wrongCode(diagnosis, dates) : wrongForm(diagnosis);
    if (finding) report(finding);
  }
}

/** ICD-9-CM was in use for dates of service until 2015-09-30. */
const ICD_9 = /^(?:\d{3}|V\d\d|E\d{3})(?:\.\d{1,2})?$/;

function wrongForm({ value, place }: Written): FindingDraft {
  const repaired = repairDiagnosis(value);
  const what = ICD_9.test(value)
    ? 'looks like ICD-9-CM, which ended on 2015-09-30'
    : 'is not an ICD-10-CM code; one looks like F84.0';
  return {
    place,
    message: repaired === undefined ? `${value} ${what}` : `${value} is written ${repaired} in ICD-10-CM`,
    fixes:
      repaired === undefined
        ? []
        : [
            {
              title: `Write as ${repaired}`,
              kind: 'repair',
              edits: [{ op: 'set', ...place, value: repaired, as: 'string' }],
            },
          ],
  };
}

function wrongCode({ value, place }: Written, dates: readonly string[]): FindingDraft | undefined {
  for (const date of dates.length > 0 ? dates : [undefined]) {
    const status = diagnosisStatus(value, date);
    const message = messageFor(value, status, date);
    if (message === undefined || !('row' in status)) continue;
    const { row } = status;
    return {
      place,
      message: `${message}${verifyText(row.source)}`,
      trace: [
        ...(date === undefined ? [] : [{ label: 'Date', value: date }]),
        {
          label: `${row.code} (${row.name})`,
          value: row.kind === 'code' ? periodText(row) : row.kind,
          source: row.source,
        },
      ],
    };
  }
  return undefined;
}

function messageFor(code: string, status: DiagnosisStatus, date: string | undefined): string | undefined {
  switch (status.kind) {
    case 'header':
      return `${code} is a heading; claims take a code under it: ${underText(code, date)}`;
    case 'who-only':
      return `${code} is in the WHO's ICD-10, not in ICD-10-CM, which has ${status.row.instead} for it`;
    case 'not-yet':
    case 'ended':
      return `${code} is in force ${periodText(status.row)}, not on ${date}`;
    case 'no-such-code':
      return status.row.kind === 'header'
        ? `there is no ${code}; under ${status.row.code} there are ${underText(status.row.code, date)}`
        : `there is no ${code}; ${status.row.code} is not divided further`;
    default:
      return undefined;
  }
}

function underText(header: string, date: string | undefined): string {
  return codesUnder(header, date)
    .map(({ code }) => code)
    .join(', ');
}

function periodText({ from, to }: { readonly from: string; readonly to: string | undefined }): string {
  return to === undefined ? `from ${from}` : `from ${from} to ${to}`;
}
