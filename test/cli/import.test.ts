import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { importMue, importPtp } from '../../server/src/cli/import-ncci.ts';
import { tablesText, writeTables } from '../../server/src/cli/ncci/tables-file.ts';
import { plain, type Surroundings, UsageError } from '../../server/src/cli/outcome.ts';
import { aba, checkJson, folderWith, lines, places, removeFolders } from './cli.ts';

const TABLES = 'aba-billing.tables.json';
const OCTOBER = 'MCR_MUE_PractitionerServices_Eff_10-01-2026.csv';
const JULY = 'MCR_MUE_PractitionerServices_Eff_07-01-2026.csv';
const PAIRS = 'ccipra-v323r0-f1.txt';

/** A table as CMS publishes it: a notice over two lines, a header with a line break, everything quoted, CRLF. */
function mueTable(values: Readonly<Record<string, number>>): string {
  const rows = Object.entries(values).map(
    ([code, units]) => `"${code}","${units}","3 Date of Service Edit: Clinical","Clinical: Data"`,
  );
  return [
    '"CPT codes, descriptions and other data only\nare copyright. ""All rights reserved.""",,,',
    '"HCPCS/\nCPT Code","Practitioner Services MUE Values","MUE Adjudication Indicator","MUE Rationale"',
    ...rows,
    '',
  ].join('\r\n');
}

const PTP_HEADER =
  'Column 1\tColumn 2\t*=in existence prior to 1996\tEffective Date\tDeletion Date\tModifier\tPTP Edit Rationale';

function ptpTable(...rows: readonly string[]): string {
  return ['Copyright.', '', PTP_HEADER, '\t\t\t\t*=no data\t0=not allowed\t', ...rows, ''].join('\r\n');
}

const PAIR = '97153\t97155\t\t20200101\t*\t1\tMore extensive procedure';

function tablesIn(folder: string) {
  return JSON.parse(readFileSync(join(folder, TABLES), 'utf8'));
}

const SURROUNDINGS: Omit<Surroundings, 'cwd'> = {
  today: '2026-11-21',
  paint: plain,
  columns: undefined,
  progress: undefined,
  installation: { version: '0', rulePage: () => undefined },
};

const CLINIC = {
  'a.payers.yaml': 'payers:\n  - { id: care, extends: builtin:cpt, lineOfBusiness: medicare }\n',
  'a.claims.yaml': [
    'claims:',
    '  - id: CLM-1',
    '    client: C-AVA',
    '    payer: care',
    '    lines:',
    '      - { date: 2026-10-02, code: 97153, provider: P, units: 30 }',
    '      - { date: 2026-10-02, code: 97155, provider: P, units: 4 }',
    '',
  ].join('\n'),
};

