/** One provider's date of service: the notes and claim lines they render, and notes they assisted in, of all clients. */
import type { Service } from './client-day.ts';
import { partsOfKey } from './fact-keys.ts';
import type { FactReader } from './fact-reader.ts';
import { type RenderedService, renderedServices } from './rendered-services.ts';

export interface ProviderDay {
  readonly provider: string;
  /** ISO. */
  readonly date: string;
  readonly entries: readonly Service[];
  /** Each service once. Worked out when first asked for. */
  readonly rendered: readonly RenderedService[];
}

/** @param key of the day's facts. @param entries what stands under it. */
export function providerDayOf(key: string, entries: readonly Service[], facts: FactReader): ProviderDay {
  const [provider = '', date = ''] = partsOfKey(key);
  let rendered: readonly RenderedService[] | undefined;
  return {
    provider,
    date,
    entries,
    get rendered() {
      rendered ??= renderedServices(entries, facts);
      return rendered;
    },
  };
}
