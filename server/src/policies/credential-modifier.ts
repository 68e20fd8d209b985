/** Which modifier shows a renderer's credential to a payer. */

import { countsAs, type Level } from '../tables/credentials.ts';
import { rememberedFor } from '../tables/remembered.ts';
import type { Origin, Policy } from './policy.ts';
import { type HeldCredential, heldOn, levelHeld, mayRender, rankOf } from './roles.ts';

export interface CredentialModifier {
  /** Any one of them. */
  readonly modifiers: readonly string[];
  /** The credential type, or level, for which the payer asks for it. */
  readonly asked: string;
  readonly origin: Origin;
}

/**
 * What the payer asks of whoever renders a code on a date (ISO): of several credentials the one of the highest level that may
 * render it counts; of the payer's entries the one for the type itself, then one for a type that it counts as, then one for
 * its level. Undefined where the payer asks for none, and where credentials, levels or dates are not known.
 */
export function credentialModifier(
  policy: Policy,
  code: string,
  credentials: readonly HeldCredential[] | undefined,
  date: string,
): CredentialModifier | undefined {
  if (policy.modifiers.credential.size === 0 || !credentials) return undefined;
  const known = answersOf(policy)(credentials);
  const key = `${code} ${date}`;
  if (!known.has(key)) known.set(key, findModifier(policy, code, credentials, date));
  return known.get(key);
}

/** By policy and by what a provider holds: a batch has thousands of lines of the same few providers, codes and dates. */
const answersOf = rememberedFor((_: Policy) =>
  rememberedFor((_: readonly HeldCredential[]) => new Map<string, CredentialModifier | undefined>()),
);

function findModifier(
  policy: Policy,
  code: string,
  credentials: readonly HeldCredential[],
  date: string,
): CredentialModifier | undefined {
  const held = credentials.filter((credential) => heldOn(credential, date) !== 'no');
  if (held.some((credential) => heldOn(credential, date) === 'unknown' || !levelHeld(credential))) return undefined;
  const able = held.filter((credential) => mayRender(policy, code, [credential], date) !== 'no');
  const candidates = able.length > 0 ? able : held;
  const best = Math.max(...candidates.map((credential) => rankOf(levelHeld(credential) as Level)));
  const asked = candidates
    .filter((credential) => rankOf(levelHeld(credential) as Level) === best)
    .map((credential) => entryFor(policy, credential));
  const [first] = asked;
  if (!first || asked.includes(undefined)) return undefined;
  return { ...first, modifiers: [...new Set(asked.flatMap((entry) => entry?.modifiers ?? []))] };
}

/** Every modifier that shows a credential to the payer. */
export function credentialModifiersOf(policy: Policy): readonly string[] {
  return [...policy.modifiers.credential.values()].flatMap((setting) => setting?.value ?? []);
}

function entryFor(policy: Policy, credential: HeldCredential): CredentialModifier | undefined {
  const { type } = credential;
  const names = [...policy.modifiers.credential.keys()];
  const same = (name: string) => typeof type === 'string' && countsAs(type, name) && countsAs(name, type);
  const wider = (name: string) => typeof type === 'string' && countsAs(type, name);
  const asked = names.find(same) ?? names.find(wider) ?? names.find((name) => name === levelHeld(credential));
  const setting = asked === undefined ? undefined : policy.modifiers.credential.get(asked);
  return asked === undefined || !setting ? undefined : { modifiers: setting.value, asked, origin: setting.origin };
}
