import assert from 'node:assert/strict';
import { FileChangeType } from 'vscode-languageserver/node';
import type { FileStatus } from '../../server/src/lsp/protocol.ts';
import type { Rule } from '../../server/src/rules/rule.ts';
import { ROOT, rangeOf, TestClient } from './client.ts';
import { note, PARTIES } from './clinic.ts';

const { Created, Changed, Deleted } = FileChangeType;
const MARCH = `${ROOT}/march.sessions.yaml`;
const APRIL = `${ROOT}/april.sessions.yaml`;
const PARTY = `${ROOT}/clinic.clients.yaml`;
const CONFIGURATION = `${ROOT}/aba-billing.yaml`;
const RIGHT = `sessions:\n${note('S-1', 4)}`;
const WRONG = `sessions:\n${note('S-1', 5)}`;
const OTHER = WRONG.replace('S-1', 'S-2');

describe('protocol: files on disk', () => {
  let client: TestClient;
  afterEach(() => client.dispose());

  it('count once they are created, as changed, and no longer when deleted', async () => {
    client = await TestClient.start({ files: { [PARTY]: PARTIES } });
    client.disk.write(MARCH, WRONG);
    await client.watched([MARCH, Created]);
    await client.ready();
    assert.deepEqual(client.pushed(MARCH), ['units-exceed-time']);
    client.disk.write(MARCH, RIGHT);
    await client.watched([MARCH, Changed]);
    await client.ready();
    assert.deepEqual(client.pushed(MARCH), []);
    client.disk.write(MARCH, WRONG);
    await client.watched([MARCH, Changed]);
    await client.ready();
    client.disk.remove(MARCH);
    await client.watched([MARCH, Deleted]);
    await client.ready();
    assert.deepEqual(client.pushed(MARCH), []);
  });

  it('leave no stale diagnostics when renamed', async () => {
    client = await TestClient.start({ files: { [PARTY]: PARTIES, [MARCH]: WRONG } });
    client.disk.remove(MARCH);
    client.disk.write(APRIL, WRONG);
    await client.watched([APRIL, Created], [MARCH, Deleted]);
    await client.ready();
    assert.deepEqual(client.pushed(MARCH), []);
    assert.deepEqual(client.pushed(APRIL), ['units-exceed-time']);
  });

  it('come and go with their folder', async () => {
    const inner = `${ROOT}/2026/march.sessions.yaml`;
    client = await TestClient.start({ files: { [PARTY]: PARTIES, [inner]: WRONG } });
    assert.deepEqual(client.pushed(inner), ['units-exceed-time']);
    client.disk.remove(`${ROOT}/2026`);
    client.disk.write(`${ROOT}/old/march.sessions.yaml`, WRONG);
    await client.watched([`${ROOT}/2026`, Deleted], [`${ROOT}/old`, Created]);
    await client.ready();
    assert.deepEqual(client.pushed(inner), []);
    assert.deepEqual(client.pushed(`${ROOT}/old/march.sessions.yaml`), ['units-exceed-time']);
  });

  it('do not matter while open: not their change, and not their end', async () => {
    client = await TestClient.start({ files: { [PARTY]: PARTIES, [MARCH]: RIGHT } });
    await client.open(MARCH, WRONG);
    client.disk.remove(MARCH);
    await client.watched([MARCH, Deleted]);
    await client.ready();
    assert.equal((await client.items(MARCH)).length, 1);
    await client.close(MARCH);
    await client.ready();
    assert.deepEqual(client.pushed(MARCH) ?? [], []);
  });

  it('are one file however their URI is spelled', async () => {
    const disk = 'file:///c%3A/clin%20ic/m%28a%29rch.sessions.yaml';
    const editor = 'file:///C:/clin%20ic/m(a)rch.sessions.yaml';
    client = await TestClient.start({
      folders: ['file:///C:/clin%20ic'],
      files: { [disk]: WRONG, 'file:///c%3A/clin%20ic/a.clients.yaml': PARTIES },
    });
    assert.deepEqual(client.pushed(disk), ['units-exceed-time']);
    await client.open(editor, RIGHT);
    assert.deepEqual(await client.items(editor), []);
  });

  it('are not read in folders of tools, behind links to folders, or where excluded', async () => {
    client = await TestClient.begin({
      files: {
        [PARTY]: PARTIES,
        [CONFIGURATION]: 'exclude: ["archive/**"]\n',
        [`${ROOT}/node_modules/x/a.sessions.yaml`]: WRONG,
        [`${ROOT}/.git/a.sessions.yaml`]: WRONG,
        [`${ROOT}/archive/2020/a.sessions.yaml`]: WRONG,
      },
    });
    client.disk.link(`${ROOT}/loop`, ROOT);
    client.disk.link(`${ROOT}/again.sessions.yaml`, PARTY);
    await client.ready();
    assert.deepEqual(client.disk.reads, [CONFIGURATION, PARTY]);
  });

  it('in the tests of a policy are not read, and not checked when opened', async () => {
    const test = `${ROOT}/plans/sunrise.policy-tests/cap/march.sessions.yaml`;
    const configuration = `${ROOT}/plans/sunrise.policy-tests/cap/aba-billing.yaml`;
    client = await TestClient.begin({
      files: { [PARTY]: PARTIES, [test]: WRONG, [configuration]: 'rules: { units-exceed-time: off }\n' },
    });
    await client.ready();
    assert.deepEqual(client.disk.reads, [PARTY]);
    await client.open(test, WRONG);
    await client.open(configuration, 'nonsense: 1\n');
    assert.deepEqual([await client.items(test), await client.items(configuration)], [[], []]);
    const { why } = await client.connection.sendRequest<FileStatus>('abaBilling/status', { uri: test });
    assert.match(why, /test-policies/);
    await client.open(MARCH, RIGHT);
    assert.deepEqual(await client.items(MARCH), [], 'the note of the test is a second one of the same id');
  });

  it('that a link leads to outside the folder are read', async () => {
    client = await TestClient.begin({ files: { [PARTY]: PARTIES, 'file:///shared/a.sessions.yaml': WRONG } });
    client.disk.link(MARCH, 'file:///shared/a.sessions.yaml');
    await client.ready();
    assert.deepEqual(client.pushed(MARCH), ['units-exceed-time']);
  });

  it('are told to the log by path and number only', async () => {
    client = await TestClient.start({ files: { [PARTY]: PARTIES, [MARCH]: WRONG } });
    assert.deepEqual(client.log, [`${ROOT}: 2 files`]);
  });
});

