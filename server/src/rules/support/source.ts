/** Citing payer policies in traces. */
import type { PayerVersion } from '../../policies/policy.ts';
import type { Source } from '../finding.ts';

/** The `source` of a trace step for a setting of a policy version. */
export function sourceOf(version: PayerVersion): { readonly source: Source } {
  const title = version.source === undefined ? version.id : `${version.id}: ${version.source}`;
  return { source: { title, ...(version.reviewed === undefined ? {} : { date: version.reviewed }) } };
}
