/**
 * Prior authorizations: which one a service stands on. Pure comparisons in three values: what a record leaves out or states
 * unreadably makes a service undecided, never wrong. For the units drawn see `authorized-units.ts`.
 */
import type { Held } from '../model/field.ts';
import { type Answer, anyOf, both, within } from './answer.ts';

/** One pool of units. */
export interface AuthorizedService {
  /** Codes that draw from the pool together. */
  readonly codes: Held<readonly string[]>;
  readonly units: Held<number>;
  readonly perDay: Held<number>;
  readonly perWeek: Held<number>;
  readonly perMonth: Held<number>;
}

/** Opening balance: units drawn from a pool before the files begin. */
export interface UsedUnits {
  readonly codes: Held<readonly string[]>;
  readonly units: Held<number>;
  /** ISO: the last date of service that the figure includes. */
  readonly through: Held<string>;
}

/** An authorization as a client's record states it. */
export interface AuthorizationTerms {
  readonly number: Held<string>;
  /** Id of the payer that gave it. */
  readonly payer: Held<string>;
  /** ISO days, both included; undefined is open. */
  readonly from: Held<string>;
  readonly to: Held<string>;
  /** Undefined: not stated. */
  readonly services: readonly AuthorizedService[] | undefined;
  readonly used: readonly UsedUnits[] | undefined;
}

/** A service as authorizations see it. */
export interface AuthorizedUse {
  /** The number that it names. */
  readonly number: string | undefined;
  /** The payer that it is billed to; undefined where that is not known, or does not matter. */
  readonly payer: string | undefined;
  /** Date of service, ISO. */
  readonly date: string;
  readonly code: string;
}

/**
 * How a service stands under a client's authorizations. `among` are positions in their list.
 *
 * - `authorized`: the number that it names, or the only number that matches, runs on the date and holds the code. Several
 *   positions are authorizations of one number (a renewal that overlaps).
 * - `unknown-number`, `other-payer`, `inactive`, `other-code`: it names a number that no authorization has; or that only
 *   another payer gave, that does not run on the date, or does not hold the code.
 * - `several`: it names none, and more than one number matches.
 * - `absent`: it names none, the payer has authorized something, but not this; `among` hold the code on other dates.
 * - `none`: it names none, and the payer has authorized nothing.
 * - `undecided`: a fact is missing.
 */
export type Standing =
  | { readonly kind: 'authorized' | 'several'; readonly numbers: readonly string[]; readonly among: readonly number[] }
  | { readonly kind: 'other-payer' | 'inactive' | 'other-code' | 'absent'; readonly among: readonly number[] }
  | { readonly kind: 'unknown-number' | 'none' }
  | { readonly kind: 'undecided'; readonly reason: string };

/** Whether two numbers are the same. Claims take them without spaces and hyphens (CMS-1500 box 23), letters show both. */
export function isSameNumber(a: string, b: string): boolean {
  if (a === b) return true;
  let i = 0;
  let j = 0;
  // Every service is held against every number of its client: no text is made for that.
  while (true) {
    while (i < a.length && separates(a.charCodeAt(i))) i++;
    while (j < b.length && separates(b.charCodeAt(j))) j++;
    if (i === a.length || j === b.length) return i === a.length && j === b.length;
    if (a.charCodeAt(i++) !== b.charCodeAt(j++)) return false;
  }
}

const HYPHEN = 0x2d;
const SPACE = 0x20;
const DELETE = 0x7f;

function separates(code: number): boolean {
  if (code === HYPHEN || code <= SPACE) return code === HYPHEN || /\s/.test(String.fromCharCode(code));
  return code > DELETE && /\s/.test(String.fromCharCode(code));
}

/** Whether an authorization is one of a payer's. */
export function isOfPayer(authorization: AuthorizationTerms, payer: string | undefined): Answer {
  if (payer === undefined || authorization.payer === undefined || authorization.payer === null) return 'unknown';
  return authorization.payer === payer ? 'yes' : 'no';
}

/** Whether an authorization holds a code. */
export function holdsCode({ services }: AuthorizationTerms, code: string): Answer {
  if (!services) return 'unknown';
  return anyOf(services, ({ codes }) => (codes ? (codes.includes(code) ? 'yes' : 'no') : 'unknown'));
}

