/**
 * Units drawn from prior authorizations. An authorization has pools; each holds units in all, and limits per day, week and
 * month, for one code or several together. Units are billing units; dates are ISO days.
 */
import type { AuthorizationTerms, AuthorizedService, UsedUnits } from './authorizations.ts';
import { addDays, daysBetween, type IsoDate, type Weekday } from './calendar.ts';
import { type CapEntry, type CapPeriod, type CapStep, runningTotals } from './caps.ts';

/** A limit of a pool: its units in all (`authorization`), or those of a period. */
export interface PoolLimit {
  readonly per: Extract<CapPeriod, 'authorization' | 'day' | 'week' | 'month'>;
  readonly units: number;
}

export interface Pool {
  /** Positions in the client's list of authorizations, and in that authorization's list of services. */
  readonly authorization: number;
  readonly service: number;
  readonly codes: readonly string[];
  /** Those that are known. Units in all are not where an opening balance cannot be read, or cannot be told to be the pool's. */
  readonly limits: readonly PoolLimit[];
  /** Units of the opening balances. */
  readonly opening: number;
  /** By code, the last date of service that the opening balances include. */
  readonly through: ReadonlyMap<string, string>;
}

/** What a list of entries draws from one pool. */
export interface Draw<E> {
  readonly pool: Pool;
  /** In order: all that draw from it. Limits per day, week and month count them. */
  readonly entries: readonly E[];
  /** Less those that the opening balance includes: these are counted with it against the units in all. */
  readonly counted: readonly E[];
}

export interface DrawingEntry extends CapEntry {
  readonly code: string;
}

/** The pools of a client's authorizations whose codes are known, in the order in which they are used up: see {@link drawDown}. */
export function poolsOf(authorizations: readonly AuthorizationTerms[]): readonly Pool[] {
  const order = [...authorizations.entries()].sort(([a, first], [b, second]) => {
    const ends = compare(first.to ?? OPEN_END, second.to ?? OPEN_END);
    return ends || compare(first.from ?? '', second.from ?? '') || a - b;
  });
  return order.flatMap(([authorization, terms]) =>
    (terms.services ?? []).flatMap((service, index) => poolOf(authorization, index, service, terms) ?? []),
  );
}

const OPEN_END = '9999-12-31';

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function poolOf(
  authorization: number,
  index: number,
  service: AuthorizedService,
  { services = [], used = [] }: AuthorizationTerms,
): Pool | undefined {
  const { codes, units, perDay, perWeek, perMonth } = service;
  if (!codes) return undefined;
  const balances = used.filter((item) => ownerOf(item, services) === index);
  const isClear =
    balances.every((item) => typeof item.units === 'number' && item.through !== null) &&
    !used.some((item) => ownerOf(item, services) === undefined && mayDraw(item, codes));
  const written: readonly (readonly [PoolLimit['per'], number | null | undefined])[] = [
    ['authorization', isClear ? units : undefined],
    ['day', perDay],
    ['week', perWeek],
    ['month', perMonth],
  ];
  return {
    authorization,
    service: index,
    codes,
    limits: written.flatMap(([per, limit]) => (typeof limit === 'number' ? [{ per, units: limit }] : [])),
    opening: balances.reduce((sum, item) => sum + (item.units ?? 0), 0),
    through: lastDates(balances),
  };
}

/** The pool that an opening balance was drawn from: of those that hold all of its codes, one with no others, else the first. */
function ownerOf({ codes }: UsedUnits, services: readonly AuthorizedService[]): number | undefined {
  if (!codes || codes.length === 0) return undefined;
  const holding = [...services.entries()].filter(([, service]) =>
    codes.every((code) => service.codes?.includes(code) === true),
  );
  const exact = holding.find(([, service]) => service.codes?.every((code) => codes.includes(code)));
  return (exact ?? holding[0])?.[0];
}

function mayDraw({ codes }: UsedUnits, of: readonly string[]): boolean {
  return !codes || codes.length === 0 || codes.some((code) => of.includes(code));
}

function lastDates(balances: readonly UsedUnits[]): ReadonlyMap<string, string> {
  const dates = new Map<string, string>();
  for (const { codes, through } of balances) {
    if (!through) continue;
    for (const code of codes ?? []) dates.set(code, latest(dates.get(code), through));
  }
  return dates;
}

