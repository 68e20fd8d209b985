import assert from 'node:assert/strict';
import { type DocumentDiagnosticReport, FileChangeType } from 'vscode-languageserver/node';
import type { Rule } from '../../server/src/rules/rule.ts';
import { PLAIN, ROOT, rangeOf, TestClient } from './client.ts';
import { note, PARTIES } from './clinic.ts';

const MARCH = `${ROOT}/march.sessions.yaml`;
const APRIL = `${ROOT}/april.sessions.yaml`;
const PARTY = `${ROOT}/clinic.clients.yaml`;
const RIGHT = `sessions:\n${note('S-1', 4)}`;
const WRONG = `sessions:\n${note('S-1', 5)}`;

/** Reports each note whose id is used twice in the folder: a finding that another file's change brings and takes away. */
const TWICE: Rule = {
  id: 'twice',
  category: 'structure',
  severity: 'warning',
  summary: 'an id is used twice',
  checks: {
    sharedId({ records }, context) {
      if (records.length < 2) return;
      for (const record of records) context.report({ place: { record, path: ['id'] }, message: 'used twice' });
    },
  },
};

function codes(report: DocumentDiagnosticReport): string[] {
  assert.equal(report.kind, 'full');
  return report.kind === 'full' ? report.items.map((item) => String(item.code)) : [];
}