describe('import-mue', () => {
  afterEach(removeFolders);

  it('takes the ABA rows of a table as CMS publishes it, and check reads them', () => {
    const folder = folderWith({ ...CLINIC, [OCTOBER]: `\ufeff${mueTable({ '97153': 29, '0373T': 32, '99213': 1 })}` });
    assert.deepEqual(places(checkJson(folder, '--as-of', '2026-11-21')), []);
    const { code, out, err } = aba(folder, ['import-mue', OCTOBER]);
    assert.deepEqual([code, err], [0, '']);
    assert.deepEqual(lines(out), [
      '3 values read, 2 taken.',
      'aba-billing.tables.json: Medicare MUEs from 2026-10-01 on.',
      '97153 29, 0373T 32.',
      'No value of 97151, 97152, 97154, 97155, 97156, 97157, 97158, 0362T in it: the bundled ones stay.',
    ]);
    const { mue, ...others } = tablesIn(folder);
    assert.deepEqual(others, {});
    assert.match(mue[0].imported, /^\d{4}-\d\d-\d\d$/);
    assert.deepEqual(mue, [
      {
        lineOfBusiness: 'medicare',
        from: '2026-10-01',
        source: OCTOBER,
        imported: mue[0].imported,
        values: [
          { code: '97153', units: 29, mai: 3, rationale: 'Clinical: Data' },
          { code: '0373T', units: 32, mai: 3, rationale: 'Clinical: Data' },
        ],
      },
    ]);
    assert.deepEqual(places(checkJson(folder, '--as-of', '2026-11-21')), ['a.claims.yaml:6:62 mue-exceeded']);
  });

  it('keeps several editions side by side, each once, and the one of the date of service counts', () => {
    const folder = folderWith({
      ...CLINIC,
      [JULY]: mueTable({ '97153': 20 }),
      [OCTOBER]: mueTable({ '97153': 40 }),
      'medicaid.csv': mueTable({ '97153': 10 }),
    });
    const medicaid = ['medicaid.csv', '--line-of-business', 'medicaid', '--effective', '2026-10-01'];
    for (const args of [[OCTOBER], medicaid, [JULY], [OCTOBER], medicaid]) {
      assert.equal(aba(folder, ['import-mue', ...args]).code, 0);
    }
    const read = () =>
      tablesIn(folder).mue.map((edition: Record<string, unknown>) => [edition.lineOfBusiness, edition.from]);
    assert.deepEqual(read(), [
      ['medicaid', '2026-10-01'],
      ['medicare', '2026-07-01'],
      ['medicare', '2026-10-01'],
    ]);
    assert.deepEqual(places(checkJson(folder, '--as-of', '2026-11-21')), []);
  });

  it('writes the same text for the same table', () => {
    const folder = folderWith({ [OCTOBER]: mueTable({ '97153': 32, '97151': 8 }), [PAIRS]: ptpTable(PAIR) });
    const once = () => {
      aba(folder, ['import-ptp', PAIRS]);
      aba(folder, ['import-mue', OCTOBER]);
      return readFileSync(join(folder, TABLES), 'utf8');
    };
    const text = once();
    assert.equal(once(), text);
    assert.equal(tablesText(JSON.parse(text)), text);
  });

  it('reads a table without indicators, as Medicaid has it, in other forms', () => {
    const rows = ['HCPCS/CPT Code;MUE Values;MUE Rationale', '97153;32;"Clinical; Data"', '0373t;24;', ';;', ''];
    const texts = {
      'MCD_MUE_PractitionerServices_Eff_10-01-2026.csv': rows.join('\n'),
      'MCD-MUE-PRA-v2026q4-F0-D.txt': Buffer.from(`\ufeff${rows.join('\r')}`, 'utf16le'),
      'Medicaid Eff 10-1-2026.csv': Buffer.from(`Copyright \xae\n${rows.join('\n')}`, 'latin1'),
    };
    for (const [name, text] of Object.entries(texts)) {
      const folder = folderWith({ [name]: text });
      assert.deepEqual([name, aba(folder, ['import-mue', name]).err], [name, '']);
      const [{ lineOfBusiness, from, values }] = tablesIn(folder).mue;
      assert.deepEqual([lineOfBusiness, from], ['medicaid', '2026-10-01']);
      assert.deepEqual(values, [
        { code: '97153', units: 32, rationale: 'Clinical; Data' },
        { code: '0373T', units: 24 },
      ]);
    }
  });

  it('takes every code when all are asked for', () => {
    const folder = folderWith({ [OCTOBER]: mueTable({ '99213': 1, H2019: 8 }) });
    assert.equal(aba(folder, ['import-mue', OCTOBER, '--all']).code, 0);
    assert.deepEqual(
      tablesIn(folder).mue[0].values.map(({ code }: { code: string }) => code),
      ['99213', 'H2019'],
    );
  });

  it('writes beside the workspace file above, or where it is told', () => {
    const folder = folderWith({ 'aba-billing.yaml': '', [`in/${OCTOBER}`]: mueTable({ '97153': 32 }) });
    const { out } = aba(join(folder, 'in'), ['import-mue', OCTOBER]);
    assert.match(out, /^\.\.\/aba-billing\.tables\.json: /m);
    assert.deepEqual(readdirSync(folder).sort(), [TABLES, 'aba-billing.yaml', 'in']);
    assert.equal(aba(folder, ['import-mue', `in/${OCTOBER}`, '--output', `in/${TABLES}`]).code, 0);
    assert.deepEqual(readdirSync(join(folder, 'in')).sort(), [OCTOBER, TABLES].sort());
  });

  it('writes through a link', () => {
    const folder = folderWith({ [OCTOBER]: mueTable({ '97153': 32 }), 'shared.json': '{}' });
    symlinkSync(join(folder, 'shared.json'), join(folder, TABLES));
    assert.equal(aba(folder, ['import-mue', OCTOBER]).code, 0);
    assert.equal(JSON.parse(readFileSync(join(folder, 'shared.json'), 'utf8')).mue.length, 1);
  });
});

