/** What a policy asks of one service: who may render it, how it is marked, what may run beside it. */
import type { Terms } from './terms.ts';

export interface Staff {
  readonly id: string;
  readonly level: 'technician' | 'assistant' | 'qhp';
  readonly type: string;
}

/** In the order in which they are simplest. */
export const CODES = [
  '97153',
  '97155',
  '97156',
  '97151',
  '97154',
  '97152',
  '97158',
  '97157',
  '0373T',
  '0362T',
] as const;

export const GROUP_CODES: ReadonlySet<string> = new Set(['97154', '97157', '97158']);
export const TWO_TECHNICIANS: ReadonlySet<string> = new Set(['0362T', '0373T']);
export const GUIDANCE: ReadonlySet<string> = new Set(['97156', '97157']);
export const CHANGES_PROTOCOL: ReadonlySet<string> = new Set(['97155', '97158', '0373T']);

const RANK = { technician: 0, assistant: 1, qhp: 2 };

export function isCovered(terms: Terms, code: string, date: string): boolean {
  // The two T codes end with 2026.
  if (TWO_TECHNICIANS.has(code) && date > '2026-12-31') return false;
  return terms.covered?.includes(code) ?? true;
}

export function mayRender(terms: Terms, code: string, { level, type }: Staff): boolean {
  const roles = terms.providers?.[code] ?? [];
  return roles.includes(level) || roles.includes(type);
}

/** Whether somebody has to direct the service who does not render it. */
export function isDirected(terms: Terms, code: string, staff: Staff): boolean {
  return staff.level !== 'qhp' && (terms.supervisor?.required?.includes(code) ?? false);
}

/** Whether every note has to state a key. */
export function asksFor(terms: Terms, key: string): boolean {
  return terms.documentation?.require?.includes(key) ?? false;
}

/** Whether a second person has to sign: somebody who may direct, unless the renderer may. */
export function needsSecond(terms: Terms, staff: Staff): boolean {
  const level = (terms.supervisor?.level ?? 'qhp') as keyof typeof RANK;
  return Number(terms.documentation?.signatures ?? 1) > 1 && RANK[staff.level] < RANK[level];
}

/** How the payer wants telehealth of this code by this provider marked; undefined where it does not take it. */
export function telehealthOf(
  terms: Terms,
  code: string,
  staff: Staff,
): { modifier: string; place: string | undefined } | undefined {
  const telehealth = terms.modifiers?.telehealth ?? {};
  if (telehealth.codes ? !telehealth.codes.includes(code) : !['97155', '97156', '97157'].includes(code))
    return undefined;
  if (telehealth.excludedCodes?.includes(code)) return undefined;
  if (telehealth.providers && !telehealth.providers.includes(staff.level) && !telehealth.providers.includes(staff.type))
    return undefined;
  const places = telehealth.placesOfService ?? ['10'];
  const place = places.at(-1);
  if (place !== undefined && terms.placesOfService && !terms.placesOfService.includes(place)) return undefined;
  return { modifier: telehealth.modifiers?.[0] ?? '95', place };
}

export interface Marks {
  readonly remote: string | undefined;
  readonly groupSize: number | undefined;
}

const DEGREE = { technician: 'HM', assistant: 'HN', qhp: 'HO' };

/** The modifiers that a service needs, and the credential's where the policy has one. */
export function modifiersOf(terms: Terms, code: string, staff: Staff, { remote, groupSize }: Marks): string[] {
  const { credential = {}, required = [] } = terms.modifiers ?? {};
  const own = credential[staff.type] ?? credential[staff.level];
  const marks = [typeof own === 'string' ? own : own?.[0], remote];
  for (const { codes, anyOf } of required) {
    if (codes.includes(code) && !anyOf.some((modifier) => marks.includes(modifier))) {
      marks.push(anyOf.includes(DEGREE[staff.level]) ? DEGREE[staff.level] : anyOf[0]);
    }
  }
  if (groupSize !== undefined && terms.groupSize?.modifierRequired?.includes(code)) {
    const ranges = Object.entries(terms.groupSize.modifiers ?? {});
    marks.push(ranges.find(([range]) => isWithin(range, groupSize))?.[1]);
  }
  return [...new Set(marks.filter((mark) => mark !== undefined))];
}

/** `2`, `4-8` or `6+`. */
function isWithin(range: string, size: number): boolean {
  const [from = '', to = from] = range.replace(/\+$/, '-999').split('-');
  return Number(from) <= size && size <= Number(to);
}

/** Usually paid together where the payer says nothing, with two providers (domain: concurrency defaults). */
const USUALLY: readonly string[] = ['97153 97155', '97153 97156', '97154 97155', '97154 97156'];

/** Whether both codes are paid for the same minutes of one client by two providers, with the client out of 97156. */
export function paidBeside(terms: Terms, a: string, b: string): boolean {
  const entry = terms.concurrency?.findLast(({ codes: [x, y] }) => (x === a && y === b) || (x === b && y === a));
  if (entry) return entry.allowed === 'true' && entry.modifiers === undefined;
  return USUALLY.includes([a, b].sort().join(' '));
}

/** Cents for one unit, as the policy's fees have it. */
export function feeOf(terms: Terms, code: string, modifiers: readonly string[]): number | undefined {
  const fees = (terms.fees ?? []).filter((fee) => fee.code === code);
  const fee =
    fees.findLast(({ modifier }) => modifier !== undefined && modifiers.includes(modifier)) ??
    fees.findLast(({ modifier }) => modifier === undefined);
  return fee && Math.round(Number(fee.rate) * 100);
}
