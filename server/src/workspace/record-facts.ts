/**
 * What each kind of record tells the workspace: plain values, `undefined` where unknown. A value that is written but cannot
 * be read is unknown too: the record's own rules report it.
 */

import type { AuthorizationTerms } from '../billing/authorizations.ts';
import { type IsoDate, monthKey } from '../billing/calendar.ts';
import type { Authorization } from '../model/client.ts';
import type { Claim, ClaimLine, Client, Provider, Session } from '../model/document.ts';
import type { Field, Held, Items } from '../model/field.ts';
import { payerVersion } from '../policies/payer-version.ts';
import type { HeldCredential } from '../policies/roles.ts';
import { rememberedFor } from '../tables/remembered.ts';
import { lineTime, scheduledMinutes, sessionTime, type TimeFact } from './documented-time.ts';
import { factKey } from './fact-keys.ts';
import { narrativeDigest } from './narrative.ts';
import type { RecordHandle } from './record.ts';

/** What notes and claim lines have in common. */
interface ServiceFact {
  readonly client: string | undefined;
  /** Date of service, ISO. */
  readonly date: string | undefined;
  readonly code: string | undefined;
  /** Rendering provider. */
  readonly provider: string | undefined;
  readonly supervisor: string | undefined;
  readonly placeOfService: string | undefined;
  readonly modifiers: readonly string[];
  /** The number it names; a line's own goes before its claim's. */
  readonly authorization: string | undefined;
  /** Units that are billed, or that the note claims. */
  readonly units: number | undefined;
  /** True when `units` is written at all, readable or not. */
  readonly hasUnits: boolean;
  /** The time documented on the note or line itself. */
  readonly time: TimeFact;
}

/** A session note, as other records need it. */
export interface NoteFact extends ServiceFact {
  readonly kind: 'note';
  readonly id: string | undefined;
  /** True when `modifiers` is written at all: a note need not state those it is billed with. */
  readonly hasModifiers: boolean;
  /** Length of the appointment in minutes. */
  readonly scheduledMinutes: number | undefined;
  /** Patients in the group; for 97157, sets of caregivers. */
  readonly groupSize: number | undefined;
  readonly clientPresent: boolean | undefined;
  /** Ids of the technicians who assisted. */
  readonly technicians: readonly string[];
  /** Dates of the signatures (ISO), those without a readable date left out; undefined where the note states none. */
  readonly signed: readonly string[] | undefined;
}

/** A service line of a claim, with what it takes from its claim. */
export interface LineFact extends ServiceFact {
  readonly kind: 'line';
  /** Position in the claim's `lines`. */
  readonly index: number;
  readonly claim: string | undefined;
  readonly payer: string | undefined;
  readonly frequency: string | undefined;
  /** Ids of the notes that support the line; undefined where the line names none. */
  readonly sessions: readonly string[] | undefined;
}

/** A note, under the digest of its narrative. The text itself is no fact. */
export interface NarrativeFact {
  readonly id: string | undefined;
  /** Date of service, ISO. */
  readonly date: string | undefined;
}

export interface ClaimFact {
  readonly id: string | undefined;
  readonly client: string | undefined;
  readonly payer: string | undefined;
  readonly frequency: string | undefined;
  /** Id of the claim that it replaces or voids. */
  readonly replaces: string | undefined;
  /** ISO. */
  readonly created: string | undefined;
}

/** A claim line that names a note as its support. */
export interface BillingFact {
  readonly claim: string | undefined;
  readonly index: number;
  readonly frequency: string | undefined;
}

/** ISO days, both included; undefined is open. Both null where the period ends before it begins. */
interface Period {
  readonly from: Held<string>;
  readonly to: Held<string>;
}

export interface CoverageFact extends Period {
  readonly payer: Held<string>;
}

/** Entries of its lists keep their positions in the record. */
export interface AuthorizationFact extends AuthorizationTerms {
  readonly diagnoses: Held<readonly string[]>;
}

export interface ClientFact {
  /** Undefined: not stated. Empty: stated to have none. */
  readonly coverage: readonly CoverageFact[] | undefined;
  /** ISO. Never in a message, nor what it gives away: an age. */
  readonly birthDate: Held<string>;
  readonly diagnoses: Held<readonly string[]>;
  /** Undefined: not stated. Empty: stated to have none. */
  readonly authorizations: readonly AuthorizationFact[] | undefined;
}

export interface EnrollmentFact extends Period {
  readonly payer: Held<string>;
}

