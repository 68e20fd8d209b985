/** Payer versions for tests. */
import { lowerBody, lowerItem } from '../../../server/src/model/document.ts';
import type { Payer } from '../../../server/src/model/payer.ts';
import type { VersionLookup } from '../../../server/src/policies/chain.ts';
import { payerVersion } from '../../../server/src/policies/payer-version.ts';
import type { PayerVersion } from '../../../server/src/policies/policy.ts';
import { type Format, SourceText } from '../../../server/src/syntax/source.ts';

/** A version that stands on nothing but CPT's rules unless it says otherwise. */
export function version(id: string, parts: Omit<PayerVersion, 'id'> = {}): PayerVersion {
  return { id, extends: 'builtin:cpt', ...parts };
}

/** A workspace that holds these versions. */
export function lookupIn(...versions: readonly PayerVersion[]): VersionLookup {
  return (id) => versions.filter((candidate) => candidate.id === id);
}

/** The payer records of a text that have an id, whatever is wrong with them. */
export function payersIn(text: string, format: Format = 'yaml'): readonly PayerVersion[] {
  const source = SourceText.open(text, format);
  return source.chunks.flatMap((chunk) => {
    const { tape } = source.scan(chunk);
    const { records } =
      chunk.role === 'item' && chunk.list ? lowerItem(chunk.list, tape) : lowerBody(tape, { opensList: chunk.list });
    return records.flatMap(({ kind, data }) => (kind === 'payer' ? (payerVersion(data as Payer) ?? []) : []));
  });
}