describe('check, with a tables file', () => {
  afterEach(removeFolders);

  it('reports its mistakes with those of the files that it holds for, however few are named', () => {
    const folder = folderWith({ ...CLINIC, [TABLES]: '{ "mue": [{}] }', 'other/b.claims.yaml': 'claims: []\n' });
    const mistake = `${TABLES}:1:11 structure`;
    const named = (...paths: readonly string[]) => places(checkJson(folder, '--as-of', '2026-11-21', ...paths));
    assert.deepEqual(named('a.claims.yaml'), [mistake]);
    assert.deepEqual(named(TABLES), [mistake]);
    assert.deepEqual(named(), [mistake]);
  });

  it('ends with 2 where it cannot be read, and takes the bundled tables', () => {
    const claims = CLINIC['a.claims.yaml'].replace('units: 30', 'units: 33');
    const folder = folderWith({ ...CLINIC, 'a.claims.yaml': claims, [TABLES]: Buffer.from('{"\xe4": 1}', 'latin1') });
    const ended = checkJson(folder, '--as-of', '2026-11-21');
    assert.equal(ended.code, 2);
    assert.match(ended.err, /^aba-billing: aba-billing\.tables\.json: The file is not UTF-8 in line 1/);
    assert.deepEqual(places(ended), ['a.claims.yaml:6:62 mue-exceeded']);
  });
});

describe('import-ptp', () => {
  afterEach(removeFolders);

  it('takes the pairs with an ABA code in either column, with their dates, and check reads them', () => {
    const folder = folderWith({
      ...CLINIC,
      [PAIRS]: ptpTable(
        PAIR,
        '96127\t97151\t*\t19960101\t20251231\t0\tMisuse of "column two" code',
        '96127\t97152\t*\t\t*\t9\t',
        '99213\t36415\t\t20200101\t*\t1\tStandards',
      ),
    });
    const { code, out, err } = aba(folder, ['import-ptp', PAIRS]);
    assert.deepEqual([code, err], [0, '']);
    assert.deepEqual(lines(out), [
      '4 pairs read, 3 taken.',
      'aba-billing.tables.json: Medicare PTP edits, edition of 2026-10-01.',
    ]);
    const rationale = 'Misuse of "column two" code';
    assert.deepEqual(tablesIn(folder).ptp[0].pairs, [
      { column1: '97153', column2: '97155', indicator: 1, from: '2020-01-01', rationale: 'More extensive procedure' },
      { column1: '96127', column2: '97151', indicator: 0, from: '1996-01-01', to: '2025-12-31', rationale },
      { column1: '96127', column2: '97152', indicator: 9, from: '1996-01-01' },
    ]);
    assert.deepEqual(places(checkJson(folder, '--as-of', '2026-11-21')), ['a.claims.yaml:7:35 ptp-conflict']);
  });

  it('takes each part of a quarter once, and says so where a part has no such pair', () => {
    const part = PAIRS.replace('f1', 'f2');
    const none = PAIRS.replace('f1', 'f3');
    const revised = PAIRS.replace('r0', 'r1');
    const folder = folderWith({
      [PAIRS]: ptpTable(PAIR),
      [part]: ptpTable(PAIR.replace('97155', '97158')).replaceAll('\t', ','),
      [revised]: ptpTable(PAIR),
      [none]: ptpTable('99213\t36415\t\t20200101\t*\t1\tStandards'),
    });
    for (const name of [PAIRS, part, revised]) assert.equal(aba(folder, ['import-ptp', name]).code, 0);
    const before = readFileSync(join(folder, TABLES), 'utf8');
    assert.deepEqual(lines(aba(folder, ['import-ptp', none]).out), [
      '1 pair read, 0 taken.',
      'Nothing was written: no pair has an ABA code.',
    ]);
    assert.equal(readFileSync(join(folder, TABLES), 'utf8'), before);
    assert.deepEqual(
      JSON.parse(before).ptp.map(({ source }: { source: string }) => source),
      [part, revised].sort(),
    );
  });
});

