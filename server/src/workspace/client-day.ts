/** One client's date of service: its notes and claim lines, and the groups in which their minutes become units. */

import { type CmsPool, poolUnits } from '../billing/cms-8-minute.ts';
import { type BillableMinutes, billableMinutes, type DocumentedTime } from '../billing/minutes.ts';
import { DEFAULT_UNIT_MINUTES, type UnitRule, unitRule, unitsFor } from '../billing/units.ts';
import { type Policy, type Pool, roundingSetting, unitLengthName } from '../policies/policy.ts';
import { rememberedFor } from '../tables/remembered.ts';
import { duplicateLines } from './duplicate-lines.ts';
import type { AppliedPolicy, FactReader, Of } from './fact-reader.ts';
import type { LineFact, NoteFact } from './record-facts.ts';
import { repeatedNotes } from './repeated-notes.ts';

export type Service = Of<NoteFact | LineFact>;

export interface ClientDay {
  readonly client: string;
  /** ISO. */
  readonly date: string;
  readonly entries: readonly Service[];
  /** Computed once per day, when first asked for. */
  readonly groups: readonly UnitGroup[];
}

/** A documented time and the note it comes from; no note where it stands on the line itself. */
export interface Evidence {
  readonly note: Of<NoteFact> | undefined;
  readonly time: DocumentedTime;
  readonly scheduledMinutes: number | undefined;
}

/** A note or line whose units are checked. */
export interface Member {
  readonly service: Service;
  readonly units: number;
  readonly evidence: readonly Evidence[];
}

/** One code of a group. */
export interface UnitShare {
  readonly code: string;
  readonly rule: UnitRule;
  /** See {@link UnitTerms.name}. */
  readonly unitName: string;
  readonly members: readonly Member[];
  readonly minutes: BillableMinutes;
  /** The documented times behind `minutes`, in the order of its steps' `session` index. */
  readonly evidence: readonly Evidence[];
  /** Units that the minutes support; two where the Medicare rule, or a note that states no units, leaves a choice. */
  readonly supported: { readonly min: number; readonly max: number };
  readonly billed: number;
}

/** Services that are rounded to units together. */
export interface UnitGroup {
  readonly kind: 'note' | 'line';
  readonly provider: string | undefined;
  readonly applied: AppliedPolicy;
  /** Whether each session is rounded on its own. */
  readonly perSession: boolean;
  /** One, or more where the Medicare rule pools several codes. */
  readonly shares: readonly UnitShare[];
  readonly supported: number;
  readonly billed: number;
  readonly pool: CmsPool | undefined;
  /** Notes that state no units take part in a pool with their minutes only: then its total cannot be compared. */
  readonly complete: boolean;
  /** Set where a fact is missing: nothing of the group can be checked. */
  readonly unknown: string | undefined;
}

/** How a policy turns the minutes of a code into units. */
export interface UnitTerms {
  readonly rule: UnitRule;
  /** Whether each session is rounded on its own. */
  readonly perSession: boolean;
  /** Set where the minutes of several codes are pooled (`cms-8-minute`). */
  readonly pool: Pool | undefined;
  /** What the policy states the length for: services that differ in it are not added up. */
  readonly name: string;
}

/** By policy and the name of the unit length, with the code where that is rounded in a way of its own. */
const termsByName = rememberedFor((_: Policy) => new Map<string, UnitTerms | undefined>());

/** Undefined where the policy does not say how a service of the code, with such modifiers, is rounded. */
export function unitTerms(policy: Policy, code: string, modifiers: readonly string[] = []): UnitTerms | undefined {
  const byName = termsByName(policy);
  const name = unitLengthName(policy, code, modifiers);
  const key = policy.units.roundingByCode.has(code) ? `${name} ${code}` : name;
  if (!byName.has(key)) byName.set(key, termsOf(policy, name, code));
  return byName.get(key);
}

