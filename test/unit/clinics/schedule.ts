/**
 * Places the visits of a plan in the days of clients and staff, one after the other, so that nobody is in two places and no limit
 * comes near. A visit for which there is no room is left out.
 */

import { addDays } from './arithmetic.ts';
import {
  asksFor,
  CODES,
  GROUP_CODES,
  GUIDANCE,
  isCovered,
  isDirected,
  mayRender,
  modifiersOf,
  paidBeside,
  type Staff,
  TWO_TECHNICIANS,
  telehealthOf,
} from './asks.ts';
import { type Budget, unitLength } from './budget.ts';
import type { Plan, Visit } from './plan.ts';
import type { Terms } from './terms.ts';

/** Minutes after midnight. */
const OPENS = 8 * 60;
const CLOSES = 20 * 60;
const LONG = 300;

export interface Patient {
  readonly id: string;
  readonly payer: string;
  readonly terms: Terms;
  readonly budget: Budget;
}

export interface Part {
  readonly start: number;
  readonly end: number;
  readonly minutes: number;
  readonly pause: Visit['pause'];
}

/** One client's code with one provider on one day: a session, or two. */
export interface Service {
  readonly visit: Visit;
  readonly patient: Patient;
  readonly date: string;
  readonly code: string;
  readonly staff: Staff;
  readonly supervisor: Staff | undefined;
  readonly technicians: readonly Staff[] | undefined;
  readonly modifiers: readonly string[];
  readonly place: string;
  readonly groupSize: number | undefined;
  readonly isBeside: boolean;
  readonly parts: readonly Part[];
}

export class Schedule {
  readonly services: Service[] = [];
  readonly #first: string;
  readonly #roster: readonly Staff[];
  readonly #busyUntil = new Map<string, number>();
  readonly #taken = new Set<string>();
  readonly #assessed = new Map<string, string>();
  readonly #accompanied = new Set<Service>();

  constructor(first: string, roster: readonly Staff[]) {
    this.#first = first;
    this.#roster = roster;
  }

  placeAll({ visits }: Plan, patients: readonly Patient[]): void {
    const wishes = visits.flatMap((visit) => {
      const patient = patients[visit.client % patients.length];
      const date = addDays(this.#first, visit.day);
      const codes = patient ? CODES.filter((code) => isCovered(patient.terms, code, date)) : [];
      const code = codes[visit.code % codes.length];
      return patient && code ? [{ visit, patient, date, code }] : [];
    });
    for (const { visit, patient, date, code } of wishes.sort(
      (a, b) => rank(a) - rank(b) || a.visit.day - b.visit.day,
    )) {
      this.#place(visit, patient, date, code, patients);
    }
  }

  #place(visit: Visit, patient: Patient, wished: string, code: string, patients: readonly Patient[]): void {
    const able = this.#roster.filter(
      (staff) => mayRender(patient.terms, code, staff) && !(TWO_TECHNICIANS.has(code) && staff.level !== 'technician'),
    );
    const staff = able[visit.staff % able.length];
    if (!staff) return;
    const host = visit.beside ? this.#hostOf(patient, code, staff) : undefined;
    const date = host?.date ?? wished;
    const others = GROUP_CODES.has(code) ? patients.filter((other) => other !== patient) : [];
    const members = [patient, ...others].filter((member) => this.#isFree(member, date, code, staff));
    if (members[0] !== patient) return;
    const groupSize = GROUP_CODES.has(code) ? sizeOf(members) : undefined;
    if (GROUP_CODES.has(code) && groupSize === undefined) return;
    const wishes = members.map((member) => this.#wish(visit, member, date, code, staff, groupSize));
    // Whoever has no room left, or is billed otherwise, is not of the group.
    const attending = wishes.filter((wish) => wish.room >= 2);
    if (!attending.includes(wishes[0] as Wish)) return;
    const technicians = TWO_TECHNICIANS.has(code)
      ? this.#roster.filter(({ level }) => level === 'technician')
      : undefined;
    const people = [...attending.map(({ patient: { id } }) => id), ...(technicians ?? [staff]).map(({ id }) => id)];
    const parts = host
      ? this.#partBeside(visit, attending[0] as Wish, host)
      : this.#parts(visit, attending, date, people);
    const end = parts.at(-1)?.end;
    if (end === undefined || end > CLOSES) return;
    for (const id of host ? [staff.id] : people) this.#busyUntil.set(`${id} ${date}`, end);
    if (host) this.#accompanied.add(host);
    for (const wish of attending)
      this.#book(visit, wish, { date, code, staff, technicians, groupSize, parts, isBeside: host !== undefined });
  }

  #isFree(patient: Patient, date: string, code: string, staff: Staff): boolean {
    if (!isCovered(patient.terms, code, date) || !mayRender(patient.terms, code, staff)) return false;
    if (this.#taken.has([patient.id, date, code, staff.id].join())) return false;
    // An assessment is one day's here, so that it ends in time and is not begun again.
    return code !== '97151' || (this.#assessed.get(patient.id) ?? date) === date;
  }

  #wish(visit: Visit, patient: Patient, date: string, code: string, staff: Staff, groupSize: number | undefined): Wish {
    const { terms, budget } = patient;
    const remote = visit.remote ? telehealthOf(terms, code, staff) : undefined;
    const modifiers = modifiersOf(terms, code, staff, { remote: remote?.modifier, groupSize });
    const places = ['12', '11', '03', '99'].filter((place) => terms.placesOfService?.includes(place) ?? true);
    const place = remote?.place ?? places[visit.gap % places.length] ?? '11';
    const length = unitLength(terms, code, modifiers);
    return {
      patient,
      modifiers,
      place,
      length: length === 'event' ? 15 : length,
      room: budget.room({ code, date, modifiers }),
    };
  }

  #freeFrom(people: readonly string[], date: string): number {
    return Math.max(OPENS, ...people.map((id) => this.#busyUntil.get(`${id} ${date}`) ?? OPENS));
  }

  #parts(visit: Visit, wishes: readonly Wish[], date: string, people: readonly string[]): readonly Part[] {
    const length = Math.max(...wishes.map((wish) => wish.length));
    const most = Math.min(...wishes.map((wish) => (wish.room - 1) * wish.length));
    if (most < length) return [];
    const minutes = Math.max(length, Math.min(visit.minutes, most));
    const twice = visit.twice && minutes >= 2 * length;
    const amounts = twice
      ? [length + ((minutes - 2 * length) >> 1), length + ((minutes - 2 * length + 1) >> 1)]
      : [minutes];
    let at = this.#freeFrom(people, date) + visit.gap;
    return amounts.map((amount) => {
      const pause = amount >= LONG && visit.pause === 'none' ? 'interval' : visit.pause;
      const part = { start: at, end: at + amount + (pause === 'none' ? 0 : PAUSE), minutes: amount, pause };
      at = part.end + 10;
      return part;
    });
  }

  /** A session of the client during which this one may run. */
  #hostOf(patient: Patient, code: string, staff: Staff): Service | undefined {
    if (code !== '97155' && code !== '97156') return undefined;
    return this.services.find((service) => {
      const [part] = service.parts;
      return (
        service.patient === patient &&
        service.code === '97153' &&
        service.staff !== staff &&
        !this.#accompanied.has(service) &&
        paidBeside(patient.terms, '97153', code) &&
        part !== undefined &&
        this.#freeFrom([staff.id], service.date) <= part.start
      );
    });
  }

