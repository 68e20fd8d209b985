/** The policies that come with the program, read from their YAML like any payer file, once, when first asked for. */
import { lowerBody, lowerItem } from '../model/document.ts';
import type { Payer } from '../model/payer.ts';
import { SourceText } from '../syntax/source.ts';
import { BUNDLED_FILES } from './bundled.generated.ts';
import { payerVersion } from './payer-version.ts';
import type { PayerVersion } from './policy.ts';

const PREFIX = 'builtin:';

/** Whether an id is one of the ids that are kept for bundled policies, existing or not. */
export function isBundled(id: string): boolean {
  return id.startsWith(PREFIX);
}

/** The versions of a bundled policy in the order of their dates; none for an id that is not bundled. */
export function bundledVersions(id: string): readonly PayerVersion[] {
  return all().get(id) ?? [];
}

/** The ids of the bundled policies, in alphabetical order. */
export function bundledIds(): readonly string[] {
  return [...all().keys()].sort();
}

/** The text of the file of a bundled policy, as it is shipped; undefined for an id that is not bundled. */
export function bundledText(id: string): string | undefined {
  if (!isBundled(id)) return undefined;
  return BUNDLED_FILES.find(({ file }) => file === `${id.slice(PREFIX.length)}.payers.yaml`)?.text;
}

/** A policy file as text. */
export interface PolicyFile {
  /** Its name, without folders. */
  readonly file: string;
  readonly text: string;
}

/**
 * Calls `run` while other files take the place of the bundled ones with the same names, and their payers the place of the
 * bundled ones with the same ids: for the tests of the bundled policies themselves. Whatever was resolved before has to be
 * resolved anew in there, and once more afterwards.
 * @throws Error where a file is not a faultless payer file.
 */
export function withBundled<T>(files: readonly PolicyFile[], run: () => T): T {
  if (files.length === 0) return run();
  const before = all();
  const others = BUNDLED_FILES.filter(({ file }) => files.every((other) => other.file !== file));
  versions = new Map([...byId(others.flatMap(shipped)), ...byId(files.flatMap(readPayers))]);
  try {
    return run();
  } finally {
    versions = before;
  }
}

type Versions = ReadonlyMap<string, readonly PayerVersion[]>;

let versions: Versions | undefined;

function all(): Versions {
  versions ??= byId(BUNDLED_FILES.flatMap(shipped));
  return versions;
}

function byId(payers: readonly PayerVersion[]): Versions {
  return Map.groupBy(payers, (version) => version.id);
}

const read = new Map<PolicyFile, readonly PayerVersion[]>();

/** The payers of a bundled file, read once. */
function shipped(file: PolicyFile): readonly PayerVersion[] {
  let payers = read.get(file);
  if (!payers) {
    payers = readPayers(file);
    read.set(file, payers);
  }
  return payers;
}

/** Throws where the file is not a faultless payer file: it is part of the program. */
function readPayers({ file, text }: PolicyFile): readonly PayerVersion[] {
  const source = SourceText.open(text, 'yaml');
  return source.chunks.flatMap((chunk) => {
    const { tape, errors } = source.scan(chunk);
    const lowered =
      chunk.role === 'item' && chunk.list ? lowerItem(chunk.list, tape) : lowerBody(tape, { opensList: chunk.list });
    const [fault] = [...errors, ...lowered.issues];
    if (fault) throw new Error(`${file}: ${fault.message}`);
    return lowered.records.flatMap(({ kind, data }) => {
      const version = kind === 'payer' ? payerVersion(data as Payer) : undefined;
      return version ? [version] : [];
    });
  });
}
