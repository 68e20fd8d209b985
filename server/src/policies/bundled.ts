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

let versions: ReadonlyMap<string, readonly PayerVersion[]> | undefined;

function all(): ReadonlyMap<string, readonly PayerVersion[]> {
  versions ??= Map.groupBy(
    BUNDLED_FILES.flatMap(({ file, text }) => readPayers(file, text)),
    (version) => version.id,
  );
  return versions;
}

/** Throws where the file is not a faultless payer file: it is part of the program. */
function readPayers(file: string, text: string): readonly PayerVersion[] {
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
