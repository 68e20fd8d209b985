import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { listFiles, PackageManager } from '@vscode/vsce';
import { ROOT } from '../../scripts/paths.ts';
import {
  CONFIGURATION_FILE_NAMES,
  RECORD_FILE_GLOBS,
  TABLES_FILE_NAMES,
} from '../../server/src/workspace/file-names.ts';

const manifest = JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8')) as {
  version: string;
  activationEvents: string[];
  contributes: { jsonValidation: SchemaUse[]; yamlValidation: SchemaUse[] };
};

interface SchemaUse {
  readonly fileMatch: readonly string[];
  readonly url: string;
}

/** The files of a folder of the repository that ship whole. */
function all(folder: string, extension: string): string[] {
  return readdirSync(`${ROOT}/${folder}`)
    .filter((name) => name.endsWith(extension))
    .map((name) => `${folder}/${name}`);
}

/** A glob with alternatives in braces as all the globs it stands for; schema associations know no braces. */
function withoutBraces(glob: string): string[] {
  const alternatives = /\{([^}]*)\}/.exec(glob);
  if (alternatives === null) return [glob];
  return (alternatives[1] ?? '').split(',').flatMap((one) => withoutBraces(glob.replace(alternatives[0], one)));
}

describe('the package', () => {
  it('holds the bundles, the schemas, the pages and nothing else', async () => {
    const golden = readFileSync(`${ROOT}/test/package/files.txt`, 'utf8').trim().split('\n');
    const expected = [...golden, ...all('docs', '.md'), ...all('docs/rules', '.md'), ...all('schemas', '.json')].sort();
    const files = await listFiles({ cwd: ROOT, packageManager: PackageManager.None });
    assert.deepEqual(files.sort(), expected);
  });

  it('is smaller than 1 MB', () => {
    const { size } = statSync(`${ROOT}/aba-billing-${manifest.version}.vsix`);
    assert.ok(size < 1_000_000, `${size} bytes`);
  });

  it('has a small part that VS Code loads for any YAML or JSON file', () => {
    const { size } = statSync(`${ROOT}/dist/client.js`);
    assert.ok(size < 10_000, `${size} bytes`);
  });

  it('is activated by the names of the files that are ours', () => {
    for (const glob of RECORD_FILE_GLOBS)
      assert.ok(manifest.activationEvents.includes(`workspaceContains:${glob}`), glob);
  });

  it('offers its schemas for just these names', () => {
    const uses = [...manifest.contributes.jsonValidation, ...manifest.contributes.yamlValidation];
    const names = uses
      .filter(({ url }) => url.endsWith('/document.completion.json'))
      .flatMap(({ fileMatch }) => fileMatch);
    assert.deepEqual(names.map((name) => `**/${name}`).sort(), RECORD_FILE_GLOBS.flatMap(withoutBraces).sort());
    const others = uses.filter(({ url }) => url.endsWith('/workspace-file.completion.json'));
    assert.deepEqual(others.flatMap(({ fileMatch }) => fileMatch).sort(), [...CONFIGURATION_FILE_NAMES].sort());
    const tables = uses.filter(({ url }) => url.endsWith('/tables-file.completion.json'));
    assert.deepEqual(tables.flatMap(({ fileMatch }) => fileMatch).sort(), [...TABLES_FILE_NAMES].sort());
    for (const { url } of uses) assert.ok(existsSync(`${ROOT}/${url}`), url);
  });

  it('has no source maps and no file of this machine in its bundles', () => {
    for (const file of all('dist', '.js')) {
      const text = readFileSync(`${ROOT}/${file}`, 'utf8');
      assert.ok(!text.includes('sourceMappingURL='), file);
      assert.ok(!text.includes(ROOT), file);
    }
  });
});