describe('protocol: diagnostics of a client that asks for them', () => {
  let client: TestClient;
  afterEach(() => client.dispose());

  it('are those of the open text, with the rule, its page and the other places', async () => {
    client = await TestClient.start({ files: { [PARTY]: PARTIES } });
    const morning = note('S-1', 3).replace('"15:00"', '"09:00"').replace('"15:53"', '"09:45"');
    const text = `sessions:\n${morning}${note('S-2', 5)}`;
    await client.open(MARCH, text);
    const items = await client.items(MARCH);
    assert.deepEqual(
      items.map(({ code }) => code),
      ['units-exceed-time'],
    );
    const [item] = items;
    assert.deepEqual(item?.range, one(text, 'units: 5', 7));
    assert.equal(item?.severity, 1);
    assert.equal(item?.source, 'aba-billing');
    assert.deepEqual(item?.codeDescription, { href: 'file:///ext/docs/rules/units-exceed-time.md' });
    assert.equal(typeof item?.message, 'string');
    assert.ok(item?.relatedInformation?.every(({ location }) => location.uri === MARCH));
    assert.ok((item?.relatedInformation?.length ?? 0) > 0);
    assert.deepEqual(item?.data, { record: 'S-2', carc: '151' });
  });

  it('underline the value that has to change, in UTF-16 columns after characters beyond them', async () => {
    client = await TestClient.start({ files: { [PARTY]: PARTIES } });
    const text = `sessions:\n  - { summary: "🙂🙂 é", id: S-1, client: C-AVA, date: 2026-03-02, code: 97153, provider: rbt-lee, supervisor: bcba-cruz, start: "15:00", end: "15:53", units: 5 }\n`;
    await client.open(MARCH, text);
    const item = (await client.items(MARCH)).find(({ code }) => code === 'units-exceed-time');
    const start = (text.split('\n')[1] ?? '').indexOf('5 }');
    assert.deepEqual(item?.range, { start: { line: 1, character: start }, end: { line: 1, character: start + 1 } });
  });

  it('are unchanged where nothing changed, and full again after an edit that matters', async () => {
    client = await TestClient.start({ files: { [PARTY]: PARTIES } });
    await client.open(MARCH, WRONG);
    const first = await client.pull(MARCH);
    assert.equal(first.kind, 'full');
    assert.deepEqual(await client.pull(MARCH, first.resultId), { kind: 'unchanged', resultId: first.resultId });
    await client.change(MARCH, { range: one(WRONG, 'units: 5', 7), text: '4' });
    const fixed = await client.pull(MARCH, first.resultId);
    assert.deepEqual(codes(fixed), []);
    await client.change(MARCH, { range: one(WRONG, 'units: 5', 7), text: '5' });
    assert.deepEqual(codes(await client.pull(MARCH, fixed.resultId)), ['units-exceed-time']);
  });

  it('are never pushed as well', async () => {
    client = await TestClient.start({ files: { [PARTY]: PARTIES } });
    await client.open(MARCH, WRONG);
    await client.items(MARCH);
    await client.ready();
    assert.equal(client.pushed(MARCH), undefined);
  });

  it('are asked for again when another open file is touched, and only then', async () => {
    client = await TestClient.start({ rules: [TWICE] });
    await client.open(MARCH, RIGHT);
    await client.open(APRIL, RIGHT.replace('S-1', 'S-2'));
    await client.items(MARCH);
    await client.items(APRIL);
    await client.ready();
    assert.equal(client.refreshes, 0);
    await client.change(APRIL, { range: one(RIGHT, 'id: S-1', 6), text: '1' });
    assert.deepEqual(codes(await client.pull(APRIL)), ['twice']);
    await client.ready();
    assert.equal(client.refreshes, 1);
    assert.deepEqual(codes(await client.pull(MARCH)), ['twice']);
    await client.change(APRIL, { range: one(RIGHT, 'units: 4', 7), text: '3' });
    await client.items(APRIL);
    await client.ready();
    assert.equal(client.refreshes, 1);
  });

  it('of a file that is typed in do not wait for what it means to others, who are asked for again once that is known', async () => {
    const slow = slowly();
    const names = Array.from({ length: 200 }, (_, index) => `S-${index}`);
    const march = `sessions:\n${names.map((name) => note(name, 4)).join('')}`;
    client = await TestClient.start({ rules: [slow.rule], files: { [PARTY]: PARTIES, [MARCH]: march } });
    await client.open(PARTY, PARTIES);
    await client.open(MARCH, march);
    const messages = async () => new Set((await client.items(MARCH)).map(({ message }) => message));
    assert.deepEqual(await messages(), new Set(['holds RBT']));
    await client.items(PARTY);
    await client.ready();
    const before = slow.runs();
    await client.change(PARTY, { range: rangeOf(PARTIES, 'RBT'), text: 'BCBA' });
    await client.items(PARTY);
    const first = slow.runs() - before;
    assert.ok(first < names.length, `${first} notes were looked at first`);
    await client.ready();
    assert.equal(client.refreshes, 1);
    assert.deepEqual(await messages(), new Set(['holds BCBA']));
    assert.equal(slow.runs() - before, names.length, 'each note is looked at once');
  });

  it('are pushed while an open file is not shown, until they are asked for again', async () => {
    client = await TestClient.start({ files: { [PARTY]: PARTIES, [MARCH]: WRONG } });
    assert.deepEqual(client.pushed(MARCH), ['units-exceed-time']);
    await client.hide(MARCH);
    await client.open(MARCH, WRONG);
    await client.ready();
    assert.equal(client.published.filter(({ uri }) => uri === MARCH).length, 1, 'nothing flickers');
    assert.equal((await client.items(MARCH)).length, 1);
    await client.ready();
    assert.deepEqual(client.pushed(MARCH), []);
    await client.hide(MARCH);
    await client.ready();
    assert.deepEqual(client.pushed(MARCH), ['units-exceed-time']);
    await client.change(MARCH, { range: one(WRONG, 'units: 5', 7), text: '4' });
    await client.ready();
    assert.deepEqual(client.pushed(MARCH), []);
  });

  it('are none for a file that is not ours', async () => {
    client = await TestClient.start();
    const other = `${ROOT}/docker-compose.yaml`;
    await client.open(other, 'a: [');
    assert.deepEqual(await client.items(other), []);
  });

  it('are at most a thousand, the rest counted in one', async () => {
    const everything: Rule = {
      ...TWICE,
      id: 'everything',
      checks: { session: (record, context) => context.report({ place: { record, path: ['id'] }, message: 'x' }) },
    };
    client = await TestClient.start({ rules: [everything] });
    await client.open(
      MARCH,
      `sessions:\n${Array.from({ length: 1200 }, (_, index) => `  - id: S-${index}\n`).join('')}`,
    );
    const items = await client.items(MARCH);
    assert.equal(items.length, 1000);
    const more = items.at(-1);
    assert.equal(more?.code, 'more-findings');
    assert.match(String(more?.message), /^201 more/);
    assert.deepEqual(more?.range, { start: { line: 0, character: 0 }, end: { line: 0, character: 9 } });
  });

  it('until the folder is read are only those that no other file can change', async () => {
    client = await TestClient.begin({ files: { [PARTY]: PARTIES } });
    const gate = Promise.withResolvers<void>();
    const list = client.disk.list.bind(client.disk);
    client.disk.list = async (folder) => {
      await gate.promise;
      return list(folder);
    };
    await client.open(MARCH, `${WRONG}  - id: [S-9]\n`);
    assert.deepEqual(new Set(codes(await client.pull(MARCH))), new Set(['structure']));
    gate.resolve();
    await client.ready();
    assert.equal(client.refreshes, 1);
    assert.ok((await client.items(MARCH)).some(({ code }) => code === 'units-exceed-time'));
  });
});

