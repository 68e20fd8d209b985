import assert from 'node:assert/strict';
import { FileChangeType, type MarkupContent } from 'vscode-languageserver/node';
import { ROOT, TestClient } from './client.ts';

const { Created, Changed, Deleted } = FileChangeType;
const TABLES = `${ROOT}/aba-billing.tables.json`;
const CLAIMS = `${ROOT}/a.claims.yaml`;
const OTHERS = `${ROOT}/b.claims.yaml`;

function claims(client: string, code: string): string {
  return `claims:
  - id: CLM-${client}
    client: ${client}
    payer: aid
    lines:
      - { date: 2026-03-02, code: ${code}, provider: rbt-lee, units: 10 }
`;
}

const FILES = {
  [`${ROOT}/a.payers.yaml`]: 'payers:\n  - { id: aid, extends: builtin:cpt, lineOfBusiness: medicaid }\n',
  [CLAIMS]: claims('C-AVA', '97153'),
  [OTHERS]: claims('C-BEN', '97156'),
};

function tables(units: number): string {
  return `{ "mue": [
  { "lineOfBusiness": "medicaid", "from": "2026-01-01", "source": "q.csv", "values": [
    { "code": "97153", "units": ${units} } ] } ] }
`;
}

describe('protocol: a tables file', () => {
  let client: TestClient;
  afterEach(() => client.dispose());

  it('on disk counts once it is there, as it changes, and no longer when it is gone', async () => {
    client = await TestClient.start({ files: FILES });
    const before = client.pushed(CLAIMS) ?? [];
    assert.ok(!before.includes('mue-exceeded'));
    const steps = [
      [Created, tables(9), true],
      [Changed, tables(10), false],
      [Changed, tables(9), true],
      [Deleted, undefined, false],
    ] as const;
    for (const [event, text, found] of steps) {
      if (text === undefined) client.disk.remove(TABLES);
      else client.disk.write(TABLES, text);
      await client.watched([TABLES, event]);
      await client.ready();
      assert.deepEqual(client.pushed(CLAIMS) ?? [], found ? [...before, 'mue-exceeded'] : before);
      assert.ok(!client.pushed(OTHERS)?.includes('mue-exceeded'));
    }
  });

  it('moves the findings elsewhere while it is typed, and has its own', async () => {
    client = await TestClient.start({ files: { ...FILES, [TABLES]: tables(10) } });
    await client.open(TABLES, tables(10));
    await client.open(CLAIMS, FILES[CLAIMS] ?? '');
    const codes = async (uri: string) => (await client.items(uri)).map(({ code }) => code);
    assert.ok(!(await codes(CLAIMS)).includes('mue-exceeded'));
    const at = { line: 2, character: tables(10).split('\n')[2]?.indexOf('10') ?? 0 };
    const range = { start: at, end: { ...at, character: at.character + 2 } };
    await client.change(TABLES, { range, text: '9' });
    const found = (await client.items(CLAIMS)).find(({ code }) => code === 'mue-exceeded');
    assert.match(String(found?.message), /^10 units of 97153 by rbt-lee on 2026-03-02; the Medicaid MUE is 9$/);
    const [edit] = found?.relatedInformation ?? [];
    assert.deepEqual([edit?.location.uri, edit?.location.range.start], [TABLES, at]);
    assert.deepEqual(await codes(TABLES), []);
    await client.change(TABLES, { range: { start: at, end: { ...at, character: at.character + 1 } }, text: '"x"' });
    assert.deepEqual(await codes(TABLES), ['structure']);
    assert.ok(!(await codes(CLAIMS)).includes('mue-exceeded'));
  });

  it('explains its keys on hover', async () => {
    client = await TestClient.start({ files: FILES });
    await client.open(TABLES, tables(10));
    const hover = await client.hover(TABLES, { line: 2, character: 25 });
    assert.ok(hover);
    assert.match((hover.contents as MarkupContent).value, /not unlikely/);
  });
});
