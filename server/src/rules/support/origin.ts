/** From a setting of a policy to the payer record that it was written in. */

import type { Origin } from '../../policies/policy.ts';
import { isBundled } from '../../policies/resolve.ts';
import type { FactReader } from '../../workspace/fact-reader.ts';
import type { RecordPlace } from '../../workspace/place.ts';
import type { Related } from '../finding.ts';

/** Undefined for bundled policies, which are no files of the workspace. */
export function originPlace(origin: Origin, facts: FactReader): RecordPlace | undefined {
  const { id } = origin.version;
  if (isBundled(id)) return undefined;
  const written = facts.payerVersions(id).find(({ value }) => value === origin.version);
  return written && { record: written.from, path: origin.path };
}

/** The place of a setting as a related location; none for bundled policies. */
export function relatedOrigin(origin: Origin, facts: FactReader, message: string): readonly Related[] {
  const place = originPlace(origin, facts);
  return place ? [{ place, message }] : [];
}
