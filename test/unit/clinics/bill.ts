/** The claims for the notes of a month. */
import { addDays, daysFrom, weekOf } from './arithmetic.ts';
import { feeOf } from './asks.ts';
import type { Noted } from './build.ts';
import { serviceUnits, share } from './note-units.ts';
import type { Plan } from './plan.ts';
import type { Claim, Line, Session } from './records.ts';

/** Notes of the last days may be billed later. */
const UNBILLED_DAYS = 25;

export function claimsOf(
  noted: readonly Noted[],
  numbers: ReadonlyMap<string, string>,
  per: Plan['claims'],
  asOf: string,
): Claim[] {
  const units = serviceUnits(noted.map(({ service }) => service));
  const claims = new Map<string, Claim>();
  const waiting = new Map<string, boolean>();
  for (const { service, notes } of noted) {
    const { patient, date, visit } = service;
    // All of a client's day is billed, or nothing: parts of a pool would be rounded otherwise.
    const day = `${patient.id} ${date}`;
    if (!waiting.has(day)) waiting.set(day, !visit.billed && daysFrom(date, asOf) < UNBILLED_DAYS);
    if (waiting.get(day)) continue;
    const period = per === 'week' ? weekOf(date, 'monday') : per === 'month' ? date.slice(0, 7) : date;
    const key = `${patient.id} ${period}`;
    const claim: Claim = claims.get(key) ?? {
      id: `CLM-${String(claims.size + 1).padStart(4, '0')}`,
      client: patient.id,
      payer: patient.payer,
      created: date,
      frequency: claims.size % 2 === 0 ? 'original' : undefined,
      authorization: numbers.get(patient.id),
      billingProvider: 'clinic',
      diagnoses: visit.remote ? ['F84.0', 'F90.2'] : ['F84.0'],
      lines: [],
    };
    claims.set(key, claim);
    claim.lines.push(...linesOf({ service, notes }, units.get(service) ?? 0, claim.diagnoses ?? []));
    const signed = notes.flatMap(({ signatures = [] }) => signatures.map((signature) => signature.date));
    claim.created = [claim.created ?? '', ...[date, ...signed].map((item) => addDays(item, 1))].sort().at(-1);
  }
  return [...claims.values()].map(({ lines, ...claim }) => ({ ...claim, total: sumOf(lines), lines }));
}

export function sumOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { charge = 0 }) => sum + Math.round(charge * 100), 0) / 100;
}

function linesOf({ service, notes }: Noted, units: number, diagnoses: readonly string[]): Line[] {
  const { patient, visit } = service;
  const { lines = patient.terms.units?.per === 'session' ? 'session' : visit.gap % 2 === 0 ? 'day' : 'session' } =
    patient.terms;
  if (lines === 'day') return [lineOf({ service, notes }, units, notes, diagnoses)];
  const shares = share(service, units);
  return notes.map((note, index) => lineOf({ service, notes }, shares[index] ?? 0, [note], diagnoses));
}

function lineOf({ service }: Noted, units: number, notes: readonly Session[], diagnoses: readonly string[]): Line {
  const { patient, code, visit, modifiers } = service;
  const rate = feeOf(patient.terms, code, modifiers) ?? 2000;
  const [part] = service.parts;
  return {
    date: service.date,
    code,
    modifiers: modifiers.length > 0 || visit.twice ? [...modifiers] : undefined,
    diagnosisPointers: diagnoses.length > 1 && visit.gap > 20 ? ['A', 'B'] : ['A'],
    units,
    charge: (rate * units) / 100,
    placeOfService: service.place,
    provider: service.staff.id,
    supervisor: service.supervisor?.id,
    sessions: notes.map(({ id }) => id),
    minutes: visit.beside && service.parts.length === 1 ? part?.minutes : undefined,
  };
}