/** @param authorizations all those of the client. */
export function standingOf(authorizations: readonly AuthorizationTerms[], use: AuthorizedUse): Standing {
  const { number } = use;
  if (number === undefined) return unnamed(authorizations, use);
  const standing = named(authorizations, use, number);
  const isSure = standing.kind === 'authorized' || standing.kind === 'undecided';
  // One whose number cannot be read may be the very one.
  return isSure ? standing : (unreadableNumber(authorizations) ?? standing);
}

function unreadableNumber(authorizations: readonly AuthorizationTerms[]): Standing | undefined {
  const found = authorizations.some((item) => typeof item.number !== 'string');
  return found ? { kind: 'undecided', reason: 'the number of an authorization is not known' } : undefined;
}

function named(authorizations: readonly AuthorizationTerms[], use: AuthorizedUse, number: string): Standing {
  const first = nextNumbered(authorizations, number, 0);
  if (first < 0) return { kind: 'unknown-number' };
  const terms = authorizations[first] as AuthorizationTerms;
  const isOnly = nextNumbered(authorizations, number, first + 1) < 0;
  // Nearly every service: nothing has to be narrowed down.
  return isOnly && matches(terms, use) === 'yes' && isOfPayer(terms, use.payer) !== 'no'
    ? { kind: 'authorized', numbers: [terms.number as string], among: [first] }
    : narrowedDown(authorizations, use, number);
}

/** The position, from one on, of an authorization with the number; negative where there is none. */
function nextNumbered(authorizations: readonly AuthorizationTerms[], number: string, from: number): number {
  for (let index = from; index < authorizations.length; index++) {
    const own = authorizations[index]?.number;
    if (typeof own === 'string' && isSameNumber(own, number)) return index;
  }
  return -1;
}

function narrowedDown(authorizations: readonly AuthorizationTerms[], use: AuthorizedUse, number: string): Standing {
  const numbered = [...authorizations.keys()].filter((index) => nextNumbered(authorizations, number, index) === index);
  const at = (index: number) => authorizations[index] as AuthorizationTerms;
  const keep = (among: readonly number[], test: (item: AuthorizationTerms) => Answer) =>
    among.filter((index) => test(at(index)) !== 'no');
  const ofPayer = keep(numbered, (item) => isOfPayer(item, use.payer));
  if (ofPayer.length === 0) return { kind: 'other-payer', among: numbered };
  const active = keep(ofPayer, (item) => within(item, use.date));
  if (active.length === 0) return { kind: 'inactive', among: ofPayer };
  const holding = keep(active, (item) => holdsCode(item, use.code));
  if (holding.length === 0) return { kind: 'other-code', among: active };
  const isCertain = holding.every((index) => matches(at(index), use) === 'yes');
  if (!isCertain) return { kind: 'undecided', reason: `what authorization ${number} holds is not known` };
  return { kind: 'authorized', numbers: [at(holding[0] ?? 0).number as string], among: holding };
}

function unnamed(authorizations: readonly AuthorizationTerms[], use: AuthorizedUse): Standing {
  const ofPayer = [...authorizations.entries()].filter(([, item]) => isOfPayer(item, use.payer) !== 'no');
  if (ofPayer.length === 0) return { kind: 'none' };
  const matching = ofPayer.filter(([, item]) => matches(item, use) !== 'no');
  const isCertain = matching.every(
    ([, item]) =>
      typeof item.number === 'string' && isOfPayer(item, use.payer) === 'yes' && matches(item, use) === 'yes',
  );
  const hasOwn = ofPayer.some(([, item]) => isOfPayer(item, use.payer) === 'yes');
  if (!isCertain || !hasOwn) return { kind: 'undecided', reason: 'which authorization it stands on is not known' };
  const among = matching.map(([index]) => index);
  const numbers: string[] = [];
  for (const [, { number }] of matching) {
    if (!numbers.some((item) => isSameNumber(item, number as string))) numbers.push(number as string);
  }
  if (numbers.length === 0) {
    const holding = ofPayer.filter(([, item]) => holdsCode(item, use.code) === 'yes');
    return { kind: 'absent', among: holding.map(([index]) => index) };
  }
  return { kind: numbers.length === 1 ? 'authorized' : 'several', numbers, among };
}

function matches(authorization: AuthorizationTerms, { date, code }: AuthorizedUse): Answer {
  return both(within(authorization, date), holdsCode(authorization, code));
}