export interface ProviderFact {
  /** Undefined: not stated. Empty: stated to have none. */
  readonly credentials: readonly HeldCredential[] | undefined;
  /** Undefined: not stated. Empty: stated to have none. */
  readonly enrollments: readonly EnrollmentFact[] | undefined;
}

const PRESENT = [{}];

type FactMap = Map<string, readonly unknown[]>;

/** The facts of one record, by key. */
export function factsOf(record: RecordHandle): ReadonlyMap<string, readonly unknown[]> {
  const facts: FactMap = new Map();
  const id = record.data.id?.value;
  facts.set(factKey.any(record.kind), PRESENT);
  if (id !== undefined) facts.set(factKey.id(record.kind, id), PRESENT);
  if (record.kind === 'session') addSession(facts, record.data as Session);
  else if (record.kind === 'claim') addClaim(facts, record.data as Claim);
  else if (id !== undefined) facts.set(factKey.record(record.kind, id), [partyFact(record)]);
  return facts;
}

function partyFact(record: RecordHandle): unknown {
  if (record.kind === 'client') return clientFact(record.data as Client);
  if (record.kind === 'provider') return providerFact(record.data as Provider);
  return payerVersion(record.data as never);
}

function add(facts: FactMap, key: string, value: unknown): void {
  const values = facts.get(key);
  if (values) (values as unknown[]).push(value);
  else facts.set(key, [value]);
}

function addSession(facts: FactMap, session: Session): void {
  const note = noteOf(session);
  if (note.id !== undefined) add(facts, factKey.record('session', note.id), note);
  if (note.date !== undefined) {
    const staff = note.provider === undefined ? note.technicians : [note.provider, ...note.technicians];
    for (const person of new Set(staff)) add(facts, factKey.providerDay(person, note.date), note);
  }
  if ((session.signatures?.items.length ?? 0) > 0) facts.set(factKey.anySigned(), PRESENT);
  if (session.goals ?? session.interventions ?? session.summary) facts.set(factKey.anyNarrative(), PRESENT);
  if (note.client === undefined) return;
  if (note.date !== undefined) {
    facts.set(factKey.notesIn(note.client, monthKey(note.date as IsoDate)), PRESENT);
    add(facts, factKey.clientDay(note.client, note.date), note);
  }
  addNarrative(facts, note.client, session);
  add(facts, factKey.ledger(note.client), note);
}

function addNarrative(facts: FactMap, client: string, session: Session): void {
  const narrative = narrativeDigest(session.summary?.value ?? '');
  if (!narrative) return;
  const fact: NarrativeFact = { id: session.id?.value, date: session.date?.value };
  add(facts, factKey.narrative(client, narrative.digest), fact);
}

function addClaim(facts: FactMap, claim: Claim): void {
  const fact: ClaimFact = {
    id: claim.id?.value,
    client: claim.client?.value,
    payer: claim.payer?.value,
    frequency: claim.frequency?.value,
    replaces: claim.replaces?.value,
    created: claim.created?.value,
  };
  if (fact.id !== undefined) add(facts, factKey.record('claim', fact.id), fact);
  const { replaces } = fact;
  if (replaces !== undefined && replaces !== fact.id) {
    facts.set(factKey.anyReplacing(), PRESENT);
    add(facts, factKey.replacing(replaces), fact);
  }
  const services = linesOf(claim);
  for (const line of services) {
    for (const session of line.sessions ?? []) {
      const billing: BillingFact = { claim: fact.id, index: line.index, frequency: fact.frequency };
      add(facts, factKey.billedBy(session), billing);
    }
    if (line.date === undefined) continue;
    facts.set(factKey.linesIn(monthKey(line.date as IsoDate)), PRESENT);
    if (line.provider !== undefined) add(facts, factKey.providerDay(line.provider, line.date), line);
    if (fact.client !== undefined) add(facts, factKey.clientDay(fact.client, line.date), line);
  }
  if (fact.client !== undefined && services.length > 0) facts.set(factKey.ledger(fact.client), services);
}

/** Worked out once per reading of a record: several rules ask for them. */
export const noteOf = rememberedFor(noteFact);

/** The lines of a claim, in order. */
export const linesOf = rememberedFor((claim: Claim): readonly LineFact[] =>
  (claim.lines?.items ?? []).map((line, index) => lineFact(claim, line, index)),
);

