/** From a setting of a policy to the payer record that it was written in. */

import type { Origin } from '../../policies/policy.ts';
import { isBundled } from '../../policies/resolve.ts';
import type { FactReader } from '../../workspace/fact-reader.ts';
import type { RecordPlace } from '../../workspace/place.ts';

/** Undefined for bundled policies, which are no files of the workspace. */
export function originPlace(origin: Origin, facts: FactReader): RecordPlace | undefined {
  const { id } = origin.version;
  if (isBundled(id)) return undefined;
  const written = facts.payerVersions(id).find(({ value }) => value === origin.version);
  return written && { record: written.from, path: origin.path };
}
