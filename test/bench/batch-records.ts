/**
 * Synthetic claims as plain data: a month of a clinic that grows with the number of claims, so that nobody is ever in two
 * places at once. Four weekly claims a client, five service lines a claim; five clients a technician, one in each slot of
 * the day; twenty-five clients a BCBA. No real person, provider or payer.
 */
import { Random } from './random.ts';

/** A scalar as YAML writes it, and whether JSON writes it as a number or a string. */
export interface Scalar {
  readonly text: string;
  readonly style: 'plain' | 'quoted' | 'number';
}

export type Value = Scalar | readonly Scalar[];

export interface LineRecord {
  readonly [key: string]: Value;
}

export interface ClaimRecord {
  readonly head: { readonly [key: string]: Value };
  readonly lines: readonly LineRecord[];
}

export const plain = (text: string): Scalar => ({ text, style: 'plain' });
export const quoted = (text: string): Scalar => ({ text, style: 'quoted' });
export const numeric = (value: number | string): Scalar => ({ text: String(value), style: 'number' });

export const PAYER = 'sunrise';
export const BILLING_PROVIDER = 'clinic';
export const CLAIMS_PER_CLIENT = 4;
export const LINES_PER_CLAIM = 5;
const CLIENTS_PER_TECHNICIAN = 5;
const CLIENTS_PER_BCBA = 25;

/** Dollars a unit, in cents. */
export const FEES: ReadonlyMap<string, number> = new Map([
  ['97151', 3500],
  ['97153', 2500],
  ['97155', 3250],
  ['97156', 3000],
]);

/** When the five clients of a technician are seen, in minutes from midnight; two hours each. */
const SLOTS = [480, 600, 750, 870, 990] as const;
/** The Mondays of the month's four weeks. */
const MONDAYS = [2, 9, 16, 23] as const;

export const clientOf = (claim: number): number => Math.floor(claim / CLAIMS_PER_CLIENT);
export const technicianOf = (client: number): number => Math.floor(client / CLIENTS_PER_TECHNICIAN);
export const bcbaOf = (client: number): number => Math.floor(client / CLIENTS_PER_BCBA);

const digits = (number: number, width: number) => String(number).padStart(width, '0');

export const claimId = (claim: number): string => `CLM-${digits(claim + 1, 6)}`;
export const clientId = (client: number): string => `C-${digits(client + 1, 5)}`;
export const technicianId = (technician: number): string => `rbt-${digits(technician + 1, 5)}`;
export const bcbaId = (bcba: number): string => `bcba-${digits(bcba + 1, 4)}`;
/** No spaces or hyphens: electronic claims do not take them. */
export const authorizationNumber = (client: number): string => `AUTH${digits(client + 1, 5)}`;

export const clockTime = (minutes: number): string =>
  `${digits(Math.floor(minutes / 60), 2)}:${digits(minutes % 60, 2)}`;
export const dollars = (cents: number): string => (cents / 100).toFixed(2);

/** CPT's midpoint rule for units of 15 minutes. */
export const unitsOf = (minutes: number): number => Math.floor((minutes + 7) / 15);

/** The claim of that number, counted from 0 over all files; the same whatever else is generated. */
export function claimRecord(claim: number, seed: number): ClaimRecord {
  const random = new Random(seed + Math.imul(claim + 1, 0x9e3779b1));
  const client = clientOf(claim);
  const week = claim % CLAIMS_PER_CLIENT;
  const twoDiagnoses = client % 6 === 0;
  const lines = Array.from({ length: LINES_PER_CLAIM }, (_, day) => lineRecord({ client, week, day, random }));
  return {
    head: {
      id: plain(claimId(claim)),
      client: plain(clientId(client)),
      payer: plain(PAYER),
      created: plain(date(week, random.whole(7, 10))),
      frequency: plain('original'),
      authorization: plain(authorizationNumber(client)),
      billingProvider: plain(BILLING_PROVIDER),
      diagnoses: twoDiagnoses ? [plain('F84.0'), plain('F90.2')] : [plain('F84.0')],
      total: numeric(dollars(totalOf(lines))),
    },
    lines,
  };
}

/** Cents. */
export function totalOf(lines: readonly LineRecord[]): number {
  return lines.reduce((sum, { charge }) => sum + Math.round(Number((charge as Scalar).text) * 100), 0);
}

/** @param day counted from the week's Monday. */
function date(week: number, day: number): string {
  return new Date(Date.UTC(2026, 2, (MONDAYS[week] ?? 0) + day)).toISOString().slice(0, 10);
}

interface Slot {
  readonly client: number;
  readonly week: number;
  readonly day: number;
  readonly random: Random;
}

/** Once a week, on a day of their own, a BCBA sees the client: by turns for 97155 (at first 97151) and 97156. */
function lineRecord({ client, week, day, random }: Slot): LineRecord {
  const withBcba = day === Math.floor(client / CLIENTS_PER_TECHNICIAN) % CLIENTS_PER_TECHNICIAN;
  const code = withBcba ? bcbaCode(client, week) : '97153';
  const length = code === '97153' ? random.whole(53, 112) : random.whole(40, 67);
  const start = (SLOTS[client % SLOTS.length] ?? 0) + random.whole(0, 5);
  const units = unitsOf(length);
  const who = withBcba
    ? { provider: plain(bcbaId(bcbaOf(client))) }
    : { provider: plain(technicianId(technicianOf(client))), supervisor: plain(bcbaId(bcbaOf(client))) };
  return {
    date: plain(date(week, day)),
    code: plain(code),
    modifiers: [plain(withBcba ? 'HO' : 'HM')],
    diagnosisPointers: [plain('A')],
    units: numeric(units),
    charge: numeric(dollars(units * (FEES.get(code) ?? 0))),
    placeOfService: plain(client % 3 === 0 ? '12' : '11'),
    ...who,
    start: quoted(clockTime(start)),
    end: quoted(clockTime(start + length)),
    ...(withBcba ? { minutes: numeric(length) } : {}),
  };
}

function bcbaCode(client: number, week: number): string {
  if (week % 2 === 1) return '97156';
  return week === 0 && client % 10 === 0 ? '97151' : '97155';
}
