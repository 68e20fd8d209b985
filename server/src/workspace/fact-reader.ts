/**
 * The facts as rules read them: typed, and noting every key that was read, so that the engine knows what to run again.
 * A question whose answer is not in the workspace gives `undefined` or an empty list: unknown, never wrong.
 */

import { within } from '../billing/answer.ts';
import { type IsoDate, monthBefore, monthKey } from '../billing/calendar.ts';
import type { RecordKind } from '../model/document.ts';
import { assume, type PayerVersion, type Policy } from '../policies/policy.ts';
import { defaultPolicy, resolvePolicy } from '../policies/resolve.ts';
import type { NcciProgram } from '../tables/mue.ts';
import { factKey } from './fact-keys.ts';
import type { Contribution } from './facts.ts';
import type { ImportedMue, ImportedPair } from './imported-tables.ts';
import type { PartPlace } from './place.ts';
import type { RecordHandle } from './record.ts';
import type {
  BillingFact,
  ClaimFact,
  ClientFact,
  LineFact,
  NarrativeFact,
  NoteFact,
  ProviderFact,
} from './record-facts.ts';
import { isReplacedBy } from './replacements.ts';
import type { Workspace } from './workspace.ts';

/** The policy that applies to a service, and why it is this one. */
export interface AppliedPolicy {
  /** Its `assumed` is set where the payer, or a version of its policy for the date, is not known and a default stands in. */
  readonly policy: Policy;
  /** The payer the service is billed to, where known. */
  readonly payer: string | undefined;
  /** Half a sentence, for traces: `payer of claim CLM-0301`, `no payer known`. */
  readonly why: string;
}

export type Of<V> = Contribution<RecordHandle, V>;

interface Resolved {
  /** What applies to the payer's services, where its policy is known. */
  readonly applied: AppliedPolicy | undefined;
  /** Why it is not known. */
  readonly reason: string;
  /** The keys that were read to resolve it. */
  readonly keys: readonly string[];
}

/** Resolved policies by payer and date. */
export class PolicyCache {
  /** By payer, then by date. */
  readonly #entries = new Map<string, Map<string, Resolved>>();
  /** Every key that was read for them. */
  readonly #read = new Set<string>();

  get(payer: string, date: string, lookup: (id: string) => readonly PayerVersion[]): Resolved {
    let dates = this.#entries.get(payer);
    if (!dates) {
      dates = new Map();
      this.#entries.set(payer, dates);
    }
    let entry = dates.get(date);
    if (!entry) {
      entry = resolved(payer, date, lookup);
      dates.set(date, entry);
      for (const key of entry.keys) this.#read.add(key);
    }
    return entry;
  }

