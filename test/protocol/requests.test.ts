import assert from 'node:assert/strict';
import type { MarkupContent, Position } from 'vscode-languageserver/node';
import {
  type ChecklistDocument,
  EXPLAIN_COMMAND,
  type Explanation,
  type FileStatus,
} from '../../server/src/lsp/protocol.ts';
import { PLAIN, positionOf, ROOT, rangeOf, TestClient } from './client.ts';
import { note, PARTIES } from './clinic.ts';

const MARCH = `${ROOT}/march.sessions.yaml`;
const PARTY = `${ROOT}/clinic.clients.yaml`;
const WRONG = `sessions:\n${note('S-1', 5)}`;
const INITIALIZATION = { commands: [EXPLAIN_COMMAND], rulePages: 'file:///pages' };

describe('protocol: hover', () => {
  let client: TestClient;
  afterEach(() => client.dispose());
  const shown = async (position: Position) => {
    const hover = await client.hover(MARCH, position);
    assert.ok(hover);
    return { range: hover.range, ...(hover.contents as MarkupContent) };
  };

  it('gives the card and the range of the value', async () => {
    client = await TestClient.start({ files: { [PARTY]: PARTIES } });
    await client.open(MARCH, WRONG);
    const { range, kind, value } = await shown(positionOf(WRONG, '971|53'));
    assert.deepEqual(range, rangeOf(WRONG, '97153'));
    assert.equal(kind, 'markdown');
    assert.match(value, /\*\*97153\*\*/);
    assert.doesNotMatch(value, /command:/);
  });

  it('links the explanation of a finding for a client that can show it', async () => {
    client = await TestClient.start({ files: { [PARTY]: PARTIES }, initializationOptions: INITIALIZATION });
    await client.open(MARCH, WRONG);
    const { value } = await shown(positionOf(WRONG, 'units: |5'));
    const link = /\[Explain units-exceed-time\]\(command:abaBilling\.explainFinding\?([^)]*)\)/.exec(value);
    assert.deepEqual(JSON.parse(decodeURIComponent(link?.[1] ?? '')), [
      {
        uri: MARCH,
        range: { start: positionOf(WRONG, 'units: |5'), end: positionOf(WRONG, 'units: 5|') },
        code: 'units-exceed-time',
      },
    ]);
  });

  it('leaves what the schemas say to a client that shows it itself, in files that it knows by their names', async () => {
    const text = JSON.stringify({ sessions: [{ id: 'S-1', placeOfService: '12', summary: 'x', units: 0 }] });
    const at = { line: 0, character: text.indexOf('summary') };
    const hoverIn = async (uri: string, position = at) => {
      await client.open(uri, text);
      return (await client.hover(uri, position))?.contents as MarkupContent | undefined;
    };
    const settings = { [ROOT]: { include: ['notes/*.json'] } };
    client = await TestClient.start({ settings });
    assert.match((await hoverIn(`${ROOT}/a.sessions.json`))?.value ?? '', /summary/);
    client.dispose();
    client = await TestClient.start({ settings, initializationOptions: { describes: ['json'] } });
    assert.equal(await hoverIn(`${ROOT}/a.sessions.json`), undefined);
    const place = { line: 0, character: text.indexOf('12') };
    assert.match((await hoverIn(`${ROOT}/b.sessions.json`, place))?.value ?? '', /place of service: Home/);
    assert.match((await hoverIn(`${ROOT}/notes/a.json`))?.value ?? '', /summary/);
    await client.open(MARCH, WRONG);
    assert.ok(await client.hover(MARCH, positionOf(WRONG, 'cli|ent')));
  });

  it('says nothing in files that are not ours, and has no Markdown for clients that know none', async () => {
    client = await TestClient.start({ capabilities: PLAIN });
    await client.open(`${ROOT}/x.yaml`, 'code: 97153\n');
    assert.equal(await client.hover(`${ROOT}/x.yaml`, { line: 0, character: 8 }), null);
    await client.open(MARCH, WRONG);
    assert.equal((await shown(positionOf(WRONG, '971|53'))).kind, 'plaintext');
  });
});

describe('protocol: explain', () => {
  let client: TestClient;
  afterEach(() => client.dispose());

  it('explains the finding at a range, with links to lines', async () => {
    client = await TestClient.start({ files: { [PARTY]: PARTIES } });
    await client.open(MARCH, WRONG);
    const range = { start: positionOf(WRONG, 'units: |5'), end: positionOf(WRONG, 'units: 5|') };
    const params = { uri: MARCH, range, code: 'units-exceed-time' };
    const explanation = await client.connection.sendRequest<Explanation>('abaBilling/explain', params);
    assert.equal(explanation.title, 'units-exceed-time: session S-1');
    assert.ok(explanation.markdown.includes(`[march.sessions.yaml:10](${MARCH}#L10)`), explanation.markdown);
    assert.ok(explanation.markdown.includes('file:///ext/docs/rules/units-exceed-time.md'));
  });

  it('has nothing to say of a finding that is gone', async () => {
    client = await TestClient.start({ files: { [PARTY]: PARTIES } });
    await client.open(MARCH, WRONG);
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
    const gone = await client.connection.sendRequest('abaBilling/explain', {
      uri: MARCH,
      range,
      code: 'units-exceed-time',
    });
    assert.equal(gone, null);
  });
});