function latest(a: string | undefined, b: string): string {
  return a === undefined || a < b ? b : a;
}

/**
 * Lets entries draw in their order. One that several pools could give to (renewals of one number that overlap, a code in two
 * pools) draws from the first of them that has enough left, the one that ends first; where none has, from the one with the
 * most left. An entry never draws from two pools: a line bills one authorization. Linear in the entries.
 *
 * @param poolsFor the pools that an entry may draw from, in the order of {@link poolsOf}; none for one that draws from none.
 * @returns a draw for each pool that something is drawn from.
 */
export function drawDown<E extends DrawingEntry>(
  entries: readonly E[],
  poolsFor: (entry: E) => readonly Pool[],
): readonly Draw<E>[] {
  const draws = new Map<Pool, { pool: Pool; entries: E[]; counted: E[]; left: number }>();
  const drawOf = (pool: Pool) => {
    let draw = draws.get(pool);
    if (!draw) {
      const total = pool.limits.find(({ per }) => per === 'authorization');
      draw = { pool, entries: [], counted: [], left: total ? total.units - pool.opening : Number.POSITIVE_INFINITY };
      draws.set(pool, draw);
    }
    return draw;
  };
  for (const entry of entries) {
    const units = entry.units ?? 0;
    const open = poolsFor(entry).map(drawOf);
    const most = open.reduce((best, draw) => (best && best.left >= draw.left ? best : draw), open[0]);
    const draw = open.find((item) => isInOpening(item.pool, entry) || item.left >= units) ?? most;
    if (!draw) continue;
    draw.entries.push(entry);
    if (isInOpening(draw.pool, entry)) continue;
    draw.counted.push(entry);
    draw.left -= units;
  }
  return [...draws.values()].filter((draw) => draw.entries.length > 0);
}

/** Whether the opening balance of a pool includes an entry. */
export function isInOpening({ through }: Pool, { code, date }: DrawingEntry): boolean {
  const last = through.get(code);
  return last !== undefined && date <= last;
}

/** The running totals of a draw against one limit of its pool; those of its units in all leave the opening balance out. */
export function drawSteps<E extends DrawingEntry>(
  { pool, entries, counted }: Draw<E>,
  { per, units }: PoolLimit,
  weekStart: Weekday,
): readonly CapStep<E>[] {
  if (per === 'authorization') return runningTotals(counted, { limit: units - pool.opening, per, weekStart });
  return runningTotals(entries, { limit: units, per, weekStart });
}

/** How far a pool is drawn, and how long it lasts at the pace of its last weeks. */
export interface Outlook {
  readonly units: number;
  /** With the opening balance. */
  readonly drawn: number;
  readonly left: number;
  /** The last date of service that was counted. */
  readonly date: IsoDate | undefined;
  /** Units drawn in the `days` days to that date; undefined where the entries cover less than two weeks. */
  readonly pace: { readonly units: number; readonly days: number } | undefined;
  /** The last day that the units left suffice for at that pace. */
  readonly lastDay: IsoDate | undefined;
}

/** Four weeks even out a missed session; less than two weeks are no pace. */
const PACE_DAYS = 28;
const LEAST_PACE_DAYS = 14;

/** Undefined where the pool's units in all are not known. */
export function outlookOf<E extends DrawingEntry>({ pool, counted }: Draw<E>): Outlook | undefined {
  const total = pool.limits.find(({ per }) => per === 'authorization');
  if (!total) return undefined;
  const sum = (list: readonly E[]) => list.reduce((units, entry) => units + (entry.units ?? 0), 0);
  const drawn = pool.opening + sum(counted);
  const left = Math.max(0, total.units - drawn);
  const first = counted[0]?.date;
  const date = counted.at(-1)?.date;
  if (first === undefined || date === undefined) {
    return { units: total.units, drawn, left, date, pace: undefined, lastDay: undefined };
  }
  const days = Math.min(PACE_DAYS, daysBetween(first, date) + 1);
  const recent = sum(counted.filter((entry) => daysBetween(entry.date, date) < days));
  const pace = days >= LEAST_PACE_DAYS && recent > 0 ? { units: recent, days } : undefined;
  const lastDay = pace && addDays(date, Math.floor((left * pace.days) / pace.units));
  return { units: total.units, drawn, left, date, pace, lastDay };
}