describe('protocol: workspace folders', () => {
  let client: TestClient;
  afterEach(() => client.dispose());
  const NORTH = 'file:///north';
  const SOUTH = 'file:///south';

  it('do not know of each other', async () => {
    client = await TestClient.start({
      folders: [NORTH, SOUTH],
      files: { [`${NORTH}/a.sessions.yaml`]: RIGHT, [`${SOUTH}/a.sessions.yaml`]: RIGHT },
    });
    const twice = client.published
      .flatMap(({ diagnostics }) => diagnostics)
      .filter(({ code }) => code === 'duplicate-id');
    assert.deepEqual(twice, []);
  });

  it('have settings of their own', async () => {
    client = await TestClient.start({
      folders: [NORTH, SOUTH],
      files: {
        [`${NORTH}/a.sessions.yaml`]: WRONG,
        [`${SOUTH}/a.sessions.yaml`]: WRONG,
        [`${NORTH}/p.clients.yaml`]: PARTIES,
        [`${SOUTH}/p.clients.yaml`]: PARTIES,
      },
      settings: { [NORTH]: { diagnostics: { scope: 'openFiles' } } },
    });
    assert.equal(client.pushed(`${NORTH}/a.sessions.yaml`), undefined);
    assert.deepEqual(client.pushed(`${SOUTH}/a.sessions.yaml`), ['units-exceed-time']);
  });

  it('come and go, with what was shown for them', async () => {
    const files = { [`${NORTH}/a.sessions.yaml`]: WRONG, [`${NORTH}/p.clients.yaml`]: PARTIES };
    client = await TestClient.start({ folders: [SOUTH], files });
    await client.changeFolders([NORTH], []);
    await client.ready();
    assert.deepEqual(client.pushed(`${NORTH}/a.sessions.yaml`), ['units-exceed-time']);
    await client.changeFolders([], [NORTH]);
    await client.ready();
    assert.deepEqual(client.pushed(`${NORTH}/a.sessions.yaml`), []);
  });

  it('within others keep their files to themselves, and give them back', async () => {
    const inner = `${ROOT}/inner`;
    const both = { [`${ROOT}/a.sessions.yaml`]: RIGHT, [`${inner}/a.sessions.yaml`]: RIGHT };
    const isTwice = () => client.pushed(`${inner}/a.sessions.yaml`)?.includes('duplicate-id') ?? false;
    client = await TestClient.start({ folders: [ROOT, inner], files: both });
    assert.equal(isTwice(), false);
    await client.changeFolders([], [inner]);
    await client.ready();
    assert.equal(isTwice(), true);
    await client.changeFolders([inner], []);
    await client.ready();
    assert.equal(isTwice(), false);
  });

  it('take over the open files that lie in them', async () => {
    client = await TestClient.start({ folders: [], files: { [PARTY]: PARTIES } });
    await client.open(MARCH, WRONG);
    const alone = await client.items(MARCH);
    await client.changeFolders([ROOT], []);
    await client.ready();
    const together = await client.items(MARCH);
    assert.match(String(alone[0]?.message), /assumed/);
    assert.doesNotMatch(String(together[0]?.message), /no payer known/);
    await client.changeFolders([], [ROOT]);
    await client.ready();
    assert.deepEqual(await client.items(MARCH), alone);
  });

  it('are not needed: a file on its own is checked on its own', async () => {
    client = await TestClient.start({ folders: [] });
    await client.open(MARCH, RIGHT);
    await client.open(APRIL, RIGHT);
    assert.equal(
      (await client.items(MARCH)).some(({ code }) => code === 'duplicate-id'),
      false,
    );
    await client.close(MARCH);
    await client.ready();
    assert.equal(client.pushed(MARCH), undefined);
  });
});