/** A rule on what the provider of a note holds, that takes a millisecond. */
function slowly(): { readonly rule: Rule; readonly runs: () => number } {
  let runs = 0;
  const rule: Rule = {
    ...TWICE,
    id: 'slow',
    checks: {
      session(record, { facts, report }) {
        runs++;
        const [held] = facts.provider('rbt-lee')?.value.credentials ?? [];
        for (const end = performance.now() + 1; performance.now() < end; );
        report({ place: { record, path: ['id'] }, message: `holds ${held?.type}` });
      },
    },
  };
  return { rule, runs: () => runs };
}

describe('protocol: diagnostics of closed files', () => {
  let client: TestClient;
  afterEach(() => client.dispose());

  it('are pushed, withdrawn on opening, and pushed again on closing', async () => {
    client = await TestClient.start({ files: { [PARTY]: PARTIES, [MARCH]: WRONG } });
    assert.deepEqual(client.pushed(MARCH), ['units-exceed-time']);
    await client.open(MARCH, WRONG);
    assert.equal((await client.items(MARCH)).length, 1);
    assert.deepEqual(client.pushed(MARCH), []);
    await client.close(MARCH);
    await client.ready();
    assert.deepEqual(client.pushed(MARCH), ['units-exceed-time']);
  });

  it('are sent without being asked for, a little later', async () => {
    client = await TestClient.start({ files: { [PARTY]: PARTIES } });
    const sent = new Promise((resolve) => client.onPublished(MARCH, resolve));
    client.disk.write(MARCH, WRONG);
    await client.watched([MARCH, FileChangeType.Created]);
    assert.deepEqual(await sent, ['units-exceed-time']);
  });

  it('are those of the disk again when an edited buffer is closed unsaved', async () => {
    client = await TestClient.start({ files: { [PARTY]: PARTIES, [MARCH]: RIGHT } });
    await client.open(MARCH, WRONG);
    assert.equal((await client.items(MARCH)).length, 1);
    await client.close(MARCH);
    await client.ready();
    assert.deepEqual(client.pushed(MARCH) ?? [], []);
  });

  it('follow an edit of an open file', async () => {
    client = await TestClient.start({ rules: [TWICE], files: { [MARCH]: RIGHT } });
    await client.open(APRIL, RIGHT.replace('S-1', 'S-2'));
    await client.ready();
    assert.equal(client.pushed(MARCH), undefined);
    await client.change(APRIL, { range: one(RIGHT, 'id: S-1', 6), text: '1' });
    await client.ready();
    assert.deepEqual(client.pushed(MARCH), ['twice']);
    await client.change(APRIL, { range: one(RIGHT, 'id: S-1', 6), text: '3' });
    await client.ready();
    assert.deepEqual(client.pushed(MARCH), []);
  });

  it('are sent once for a burst of edits', async () => {
    client = await TestClient.start({ rules: [TWICE], files: { [MARCH]: RIGHT } });
    await client.open(APRIL, RIGHT.replace('S-1', 'S-2'));
    for (const digit of ['1', '3', '1', '4', '1']) {
      await client.change(APRIL, { range: one(RIGHT, 'id: S-1', 6), text: digit });
      await client.items(APRIL);
    }
    await client.ready();
    assert.equal(client.published.filter(({ uri }) => uri === MARCH).length, 1);
  });

  it('are not shown with the scope openFiles, and come and go with the setting', async () => {
    const settings = { [ROOT]: { diagnostics: { scope: 'openFiles' } } };
    client = await TestClient.start({ files: { [PARTY]: PARTIES, [MARCH]: WRONG }, settings });
    assert.equal(client.pushed(MARCH), undefined);
    client.settings[ROOT] = { diagnostics: { scope: 'workspace' } };
    await client.changeSettings();
    await client.ready();
    assert.deepEqual(client.pushed(MARCH), ['units-exceed-time']);
    client.settings[ROOT] = settings[ROOT];
    await client.changeSettings();
    await client.ready();
    assert.deepEqual(client.pushed(MARCH), []);
  });

  it('say of a file that cannot be read why, where, and leave the others checked', async () => {
    client = await TestClient.begin({ files: { [PARTY]: PARTIES, [MARCH]: WRONG } });
    client.disk.writeUnreadable(APRIL, 'The file is not UTF-8 in line 3 and is not checked.', 2);
    client.disk.write(`${ROOT}/may.claims.yaml/inner.sessions.yaml`, WRONG.replace('S-1', 'S-7'));
    await client.ready();
    const problem = client.published.find(({ uri }) => uri === APRIL)?.diagnostics;
    assert.deepEqual(problem, [
      {
        range: { start: { line: 2, character: 0 }, end: { line: 2, character: 1 } },
        severity: 1,
        code: 'syntax',
        source: 'aba-billing',
        message: 'the file is not UTF-8 in line 3 and is not checked',
      },
    ]);
    assert.deepEqual(
      client.published.find(({ uri }) => uri.endsWith('may.claims.yaml'))?.diagnostics.map((item) => item.message),
      ['this is a folder, not a file'],
    );
    assert.deepEqual(client.pushed(`${ROOT}/may.claims.yaml/inner.sessions.yaml`), ['units-exceed-time']);
    assert.deepEqual(client.pushed(MARCH), ['units-exceed-time']);
  });
});

