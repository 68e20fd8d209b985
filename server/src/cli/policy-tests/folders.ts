/** Finds the tests of payer policies on disk: `sunrise.policy-tests/` beside `sunrise.payers.yaml`, a folder in it for each case. */
import { nodeFileSystem } from '../../disk/node-file-system.ts';
import { encodeName, nameOfUri, parentUri } from '../../disk/uri.ts';
import { filesBelow, isSkippedFolder } from '../../disk/walk.ts';
import type { CaseInput } from '../../policy-tests/test-case.ts';
import type { TextFile } from '../../policy-tests/text-file.ts';
import { isConfigurationFile, isRecordFile } from '../../workspace/configuration.ts';
import { POLICY_TESTS_SUFFIX } from '../../workspace/file-names.ts';

/** The expected findings of a case. */
export const EXPECTED = 'expected.txt';

const POLICY_FILE = /^(.+)\.payers?\.(?:ya?ml|json)$/;

/** A case as it is on disk. */
export interface CaseFolder extends CaseInput {
  /** Its expected findings as written; undefined where there is no such file. */
  readonly expected: string | undefined;
}

/** A policy file and its tests. */
export interface PolicyFolder {
  readonly policy: TextFile;
  readonly neighbours: readonly TextFile[];
  /** None where the policy has no tests. */
  readonly cases: readonly CaseFolder[];
}

export interface FoundTests {
  readonly policies: readonly PolicyFolder[];
  /** Whatever could not be read, or stands where no test is, by URI; each one sentence. */
  readonly problems: readonly { readonly uri: string; readonly reason: string }[];
}

/** Looks for policy files and their tests in a folder and all below it. Never rejects for what is wrong with a file. */
export async function findPolicyTests(root: string): Promise<FoundTests> {
  const finder = new Finder();
  await finder.folder(root);
  return finder;
}

class Finder implements FoundTests {
  readonly policies: PolicyFolder[] = [];
  readonly problems: { readonly uri: string; readonly reason: string }[] = [];

  async folder(folder: string): Promise<void> {
    const { files, folders } = await this.#list(folder);
    const policies = await this.#texts(files.filter((uri) => POLICY_FILE.test(nameOfUri(uri))));
    const tests = folders.filter((uri) => nameOfUri(uri).endsWith(POLICY_TESTS_SUFFIX));
    for (const policy of policies) {
      const own = tests.filter((uri) => stemOf(uri) === stemOf(policy.uri));
      const cases = (await Promise.all(own.map((uri) => this.#cases(uri, folder)))).flat();
      this.policies.push({ policy, neighbours: policies.filter((other) => other !== policy), cases });
    }
    for (const uri of tests) this.#checkOwner(uri, files);
    for (const uri of folders) if (!isSkippedFolder(nameOfUri(uri))) await this.folder(uri);
  }

  #checkOwner(tests: string, files: readonly string[]): void {
    const owners = files.filter((uri) => POLICY_FILE.test(nameOfUri(uri)) && stemOf(uri) === stemOf(tests));
    const file = `${stemOf(tests)}.payers.yaml`;
    if (owners.length === 0) this.#problem(tests, `There is no ${file} beside it for these tests.`);
    if (owners.length > 1) this.#problem(tests, `Several policy files beside it have this name: keep ${file}.`);
  }

  async #cases(tests: string, root: string): Promise<readonly CaseFolder[]> {
    const { files, folders } = await this.#list(tests);
    const shared = await this.#texts(files.filter(isInput));
    const cases = folders.filter((uri) => !isSkippedFolder(nameOfUri(uri)));
    if (cases.length === 0) this.#problem(tests, 'There is no case in it: each is a folder with billing files.');
    return Promise.all(cases.map((folder) => this.#case(folder, root, shared)));
  }

  async #case(folder: string, root: string, shared: readonly TextFile[]): Promise<CaseFolder> {
    const configurations: string[] = [];
    const files = await filesBelow(folder, nodeFileSystem, {
      enters: () => true,
      wants: isInput,
      isConfiguration: isConfigurationFile,
      configuration: async (uri) => void configurations.push(uri),
      problem: (uri, reason) => this.#problem(uri, reason),
    });
    if (files.length === 0) this.#problem(folder, 'There are no billing files in this case.');
    const own = await this.#texts([...configurations, ...files]);
    const uri = `${folder}/${EXPECTED}`;
    const expected = await nodeFileSystem.read(uri);
    if (expected.kind === 'unreadable') this.#problem(uri, expected.reason);
    return {
      name: nameOfUri(folder),
      root,
      folder,
      files: [...shared, ...own],
      expected: expected.kind === 'text' ? expected.text : undefined,
    };
  }

  async #list(folder: string): Promise<{ readonly files: readonly string[]; readonly folders: readonly string[] }> {
    const listing = await nodeFileSystem.list(folder);
    if (listing.kind === 'unreadable') {
      this.#problem(folder, listing.reason);
      return { files: [], folders: [] };
    }
    const uris = (wanted: string) =>
      listing.entries.filter(({ kind }) => kind === wanted).map(({ name }) => `${folder}/${encodeName(name)}`);
    return { files: uris('file'), folders: uris('folder') };
  }

  async #texts(uris: readonly string[]): Promise<readonly TextFile[]> {
    const readings = await Promise.all(uris.map(async (uri) => ({ uri, reading: await nodeFileSystem.read(uri) })));
    return readings.flatMap(({ uri, reading }) => {
      if (reading.kind === 'text') return [{ uri, text: reading.text }];
      this.#problem(uri, reading.kind === 'missing' ? 'There is no such file.' : reading.reason);
      return [];
    });
  }

  #problem(uri: string, reason: string): void {
    this.problems.push({ uri, reason });
  }
}

function isInput(uri: string): boolean {
  return isConfigurationFile(uri) || isRecordFile(nameOfUri(uri));
}

/** `sunrise` of `sunrise.payers.yaml` and of `sunrise.policy-tests`. */
export function stemOf(uri: string): string {
  const name = nameOfUri(uri);
  return POLICY_FILE.exec(name)?.[1] ?? name.slice(0, -POLICY_TESTS_SUFFIX.length);
}

/** The folder to look in for a path that names one: a folder of tests is looked for from the folder around it. */
export function lookupFolder(uri: string): { readonly folder: string; readonly only: string | undefined } {
  return nameOfUri(uri).endsWith(POLICY_TESTS_SUFFIX)
    ? { folder: parentUri(uri), only: stemOf(uri) }
    : { folder: uri, only: undefined };
}
