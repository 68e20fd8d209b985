/** The keys under which facts are kept. An aggregate's key names the subject that rules run on. */
import type { RecordKind } from '../model/document.ts';
import { PRESENCE } from './facts.ts';

/** Aggregates that rules can be about, by the prefix of their key. */
const SUBJECT_OF_PREFIX = { 'client-day': 'clientDay', ledger: 'clientLedger', id: 'sharedId' } as const;
export type AggregateKind = (typeof SUBJECT_OF_PREFIX)[keyof typeof SUBJECT_OF_PREFIX];

/** Stands in no id that a person types. */
const SEPARATOR = '\u0000';

export const factKey = {
  /** Records of one kind by id: says only that they exist. */
  id: (kind: RecordKind, id: string) => `id:${kind}${SEPARATOR}${id}`,
  /** What a record of one kind and id says. */
  record: (kind: RecordKind, id: string) => `${kind}:${id}`,
  /** Whether the workspace holds records of a kind at all. */
  any: (kind: RecordKind) => `${PRESENCE}${kind}`,
  /** Whether some text that may hold records of a kind could not be read. */
  unreadable: () => 'unreadable',
  /** Notes and claim lines of one client and date of service. */
  clientDay: (client: string, date: string) => `client-day:${client}${SEPARATOR}${date}`,
  /** Everything that may be billed for a client. */
  ledger: (client: string) => `ledger:${client}`,
  /** Claim lines that name a session. */
  billedBy: (session: string) => `billed-by:${session}`,
  /** Claims that replace or void a claim. */
  replacing: (claim: string) => `replacing:${claim}`,
};

/** The kind of aggregate that a key stands for, if it is one that rules run on. */
export function subjectOfKey(key: string): AggregateKind | undefined {
  const prefix = key.slice(0, key.indexOf(':'));
  return prefix in SUBJECT_OF_PREFIX ? SUBJECT_OF_PREFIX[prefix as keyof typeof SUBJECT_OF_PREFIX] : undefined;
}

/** The parts of an aggregate's key after its prefix. */
export function partsOfKey(key: string): readonly string[] {
  return key.slice(key.indexOf(':') + 1).split(SEPARATOR);
}
