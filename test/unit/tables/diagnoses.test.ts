import assert from 'node:assert/strict';
import {
  CODE_SET,
  codesUnder,
  DIAGNOSES,
  diagnosisStatus,
  EXCLUSIONS,
  exclusionOf,
  findDiagnosis,
  isDiagnosisForm,
  isUnder,
  repairDiagnosis,
  sameDiagnosis,
} from '../../../server/src/tables/diagnoses.ts';

describe('table of diagnoses', () => {
  for (const row of DIAGNOSES) {
    it(`${row.code} (${row.kind}, from ${row.from}) has its form, a name, dates and a source`, () => {
      assert.ok(isDiagnosisForm(row.code));
      assert.ok(row.name.length > 3);
      assert.match(row.from, /^\d{4}-10-01$/, 'a fiscal year begins on October 1');
      if (row.to !== undefined) assert.match(row.to, /^\d{4}-09-30$/);
      assert.match(row.source.date, /^\d{4}-\d\d-\d\d$/);
      const expected = { code: 'billable', header: 'header', 'who-only': 'who-only' }[row.kind];
      assert.equal(diagnosisStatus(row.code, row.from).kind, expected);
      if (row.kind !== 'who-only') {
        assert.equal(diagnosisStatus(row.code, '2015-09-30').kind, 'not-yet');
      }
      if (row.kind === 'header') assert.ok(codesUnder(row.code).length > 0, 'a heading has codes under it');
      if (row.instead !== undefined) assert.equal(findDiagnosis(row.instead)?.kind, 'code');
    });
  }

  it('has codes for claims under no other code for claims', () => {
    const codes = DIAGNOSES.filter(({ kind, to }) => kind === 'code' && to === undefined).map(({ code }) => code);
    for (const code of codes)
      assert.deepEqual(
        codes.filter((other) => other !== code && isUnder(other, code)),
        [],
      );
  });

  it('has the pervasive developmental disorders of ICD-10-CM, and not those of the WHO', () => {
    assert.deepEqual(
      codesUnder('F84').map(({ code }) => code),
      ['F84.0', 'F84.2', 'F84.3', 'F84.5', 'F84.8', 'F84.9'],
    );
    for (const header of ['F84', 'F80', 'F80.8', 'F90', 'F78', 'F78.A'])
      assert.equal(diagnosisStatus(header, '2026-03-02').kind, 'header', header);
    for (const who of ['F84.1', 'F84.4']) assert.equal(diagnosisStatus(who, '2026-03-02').kind, 'who-only', who);
  });

  it('follows the fiscal years', () => {
    assert.equal(diagnosisStatus('F78', '2021-09-30').kind, 'billable');
    assert.equal(diagnosisStatus('F78', '2021-10-01').kind, 'header');
    assert.equal(diagnosisStatus('F78.A1', '2021-09-30').kind, 'not-yet');
    assert.equal(diagnosisStatus('F80.82', '2016-09-30').kind, 'not-yet');
    assert.equal(diagnosisStatus('F80.82', '2016-10-01').kind, 'billable');
  });

  it('knows that there is no such code where it has all of a heading, for the fiscal year it was compared with', () => {
    for (const code of ['F84.7', 'F84.00', 'F80.83', 'F70.1', 'F90.3'])
      assert.equal(diagnosisStatus(code, '2026-03-02').kind, 'no-such-code', code);
    for (const code of ['F84.7', 'F90.3']) {
      assert.equal(diagnosisStatus(code, CODE_SET.to).kind, 'no-such-code');
      assert.equal(diagnosisStatus(code, '2026-10-01').kind, 'unknown', 'a later year may have it');
      assert.equal(diagnosisStatus(code).kind, 'unknown');
    }
  });

  it('knows nothing of codes elsewhere', () => {
    for (const code of ['Q90.9', 'F32.A', 'Z13.41', 'R45.81', 'G40.909', 'R46.2'])
      assert.equal(diagnosisStatus(code, '2026-03-02').kind, 'unknown', code);
  });
});

describe('isDiagnosisForm and repairDiagnosis', () => {
  it('takes the form of ICD-10-CM', () => {
    for (const text of ['F84', 'F84.0', 'F78.A1', 'C7A.010', 'S52.521A', 'U07.1'])
      assert.ok(isDiagnosisForm(text), text);
    for (const text of ['', 'F840', 'f84.0', 'F8', 'F84.', 'F84.00000', '299.00', 'autism', 'F84 .0', '84.0'])
      assert.equal(isDiagnosisForm(text), false, text);
  });

  it('repairs what can mean one thing only', () => {
    const cases = {
      F840: 'F84.0',
      f840: 'F84.0',
      'F84 0': 'F84.0',
      'F84,0': 'F84.0',
      'F84.0.': 'F84.0',
      F78A1: 'F78.A1',
    };
    for (const [text, repaired] of Object.entries(cases)) assert.equal(repairDiagnosis(text), repaired, text);
    for (const text of ['', 'F84.0', 'F84', '299.00', 'autism', 'F', 'F8.40'])
      assert.equal(repairDiagnosis(text), undefined, text);
  });
});

describe('exclusionOf', () => {
  for (const { kind, code, others, source } of EXCLUSIONS) {
    it(`${code} ${kind} ${others.join(', ')}: in either direction`, () => {
      assert.match(source.date, /^\d{4}-\d\d-\d\d$/);
      for (const other of others) {
        assert.equal(exclusionOf(kind, code, other)?.kind, kind);
        assert.equal(exclusionOf(kind, other, code)?.kind, kind);
      }
    });
  }

  it('takes headings for all under them', () => {
    assert.ok(exclusionOf('excludes1', 'F80.1', 'R47.01'));
    assert.ok(exclusionOf('excludes1', 'R41.83', 'F78.A1'));
  });

  it('lets what is only Excludes2, or nothing, stand together', () => {
    for (const [a, b] of [
      ['F84.0', 'F90.0'],
      ['F84.0', 'F80.1'],
      ['F84.0', 'F70'],
      ['F84.0', 'F84.9'],
      ['F84.0', 'F88'],
    ] as const)
      assert.equal(exclusionOf('excludes1', a, b), undefined, `${a} ${b}`);
    assert.ok(exclusionOf('excludes2', 'F90.0', 'F84.0'));
  });
});

describe('isUnder and sameDiagnosis', () => {
  it('do not mind dots and case', () => {
    assert.ok(isUnder('F84.0', 'F84') && isUnder('f840', 'F84.0') && !isUnder('F84', 'F84.0'));
    assert.ok(sameDiagnosis('F840', 'f84.0') && !sameDiagnosis('F84.0', 'F84'));
  });
});