function termsOf(policy: Policy, name: string, code: string): UnitTerms | undefined {
  const length = policy.units.minutes.get(name)?.value;
  const rounding = roundingSetting(policy, code)?.value;
  if (length === undefined || rounding === undefined) return undefined;
  const perSession = length === 'event' || policy.units.per?.value === 'session';
  const pools = rounding === 'cms-8-minute' && length === DEFAULT_UNIT_MINUTES && !perSession;
  const pool = pools ? (policy.units.pool?.value ?? 'provider') : undefined;
  return { rule: unitRule(rounding, length), perSession, pool, name };
}

/** @param entries all of one client's day. */
export function clientDayOf(entries: readonly Service[], facts: FactReader): ClientDay {
  return new Day(entries, facts);
}

class Day implements ClientDay {
  readonly client: string;
  readonly date: string;
  readonly entries: readonly Service[];
  private readonly facts: FactReader;
  private known: readonly UnitGroup[] | undefined;

  constructor(entries: readonly Service[], facts: FactReader) {
    const { client = '', date = '' } = entries[0]?.value ?? {};
    this.client = client;
    this.date = date;
    this.entries = entries;
    this.facts = facts;
    this.known = undefined;
  }

  get groups(): readonly UnitGroup[] {
    this.known ??= unitGroups(this.entries, this.facts);
    return this.known;
  }
}

const NO_GROUPS: readonly UnitGroup[] = [];

interface Candidate {
  readonly service: Service;
  readonly code: string;
  readonly provider: string | undefined;
  readonly applied: AppliedPolicy;
  readonly terms: UnitTerms;
  readonly units: number | undefined;
  readonly evidence: readonly Evidence[];
  readonly unknown: string | undefined;
}

/**
 * The groups of a day, as the payer's policy makes them: client, code, rendering provider and date (`units.per: day`), one
 * session (`units.per: session`), or all timed codes of a provider or client (`cms-8-minute`). Notes and lines are
 * grouped apart: each states units of its own. A line or note that repeats another is left out: to remove it sets the sum right.
 */
export function unitGroups(entries: readonly Service[], facts: FactReader): readonly UnitGroup[] {
  // Most days of a claim batch have one line, which neither repeats nor joins another.
  const [only] = entries;
  if (only && entries.length === 1) {
    const candidate = candidateOf(only, facts);
    const group = candidate && groupOf([candidate]);
    return group ? [group] : NO_GROUPS;
  }
  const groups = new Map<string, Candidate[]>();
  const duplicates = duplicateLines(entries, facts);
  const repeated = repeatedNotes(entries);
  for (const [position, service] of entries.entries()) {
    if (duplicates.has(service) || repeated.has(service)) continue;
    const candidate = candidateOf(service, facts);
    if (!candidate) continue;
    const key = groupKey(candidate, position);
    const members = groups.get(key);
    if (members) members.push(candidate);
    else groups.set(key, [candidate]);
  }
  return [...groups.values()].flatMap((candidates) => groupOf(candidates) ?? []);
}

function candidateOf(service: Service, facts: FactReader): Candidate | undefined {
  const { value } = service;
  if (value.code === undefined) return undefined;
  if (value.kind === 'line' && facts.isWithdrawn(value)) return undefined;
  const applied = facts.policyFor(service);
  const terms = unitTerms(applied.policy, value.code, value.modifiers);
  if (!terms) return undefined;
  const { evidence, unknown } = evidenceOf(service, facts);
  const provider = value.provider ?? evidence.find((item) => item.note)?.note?.value.provider;
  return { service, code: value.code, provider, applied, terms, units: value.units, evidence, unknown };
}