describe('protocol: what is checked', () => {
  let client: TestClient;
  afterEach(() => client.dispose());
  const PLAIN_NAME = `${ROOT}/2026/notes.yaml`;

  it('follows the settings include and exclude', async () => {
    client = await TestClient.start({ files: { [PARTY]: PARTIES, [MARCH]: WRONG, [PLAIN_NAME]: OTHER } });
    assert.equal(client.pushed(PLAIN_NAME), undefined);
    client.settings[ROOT] = { include: ['2026/**'], exclude: ['march.*'] };
    await client.changeSettings();
    await client.ready();
    assert.deepEqual(client.pushed(PLAIN_NAME), ['units-exceed-time']);
    assert.deepEqual(client.pushed(MARCH), []);
    client.settings[ROOT] = {};
    await client.changeSettings();
    await client.ready();
    assert.deepEqual(client.pushed(PLAIN_NAME), []);
    assert.ok(client.pushed(MARCH)?.includes('units-exceed-time'));
  });

  it('follows the settings that a client sends unasked', async () => {
    client = await TestClient.start({ capabilities: {}, files: { [PARTY]: PARTIES, [PLAIN_NAME]: WRONG } });
    await client.changeSettings({ abaBilling: { include: ['2026/**'] } });
    await client.ready();
    assert.deepEqual(client.pushed(PLAIN_NAME), ['units-exceed-time']);
  });

  it('follows the workspace file as it is typed, for open and for closed files', async () => {
    client = await TestClient.start({ files: { [PARTY]: PARTIES, [MARCH]: WRONG, [CONFIGURATION]: 'rules: {}\n' } });
    await client.open(PLAIN_NAME, OTHER);
    assert.deepEqual(await client.items(PLAIN_NAME), []);
    await client.open(CONFIGURATION, 'rules: {}\n');
    await client.change(CONFIGURATION, { text: 'include: ["2026/**"]\nexclude: ["march.*"]\n' });
    await client.ready();
    assert.ok((await client.items(PLAIN_NAME)).some(({ code }) => code === 'units-exceed-time'));
    assert.deepEqual(client.pushed(MARCH), []);
    assert.ok(client.refreshes > 0);
  });

  it('follows severities of the workspace file without any file being read again', async () => {
    client = await TestClient.start({ files: { [PARTY]: PARTIES, [MARCH]: WRONG } });
    const reads = client.disk.reads.length;
    await client.open(CONFIGURATION, 'rules:\n  units-exceed-time: information\n');
    await client.ready();
    assert.equal(client.published.findLast(({ uri }) => uri === MARCH)?.diagnostics[0]?.severity, 3);
    await client.change(CONFIGURATION, { text: 'rules:\n  units-exceed-time: off\n' });
    await client.ready();
    assert.deepEqual(client.pushed(MARCH), []);
    assert.equal(client.disk.reads.length, reads);
  });

  it('tells a client of ours which globs the workspace files add', async () => {
    client = await TestClient.begin({
      files: { [CONFIGURATION]: 'include: ["2026/**"]\n' },
      initializationOptions: { rulePages: 'file:///pages' },
    });
    const told: unknown[] = [];
    client.connection.onNotification('abaBilling/include', (params) => void told.push(params));
    await client.ready();
    assert.deepEqual(told, [{ globs: [{ folder: ROOT, glob: '2026/**' }] }]);
  });

  it('changes when the day does', async () => {
    const future: Rule = {
      id: 'future',
      category: 'claims',
      severity: 'warning',
      summary: 'in the future',
      checks: {
        session(record, context) {
          const date = record.data.date?.value;
          if (date !== undefined && context.asOf !== undefined && date > context.asOf) {
            context.report({ place: { record, path: ['date'] }, message: 'in the future' });
          }
        },
      },
    };
    client = await TestClient.start({ rules: [future] });
    client.today = '2026-03-01';
    await client.open(MARCH, RIGHT);
    assert.equal((await client.items(MARCH)).length, 1);
    client.today = '2026-03-02';
    assert.equal((await client.items(MARCH)).length, 0);
  });

  it('goes on when a handler fails, and the log does not quote what failed', async () => {
    const failing: Rule = {
      id: 'failing',
      category: 'claims',
      severity: 'warning',
      summary: 'fails in its fixes',
      checks: {
        session(record, context) {
          const fixes = () => {
            throw new TypeError('Rosa Diaz');
          };
          context.report({ place: { record, path: ['units'] }, message: 'x', fixes });
        },
      },
    };
    client = await TestClient.start({ rules: [failing] });
    await client.open(MARCH, RIGHT);
    assert.deepEqual(await client.actions(MARCH, rangeOf(RIGHT, 'units: 4')), []);
    assert.equal((await client.items(MARCH)).length, 1);
    assert.match(client.log.join('\n'), /Code actions failed \(TypeError\)/);
    assert.doesNotMatch(client.log.join('\n'), /Rosa/);
  });
});
