/** Payer versions for tests. */

import type { VersionLookup } from '../../../server/src/policies/chain.ts';
import type { PayerVersion } from '../../../server/src/policies/policy.ts';

/** A version that stands on nothing but CPT's rules unless it says otherwise. */
export function version(id: string, parts: Omit<PayerVersion, 'id'> = {}): PayerVersion {
  return { id, extends: 'builtin:cpt', ...parts };
}

/** A workspace that holds these versions. */
export function lookupIn(...versions: readonly PayerVersion[]): VersionLookup {
  return (id) => versions.filter((candidate) => candidate.id === id);
}
