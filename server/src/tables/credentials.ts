/** Credential types and the level at which CPT and the payers see them. Data: `credentials.json`. */
import data from './credentials.json' with { type: 'json' };
import { remembered } from './remembered.ts';
import type { Source } from './source.ts';

/** `qhp`: a physician or other qualified health care professional who may direct others. */
export const LEVELS = ['technician', 'assistant', 'qhp'] as const;
export type Level = (typeof LEVELS)[number];

export interface Credential {
  readonly type: string;
  readonly level: Level;
  readonly name: string;
  /** Who issues it. */
  readonly body: string;
  readonly aliases: readonly string[];
  /** Types that whoever holds this one counts as, too: a BCBA-D wherever a BCBA is asked for. */
  readonly counts: readonly string[];
  readonly source: Source;
}

export const CREDENTIALS: readonly Credential[] = data as readonly Credential[];

/** Letters and digits only, so that case and punctuation do not matter. */
const nameKey = remembered((type) => type.toUpperCase().replace(/[^\p{L}\p{N}]/gu, ''));

const BY_NAME = new Map(
  CREDENTIALS.flatMap((credential) =>
    [credential.type, ...credential.aliases].map((name) => [nameKey(name), credential] as const),
  ),
);

export function isLevel(text: string): text is Level {
  return (LEVELS as readonly string[]).includes(text);
}

/** The credential of that name, however it is capitalized or punctuated: `BCBA-D`, `bcba d`, `BCBA®`. */
export function findCredential(type: string): Credential | undefined {
  return BY_NAME.get(nameKey(type));
}

/** The level of a credential type; undefined for a type that the table does not know. */
export function levelOf(type: string): Level | undefined {
  return findCredential(type)?.level;
}

/** Whether somebody who holds `type` is what a policy means by the credential type `asked`. Knows no levels. */
export function countsAs(type: string, asked: string): boolean {
  const key = nameKey(asked);
  const credential = findCredential(type);
  if (!credential) return nameKey(type) === key;
  const wanted = findCredential(asked);
  return wanted === credential || (wanted !== undefined && credential.counts.includes(wanted.type));
}
