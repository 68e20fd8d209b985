import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listFolder, nodeFileSystem, pathToUri } from '../../../server/src/disk/node-file-system.ts';
import { MAX_FILE_BYTES } from '../../../server/src/disk/read-text.ts';
import { filesBelow, type Walker } from '../../../server/src/disk/walk.ts';

describe('the disk', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'aba-billing-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (name: string, content: string | Uint8Array) => {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
    return pathToUri(join(folder, name));
  };

  it('gives the text of a file without its byte order mark', async () => {
    assert.deepEqual(await nodeFileSystem.read(write('é (1).yaml', '\ufeffa: 🙂\r\n')), {
      kind: 'text',
      text: 'a: 🙂\r\n',
    });
    assert.deepEqual(await nodeFileSystem.read(write('empty', '')), { kind: 'text', text: '' });
  });

  it('tells a missing file from one that cannot be read', async () => {
    assert.deepEqual(await nodeFileSystem.read(pathToUri(join(folder, 'none'))), { kind: 'missing' });
    const inFile = pathToUri(join(folder, 'file', 'none'));
    write('file', '');
    assert.deepEqual(await nodeFileSystem.read(inFile), { kind: 'missing' });
    const asFolder = await nodeFileSystem.read(pathToUri(folder));
    assert.deepEqual(asFolder, { kind: 'unreadable', reason: 'This is a folder, not a file.' });
  });

  it('says that a file may not be read', async function () {
    if (process.platform === 'win32' || process.getuid?.() === 0) this.skip();
    const uri = write('secret', 'a');
    chmodSync(join(folder, 'secret'), 0);
    const reading = await nodeFileSystem.read(uri);
    assert.deepEqual(reading, { kind: 'unreadable', reason: 'The file may not be read (permission denied).' });
  });

  it('says in which line a file is not UTF-8', async () => {
    const latin = Buffer.concat([Buffer.from('a: 1\r\nb: é\nc: '), Buffer.from([0xe9]), Buffer.from('\n')]);
    assert.deepEqual(await nodeFileSystem.read(write('latin', latin)), {
      kind: 'unreadable',
      reason: 'The file is not UTF-8 in line 3 and is not checked.',
      line: 2,
    });
    const cut = Buffer.from('a: é').subarray(0, 4);
    assert.equal(((await nodeFileSystem.read(write('cut', cut))) as { line: number }).line, 0);
    const utf16 = Buffer.from('\ufeffa: 1', 'utf16le');
    assert.match(((await nodeFileSystem.read(write('utf16', utf16))) as { reason: string }).reason, /UTF-16/);
  });

  it('does not read a file that is too large', async () => {
    const uri = write('large', '');
    truncateSync(join(folder, 'large'), MAX_FILE_BYTES + 1024 * 1024);
    assert.deepEqual(await nodeFileSystem.read(uri), {
      kind: 'unreadable',
      reason: 'The file has 33 MB and is not checked: the limit is 32 MB.',
    });
  });

  it('lists files, folders and links by name', async () => {
    write('b.yaml', '');
    write('a/x.yaml', '');
    symlinkSync(folder, join(folder, 'c'));
    assert.deepEqual(await nodeFileSystem.list(pathToUri(folder)), {
      kind: 'entries',
      entries: [
        { name: 'a', kind: 'folder' },
        { name: 'b.yaml', kind: 'file' },
        { name: 'c', kind: 'link' },
      ],
    });
    assert.equal((await nodeFileSystem.list(pathToUri(join(folder, 'none')))).kind, 'unreadable');
  });

  it('does not look into a huge folder', async () => {
    for (const name of ['a', 'b', 'c']) write(name, '');
    const listing = await listFolder(pathToUri(folder), 2);
    assert.deepEqual(listing, { kind: 'unreadable', reason: 'The folder has more than 2 entries.' });
    assert.equal((await listFolder(pathToUri(folder), 3)).kind, 'entries');
  });

  it('is walked without following links to folders, workspace files first, pruned before it is listed', async () => {
    const seen: string[] = [];
    const listed: string[] = [];
    const root = pathToUri(folder);
    const relative = (uri: string) => decodeURIComponent(uri.slice(root.length + 1));
    for (const name of ['b/2.x', 'b/conf', 'a/1.x', 'node_modules/3.x', '.git/4.x', 'out/5.x', 'é (1)/6.x', '7.y'])
      write(name, '');
    mkdirSync(join(folder, 'folder.x'));
    write('folder.x/inner.x', '');
    symlinkSync(folder, join(folder, 'b', 'loop'));
    symlinkSync(join(folder, 'b', '2.x'), join(folder, 'b', 'again.x'));
    const outside = mkdtempSync(join(tmpdir(), 'aba-billing-'));
    writeFileSync(join(outside, 'shared.x'), '');
    symlinkSync(join(outside, 'shared.x'), join(folder, 'b', 'shared.x'));
    const walker: Walker = {
      enters: (uri) => relative(uri) !== 'out',
      wants: (uri) => uri.endsWith('.x'),
      isConfiguration: (uri) => uri.endsWith('/conf'),
      configuration: async (uri) => void seen.push(relative(uri)),
      problem: (uri, reason) => void seen.push(`${relative(uri)}: ${reason}`),
    };
    const fileSystem = {
      ...nodeFileSystem,
      list: (uri: string) => {
        listed.push(relative(uri));
        return nodeFileSystem.list(uri);
      },
    };
    const found = await filesBelow(root, fileSystem, walker);
    rmSync(outside, { recursive: true });
    assert.deepEqual(found.map(relative), ['a/1.x', 'b/2.x', 'b/shared.x', 'folder.x/inner.x', 'é (1)/6.x']);
    assert.deepEqual(seen, ['folder.x: This is a folder, not a file.', 'b/conf']);
    assert.deepEqual(listed, ['', 'a', 'b', 'folder.x', 'é (1)']);
  });
});
