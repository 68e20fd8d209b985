/** A note or claim line under its client's prior authorizations. */

import {
  type AuthorizationTerms,
  type AuthorizedUse,
  type Standing,
  standingOf,
} from '../../billing/authorizations.ts';
import { rememberedFor } from '../../tables/remembered.ts';
import type { Service } from '../../workspace/client-day.ts';
import type { FactReader, Of } from '../../workspace/fact-reader.ts';
import { namedAuthorization } from '../../workspace/ledger.ts';
import type { RecordHandle } from '../../workspace/record.ts';
import type { ClientFact, NoteFact } from '../../workspace/record-facts.ts';
import { authorizationPlace } from './authorization-text.ts';
import { mayExist } from './known-id.ts';
import { surePayerOf } from './sure-payer.ts';

/** What a client's record says of authorizations; positions are those in the record. */
export interface ClientAuthorizations {
  readonly client: RecordHandle;
  readonly list: readonly AuthorizationTerms[];
}

/** Undefined where there is no such client, or its record states no authorizations: then nothing is known of them. */
export function authorizationsOf(client: string | undefined, facts: FactReader): ClientAuthorizations | undefined {
  const found = client === undefined ? undefined : facts.client(client);
  return found?.value.authorizations ? { client: found.from, list: termsOf(found.value) } : undefined;
}

/** Worked out once per client: all its services ask. */
const termsOf = rememberedFor((client: ClientFact): readonly AuthorizationTerms[] => {
  const only = onlyPayer(client);
  const list = client.authorizations ?? [];
  return list.map((item) => (item.payer === undefined && only !== undefined ? { ...item, payer: only } : item));
});

/** An authorization that names no payer is the one's that covers the client, where there is only one. */
function onlyPayer({ coverage }: ClientFact): string | undefined {
  const payers = new Set(coverage?.map(({ payer }) => payer));
  const [only] = payers;
  return payers.size === 1 ? (only ?? undefined) : undefined;
}

export interface AuthorizedService {
  readonly service: Service;
  readonly use: AuthorizedUse;
  readonly authorizations: ClientAuthorizations;
  readonly standing: Standing;
}

/** Undefined where the service's date or code is not known, or nothing is known of its client's authorizations. */
export function authorizedService(service: Service, facts: FactReader): AuthorizedService | undefined {
  const authorizations = authorizationsOf(service.value.client, facts);
  const use = authorizations && useIn(service, namedAuthorization(service, facts), facts);
  if (!authorizations || !use) return undefined;
  return { service, use, authorizations, standing: standingOf(authorizations.list, use) };
}

/** The same service as if it named no number: what would match. */
export function matchOf(item: AuthorizedService, facts: FactReader): Standing {
  const use = useIn(item.service, undefined, facts);
  return use ? standingOf(item.authorizations.list, use) : item.standing;
}

/**
 * A note that names a number says by it whom it is for: its payer is only that of the coverage which comes first.
 *
 * @param payerOfNote asked for a note without a number.
 */
export function useOf(
  { from, value }: Service,
  number: string | undefined,
  payerOfNote: (note: Of<NoteFact>) => string | undefined,
): AuthorizedUse | undefined {
  const { date, code } = value;
  if (date === undefined || code === undefined) return undefined;
  if (value.kind === 'line') return { number, payer: value.payer, date, code };
  return { number, payer: number === undefined ? payerOfNote({ from, value }) : undefined, date, code };
}

function useIn(service: Service, number: string | undefined, facts: FactReader): AuthorizedUse | undefined {
  const use = useOf(service, number, (note) => surePayerOf(note, facts));
  // An id that no payer has is reported as such; whom it was to name is not known.
  return use?.payer === undefined || mayExist('payer', use.payer, facts) ? use : { ...use, payer: undefined };
}

/** Whether the service itself names a number, or its claim does for it, readable or not. */
export function namesNumber(service: Service): boolean {
  return authorizationPlace(service) !== undefined;
}
