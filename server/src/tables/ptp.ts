/**
 * The modifiers that release a procedure-to-procedure edit of indicator 1. Data: `ptp.json`. The pairs themselves are not
 * bundled: CMS publishes hundreds of thousands of them each quarter, and a clinic imports those of its codes.
 */
import data from './ptp.json' with { type: 'json' };
import type { Source } from './source.ts';

/** Those for services that were separate: 59 and the four that say in what way. */
export const DISTINCT_SERVICE_MODIFIERS: readonly string[] = data.distinct;

export const PTP_MODIFIER_SOURCE: Source = data.source as Source;

const RELEASING: ReadonlySet<string> = new Set([
  ...data.distinct,
  ...data.anatomic,
  ...data.globalSurgery,
  ...data.other,
]);

/** Whether a modifier, as claims write it, is one that may release a pair. */
export function releasesPair(modifier: string): boolean {
  return RELEASING.has(modifier.trim().toUpperCase());
}