describe('an import of bad input', () => {
  afterEach(removeFolders);

  type Case = readonly [what: string, command: 'mue' | 'ptp', file: string, content: string | Uint8Array, said: string];
  const mue = mueTable({ '97153': 32, '97155': 24 });
  const cases: readonly Case[] = [
    [
      'a web page',
      'mue',
      OCTOBER,
      '\n<!DOCTYPE html><html>',
      'This is a web page, not the table: download the file itself.',
    ],
    [
      'an Excel workbook',
      'mue',
      'MCR_MUE_PractitionerServices_Eff_10-01-2026.xlsx',
      Buffer.from('PK\x03\x04\x14\x00'),
      'This is a ZIP archive or an Excel workbook (.xlsx): unpack it, or save its sheet as CSV.',
    ],
    ['a PDF', 'ptp', 'a.pdf', '%PDF-1.7', 'This is a PDF: import the CSV or text file.'],
    ['an empty file', 'mue', OCTOBER, ' \r\n', 'The file is empty.'],
    ['what is no text', 'mue', OCTOBER, Buffer.from('a\0b\0c'), 'This is no text file.'],
    [
      'pairs for values',
      'mue',
      PAIRS,
      ptpTable(PAIR),
      'This is a table of procedure-to-procedure edits: use import-ptp.',
    ],
    ['values for pairs', 'ptp', OCTOBER, mue, 'This is a table of medically unlikely edits: use import-mue.'],
    [
      'another table',
      'mue',
      OCTOBER,
      'code,fee\n97153,25.00\n',
      'This is no table of medically unlikely edits: no header with "HCPCS/CPT Code", "Practitioner Services MUE Values" and "MUE Adjudication Indicator" in its first lines.',
    ],
    [
      "a hospital's table by its header",
      'mue',
      OCTOBER,
      mue.replace('Practitioner', 'Outpatient Hospital'),
      "This is not the table of practitioner services, but a hospital's or a supplier's.",
    ],
    [
      "a hospital's table by its name",
      'ptp',
      'ccioph-v323r0-f1.txt',
      ptpTable(PAIR),
      "This is not the table of practitioner services, but a hospital's or a supplier's.",
    ],
    [
      'a name that does not say whose',
      'mue',
      'Eff_10-01-2026.csv',
      mue,
      'Its name does not say whose table it is: add --line-of-business medicare or medicaid.',
    ],
    [
      'a name that does not say from when on',
      'ptp',
      'medicare.txt',
      ptpTable(PAIR),
      'Its name does not say from when on it holds: add --effective with a date like 2026-10-01.',
    ],
    [
      'a table without ABA codes',
      'mue',
      OCTOBER,
      mueTable({ '99213': 1 }),
      'None of its 1 rows is of an ABA code: is it the whole table?',
    ],
    ['a table without rows', 'ptp', PAIRS, ptpTable(), 'It has no rows below its header.'],
    [
      'units that are no number',
      'mue',
      OCTOBER,
      mue.replace('"24"', '"2 4"'),
      'Line 6, column 2 (Practitioner Services MUE Values): expected a whole number, found "2 4".',
    ],
    [
      'a code that is none',
      'mue',
      OCTOBER,
      mue.replace('97155', '7155'),
      'Line 6, column 1 (HCPCS/ CPT Code): expected a procedure code of five characters, found "7155".',
    ],
    [
      'another indicator',
      'mue',
      OCTOBER,
      mue.replace('"24","3 ', '"24","4 '),
      'Line 6, column 3 (MUE Adjudication Indicator): expected an indicator, 1, 2 or 3, found "4 Date of Service Edit: Clinical".',
    ],
    [
      'two values of one code',
      'mue',
      OCTOBER,
      mue.replace('97155', '97153'),
      'Line 6: another value of 97153 than in line 5.',
    ],
    [
      'a quote that ends elsewhere',
      'mue',
      OCTOBER,
      mue.replace('"97155"', '"97155'),
      'Line 6, column 1 (HCPCS/ CPT Code): expected a procedure code of five characters, found ""97155,"24"".',
    ],
    [
      'an open quote',
      'mue',
      OCTOBER,
      `${mue}"97156,16,3,x\r\n97157,16,3,x\r\n`,
      'Line 7: a quote that begins here is not closed.',
    ],
    [
      'a row that is cut off',
      'ptp',
      PAIRS,
      ptpTable(PAIR, '97153\t97154\t\t2020'),
      'Line 6, column 6 (Modifier): expected a modifier indicator, 0, 1 or 9, found nothing.',
    ],
    [
      'a day that there is not',
      'ptp',
      PAIRS,
      ptpTable(PAIR, '97153\t97154\t\t20200230\t*\t1\t'),
      'Line 6, column 4 (Effective Date): expected a date like 20260101, found "20200230".',
    ],
    [
      'no date',
      'ptp',
      PAIRS,
      ptpTable('97153\t97154\t\t\t*\t1\t'),
      'Line 5, column 4 (Effective Date): expected a date like 20260101, found nothing.',
    ],
    [
      'another modifier indicator in a row of other codes',
      'ptp',
      PAIRS,
      ptpTable('99213\t36415\t\t20200101\t*\t2\t'),
      'Line 5, column 6 (Modifier): expected a modifier indicator, 0, 1 or 9, found "2".',
    ],
  ];
  const OLD = tablesText({ mue: [] });

  for (const [what, command, file, content, said] of cases) {
    it(`tells of ${what}, and writes nothing`, async () => {
      const folder = folderWith({ [file]: content, [TABLES]: OLD });
      await assert.rejects(
        (command === 'mue' ? importMue : importPtp)(file, {}, { ...SURROUNDINGS, cwd: folder }),
        new UsageError(`${file}: ${said} Nothing was imported.`),
      );
      assert.deepEqual(readdirSync(folder).sort(), [file, TABLES].sort());
      assert.equal(readFileSync(join(folder, TABLES), 'utf8'), OLD);
    });
  }

  it('tells of a missing file, of a folder and of wrong options', () => {
    const folder = folderWith({ [OCTOBER]: mue });
    mkdirSync(join(folder, 'inner'));
    for (const [args, said] of [
      [['gone.csv'], 'gone.csv: There is no such file. Nothing was imported.'],
      [['inner'], 'inner: This is a folder, not a file. Nothing was imported.'],
      [[], "missing required argument 'FILE'"],
      [
        [OCTOBER, '--line-of-business', 'tricare'],
        "option '--line-of-business <program>' argument 'tricare' is invalid. Allowed choices are medicare, medicaid.",
      ],
      [
        [OCTOBER, '--effective', '2026-02-30'],
        "option '--effective <date>' argument '2026-02-30' is invalid. It has to be a day like 2026-03-31.",
      ],
      [[OCTOBER, '--output', 'tables.yaml'], 'tables.yaml: Tables are written as JSON: name a file *.json.'],
      [[OCTOBER, '--output', 'none/t.json'], 'none/t.json: The file cannot be written (ENOENT).'],
      [[OCTOBER, '--output', 'inner/../x.json/t.json'], 'x.json/t.json: The file cannot be written (ENOENT).'],
    ] as const) {
      assert.deepEqual(aba(folder, ['import-mue', ...args]), { code: 2, out: '', err: `aba-billing: ${said}\n` });
    }
    assert.deepEqual(readdirSync(folder).sort(), [OCTOBER, 'inner'].sort());
  });

  it('leaves a tables file with mistakes as it is, and says where they are', () => {
    for (const [text, said] of [
      ['{ "mue": [\n', `${TABLES}:1:10: this [ is never closed`],
      ['{\n  "mues": []\n}\n', `${TABLES}:2:3: an ABA Billing tables file has no key "mues"; "mue" was probably meant`],
    ] as const) {
      const folder = folderWith({ [OCTOBER]: mue, [TABLES]: text });
      const { code, err } = aba(folder, ['import-mue', OCTOBER]);
      assert.deepEqual([code, err], [2, `aba-billing: ${said}. Mend this first; nothing was imported.\n`]);
      assert.equal(readFileSync(join(folder, TABLES), 'utf8'), text);
    }
  });

  it('does not put a file in the way of one in YAML', () => {
    const folder = folderWith({ [OCTOBER]: mue, 'aba-billing.tables.yaml': 'mue: []\n' });
    const said =
      'aba-billing.tables.yaml: This file would no longer be read beside aba-billing.tables.json. Move its tables there, or name --output.';
    assert.deepEqual(aba(folder, ['import-mue', OCTOBER]), { code: 2, out: '', err: `aba-billing: ${said}\n` });
    assert.deepEqual(readdirSync(folder).sort(), [OCTOBER, 'aba-billing.tables.yaml'].sort());
  });

  it('leaves nothing behind where it may not write, or would write more than is read', async () => {
    const folder = folderWith({ [TABLES]: OLD });
    const path = join(folder, TABLES);
    await assert.rejects(writeTables(path, 'x'.repeat(33 * 1024 * 1024), folder), UsageError);
    await assert.rejects(writeTables(folder, '{}', folder), UsageError);
    if (process.getuid?.() !== 0) {
      chmodSync(folder, 0o500);
      await assert.rejects(writeTables(path, '{}', folder), UsageError);
      chmodSync(folder, 0o700);
    }
    assert.deepEqual(readdirSync(folder), [TABLES]);
    assert.equal(readFileSync(path, 'utf8'), OLD);
  });
});
