/** What a prior authorization holds, and what is drawn from it: numbers, dates, codes and units. */
import { type AuthorizationTerms, isSameNumber } from '../billing/authorizations.ts';
import { outlookOf, type Pool, poolsOf } from '../billing/authorized-units.ts';
import { type ClientDraws, drawsOf } from '../rules/support/authorization-draws.ts';
import { runsText } from '../rules/support/authorization-text.ts';
import { authorizationsOf, type ClientAuthorizations } from '../rules/support/authorized.ts';
import type { FactReader } from '../workspace/fact-reader.ts';
import { clientLedgerOf } from '../workspace/ledger.ts';
import type { RecordHandle } from '../workspace/record.ts';
import { blocks, code, facts as factTable, listText, plain } from './markdown.ts';

/**
 * The authorizations of the record's client that have a number: one, or a renewal under the same number beside it. Undefined
 * where there is none.
 */
export function authorizationCard(record: RecordHandle, number: string, facts: FactReader): string | undefined {
  const own = record.kind === 'client' ? record.id : undefined;
  const client = own ?? ('client' in record.data ? record.data.client?.value : undefined);
  const authorizations = authorizationsOf(client, facts);
  if (client === undefined || !authorizations) return undefined;
  const among = [...authorizations.list.keys()].filter((index) => {
    const written = authorizations.list[index]?.number;
    return typeof written === 'string' && isSameNumber(written, number);
  });
  if (among.length === 0) return undefined;
  const draws = drawsOf(clientLedgerOf(client, facts.clientServices(client), facts), facts);
  const tables = among.map((index) => factTable(rowsOf(client, authorizations, index, draws)));
  return blocks(`**authorization ${code(number)}**`, ...tables);
}

function rowsOf(client: string, { list }: ClientAuthorizations, index: number, draws: ClientDraws | undefined) {
  const terms = list[index] as AuthorizationTerms;
  const pools = poolsOf(list).filter((pool) => pool.authorization === index);
  return [
    ['Client', plain(client)],
    ['Payer', terms.payer ? plain(terms.payer) : undefined],
    ['Dates of service', terms.from || terms.to ? plain(runsText(terms)) : undefined],
    ['Services', pools.map(holdsText).join('; ')],
    ['Drawn', pools.map((pool) => drawnText(pool, draws)).join('; ')],
  ] as const;
}

function codesOf({ codes }: Pool): string {
  return listText(codes.map(plain));
}

/** `97155 and 97156: 208 units together, 8 a week` */
function holdsText(pool: Pool): string {
  const limits = pool.limits.map(({ per, units }) => {
    if (per !== 'authorization') return `${units} a ${per}`;
    return `${units} units${pool.codes.length > 1 ? ' together' : ''}`;
  });
  return `${codesOf(pool)}: ${limits.join(', ') || 'units not known'}`;
}

/** `97153: 412 of 2080, 1668 left, at 40 a week until 2026-12-19`; of a pool without units in all, what was drawn. */
function drawnText(pool: Pool, draws: ClientDraws | undefined): string {
  const found = draws?.draws.find(
    (draw) => draw.pool.authorization === pool.authorization && draw.pool.service === pool.service,
  );
  const draw = found ?? { pool, entries: [], counted: [] };
  const outlook = outlookOf(draw);
  if (!outlook) {
    const units = draw.counted.reduce((sum, entry) => sum + (entry.units ?? 0), pool.opening);
    return `${codesOf(pool)}: ${units}`;
  }
  const { drawn, units, left, pace, lastDay } = outlook;
  const weekly = pace && Math.round((pace.units * 70) / pace.days) / 10;
  const lasts = left > 0 && weekly !== undefined ? `, at ${weekly} a week until ${lastDay}` : '';
  const figure = `${drawn} of ${units}, ${left} left${lasts}`;
  return `${codesOf(pool)}: ${drawn > units ? `**${figure}**` : figure}`;
}
