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
  /** Each service once, in the order in which they begin. Worked out when first asked for. */
  readonly rendered: readonly RenderedService[];
}

/** @param key of the day's facts. @param entries what stands under it. */
export function providerDayOf(key: string, entries: readonly Service[], facts: FactReader): ProviderDay {
  return new Day(key, entries, facts);
}

class Day implements ProviderDay {
  readonly provider: string;
  readonly date: string;
  readonly entries: readonly Service[];
  private readonly facts: FactReader;
  private known: readonly RenderedService[] | undefined;

  constructor(key: string, entries: readonly Service[], facts: FactReader) {
    const [provider = '', date = ''] = partsOfKey(key);
    this.provider = provider;
    this.date = date;
    this.entries = entries;
    this.facts = facts;
    this.known = undefined;
  }

  get rendered(): readonly RenderedService[] {
    this.known ??= renderedServices(this.entries, this.facts);
    return this.known;
  }
}