describe('protocol: diagnostics of a client that cannot ask', () => {
  let client: TestClient;
  afterEach(() => client.dispose());

  it('are pushed for open files, with their version, edit by edit', async () => {
    client = await TestClient.start({ capabilities: PLAIN, files: { [PARTY]: PARTIES } });
    await client.open(MARCH, WRONG);
    await client.ready();
    assert.deepEqual(client.pushed(MARCH), ['units-exceed-time']);
    assert.equal(client.published.at(-1)?.version, 1);
    await client.change(MARCH, { range: one(WRONG, 'units: 5', 7), text: '4' });
    await client.ready();
    assert.deepEqual(client.pushed(MARCH), []);
    assert.equal(client.published.at(-1)?.version, 2);
  });

  it('are pushed for the file that is typed in before what it means to others is known', async () => {
    const slow = slowly();
    const own: Rule = {
      ...TWICE,
      id: 'own',
      checks: {
        provider: (record, { report }) =>
          record.data.credentials?.items[0]?.type?.value === 'BCBA' ||
          report({ place: { record, path: ['id'] }, message: 'x' }),
      },
    };
    const names = Array.from({ length: 200 }, (_, index) => `S-${index}`);
    const march = `sessions:\n${names.map((name) => note(name, 4)).join('')}`;
    const files = { [PARTY]: PARTIES, [MARCH]: march };
    client = await TestClient.start({ capabilities: PLAIN, rules: [slow.rule, own], files });
    await client.open(PARTY, PARTIES);
    await client.ready();
    assert.deepEqual(client.pushed(PARTY), ['own']);
    const before = slow.runs();
    const sent = new Promise((resolve) => client.onPublished(PARTY, resolve));
    await client.change(PARTY, { range: rangeOf(PARTIES, 'RBT'), text: 'BCBA' });
    assert.deepEqual(await sent, []);
    const first = slow.runs() - before;
    assert.ok(first < names.length, `${first} notes were looked at first`);
    await client.ready();
    const marched = client.published.findLast(({ uri }) => uri === MARCH);
    assert.deepEqual(new Set(marched?.diagnostics.map(({ message }) => message)), new Set(['holds BCBA']));
  });

  it('are withdrawn when a file that is not on disk is closed', async () => {
    client = await TestClient.start({ capabilities: PLAIN, files: { [PARTY]: PARTIES } });
    await client.open(MARCH, WRONG);
    await client.ready();
    await client.close(MARCH);
    await client.ready();
    assert.deepEqual(client.pushed(MARCH), []);
  });
});

/** The range of one character of a text. */
function one(text: string, part: string, offset: number) {
  const { start } = rangeOf(text, part);
  const character = start.character + offset;
  return { start: { line: start.line, character }, end: { line: start.line, character: character + 1 } };
}