  /** Drops everything where something was resolved from a changed key. */
  forget(changed: ReadonlySet<string>): void {
    if ([...this.#read].some((key) => changed.has(key))) this.clear();
  }

  clear(): void {
    this.#entries.clear();
    this.#read.clear();
  }
}

function resolved(payer: string, date: string, lookup: (id: string) => readonly PayerVersion[]): Resolved {
  const keys: string[] = [];
  const resolution = resolvePolicy(payer, date, (id) => {
    keys.push(factKey.record('payer', id));
    return lookup(id);
  });
  return resolution.kind === 'policy'
    ? { applied: { policy: resolution.policy, payer, why: `payer ${payer}` }, reason: '', keys }
    : { applied: undefined, reason: resolution.reason, keys };
}

/** Claims of so many months before a note show that those for the note are kept here, too. */
const MONTHS_BACK = 12;

export class FactReader {
  readonly #workspace: Workspace;
  readonly #policies: PolicyCache;
  readonly #read: (key: string) => void;

  /** Answers of {@link once} and of {@link policyFor}, which every rule asks, about the subject at hand. */
  readonly #answers = new Map<unknown, Map<object, unknown>>();
  /** Those of `#answers` that hold something. */
  readonly #held: Map<object, unknown>[] = [];
  readonly #applied = new Map<object, AppliedPolicy>();
  /** The first of these: most subjects are about one service. */
  #first: { readonly about: object; readonly applied: AppliedPolicy } | undefined;
  readonly #keeps: boolean;

  /** @param keeps whether {@link once} may keep answers: somebody has to {@link startOver} before facts change. */
  constructor(workspace: Workspace, policies: PolicyCache, read: (key: string) => void, keeps = false) {
    this.#workspace = workspace;
    this.#policies = policies;
    this.#read = read;
    this.#keeps = keeps;
  }

  /** Forgets what {@link once} has kept: the next subject begins. */
  startOver(): void {
    for (const answers of this.#held) answers.clear();
    this.#held.length = 0;
    if (this.#applied.size > 0) this.#applied.clear();
    this.#first = undefined;
  }

  /**
   * Works something out once for all rules that run on one subject. What it reads is noted for the subject, whichever rule
   * asks first.
   */
  once<A extends object, T>(work: (about: A, facts: FactReader) => T, about: A): T {
    let answers = this.#answers.get(work);
    if (!answers) {
      answers = new Map();
      this.#answers.set(work, answers);
    }
    if (answers.has(about)) return answers.get(about) as T;
    const answer = work(about, this);
    if (!this.#keeps) return answer;
    if (answers.size === 0) this.#held.push(answers);
    answers.set(about, answer);
    return answer;
  }

  #get<V>(key: string): readonly Of<V>[] {
    this.#read(key);
    return this.#workspace.facts.get<V>(key);
  }

  /** Whether any record of the kind has this id. */
  exists(kind: RecordKind, id: string): boolean {
    return this.#isThere(factKey.id(kind, id));
  }

  /** Whether the workspace holds records of the kind, and all its text could be read. */
  knowsAll(kind: RecordKind): boolean {
    const isAny = this.#isThere(factKey.any(kind));
    return this.#isAllRead() && isAny;
  }

  /**
   * Every id of a kind, for suggestions in a fix. Not noted as read: a suggestion may be a keystroke old, a finding never.
   */
  idsForSuggestion(kind: RecordKind): readonly string[] {
    const prefix = factKey.id(kind, '');
    return [...this.#workspace.facts.keys()]
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length));
  }

  note(id: string): Of<NoteFact> | undefined {
    return this.#get<NoteFact>(factKey.record('session', id))[0];
  }

  claim(id: string): Of<ClaimFact> | undefined {
    return this.#get<ClaimFact>(factKey.record('claim', id))[0];
  }

  client(id: string): Of<ClientFact> | undefined {
    return this.#get<ClientFact>(factKey.record('client', id))[0];
  }

  provider(id: string): Of<ProviderFact> | undefined {
    return this.#get<ProviderFact>(factKey.record('provider', id))[0];
  }

  /** The versions of a payer's policy, in the order of their records. */
  payerVersions(id: string): readonly Of<PayerVersion>[] {
    return this.#get<PayerVersion>(factKey.record('payer', id));
  }

  /** Notes and claim lines of one client and date of service. */
  clientDay(client: string, date: string): readonly Of<NoteFact | LineFact>[] {
    return this.#get<NoteFact | LineFact>(factKey.clientDay(client, date));
  }

  /** Notes and claim lines of one rendering provider or assisting technician and date of service. */
  providerDay(provider: string, date: string): readonly Of<NoteFact | LineFact>[] {
    return this.#get<NoteFact | LineFact>(factKey.providerDay(provider, date));
  }

  /** Notes and claim lines of a client: what its ledger is made of. */
  clientServices(client: string): readonly Of<NoteFact | LineFact>[] {
    return this.#get<NoteFact | LineFact>(factKey.ledger(client));
  }

  /**
   * The folder of the tables file that applies to a record; undefined where none was imported. Read this first: who finds none
   * depends on nothing but that.
   */
  tablesFolder(record: RecordHandle): string | undefined {
    this.#read(factKey.tablesFiles());
    return this.#workspace.tablesFolderFor(record.slot.file.uri);
  }

  /** Imported MUE values of a code, of all editions. @param folder see {@link tablesFolder}. */
  importedMue(folder: string, program: NcciProgram, code: string): readonly ImportedMue[] {
    const key = factKey.mue(folder, program, code);
    this.#read(key);
    return this.#workspace.tables.get(key);
  }

  /** Imported PTP edits between two codes in either order, of all editions. @param folder see {@link tablesFolder}. */
  importedPairs(folder: string, program: NcciProgram, one: string, other: string): readonly ImportedPair[] {
    const key = factKey.ptp(folder, program, one, other);
    this.#read(key);
    return this.#workspace.tables.get(key);
  }

  importedPlace(folder: string, row: ImportedMue | ImportedPair): PartPlace | undefined {
    return this.#workspace.tables.placeOf(folder, row);
  }

  /** Notes of a client with the narrative of this digest: one key for each narrative, so that typing in one costs little. */
  sameNarrative(client: string, digest: string): readonly Of<NarrativeFact>[] {
    return this.#get<NarrativeFact>(factKey.narrative(client, digest));
  }

  /** Whether any note of the workspace says what was done: else narratives are kept elsewhere. */
  notesAreWritten(): boolean {
    return this.#isThere(factKey.anyNarrative());
  }

  /** Whether any note of the workspace carries a signature: else signatures are kept elsewhere. */
  notesAreSigned(): boolean {
    return this.#isThere(factKey.anySigned());
  }

  /** Claim lines that name the note as their support. */
  billedBy(session: string): readonly Of<BillingFact>[] {
    return this.#get(factKey.billedBy(session));
  }

  /** Whether the workspace keeps notes of the client for the month of a date, and all its text could be read. */
  keepsNotes(client: string, date: string): boolean {
    return this.#isThere(factKey.notesIn(client, monthKey(date as IsoDate))) && this.#isAllRead();
  }

  /**
   * Whether the workspace keeps the claims for a date of service: it has lines of that month or of one of the twelve before it,
   * and all its text could be read. Where its claims begin later, those for the date are kept elsewhere.
   */
  keepsClaims(date: string): boolean {
    let month = monthKey(date as IsoDate);
    for (let back = 0; back <= MONTHS_BACK; back++) {
      if (this.#isThere(factKey.linesIn(month))) return this.#isAllRead();
      month = monthBefore(month);
    }
    return false;
  }

  #isThere(key: string): boolean {
    this.#read(key);
    return this.#workspace.facts.has(key);
  }

  #isAllRead(): boolean {
    this.#read(factKey.unreadable());
    return !this.#workspace.hasUnreadable;
  }

  /**
   * True when another claim replaces or voids this one, or it is itself a void: it bills nothing any more. Of claims that
   * replace each other in a circle one stands; see `replacements.ts`.
   */
  isWithdrawn(claim: { readonly claim: string | undefined; readonly frequency: string | undefined }): boolean {
    if (claim.frequency === 'void') return true;
    if (claim.claim === undefined) return false;
    // Most folders have no such claim: then every service depends on this one key, and not each on one of its own.
    if (!this.#isThere(factKey.anyReplacing())) return false;
    const replacing = this.#get<ClaimFact>(factKey.replacing(claim.claim));
    return replacing.length > 0 && isReplacedBy(claim.claim, replacing, this);
  }

  /** The payer that a session is billed to: its claim's, else that of the client's first coverage on the date. */
  payerOfNote(note: NoteFact): string | undefined {
    if (note.id !== undefined) {
      for (const line of this.billedBy(note.id)) {
        const { value } = line.value.claim === undefined ? {} : (this.claim(line.value.claim) ?? {});
        if (value?.payer !== undefined) return value.payer;
      }
    }
    if (note.client === undefined || note.date === undefined) return undefined;
    const { date } = note;
    let possible: string | undefined;
    for (const item of this.client(note.client)?.value.coverage ?? []) {
      const covers = typeof item.payer === 'string' ? within(item, date) : 'no';
      if (covers === 'yes') return item.payer ?? undefined;
      if (covers === 'unknown') possible ??= item.payer ?? undefined;
    }
    return possible;
  }

  /** The policy for a note or a claim line; see AppliedPolicy for what happens where the payer is not known. */
  policyFor(service: Of<NoteFact | LineFact>): AppliedPolicy {
    const { value, from } = service;
    if (this.#first?.about === value) return this.#first.applied;
    let applied = this.#applied.get(value);
    if (!applied) {
      applied = this.#policyFor(value, from);
      if (this.#keeps && this.#first) this.#applied.set(value, applied);
      else if (this.#keeps) this.#first = { about: value, applied };
    }
    return applied;
  }

  #policyFor(value: NoteFact | LineFact, from: RecordHandle): AppliedPolicy {
    const payer = value.kind === 'line' ? value.payer : this.payerOfNote(value);
    return this.policy(from, payer, value.date);
  }

  /** The policy of a payer on a date of service, for a record of this workspace. */
  policy(record: RecordHandle, payer: string | undefined, date: string | undefined): AppliedPolicy {
    let why = 'no payer known';
    if (payer !== undefined && date !== undefined) {
      const { applied, reason } = this.#resolve(payer, date);
      if (applied) return applied;
      why = reason;
    }
    const configured = this.#workspace.configurationFor(record.slot.file.uri).defaultPayer;
    if (configured !== undefined && date !== undefined) {
      const { applied } = this.#resolve(configured, date);
      if (applied) return { policy: assume(applied.policy), payer, why: `${why}; defaultPayer ${configured}` };
    }
    return { policy: defaultPolicy(date), payer, why };
  }

  #resolve(payer: string, date: string): Resolved {
    const found = this.#policies.get(payer, date, this.#versionsOf);
    for (const key of found.keys) this.#read(key);
    return found;
  }

  /** One function for all: it is handed on for every service. */
  readonly #versionsOf = (id: string): readonly PayerVersion[] =>
    this.#workspace.facts.get<PayerVersion>(factKey.record('payer', id)).map(({ value }) => value);
}
