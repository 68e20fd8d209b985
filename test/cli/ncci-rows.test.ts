import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readMue, readPtp } from '../../server/src/cli/ncci/edits.ts';
import { readPublishedName } from '../../server/src/cli/ncci/published-name.ts';
import { findHeader } from '../../server/src/cli/ncci/read-rows.ts';

describe('the name of a published file', () => {
  const names: Readonly<Record<string, readonly [program: string | undefined, effective: string | undefined]>> = {
    'MCR_MUE_PractitionerServices_Eff_10-01-2026.csv': ['medicare', '2026-10-01'],
    'MCR_MUE_PractitionerServices_Eff_1-1-2027.csv': ['medicare', '2027-01-01'],
    'MCD_MUE_PractitionerServices_Eff_07-01-2026.csv': ['medicaid', '2026-07-01'],
    'MCD-MUE-PRA-v2026q4-F0-D.txt': ['medicaid', '2026-10-01'],
    'MCD-PTP-PRA-v2027q1-F1-P.txt': ['medicaid', '2027-01-01'],
    'ccipra-v323r0-f1.txt': ['medicare', '2026-10-01'],
    'ccipra-v300r0-f4.TXT': ['medicare', '2024-01-01'],
    'medicare-ncci-2025-q4-practitioner-ptp-edits.csv': ['medicare', '2025-10-01'],
    'medicaid-ncci-q4-2025.csv': ['medicaid', undefined],
    'MCR_MUE_PractitionerServices_Eff_13-01-2026.csv': ['medicare', undefined],
    'mue.csv': [undefined, undefined],
    'mcrae.csv': [undefined, undefined],
  };
  for (const [name, [program, effective]] of Object.entries(names)) {
    it(`${name}: ${program}, ${effective}`, () => {
      assert.deepEqual(readPublishedName(name), { program, effective, forOthers: false });
    });
  }

  for (const name of [
    'MCR_MUE_OutpatientHospitalServices_Eff_10-01-2026.csv',
    'ccioph-v323r0-f1.txt',
    'MCD-MUE-DME-v2026q4.txt',
  ]) {
    it(`${name} is not for practitioners`, () => assert.ok(readPublishedName(name).forOthers));
  }
});

const codes = fc.constantFrom('97151', '97153', '0362T', '0373T', 'H2019', '99213', '0001U');
const words = fc.stringMatching(/^[A-Za-z"](?:[ A-Za-z,;/"]{0,20}[A-Za-z"])?$/);
const forms = fc.record({
  delimiter: fc.constantFrom(',', '\t', ';'),
  lineBreak: fc.constantFrom('\n', '\r\n'),
  preamble: fc.array(fc.constantFrom('', 'Copyright of the codes', '"Over\ntwo lines"', 'with, commas; and more'), {
    maxLength: 3,
  }),
});
type Form = typeof forms extends fc.Arbitrary<infer F> ? F : never;

/** A cell as a spreadsheet writes it. */
function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function tableText(header: readonly string[], rows: readonly (readonly string[])[], form: Form): string {
  const table = [header, ...rows].map((row) => row.map(quoted).join(form.delimiter));
  return [...form.preamble, ...table, ''].join(form.lineBreak);
}

describe('a published table', () => {
  it('of values is read as it was written, in whatever form', () => {
    const values = fc.uniqueArray(
      fc.record(
        { code: codes, units: fc.nat(999), mai: fc.integer({ min: 1, max: 3 }), rationale: words },
        { noNullPrototype: true },
      ),
      { selector: ({ code }) => code, minLength: 1 },
    );
    fc.assert(
      fc.property(values, forms, (rows, form) => {
        const text = tableText(
          ['HCPCS/CPT Code', 'Practitioner Services MUE Values', 'MUE Adjudication Indicator', 'MUE Rationale'],
          rows.map(({ code, units, mai, rationale }) => [code, `${units}`, `${mai} Some Edit`, rationale]),
          form,
        );
        const header = findHeader(text);
        assert.ok(header?.kind === 'mue');
        assert.deepEqual(
          readMue('f', text, header, () => true),
          { rows: rows.length, kept: rows },
        );
      }),
    );
  });

  it('of pairs is read as it was written, in whatever form and order of columns', () => {
    const day = fc.constantFrom('1996-01-01', '2020-02-29', '2026-10-01');
    const pairs = fc.array(
      fc.record(
        { column1: codes, column2: codes, indicator: fc.constantFrom(0, 1, 9), from: day, to: day, rationale: words },
        { requiredKeys: ['column1', 'column2', 'indicator', 'from', 'rationale'], noNullPrototype: true },
      ),
      { minLength: 1 },
    );
    const columns = [
      'Column 1',
      'Column 2',
      'Effective Date',
      'Deletion Date *=no data',
      'Modifier',
      'PTP Edit Rationale',
    ];
    const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 });
    fc.assert(
      fc.property(pairs, forms, order, fc.constantFrom('', '-'), (rows, form, at, dash) => {
        const cells = rows.map(({ column1, column2, indicator, from, to, rationale }) => [
          column1,
          column2,
          from.replaceAll('-', dash),
          to?.replaceAll('-', dash) ?? '*',
          `${indicator}`,
          rationale,
        ]);
        const ordered = (row: readonly string[]) => at.map((index) => row[index] ?? '');
        const text = tableText(ordered(columns), cells.map(ordered), form);
        const header = findHeader(text);
        assert.ok(header?.kind === 'ptp');
        const { kept } = readPtp('f', text, header, () => true);
        assert.deepEqual(kept, rows);
        const only = readPtp('f', text, header, (code) => code === '97153').kept;
        assert.deepEqual(
          only,
          rows.filter(({ column1, column2 }) => column1 === '97153' || column2 === '97153'),
        );
      }),
    );
  });

  it('has notes below its header and its rows, which are no rows', () => {
    const text = [
      'Column 1,Column 2,*=in existence prior to 1996,Effective Date,Deletion Date,Modifier,PTP Edit Rationale',
      ',,,,*=no data,0=not allowed,',
      ',,,,,1=allowed,',
      '97153,97155,,20200101,*,1,x',
      ',,,,,,',
      'Codes are copyright of somebody,,,,,,',
    ].join('\n');
    const header = findHeader(text);
    assert.ok(header);
    assert.equal(readPtp('f', text, header, () => true).rows, 1);
  });
});
