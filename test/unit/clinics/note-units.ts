/** Units of services, and of the sessions within one. */
import { pooledUnits, unitsOf } from './arithmetic.ts';
import { unitLength } from './budget.ts';
import type { Part, Service } from './schedule.ts';

/** Units by session. */
export function noteUnits(services: readonly Service[]): ReadonlyMap<Part, number> {
  const units = new Map<Part, number>();
  for (const [service, total] of serviceUnits(services)) {
    for (const [index, count] of share(service, total).entries()) units.set(service.parts[index] as Part, count);
  }
  return units;
}

/** Units of each service as one claim line. */
export function serviceUnits(services: readonly Service[]): ReadonlyMap<Service, number> {
  const totals = new Map<Service, number>();
  const pools = new Map<string, Service[]>();
  for (const service of services) {
    const { per = 'day', pool = 'provider' } = service.patient.terms.units ?? {};
    const rounding = roundingOf(service);
    if (rounding === 'cms-8-minute' && per === 'day') {
      const key = [service.patient.id, service.date, pool === 'client' ? '' : service.staff.id].join();
      pools.set(key, [...(pools.get(key) ?? []), service]);
    } else totals.set(service, alone(service, rounding, per));
  }
  for (const pooled of pools.values()) {
    const units = pooledUnits(pooled.map(timed));
    for (const [index, service] of pooled.entries()) totals.set(service, units[index] ?? 0);
  }
  return totals;
}

function roundingOf({ code, patient: { terms } }: Service): string {
  return terms.units?.roundingByCode?.[code] ?? terms.units?.rounding ?? 'midpoint';
}

function timed({ code, parts }: Service) {
  return { code, minutes: parts.reduce((sum, { minutes }) => sum + minutes, 0), sessions: parts.length };
}

function alone(service: Service, rounding: string, per: string): number {
  const length = unitLength(service.patient.terms, service.code, service.modifiers);
  if (per === 'session') return service.parts.reduce((sum, { minutes }) => sum + unitsOf(minutes, rounding, length), 0);
  const { minutes, sessions } = timed(service);
  return unitsOf(minutes, rounding, length, sessions);
}

/** The units of a service by session: each by itself where the payer rounds so, else the last one takes what is left. */
export function share(service: Service, total: number): readonly number[] {
  const { per = 'day' } = service.patient.terms.units ?? {};
  const rounding = roundingOf(service);
  const length = unitLength(service.patient.terms, service.code, service.modifiers);
  const each = service.parts.map(({ minutes }) => unitsOf(minutes, per === 'session' ? rounding : 'full-unit', length));
  if (per === 'session') return each;
  const before = each.slice(0, -1).reduce((sum, count) => sum + count, 0);
  return [...each.slice(0, -1), total - before];
}
