/** Citing payer policies in traces. */
import type { Origin, PayerVersion } from '../../policies/policy.ts';
import type { Source } from '../finding.ts';

/** The `source` of a trace step for a setting: the text that the setting itself rests on, and whether it is to be verified. */
export function sourceOf({ version, citation }: Origin): { readonly source: Source } {
  return cite(version.id, citation);
}

/** The `source` of a trace step for a policy version as a whole. */
export function versionSource(version: PayerVersion): { readonly source: Source } {
  return cite(version.id, version);
}

function cite(id: string, { source, reviewed, verify }: Origin['citation']): { readonly source: Source } {
  return {
    source: {
      title: source === undefined ? id : `${id}: ${source}`,
      ...(reviewed === undefined ? {} : { date: reviewed }),
      ...(verify ? { verify } : {}),
    },
  };
}