/** The documented time behind a service: its own, or that of the notes it names. */
export function evidenceOf(service: Service, facts: FactReader): Pick<Candidate, 'evidence' | 'unknown'> {
  const { value } = service;
  if (value.kind === 'note') return ownEvidence(service as Of<NoteFact>);
  if (!value.sessions || value.sessions.length === 0) {
    if (value.time.kind === 'documented') {
      return {
        evidence: [{ note: undefined, time: value.time.time, scheduledMinutes: undefined }],
        unknown: undefined,
      };
    }
    const why = value.time.kind === 'absent' ? 'no documented time' : 'its time cannot be read';
    return { evidence: [], unknown: why };
  }
  const evidence: Evidence[] = [];
  for (const id of new Set(value.sessions)) {
    const note = facts.note(id);
    if (!note) return { evidence: [], unknown: `no session ${id} in the workspace` };
    const own = ownEvidence(note);
    if (own.unknown !== undefined) return { evidence: [], unknown: own.unknown };
    evidence.push(...own.evidence);
  }
  return { evidence, unknown: undefined };
}

function ownEvidence(note: Of<NoteFact>): Pick<Candidate, 'evidence' | 'unknown'> {
  const { id, time, scheduledMinutes } = note.value;
  if (time.kind === 'documented') {
    return { evidence: [{ note, time: time.time, scheduledMinutes }], unknown: undefined };
  }
  const what = time.kind === 'absent' ? 'documents no time' : 'has a time that cannot be read';
  return { evidence: [], unknown: `session ${id ?? 'without id'} ${what}` };
}

function groupKey(candidate: Candidate, position: number): string {
  const { service, applied, code, provider, terms } = candidate;
  if (terms.perSession) return `${position}`;
  const who = terms.pool === 'client' ? '' : (provider ?? '');
  const what = terms.pool ? ['pool'] : [code, terms.name];
  return [service.value.kind, applied.payer ?? '', ...what, who].join('\u0000');
}

function groupOf(candidates: readonly Candidate[]): UnitGroup | undefined {
  const [first] = candidates;
  if (!first || candidates.every((candidate) => candidate.units === undefined)) return undefined;
  if (candidates.length === 1 && first.terms.pool === undefined) return groupOfOne(first);
  const { perSession } = first.terms;
  const complete = candidates.every((candidate) => candidate.units !== undefined);
  const pooled = first.terms.pool !== undefined;
  // Outside a pool, a note without units is no member; its minutes may still round up those of the others.
  const taking = pooled ? candidates : candidates.filter((candidate) => candidate.units !== undefined);
  const base = { kind: first.service.value.kind, provider: first.provider, applied: first.applied, perSession };
  const unknown = missingFact(taking, candidates);
  if (unknown !== undefined) {
    const shares = [...byCode(taking).values()].map((members) => shareOf(members, false, undefined));
    return { ...base, shares, supported: 0, billed: 0, pool: undefined, complete, unknown };
  }
  const codes: (readonly [string, readonly Candidate[]])[] =
    taking.length === 1 ? [[first.code, taking]] : [...byCode(taking).entries()];
  const pool = pooled
    ? poolUnits(
        codes.map(([code, members]) => ({
          code,
          minutes: minutesOf(members).minutes,
          unitLength: DEFAULT_UNIT_MINUTES,
        })),
      )
    : undefined;
  const silent = pooled ? [] : candidates.filter((candidate) => candidate.units === undefined);
  const shares = codes.map(([, members]) => shareOf(members, perSession, pool, silent));
  const supported = pool ? pool.units : (shares[0]?.supported.max ?? 0);
  return {
    ...base,
    shares,
    supported,
    billed: sum(shares.map((share) => share.billed)),
    pool,
    complete,
    unknown: undefined,
  };
}

/** Most services are rounded by themselves. */
function groupOfOne(candidate: Candidate): UnitGroup {
  const { service, provider, applied, terms } = candidate;
  const unknown = terms.rule.mode === 'event' ? undefined : candidate.unknown;
  const isKnown = unknown === undefined;
  const share = shareOf([candidate], isKnown && terms.perSession, undefined);
  return {
    kind: service.value.kind,
    provider,
    applied,
    perSession: terms.perSession,
    shares: [share],
    supported: isKnown ? share.supported.max : 0,
    billed: isKnown ? share.billed : 0,
    pool: undefined,
    complete: true,
    unknown,
  };
}

