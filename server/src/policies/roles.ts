/** Who may render a code: credentials on a date against a policy's roles, in three values. */
import { type Answer, anyOf, both, within } from '../billing/answer.ts';
import { countsAs, isLevel, LEVELS, type Level, levelOf } from '../tables/credentials.ts';
import type { Policy } from './policy.ts';

/** A credential as a provider's record states it. Undefined or null: not stated, or not readable. */
export interface HeldCredential {
  readonly type?: string | null | undefined;
  /** Overrides the level that the table gives to the type. */
  readonly level?: string | null | undefined;
  /** ISO days, both included; absent is open, null unreadable. */
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
}

/**
 * Whether a provider may render a code on a date under a policy. Unknown where the policy has no roles for the code, where
 * the provider's credentials are not stated (an empty list states that there are none), and where the only credential that
 * could do it has a level or dates that are not known.
 *
 * @param date date of service, ISO.
 */
export function mayRender(
  policy: Policy,
  code: string,
  credentials: readonly HeldCredential[] | undefined,
  date: string,
): Answer {
  const roles = policy.providers.get(code)?.value;
  return roles ? holdsRole(credentials, roles, date) : 'unknown';
}

/** Whether one of the credentials is valid on a date (ISO) and of one of the roles, which are levels or credential types. */
export function holdsRole(
  credentials: readonly HeldCredential[] | undefined,
  roles: readonly string[],
  date: string,
): Answer {
  if (!credentials) return 'unknown';
  return anyOf(credentials, (credential) => {
    const held = heldOn(credential, date);
    return held === 'no' ? held : both(held, plays(credential, roles));
  });
}

/**
 * The highest level held on a date; `none` where no credential is valid then. Undefined where that cannot be said: no
 * list, or a credential of unknown level or dates that may rank higher than those known.
 */
export function bestLevel(
  credentials: readonly HeldCredential[] | undefined,
  date: string,
): Level | 'none' | undefined {
  if (!credentials) return undefined;
  let best: Level | 'none' = 'none';
  let possible: Level | 'none' = 'none';
  for (const credential of credentials) {
    const held = heldOn(credential, date);
    if (held === 'no') continue;
    const level = levelHeld(credential);
    possible = higher(possible, level ?? 'qhp');
    if (held === 'yes' && level) best = higher(best, level);
  }
  return best === possible ? best : undefined;
}

/** The stated level, else the one of the type; undefined where neither is known. */
export function levelHeld(credential: HeldCredential): Level | undefined {
  const { type, level } = credential;
  if (level !== undefined) return level !== null && isLevel(level) ? level : undefined;
  return typeof type === 'string' ? levelOf(type) : undefined;
}

/** Whether a credential, or whatever else has such dates, is valid on a date (ISO). */
export function heldOn(held: Pick<HeldCredential, 'from' | 'to'>, date: string): Answer {
  return within(held, date);
}

/** Whether it is known that no credential is valid on a date (ISO). An empty list states that there is none. */
export function holdsNone(credentials: readonly HeldCredential[] | undefined, date: string): boolean {
  return credentials?.every((credential) => heldOn(credential, date) === 'no') === true;
}

/** Whether a credential is one of the roles, which are levels or credential types. */
function plays(credential: HeldCredential, roles: readonly string[]): Answer {
  const level = levelHeld(credential);
  return anyOf(roles, (role) => {
    if (isLevel(role)) return level === undefined ? 'unknown' : level === role ? 'yes' : 'no';
    if (typeof credential.type !== 'string') return 'unknown';
    return countsAs(credential.type, role) ? 'yes' : 'no';
  });
}

function higher(a: Level | 'none', b: Level | 'none'): Level | 'none' {
  return rankOf(b) > rankOf(a) ? b : a;
}

/** A number that grows with the level. */
export function rankOf(level: Level | 'none'): number {
  return level === 'none' ? -1 : LEVELS.indexOf(level);
}

/** A level and those above it. */
export function levelsFrom(level: Level): readonly Level[] {
  return LEVELS.slice(rankOf(level));
}
