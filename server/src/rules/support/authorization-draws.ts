/** What a client's services draw from prior authorizations. */
import { type AuthorizationTerms, standingOf } from '../../billing/authorizations.ts';
import { type Draw, drawDown, drawSteps, type Pool, type PoolLimit, poolsOf } from '../../billing/authorized-units.ts';
import type { CapStep } from '../../billing/caps.ts';
import type { Service } from '../../workspace/client-day.ts';
import type { FactReader } from '../../workspace/fact-reader.ts';
import { type ClientLedger, clientLedgerOf, type LedgerEntry } from '../../workspace/ledger.ts';
import type { Path, RecordPlace } from '../../workspace/place.ts';
import { authorizationsOf, type ClientAuthorizations, useOf } from './authorized.ts';
import { weekStartOf } from './capped-entries.ts';
import { isSameService } from './services-of.ts';
import { surePayerOf } from './sure-payer.ts';

export interface ClientDraws {
  readonly authorizations: ClientAuthorizations;
  readonly draws: readonly Draw<LedgerEntry>[];
  /** Entries of which it is not known what they draw from, with the missing fact. */
  readonly undecided: readonly { readonly entry: LedgerEntry; readonly reason: string }[];
}

/** Undefined where nothing is known of the client's authorizations. */
export function drawsOf(ledger: ClientLedger, facts: FactReader): ClientDraws | undefined {
  const authorizations = authorizationsOf(ledger.client, facts);
  if (!authorizations) return undefined;
  return draw(ledger, authorizations, facts);
}

function draw({ entries }: ClientLedger, authorizations: ClientAuthorizations, facts: FactReader): ClientDraws {
  const pools = poolsOf(authorizations.list);
  const undecided: { entry: LedgerEntry; reason: string }[] = [];
  const draws = drawDown(entries, (entry) => {
    const use = useOf(entry.service, entry.authorization, (note) => surePayerOf(note, facts));
    // Entries have dates and codes.
    if (!use) return [];
    const standing = standingOf(authorizations.list, use);
    if (standing.kind === 'undecided') undecided.push({ entry, reason: standing.reason });
    if (standing.kind !== 'authorized') return [];
    return pools.filter((pool) => standing.among.includes(pool.authorization) && pool.codes.includes(entry.code));
  });
  return { authorizations, draws, undecided };
}

/** The authorization that a pool is of. */
export function termsOf({ list }: ClientAuthorizations, pool: Pool): AuthorizationTerms {
  return list[pool.authorization] as AuthorizationTerms;
}

const KEY_OF_LIMIT = { authorization: 'units', day: 'perDay', week: 'perWeek', month: 'perMonth' } as const;

/** Where a limit of a pool is written. */
export function limitPlace({ client }: ClientAuthorizations, pool: Pool, per: PoolLimit['per']): RecordPlace {
  return { record: client, path: [...servicePath(pool), KEY_OF_LIMIT[per]] };
}

function servicePath({ authorization, service }: Pool): Path {
  return ['authorizations', authorization, 'services', service];
}

/** The running totals of a draw against one of its limits; weeks are those of the payer's policy. */
export function totalsOf(draw: Draw<LedgerEntry>, limit: PoolLimit): readonly CapStep<LedgerEntry>[] {
  const [first] = draw.entries;
  return first ? drawSteps(draw, limit, weekStartOf(first.applied.policy)) : [];
}

/** What the running total of a limit begins with. */
export function openingOf(pool: Pool, { per }: PoolLimit): number {
  return per === 'authorization' ? pool.opening : 0;
}

/** Where one service stands in the pool that it draws from. */
export interface ServiceDraw {
  readonly terms: AuthorizationTerms;
  readonly pool: Pool;
  readonly limit: PoolLimit;
  readonly entry: LedgerEntry;
  /** Units drawn up to and with the service, with the opening balance. */
  readonly total: number;
}

/** One for each limit of the pool that the service draws from; none where it draws from none, or that is not known. */
export function serviceDraws(service: Service, facts: FactReader): readonly ServiceDraw[] {
  const { client } = service.value;
  if (client === undefined || !authorizationsOf(client, facts)) return [];
  const found = drawsOf(clientLedgerOf(client, facts.clientServices(client), facts), facts);
  if (!found) return [];
  const draw = found.draws.find(({ entries }) => entries.some((entry) => isSameService(entry.service, service)));
  if (!draw) return [];
  const { pool } = draw;
  return pool.limits.flatMap((limit) => {
    const step = totalsOf(draw, limit).find(({ entry }) => isSameService(entry.service, service));
    if (!step) return [];
    const total = step.total + openingOf(pool, limit);
    return [{ terms: termsOf(found.authorizations, pool), pool, limit, entry: step.entry, total }];
  });
}
