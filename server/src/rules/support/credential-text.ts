/** Credentials and roles in words: types and levels, never names. */
import { type HeldCredential, heldOn } from '../../policies/roles.ts';

/** The types held on a date: `RBT`, `BCBA and BCBA-D`, `no credential valid on 2026-03-02`. */
export function credentialText(credentials: readonly HeldCredential[] | undefined, date: string): string {
  if (!credentials) return 'credentials not known';
  const types = credentials.filter((item) => heldOn(item, date) !== 'no').map((item) => item.type ?? 'a credential');
  return types.length === 0 ? `no credential valid on ${date}` : types.join(' and ');
}

/** `a qhp`, `a technician, an assistant or a qhp`. */
export function rolesText(roles: readonly string[]): string {
  const words = roles.map((role) => `${startsWithVowel(role) ? 'an' : 'a'} ${role === 'qhp' ? 'QHP' : role}`);
  return words.length < 2 ? (words[0] ?? 'nobody') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** As it is said: the letters of RBT or LBA one by one. */
function startsWithVowel(role: string): boolean {
  return /^[aeiou]/i.test(role) || /^[FLMNRSX][A-Z]+(?:-|$)/.test(role);
}
