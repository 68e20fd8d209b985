/** `npm run package`: builds for production and packs the `.vsix` into the repository's root. */
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { createVSIX } from '@vscode/vsce';
import { ROOT } from './paths.ts';

/** Builds and packs the extension, removes packages of other versions, and returns the path. */
export async function packageVsix(): Promise<string> {
  for (const name of readdirSync(ROOT)) if (name.endsWith('.vsix')) rmSync(`${ROOT}/${name}`);
  const { name, version } = JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8')) as {
    name: string;
    version: string;
  };
  const packagePath = `${ROOT}/${name}-${version}.vsix`;
  // The script `vscode:prepublish` of package.json builds. There is no public repository for links to lead to.
  await createVSIX({
    cwd: ROOT,
    packagePath,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  console.log(`${name}-${version}.vsix  ${(statSync(packagePath).size / 1024).toFixed(0)} KB`);
  return packagePath;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await packageVsix();
