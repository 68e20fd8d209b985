import type { Field } from '../model/field.ts';
import { type ClaimLimit, claimLimit } from '../tables/claim-limits.ts';
import type { RecordPlace } from '../workspace/place.ts';
import type { FindingDraft } from './finding.ts';
import { defineRule } from './rule.ts';

/**
 * What a claim cannot carry. Units of four characters are `units-invalid`'s to report. Hyphens in an authorization number are
 * no mistake: payers print them, REF*G1 takes them, and who fills the paper form leaves them out of box 23.
 */
export default defineRule({
  id: 'claim-limits',
  category: 'claims',
  severity: 'error',
  summary: 'more diagnoses, lines or characters than a claim holds, or an authorization number with spaces',
  carc: '16',
  checks: {
    claim(record, { report }) {
      const { id, diagnoses, lines, authorization } = record.data;
      const check = (finding: FindingDraft | undefined) => finding && report(finding);
      check(tooMany('diagnoses', diagnoses?.items.length, (index) => ({ record, path: ['diagnoses', index] })));
      check(tooMany('lines', lines?.items.length, (index) => ({ record, path: ['lines', index, 'code'] })));
      if (id) check(tooLong({ record, path: ['id'] }, 'claim id', id, claimLimit('id')));
      if (authorization) check(numberFinding({ record, path: ['authorization'] }, authorization));
      lines?.items.forEach((line, index) => {
        if (!line.authorization) return;
        check(numberFinding({ record, path: ['lines', index, 'authorization'] }, line.authorization));
      });
    },
  },
});

/** @param placeAt where the item with an index stands: the first one too many is marked. */
function tooMany(
  what: 'diagnoses' | 'lines',
  count: number | undefined,
  placeAt: (index: number) => RecordPlace,
): FindingDraft | undefined {
  const limit = claimLimit(what);
  if (count === undefined || count <= limit.most) return undefined;
  return limitFinding(placeAt(limit.most), `${count} ${what}`, `a claim holds ${limit.most}`, limit);
}

function tooLong(
  place: RecordPlace,
  what: string,
  { value }: Field<string>,
  limit: ClaimLimit,
): FindingDraft | undefined {
  const length = value === undefined ? 0 : [...value].length;
  if (length <= limit.most) return undefined;
  return limitFinding(place, `${what} of ${length} characters`, `a claim holds ${limit.most}`, limit);
}

/** What an electronic claim cannot carry is an error, what only the paper form cannot hold a warning. */
function numberFinding(place: RecordPlace, number: Field<string>): FindingDraft | undefined {
  const beyond = tooLong(place, 'authorization', number, claimLimit('authorization'));
  if (beyond || number.value === undefined) return beyond;
  const paper = claimLimit('authorization-on-paper');
  if (/\s/.test(number.value)) {
    const finding = limitFinding(
      place,
      'authorization with a space in it',
      'a number is written without spaces',
      paper,
    );
    return { ...finding, severity: 'warning' };
  }
  const characters = [...number.value.replaceAll('-', '')].length;
  if (characters <= paper.most) return undefined;
  const what = `authorization of ${characters} characters without hyphens`;
  return { ...limitFinding(place, what, `the paper form holds ${paper.most}`, paper), severity: 'warning' };
}

function limitFinding(place: RecordPlace, found: string, allowed: string, limit: ClaimLimit): FindingDraft {
  const { where, source } = limit;
  return {
    place,
    message: `${found}; ${allowed} (${where})`,
    trace: [
      { label: 'Found', value: found, place },
      { label: 'Limit', value: `${limit.most} (${where})`, source },
    ],
  };
}
