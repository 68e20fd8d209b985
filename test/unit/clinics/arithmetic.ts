/** Minutes to units, days and check digits, written anew from their sources, so that no mistake of the product's is shared. */

/** One code of a pool, or a group on its own: its billable minutes, and how many sessions they are of. */
export interface Timed {
  readonly code: string;
  readonly minutes: number;
  readonly sessions: number;
}

export type UnitLength = number | 'event';

/** Units of minutes that are rounded by themselves. */
export function unitsOf(minutes: number, rounding: string, length: UnitLength, sessions = 1): number {
  if (length === 'event') return sessions;
  const whole = Math.trunc(minutes / length);
  const left = minutes - whole * length;
  switch (rounding) {
    case 'full-unit':
      return whole;
    case 'round-up':
      return whole + (left > 0 ? 1 : 0);
    default:
      // CPT: a unit counts once more than half of its time has passed. The federal table for one code says the same.
      return whole + (left * 2 > length ? 1 : 0);
  }
}

/**
 * CMS Pub. 100-04 ch. 5 §20.2: the total by the table of minutes, whole quarter hours first, what is left of the total to
 * the most remaining minutes.
 */
export function pooledUnits(services: readonly Timed[]): number[] {
  const units = services.map(({ minutes }) => Math.trunc(minutes / 15));
  const minutes = services.reduce((sum, service) => sum + service.minutes, 0);
  let total = 0;
  while (minutes >= total * 15 + 8) total++;
  const order = services.map((_, index) => index).sort((a, b) => rest(services[b]) - rest(services[a]) || a - b);
  let left = total - units.reduce((sum, one) => sum + one, 0);
  for (const index of order) {
    if (left-- <= 0) break;
    units[index] = (units[index] ?? 0) + 1;
  }
  return units;
}

function rest(service: Timed | undefined): number {
  return (service?.minutes ?? 0) % 15;
}

const DAY = 86_400_000;

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);
}

export function daysFrom(date: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(date)) / DAY);
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** The first day of the week of a date. */
export function weekOf(date: string, weekStart: string): string {
  const day = new Date(Date.parse(date)).getUTCDay();
  return addDays(date, -((day - WEEKDAYS.indexOf(weekStart) + 7) % 7));
}

/** `HH:MM` of minutes after midnight. */
export function clock(minutes: number): string {
  return `${String(Math.trunc(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Minutes after midnight of `HH:MM`. */
export function minutesAt(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

/** An NPI with its check digit: the sum of the doubled digits, over 80840 and the number, ends in 0. */
export function npi(serial: number): string {
  const body = `1${String(serial).padStart(8, '0')}`;
  let sum = 24;
  for (const [index, digit] of [...body].entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return `${body}${(10 - (sum % 10)) % 10}`;
}
