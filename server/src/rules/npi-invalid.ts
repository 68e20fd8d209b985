import { npiProblem } from '../billing/npi.ts';
import { defineRule } from './rule.ts';
import { isBlank } from './support/is-blank.ts';

const SOURCE = {
  title: 'CMS, Requirements for National Provider Identifier (NPI) and NPI Check Digit',
  date: '2026-11-21',
};

/** The form only: whether a number was issued, and to whom, the registry knows. */
export default defineRule({
  id: 'npi-invalid',
  category: 'pairing',
  severity: 'error',
  summary: 'an NPI is not ten digits beginning with 1 or 2, or its check digit is wrong',
  carc: '16',
  rarc: 'N290',
  checks: {
    provider(record, { report }) {
      const { npi } = record.data;
      if (!npi || npi.value === undefined || isBlank(npi)) return;
      const problem = npiProblem(npi.value);
      if (!problem) return;
      const place = { record, path: ['npi'] };
      if (problem.kind === 'form') {
        const count = [...npi.value].length;
        const what = /^\d+$/.test(npi.value) ? `it has ${count}` : 'it has other characters';
        report({
          place,
          message: `an NPI has ten digits; ${what}`,
          trace: [{ label: 'Digits of an NPI', value: '10', source: SOURCE }],
        });
      } else if (problem.kind === 'first-digit') {
        report({
          place,
          message: `an NPI begins with 1 or 2, not ${npi.value[0]}`,
          trace: [{ label: 'First digit', value: '1 or 2', source: SOURCE }],
        });
      } else {
        const body = npi.value.slice(0, -1);
        report({
          place,
          message: `the check digit of NPI ${npi.value} is ${npi.value.at(-1)}; that of ${body} is ${problem.expected}: a digit is wrong`,
          trace: [
            { label: `Luhn check digit over 80840 and ${body}`, value: `${problem.expected}`, source: SOURCE },
            { label: 'Last digit as written', value: `${npi.value.at(-1)}` },
          ],
        });
      }
    },
  },
});