function missingFact(taking: readonly Candidate[], all: readonly Candidate[]): string | undefined {
  const unreadable = all.some((candidate) => candidate.units === undefined && candidate.service.value.hasUnits);
  if (unreadable) return 'units that cannot be read';
  return taking.find((candidate) => candidate.terms.rule.mode !== 'event' && candidate.unknown !== undefined)?.unknown;
}

function byCode(candidates: readonly Candidate[]): ReadonlyMap<string, readonly Candidate[]> {
  return Map.groupBy(candidates, (candidate) => candidate.code);
}

/** @param silent notes of the same sum that state no units. */
function shareOf(
  candidates: readonly Candidate[],
  perSession: boolean,
  pool: CmsPool | undefined,
  silent: readonly Candidate[] = NOBODY,
): UnitShare {
  const [first] = candidates as [Candidate, ...Candidate[]];
  const { rule, name: unitName } = first.terms;
  const members = candidates.filter(isMember);
  const evidence = distinct(candidates);
  const minutes = billableMinutes(evidence.map((item) => item.time));
  const share = pool?.shares.find((item) => item.code === first.code);
  const units = perSession ? supportedUnits(evidence, rule, true) : unitsFor(minutes.minutes, rule);
  const supported = share ? poolRange(share) : { min: units, max: Math.max(units, atMost(candidates, silent, rule)) };
  const billed = members.reduce((total, member) => total + member.units, 0);
  return { code: first.code, rule, unitName, members, minutes, evidence, supported, billed };
}

const NOBODY: readonly Candidate[] = [];

function isMember(candidate: Candidate): candidate is Candidate & Member {
  return candidate.units !== undefined;
}

function poolRange(share: CmsPool['shares'][number]): UnitShare['supported'] {
  const min = share.blocks + (share.leftover === 'yes' ? 1 : 0);
  return { min, max: share.leftover === 'choice' ? min + 1 : min };
}

/**
 * What the minutes of members and of notes without units support together, less what the latter support alone: 7 and 7
 * minutes are one unit, whichever of two notes states it. Where the time of such a note is not known, all that it could add.
 */
function atMost(members: readonly Candidate[], silent: readonly Candidate[], rule: UnitRule): number {
  if (silent.length === 0) return 0;
  const units = (candidates: readonly Candidate[]) => unitsFor(minutesOf(candidates).minutes, rule);
  if (silent.some((candidate) => candidate.unknown !== undefined)) {
    return rule.mode === 'event' ? 0 : Math.ceil(minutesOf(members).minutes / rule.unitMinutes);
  }
  return units([...members, ...silent]) - units(silent);
}

/** Units of one code's documented times: rounded once, or session by session. */
export function supportedUnits(evidence: readonly Evidence[], rule: UnitRule, perSession: boolean): number {
  if (rule.mode === 'event') return Math.max(1, evidence.length);
  const times = evidence.map((item) => item.time);
  if (!perSession) return unitsFor(billableMinutes(times).minutes, rule);
  return sum(times.map((time) => unitsFor(billableMinutes([time]).minutes, rule)));
}

function minutesOf(candidates: readonly Candidate[]): BillableMinutes {
  return billableMinutes(distinct(candidates).map((item) => item.time));
}

/** A note that several lines name counts once. */
function distinct(candidates: readonly Candidate[]): readonly Evidence[] {
  const [only] = candidates;
  // Of one service: each of its notes has another id.
  if (only && candidates.length === 1) return only.evidence;
  const seen = new Set<unknown>();
  return candidates
    .flatMap((candidate) => candidate.evidence)
    .filter((item) => {
      if (!item.note) return true;
      if (seen.has(item.note.from)) return false;
      seen.add(item.note.from);
      return true;
    });
}

function sum(figures: readonly number[]): number {
  return figures.reduce((total, figure) => total + figure, 0);
}
