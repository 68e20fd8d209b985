/** What an id stands for, in a few words: ids, dates, codes and credentials, never a name or a birth date. */
import type { Claim, Client, Payer, Provider, RecordKind, Session } from '../model/document.ts';
import { isBundled } from '../policies/resolve.ts';
import type { Engine } from '../rules/engine.ts';
import { findCredential } from '../tables/credentials.ts';
import type { FactReader } from '../workspace/fact-reader.ts';
import type { Path } from '../workspace/place.ts';
import type { RecordHandle } from '../workspace/record.ts';
import { authorizationCard } from './authorization-card.ts';
import { blocks, code, facts as factTable, plain } from './markdown.ts';

/** Keys whose values are ids of records, wherever they stand; for a list, those of its items. */
const KIND_OF_KEY: { readonly [key: string]: RecordKind } = {
  client: 'client',
  provider: 'provider',
  supervisor: 'provider',
  technicians: 'provider',
  billingProvider: 'provider',
  by: 'provider',
  payer: 'payer',
  extends: 'payer',
  defaultPayer: 'payer',
  sessions: 'session',
  replaces: 'claim',
};

/** The card of the record or authorization that the id at a path refers to; undefined where it is none, or not known. */
export function idCard(engine: Engine, record: RecordHandle | undefined, path: Path, id: string): string | undefined {
  const facts = engine.facts();
  const key = path.findLast((step) => typeof step === 'string');
  if (key === undefined) return undefined;
  if (record && (key === 'authorization' || key === 'number')) return authorizationCard(record, id, facts);
  const kind = KIND_OF_KEY[key] ?? (key === 'id' && path.length === 1 ? record?.kind : undefined);
  if (kind === undefined) return undefined;
  if (kind === 'payer') return payerCard(id, facts);
  const found = recordOf(kind, id, facts);
  return found && blocks(`**${kind} ${code(id)}**`, factTable(rowsOf(found)));
}

type Row = readonly [string, string | undefined];

function recordOf(kind: RecordKind, id: string, facts: FactReader): RecordHandle | undefined {
  switch (kind) {
    case 'session':
      return facts.note(id)?.from;
    case 'claim':
      return facts.claim(id)?.from;
    case 'client':
      return facts.client(id)?.from;
    case 'provider':
      return facts.provider(id)?.from;
    case 'payer':
      return facts.payerVersions(id)[0]?.from;
  }
}

function rowsOf(record: RecordHandle): readonly Row[] {
  switch (record.kind) {
    case 'session':
      return sessionRows(record.data as Session);
    case 'claim':
      return claimRows(record.data as Claim);
    case 'client':
      return clientRows(record.data as Client);
    default:
      return providerRows(record.data as Provider);
  }
}

function sessionRows({ date, code, provider, start, end, units }: Session): readonly Row[] {
  return [
    ['Date', textOf(date)],
    ['Code', textOf(code)],
    ['Provider', textOf(provider)],
    ['Time', start && end && `${plain(start.text)}–${plain(end.text)}`],
    ['Units', textOf(units)],
  ];
}

function claimRows({ client, payer, created, frequency, lines }: Claim): readonly Row[] {
  const dates = (lines?.items ?? []).flatMap(({ date }) => date?.value ?? []).sort();
  return [
    ['Client', textOf(client)],
    ['Payer', textOf(payer)],
    ['Created', textOf(created)],
    ['Frequency', textOf(frequency)],
    ['Lines', lines && `${lines.items.length}`],
    ['Dates of service', dates.length > 0 ? rangeText(dates[0], dates.at(-1)) : undefined],
  ];
}

function clientRows({ coverage, authorizations }: Client): readonly Row[] {
  const covered = (coverage?.items ?? []).map(
    ({ payer, from, to }) => `${plain(payer?.text ?? '?')} ${rangeText(from?.text, to?.text)}`,
  );
  const authorized = (authorizations?.items ?? []).map(
    ({ number, payer, from, to }) =>
      `${plain(number?.text ?? '?')} (${plain(payer?.text ?? '?')}) ${rangeText(from?.text, to?.text)}`,
  );
  return [
    ['Coverage', covered.join('; ')],
    ['Authorizations', authorized.join('; ')],
  ];
}

function providerRows({ npi, credentials }: Provider): readonly Row[] {
  const held = (credentials?.items ?? []).map(({ type, level, from, to }) => {
    const known = type?.value === undefined ? undefined : findCredential(type.value);
    const rank = level?.text ?? known?.level;
    return `${plain(type?.text ?? '?')}${rank === undefined ? '' : ` (${plain(rank)})`} ${rangeText(from?.text, to?.text)}`;
  });
  return [
    ['NPI', textOf(npi)],
    ['Credentials', credentials && held.length === 0 ? 'none' : held.join('; ')],
  ];
}

function payerCard(id: string, facts: FactReader): string | undefined {
  if (isBundled(id)) {
    return `**payer ${code(id)}** — bundled with ABA Billing, an example to check against the payer’s current manual.`;
  }
  const versions = facts.payerVersions(id).map(({ from }) => from.data as Payer);
  if (versions.length === 0) return undefined;
  return blocks(`**payer ${code(id)}**`, ...versions.map((version) => factTable(payerRows(version))));
}

function payerRows({ name, lineOfBusiness, extends: base, from, to, source, reviewed }: Payer): readonly Row[] {
  return [
    ['Name', textOf(name)],
    ['Line of business', textOf(lineOfBusiness)],
    ['Dates of service', from || to ? rangeText(from?.text, to?.text) : undefined],
    ['Extends', textOf(base)],
    ['Source', textOf(source)],
    ['Reviewed', textOf(reviewed)],
  ];
}

function textOf(field: { readonly text: string } | undefined): string | undefined {
  return field && plain(field.text);
}

function rangeText(from: string | undefined, to: string | undefined): string {
  if (from === undefined && to === undefined) return '';
  return `${plain(from ?? '…')} to ${plain(to ?? '…')}`;
}
