/** How many units there is still room for: the policy's caps and the medically unlikely edits, with some to spare. */
import { type UnitLength, weekOf } from './arithmetic.ts';
import type { CapTerms, Terms } from './terms.ts';

/** The lower of the Medicare and the Medicaid value. */
const UNLIKELY: Readonly<Record<string, number>> = {
  97151: 8,
  97152: 16,
  97153: 32,
  97154: 18,
  97155: 24,
  97156: 16,
  97157: 16,
  97158: 16,
  '0362T': 16,
  '0373T': 32,
};

export interface Drawn {
  readonly code: string;
  readonly date: string;
  readonly modifiers: readonly string[];
  /** The most that may be billed. */
  readonly units: number;
  /** Billed time: units times their length. */
  readonly minutes: { readonly least: number; readonly most: number };
}

export function unitLength(terms: Terms, code: string, modifiers: readonly string[]): UnitLength {
  const lengths = terms.units?.minutes ?? {};
  const own = modifiers.map((modifier) => lengths[`${code}-${modifier}`]).find((length) => length !== undefined);
  const length = own ?? lengths[code] ?? lengths.default ?? '15';
  return length === 'event' ? 'event' : Number(length);
}

/** Of one client with one payer. */
export class Budget {
  readonly #terms: Terms;
  readonly #drawn: Drawn[] = [];

  constructor(terms: Terms) {
    this.#terms = terms;
  }

  draw(drawn: Drawn): void {
    this.#drawn.push(drawn);
  }

  /** Units of a service that may still be billed without coming near a limit. */
  room(service: Omit<Drawn, 'units' | 'minutes'>): number {
    const length = unitLength(this.#terms, service.code, service.modifiers);
    const perUnit = length === 'event' ? 15 : length;
    const sameDay = this.#drawn.filter(({ code, date }) => code === service.code && date === service.date);
    let room = spare(UNLIKELY[service.code] ?? 8) - sameDay.reduce((sum, { units }) => sum + units, 0);
    for (const cap of this.#terms.caps ?? []) {
      if (!counts(cap, service)) continue;
      const counted = this.#drawn.filter(
        (other) => counts(cap, other) && this.#isSamePeriod(cap, other.date, service.date),
      );
      const left =
        cap.units === undefined
          ? Math.trunc(
              (spare(Number(cap.hours) * 4) * 15 - counted.reduce((sum, { minutes }) => sum + minutes.most, 0)) /
                perUnit,
            )
          : spare(Number(cap.units)) - counted.reduce((sum, { units }) => sum + units, 0);
      room = Math.min(room, left);
    }
    for (const ratio of this.#terms.ratios ?? []) {
      if (ratio.per === 'authorization') continue;
      const sum = (codes: readonly string[], bound: 'least' | 'most') =>
        this.#drawn
          .filter(({ code }) => codes.includes(code))
          .reduce((total, { minutes }) => total + minutes[bound], 0);
      if (ratio.of.includes(service.code) && ratio.minPercent !== undefined) {
        const allowed = (sum(ratio.codes, 'least') * 100) / Number(ratio.minPercent) - sum(ratio.of, 'most');
        room = Math.min(room, Math.trunc(allowed / perUnit));
      }
      if (ratio.codes.includes(service.code) && ratio.maxPercent !== undefined) {
        const allowed = (sum(ratio.of, 'least') * Number(ratio.maxPercent)) / 100 - sum(ratio.codes, 'most');
        room = Math.min(room, Math.trunc(allowed / perUnit));
      }
    }
    return room;
  }

  #isSamePeriod({ per }: CapTerms, a: string, b: string): boolean {
    const weekStart = this.#terms.weekStart ?? 'sunday';
    if (per === 'day') return a === b;
    if (per === 'week') return weekOf(a, weekStart) === weekOf(b, weekStart);
    // All else is at least as long as the month that is generated.
    return true;
  }
}

/** A mutation may bill some more without crossing the limit. */
function spare(limit: number): number {
  return limit - Math.min(4, Math.trunc(limit / 3));
}

function counts(cap: CapTerms, { code, modifiers }: Pick<Drawn, 'code' | 'modifiers'>): boolean {
  if (cap.codes && !cap.codes.includes(code)) return false;
  if (cap.modifiers && !cap.modifiers.some((modifier) => modifiers.includes(modifier))) return false;
  return !cap.withoutModifiers?.some((modifier) => modifiers.includes(modifier));
}
