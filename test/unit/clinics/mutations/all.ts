/** Every way in which one fact of a clinic can be broken here. */
import type { Mutation } from '../scene.ts';
import { AUTHORIZATION_MUTATIONS } from './authorizations.ts';
import { CLAIM_MUTATIONS } from './claims.ts';
import { CODE_MUTATIONS } from './codes.ts';
import { NOTE_MUTATIONS } from './notes.ts';
import { PAIRING_MUTATIONS } from './pairing.ts';
import { STRUCTURE_MUTATIONS } from './structure.ts';
import { UNIT_MUTATIONS } from './units.ts';

export const MUTATIONS: readonly Mutation[] = [
  ...UNIT_MUTATIONS,
  ...AUTHORIZATION_MUTATIONS,
  ...PAIRING_MUTATIONS,
  ...CODE_MUTATIONS,
  ...NOTE_MUTATIONS,
  ...CLAIM_MUTATIONS,
  ...STRUCTURE_MUTATIONS,
];