function noteFact(session: Session): NoteFact {
  return {
    kind: 'note',
    id: session.id?.value,
    client: session.client?.value,
    date: session.date?.value,
    code: session.code?.value,
    provider: session.provider?.value,
    supervisor: session.supervisor?.value,
    placeOfService: session.placeOfService?.value,
    modifiers: texts(session.modifiers),
    hasModifiers: session.modifiers !== undefined,
    authorization: session.authorization?.value,
    units: session.units?.value,
    hasUnits: session.units !== undefined,
    time: sessionTime(session),
    scheduledMinutes: scheduledMinutes(session),
    groupSize: session.groupSize?.value,
    clientPresent: session.clientPresent?.value,
    technicians: texts(session.technicians),
    signed: session.signatures?.items.flatMap((signature) => signature.date?.value ?? []),
  };
}

function lineFact(claim: Claim, line: ClaimLine, index: number): LineFact {
  return {
    kind: 'line',
    index,
    claim: claim.id?.value,
    payer: claim.payer?.value,
    frequency: claim.frequency?.value,
    client: claim.client?.value,
    date: line.date?.value,
    code: line.code?.value,
    provider: line.provider?.value,
    supervisor: line.supervisor?.value,
    placeOfService: line.placeOfService?.value,
    modifiers: texts(line.modifiers),
    authorization: line.authorization?.value ?? claim.authorization?.value,
    units: line.units?.value,
    hasUnits: line.units !== undefined,
    sessions: line.sessions ? texts(line.sessions) : undefined,
    time: lineTime(line),
  };
}

function clientFact(client: Client): ClientFact {
  return {
    coverage: client.coverage?.items.map(({ payer, from, to }) => ({ payer: held(payer), ...period(from, to) })),
    birthDate: held(client.birthDate),
    diagnoses: heldTexts(client.diagnoses),
    authorizations: client.authorizations?.items.map(authorizationFact),
  };
}

function authorizationFact({ number, payer, from, to, diagnoses, services, used }: Authorization): AuthorizationFact {
  return {
    number: held(number),
    payer: held(payer),
    ...period(from, to),
    diagnoses: heldTexts(diagnoses),
    services: services?.items.map(({ codes, units, perDay, perWeek, perMonth }) => ({
      codes: heldTexts(codes),
      units: held(units),
      perDay: held(perDay),
      perWeek: held(perWeek),
      perMonth: held(perMonth),
    })),
    used: used?.items.map(({ codes, units, through }) => ({
      codes: heldTexts(codes),
      units: held(units),
      through: held(through),
    })),
  };
}

function providerFact(provider: Provider): ProviderFact {
  return {
    credentials: provider.credentials?.items.map(({ type, level, from, to }) => ({
      type: held(type),
      level: held(level),
      ...period(from, to),
    })),
    enrollments: provider.enrollments?.items.map(({ payer, from, to }) => ({
      payer: held(payer),
      ...period(from, to),
    })),
  };
}

/** Of a period that ends before it begins one day is wrong: both are unknown. `structure` reports it. */
function period(from: Field<string> | undefined, to: Field<string> | undefined): Period {
  const [first, last] = [held(from), held(to)];
  return first && last && first > last ? UNKNOWN_PERIOD : { from: first, to: last };
}

const UNKNOWN_PERIOD: Period = { from: null, to: null };

function held<T>(field: Field<T> | undefined): Held<T> {
  return field && (field.value ?? null);
}

/** Null where one of them cannot be read: a part of a list means something else. */
function heldTexts(list: Items<Field<string>> | undefined): Held<readonly string[]> {
  if (!list) return undefined;
  const read = texts(list);
  return read.length === list.items.length ? read : null;
}

const NO_TEXTS: readonly string[] = [];

/** Lists of one short text: the modifiers of most lines. */
const onlyTexts = new Map<string, readonly string[]>();
const MOST_ONLY_TEXTS = 1000;
const LONGEST_MODIFIER = 2;

function onlyText(text: string): readonly string[] {
  if (text.length > LONGEST_MODIFIER) return [text];
  let list = onlyTexts.get(text);
  if (!list) {
    list = [text];
    if (onlyTexts.size < MOST_ONLY_TEXTS) onlyTexts.set(text, list);
  }
  return list;
}

function texts(
  list: { readonly items: readonly { readonly value: string | undefined }[] } | undefined,
): readonly string[] {
  if (!list || list.items.length === 0) return NO_TEXTS;
  const [first] = list.items;
  if (list.items.length === 1) return first?.value === undefined ? NO_TEXTS : onlyText(first.value);
  return list.items.flatMap((item) => (item.value === undefined ? [] : [item.value]));
}
