/** One provider's date of service: the notes and claim lines they render, and notes they assisted in, of all clients. */
import type { Service } from './client-day.ts';
import { partsOfKey } from './fact-keys.ts';

export interface ProviderDay {
  readonly provider: string;
  /** ISO. */
  readonly date: string;
  readonly entries: readonly Service[];
}

/** @param key of the day's facts. @param entries what stands under it. */
export function providerDayOf(key: string, entries: readonly Service[]): ProviderDay {
  const [provider = '', date = ''] = partsOfKey(key);
  return { provider, date, entries };
}
