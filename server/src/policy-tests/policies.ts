/** The policy files that a case stands on: the one that is tested, and what it extends from the same folder. */
import { isBundled, withBundled } from '../policies/bundled.ts';
import type { PayerVersion } from '../policies/policy.ts';
import { FactReader, PolicyCache } from '../workspace/fact-reader.ts';
import type { RecordHandle } from '../workspace/record.ts';
import { Workspace } from '../workspace/workspace.ts';
import type { TextFile } from './text-file.ts';

/**
 * The tested file, and of its neighbours those that it extends, directly or not, in the order of the URIs. A base that no
 * neighbour has is bundled, or missing: then the policy says so itself.
 */
export function policyFilesOf(tested: TextFile, neighbours: readonly TextFile[]): readonly TextFile[] {
  const read = new Map([tested, ...neighbours].map((file) => [file, payersOf(file)] as const));
  const taken = new Set([tested]);
  // A set that grows while it is gone through is gone through to its new end.
  for (const file of taken) {
    for (const { data } of read.get(file) ?? []) {
      const base = data.extends?.value;
      for (const [other, payers] of read) if (payers.some(({ id }) => id === base)) taken.add(other);
    }
  }
  return [...taken].sort((a, b) => (a.uri < b.uri ? -1 : 1));
}

/** The policy files of a case while they apply. */
export interface AppliedPolicies {
  /** Those that belong into the workspace of the case. */
  readonly own: readonly TextFile[];
  /** Whether others have taken the place of bundled policies. */
  readonly replacesBundled: boolean;
}

/**
 * Calls `run` while these policy files apply. Files with `builtin:` ids take the place of the bundled policies.
 * @throws Error where a file with `builtin:` ids is not a faultless payer file.
 */
export function withPolicies<T>(files: readonly TextFile[], run: (applied: AppliedPolicies) => T): T {
  const bundled = files.filter(holdsBundled);
  const own = files.filter((file) => !bundled.includes(file));
  return withBundled(
    bundled.map(({ uri, text }) => ({ file: uri.slice(uri.lastIndexOf('/') + 1), text })),
    () => run({ own, replacesBundled: bundled.length > 0 }),
  );
}

/** Whether a file takes the place of bundled policies. */
function holdsBundled(file: TextFile): boolean {
  return payersOf(file).some(({ id }) => id !== undefined && isBundled(id));
}

/** The versions that a set of policy files holds, by id; none for ids that it does not have. */
export function versionLookup(files: readonly TextFile[]): (id: string) => readonly PayerVersion[] {
  const workspace = new Workspace('');
  for (const { uri, text } of files) workspace.open(uri, text);
  const facts = new FactReader(workspace, new PolicyCache(), () => {});
  return (id) => facts.payerVersions(id).map(({ value }) => value);
}

/** The payer records of a file, in its order. */
export function payersOf({ uri, text }: TextFile): readonly RecordHandle<'payer'>[] {
  const file = new Workspace('').open(uri, text);
  return file.slots.flatMap(({ records }) =>
    records.filter((record): record is RecordHandle<'payer'> => record.kind === 'payer'),
  );
}