describe('protocol: checklist', () => {
  let client: TestClient;
  afterEach(() => client.dispose());
  const CLAIMS = `${ROOT}/march.claims.yaml`;
  const text = `claims:
  - id: CLM-1
    client: C-AVA
    payer: sunrise
    lines:
      - { date: 2026-03-02, code: 97153, units: 5, provider: rbt-lee, sessions: [S-1] }
  - id: CLM-2
    client: C-AVA
    payer: sunrise
    lines: []
`;
  const checklist = (params: object) =>
    client.connection.sendRequest<ChecklistDocument | null>('abaBilling/checklist', params);

  it('is that of the claim at a position, of the claim that bills a note there, or of an id', async () => {
    client = await TestClient.start({ files: { [PARTY]: PARTIES } });
    await client.open(CLAIMS, text);
    await client.open(MARCH, `sessions:\n${note('S-1', 4)}${note('S-2', 4)}`);
    const at = await checklist({ uri: CLAIMS, position: positionOf(text, 'units: |5') });
    assert.equal(at?.title, 'Clean-claim checklist: claim CLM-1');
    assert.match(at?.markdown ?? '', /5 units billed; .* — \[march\.claims\.yaml:6\]\(file:.*#L6\)/);
    assert.equal((await checklist({ uri: CLAIMS, position: positionOf(text, 'CLM-|2') }))?.claim, 'CLM-2');
    assert.equal((await checklist({ uri: MARCH, position: { line: 3, character: 8 } }))?.claim, 'CLM-1');
    assert.equal((await checklist({ uri: MARCH, claim: 'CLM-2' }))?.claim, 'CLM-2');
  });

  it('is none elsewhere', async () => {
    client = await TestClient.start({ files: { [PARTY]: PARTIES } });
    await client.open(CLAIMS, text);
    await client.open(MARCH, `sessions:\n${note('S-1', 4)}${note('S-2', 4)}`);
    assert.equal(await checklist({ uri: MARCH, position: { line: 14, character: 8 } }), null);
    assert.equal(await checklist({ uri: CLAIMS, position: { line: 0, character: 0 } }), null);
    assert.equal(await checklist({ uri: CLAIMS, claim: 'CLM-9' }), null);
    assert.equal(await checklist({ uri: `${ROOT}/no.claims.yaml`, claim: 'CLM-1' }), null);
  });
});

describe('protocol: status', () => {
  let client: TestClient;
  afterEach(() => client.dispose());
  const status = (uri: string) => client.connection.sendRequest<FileStatus>('abaBilling/status', { uri });

  it('says why and how a file is checked', async () => {
    const configuration = `${ROOT}/aba-billing.yaml`;
    client = await TestClient.start({
      files: { [PARTY]: PARTIES, [configuration]: 'include: ["2026/**"]\nexclude: ["old.*"]\ndefaultPayer: sunrise\n' },
    });
    await client.open(MARCH, WRONG);
    await client.items(MARCH);
    const shared = { configuration, defaultPolicy: 'sunrise' };
    assert.deepEqual(await status(MARCH), {
      checked: true,
      why: 'Its name ends in .sessions.yaml.',
      ...shared,
      policies: [{ id: 'sunrise', name: 'Sunrise Health Plan', version: '', assumed: false }],
      records: 1,
      findings: 1,
    });
    await client.open(`${ROOT}/2026/notes.yaml`, 'sessions: []\n');
    assert.equal((await status(`${ROOT}/2026/notes.yaml`)).why, 'The workspace file includes it.');
    const unchecked = { checked: false, ...shared, policies: [], records: 0, findings: 0 };
    const excluded = { ...unchecked, why: 'The workspace file excludes it.' };
    assert.deepEqual(await status(`${ROOT}/old.sessions.yaml`), excluded);
    const other = { ...unchecked, why: 'Neither its name nor a workspace file nor a setting makes it a billing file.' };
    assert.deepEqual(await status(`${ROOT}/x.yaml`), other);
    assert.equal((await status(configuration)).why, 'It is a workspace file of ABA Billing.');
  });

  it('says so of a file that is in no folder', async () => {
    client = await TestClient.start();
    const outside = 'file:///elsewhere/a.sessions.yaml';
    assert.equal((await status(outside)).checked, false);
    await client.open(outside, WRONG);
    assert.equal((await status(outside)).checked, true);
  });
});
