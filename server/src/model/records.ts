/** The five kinds of record, and the document whose root mapping holds them in five lists. */
import * as z from 'zod';
import type { ListName } from '../syntax/lists.ts';
import { type Claim, claimShape } from './claim.ts';
import { type Client, clientShape } from './client.ts';
import { type Payer, payerShape } from './payer.ts';
import { type Provider, providerShape } from './provider.ts';
import { type Session, sessionShape } from './session.ts';

export const documentShape = z
  .strictObject({
    sessions: z.array(sessionShape).describe('Session notes.').optional(),
    claims: z.array(claimShape).describe('Claims with their service lines.').optional(),
    clients: z.array(clientShape).describe('Clients: coverage, diagnoses, authorizations.').optional(),
    providers: z.array(providerShape).describe('Rendering, supervising and billing providers.').optional(),
    payers: z.array(payerShape).describe('Payers and their policies.').optional(),
  })
  .meta({
    title: 'ABA Billing document',
    description: 'Session notes, claims, clients, providers and payers, in any of the five lists.',
  });

/** Record kinds, lowered. */
export interface RecordTypes {
  readonly session: Session;
  readonly claim: Claim;
  readonly client: Client;
  readonly provider: Provider;
  readonly payer: Payer;
}
export type RecordKind = keyof RecordTypes;
export type LoweredRecord<K extends RecordKind = RecordKind> = RecordTypes[K];

/** The kind of the records in each list. */
export const KIND_OF_LIST = {
  sessions: 'session',
  claims: 'claim',
  clients: 'client',
  providers: 'provider',
  payers: 'payer',
} as const satisfies { readonly [L in ListName]: RecordKind };
