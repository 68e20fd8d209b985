/** A clinic in which one fact is about to be broken, and the words to predict what is found. */
import { feeOf } from './asks.ts';
import { sumOf } from './bill.ts';
import { unitLength } from './budget.ts';
import type { Built } from './build.ts';
import type { Style } from './plan.ts';
import type { Claim, Client, Clinic, Line, Payer, Provider, Session } from './records.ts';
import type { Terms } from './terms.ts';
import { fileOf, type ListName } from './write.ts';

export interface Broken {
  /** As {@link at} and its like write them; in any order. */
  readonly expect: readonly string[];
  /** What is broken in the text, where no record can say it. */
  readonly edit?: (texts: Map<string, string>) => void;
}

export interface Mutation {
  readonly rule: string;
  readonly name: string;
  /** Each way in which the fact can be broken here: done when it is called. */
  readonly find: (scene: Scene) => readonly (() => Broken)[];
}

/** A claim line with its notes and all that decides about them. */
export interface Bill {
  readonly claim: Claim;
  readonly line: Line;
  readonly index: number;
  readonly notes: readonly Session[];
  readonly note: Session;
  readonly terms: Terms;
  readonly payer: Payer;
  readonly client: Client;
  readonly provider: Provider;
  /** Its one note is all that the client had on the day. */
  readonly isAlone: boolean;
  /** Its one note is all that anybody who took part did on the day. */
  readonly isQuiet: boolean;
}

const LISTS: Readonly<Record<string, ListName>> = {
  session: 'sessions',
  claim: 'claims',
  client: 'clients',
  provider: 'providers',
  payer: 'payers',
};

export type Path = readonly (string | number)[];

export class Scene {
  readonly clinic: Clinic;
  readonly style: Style;
  readonly bills: readonly Bill[];
  readonly #terms: ReadonlyMap<string, Terms>;

  constructor({ clinic, style, terms }: Built) {
    this.clinic = structuredClone(clinic);
    this.style = style;
    this.#terms = terms;
    this.bills = this.clinic.claims.flatMap((claim) =>
      claim.lines.map((line, index) => this.#bill(claim, line, index)),
    );
  }

  /** A finding at a part of a record: at its value, or with `key` at its key. */
  at(
    rule: string,
    kind: keyof typeof LISTS & string,
    { id }: { readonly id: string },
    path: Path,
    part?: 'key',
  ): string {
    return `${rule} ${this.file(kind)} ${kind} ${id} ${path.join('.')}${part ? ' (key)' : ''}`;
  }

  /** A finding at a stretch of text. */
  text(rule: string, file: string, text: string): string {
    return `${rule} ${file} ${JSON.stringify(text)}`;
  }

  file(kind: string): string {
    return fileOf(LISTS[kind] as ListName, this.style);
  }

  atLine(rule: string, { claim, index }: Bill, key: string | undefined, part?: 'key'): string {
    return this.at(rule, 'claim', claim, ['lines', index, ...(key === undefined ? [] : key.split('.'))], part);
  }

  atNote(rule: string, note: Session, key: string, part?: 'key'): string {
    return this.at(rule, 'session', note, key.split('.'), part);
  }

  termsOf(note: Session): Terms {
    const payer = this.clinic.clients.find(({ id }) => id === note.client)?.coverage.at(-1)?.payer ?? '';
    return this.#terms.get(payer) as Terms;
  }

  /** Notes that no line names. */
  get unbilled(): readonly Session[] {
    const named = new Set(this.bills.flatMap(({ line }) => line.sessions ?? []));
    return this.clinic.sessions.filter(({ id }) => !named.has(id));
  }

  /** What counts towards limits, in the order in which it does: lines, and notes that no line names. */
  entries(payer: string): readonly Entry[] {
    const lines = this.bills
      .filter(({ claim }) => claim.payer === payer)
      .map((bill): Entry => {
        const { line, claim, index, note } = bill;
        return {
          ...pick(line),
          client: claim.client,
          start: note.start ?? '',
          kind: 'claim',
          id: claim.id,
          path: ['lines', index],
        };
      });
    const notes = this.unbilled
      .filter((note) => this.clinic.clients.find(({ id }) => id === note.client)?.coverage.at(-1)?.payer === payer)
      .map(
        (note): Entry => ({
          ...pick(note),
          client: note.client,
          start: note.start ?? '',
          kind: 'session',
          id: note.id,
          path: [],
        }),
      );
    return [...lines, ...notes].sort((a, b) => (`${a.date} ${a.start}` < `${b.date} ${b.start}` ? -1 : 1));
  }

  atEntry(rule: string, { kind, id, path }: Entry, key: string): string {
    return this.at(rule, kind, { id }, [...path, key]);
  }

  /** Units of a line, with its charge and the claim's total. */
  setUnits({ claim, line, terms }: Bill, units: number): void {
    const rate = feeOf(terms, line.code, line.modifiers ?? []) ?? Math.round(((line.charge ?? 0) * 100) / line.units);
    line.units = units;
    line.charge = (rate * units) / 100;
    claim.total = sumOf(claim.lines);
  }

  #bill(claim: Claim, line: Line, index: number): Bill {
    const { clinic } = this;
    const notes = (line.sessions ?? []).map((id) => clinic.sessions.find((note) => note.id === id) as Session);
    const note = notes[0] as Session;
    const sameDay = clinic.sessions.filter(({ date }) => date === line.date);
    const isAlone = notes.length === 1 && sameDay.filter(({ client }) => client === claim.client).length === 1;
    const people = new Set(peopleOf(note));
    return {
      claim,
      line,
      index,
      notes,
      note,
      terms: this.#terms.get(claim.payer) as Terms,
      payer: clinic.payers.find(({ id }) => id === claim.payer) as Payer,
      client: clinic.clients.find(({ id }) => id === claim.client) as Client,
      provider: clinic.providers.find(({ id }) => id === line.provider) as Provider,
      isAlone,
      isQuiet: isAlone && sameDay.filter((other) => peopleOf(other).some((id) => people.has(id))).length === 1,
    };
  }
}