  #partBeside(visit: Visit, { room, length }: Wish, host: Service): readonly Part[] {
    const [part] = host.parts;
    const most = Math.min((room - 1) * length, part ? part.end - part.start : 0);
    if (!part || most < length) return [];
    const minutes = Math.max(length, Math.min(visit.minutes, most));
    return minutes < LONG ? [{ start: part.start, end: part.start + minutes, minutes, pause: 'none' }] : [];
  }

  #book(visit: Visit, wish: Wish, { date, code, staff, technicians, ...rest }: Booking): void {
    const { patient, modifiers, place, length } = wish;
    const units = rest.parts.reduce((sum, { minutes }) => sum + Math.ceil(minutes / length), 0);
    const least = rest.parts.reduce((sum, { minutes }) => sum + Math.trunc(minutes / length), 0);
    patient.budget.draw({ code, date, modifiers, units, minutes: { least: least * length, most: units * length } });
    this.#taken.add([patient.id, date, code, staff.id].join());
    if (code === '97151') this.#assessed.set(patient.id, date);
    const director = this.#roster.find(({ level, id }) => level === 'qhp' && id !== staff.id);
    const supervisor =
      isDirected(patient.terms, code, staff) || technicians || asksFor(patient.terms, 'supervisor')
        ? director
        : undefined;
    // Notes are told apart by their parts: those of a group have each their own.
    const parts = rest.parts.map((part) => ({ ...part }));
    this.services.push({
      visit,
      patient,
      date,
      code,
      staff,
      supervisor,
      technicians,
      modifiers,
      place,
      ...rest,
      parts,
    });
  }
}

export const PAUSE = 7;

interface Wish {
  readonly patient: Patient;
  readonly modifiers: readonly string[];
  readonly place: string;
  readonly length: number;
  /** Units. */
  readonly room: number;
}

type Booking = Pick<Service, 'date' | 'code' | 'staff' | 'technicians' | 'groupSize' | 'parts' | 'isBeside'>;

/** Shares need their whole first: what has a smallest share beside it comes last, what has a largest share first. */
function rank({ patient, code }: { readonly patient: Patient; readonly code: string }): number {
  for (const { codes, of, minPercent, maxPercent } of patient.terms.ratios ?? []) {
    if (minPercent !== undefined && codes.includes(code)) return 0;
    if (maxPercent !== undefined && of.includes(code)) return 0;
    if (of.includes(code) || codes.includes(code)) return 2;
  }
  return GUIDANCE.has(code) ? 2 : 1;
}

/** How many are in the group, by all their payers' leave: those with notes here, and others. */
function sizeOf(members: readonly Patient[]): number | undefined {
  const least = Math.max(members.length, ...members.map(({ terms }) => Number(terms.groupSize?.min ?? 2)));
  return members.every(({ terms }) => least <= Number(terms.groupSize?.max ?? 8)) ? least : undefined;
}
