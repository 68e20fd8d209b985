/** The keys under which facts are kept. An aggregate's key names the subject that rules run on. */
import type { RecordKind } from '../model/document.ts';
import type { NcciProgram } from '../tables/mue.ts';
import { PRESENCE } from './facts.ts';

/** Aggregates that rules can be about. */
export type AggregateKind = 'clientDay' | 'providerDay' | 'clientLedger' | 'sharedId';

/** Stands in no id that a person types. */
const SEPARATOR = '\u0000';

/**
 * Keys by id, made once: a file names the same few providers in every line, and a string that was put together anew has to be
 * hashed anew.
 */
class KeysById {
  readonly #prefix: string;
  readonly #keys = new Map<string, string>();

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  of(id: string): string {
    let key = this.#keys.get(id);
    if (key === undefined) {
      // Ids that were typed and are gone are not worth keeping for ever.
      if (this.#keys.size > MAX_KEPT) this.#keys.clear();
      key = this.#prefix + id;
      this.#keys.set(id, key);
    }
    return key;
  }
}

const MAX_KEPT = 200_000;

function byKind(prefixOf: (kind: RecordKind) => string): { readonly [K in RecordKind]: KeysById } {
  const keys = (kind: RecordKind) => new KeysById(prefixOf(kind));
  return {
    session: keys('session'),
    claim: keys('claim'),
    client: keys('client'),
    provider: keys('provider'),
    payer: keys('payer'),
  };
}

/** What the keys of aggregates begin with. */
const CLIENT_DAY = 'client-day:';
const PROVIDER_DAY = 'provider-day:';
const LEDGER = 'ledger:';
const ID = 'id:';

const EXISTENCE = byKind((kind) => `${ID}${kind}${SEPARATOR}`);
const CONTENT = byKind((kind) => `${kind}:`);

const NOTES_IN = new KeysById(`${PRESENCE}notes-in:`);
const LINES_IN = new KeysById(`${PRESENCE}lines-in:`);

const ANY: { readonly [K in RecordKind]: string } = {
  session: `${PRESENCE}session`,
  claim: `${PRESENCE}claim`,
  client: `${PRESENCE}client`,
  provider: `${PRESENCE}provider`,
  payer: `${PRESENCE}payer`,
};
const ANY_REPLACING = `${PRESENCE}replacing`;

export const factKey = {
  /** Records of one kind by id: says only that they exist. */
  id: (kind: RecordKind, id: string) => EXISTENCE[kind].of(id),
  /** What a record of one kind and id says. */
  record: (kind: RecordKind, id: string) => CONTENT[kind].of(id),
  /** Whether the workspace holds records of a kind at all. */
  any: (kind: RecordKind) => ANY[kind],
  /** Whether some text that may hold records could not be read. */
  unreadable: () => 'unreadable',
  /** Notes and claim lines of one client and date of service. */
  clientDay: (client: string, date: string) => `${CLIENT_DAY}${client}${SEPARATOR}${date}`,
  /** Notes and claim lines of one rendering provider or assisting technician and date of service. */
  providerDay: (provider: string, date: string) => `${PROVIDER_DAY}${provider}${SEPARATOR}${date}`,
  /** Everything that may be billed for a client. */
  ledger: (client: string) => `${LEDGER}${client}`,
  /** Claim lines that name a session. */
  billedBy: (session: string) => `billed-by:${session}`,
  /** Whether a tables file has come or gone. */
  tablesFiles: () => 'tables-files',
  /** A code's imported MUE values. @param folder of the tables file. */
  mue: (folder: string, program: NcciProgram, code: string) => ['mue:', folder, program, code].join(SEPARATOR),
  /** The imported PTP edits between two codes, in either order. @param folder of the tables file. */
  ptp: (folder: string, program: NcciProgram, one: string, other: string) =>
    ['ptp:', folder, program, ...(one < other ? [one, other] : [other, one])].join(SEPARATOR),
  /** Whether there are notes of a client in a month (`YYYY-MM`). */
  notesIn: (client: string, month: string) => NOTES_IN.of(`${client}${SEPARATOR}${month}`),
  /** Whether there are claim lines with a date of service in a month (`YYYY-MM`). */
  linesIn: (month: string) => LINES_IN.of(month),
  /** Notes of a client with the same narrative; see `narrativeDigest`. */
  narrative: (client: string, digest: string) => `narrative:${client}${SEPARATOR}${digest}`,
  /** Whether any note says what was done: goals, interventions or a narrative. */
  anyNarrative: () => `${PRESENCE}narrative`,
  /** Whether any note carries a signature. */
  anySigned: () => `${PRESENCE}signatures`,
  /** Whether any claim replaces or voids another one. */
  anyReplacing: () => ANY_REPLACING,
  /** Claims that replace or void a claim. */
  replacing: (claim: string) => `replacing:${claim}`,
};

/** The kind of aggregate that a key stands for, if it is one that rules run on. */
export function subjectOfKey(key: string): AggregateKind | undefined {
  if (key.startsWith(CLIENT_DAY)) return 'clientDay';
  if (key.startsWith(PROVIDER_DAY)) return 'providerDay';
  if (key.startsWith(LEDGER)) return 'clientLedger';
  return key.startsWith(ID) ? 'sharedId' : undefined;
}

/** When somebody was where does not depend on what was billed for it: units are what is typed most. */
const UNREAD_IN_PROVIDER_DAY: ReadonlySet<string> = new Set(['units', 'hasUnits']);

/** Which parts of a note or line nobody reads under a key. */
export function unreadUnder(key: string): ReadonlySet<string> | undefined {
  return subjectOfKey(key) === 'providerDay' ? UNREAD_IN_PROVIDER_DAY : undefined;
}

/** The parts of an aggregate's key after its prefix. */
export function partsOfKey(key: string): readonly string[] {
  return key.slice(key.indexOf(':') + 1).split(SEPARATOR);
}