export interface Entry {
  readonly kind: 'claim' | 'session';
  readonly id: string;
  readonly path: Path;
  readonly client: string;
  readonly date: string;
  readonly start: string;
  readonly code: string;
  readonly units: number;
  readonly modifiers: readonly string[];
}

function pick({ date, code, units = 0, modifiers = [] }: Line | Session) {
  return { date, code, units, modifiers };
}

function peopleOf({ provider, technicians = [] }: Session): readonly string[] {
  return [provider, ...technicians];
}

export function lengthOf({ terms, line }: Bill): number | undefined {
  const length = unitLength(terms, line.code, line.modifiers ?? []);
  return length === 'event' ? undefined : length;
}

/** Billable minutes of a note. */
export function minutesOf({ start = '', end = '', nonBillable = [] }: Session): number {
  const between = (from: string, to: string) =>
    Number(to.slice(0, 2)) * 60 + Number(to.slice(3)) - Number(from.slice(0, 2)) * 60 - Number(from.slice(3));
  return nonBillable.reduce(
    (sum, entry) => sum - (entry.minutes ?? between(entry.start ?? '', entry.end ?? '')),
    between(start, end),
  );
}

/** Whether its units can change without touching a share that the policy asks for. */
export function isFree({ terms, line }: Bill): boolean {
  return !(terms.ratios ?? []).some(({ codes, of }) => codes.includes(line.code) || of.includes(line.code));
}

/** Whether no cap of the policy counts the code. */
export function isUncapped({ terms, line }: Bill): boolean {
  return !(terms.caps ?? []).some(({ codes }) => codes?.includes(line.code) ?? true);
}

/** A mutation whose candidates are lines. */
export function ofBills(
  rule: string,
  name: string,
  suits: (bill: Bill, scene: Scene) => boolean,
  breaks: (bill: Bill, scene: Scene) => Broken | readonly string[],
): Mutation {
  return {
    rule,
    name,
    find: (scene) =>
      scene.bills
        .filter((bill) => suits(bill, scene))
        .map((bill) => () => {
          const broken = breaks(bill, scene);
          return 'expect' in broken ? broken : { expect: broken };
        }),
  };
}

/** A mutation whose candidates are notes, billed or not. */
export function ofNotes(
  rule: string,
  name: string,
  suits: (note: Session, scene: Scene) => boolean,
  breaks: (note: Session, scene: Scene) => readonly string[],
): Mutation {
  return {
    rule,
    name,
    find: (scene) =>
      scene.clinic.sessions.filter((note) => suits(note, scene)).map((note) => () => ({ expect: breaks(note, scene) })),
  };
}
