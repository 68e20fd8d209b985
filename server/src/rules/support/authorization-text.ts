/** Naming authorizations and pointing at them: numbers, dates and codes only. */
import type { WrittenPeriod } from '../../billing/answer.ts';
import type { AuthorizationTerms } from '../../billing/authorizations.ts';
import type { Claim, Session } from '../../model/document.ts';
import type { Field } from '../../model/field.ts';
import type { Service } from '../../workspace/client-day.ts';
import type { RecordPlace } from '../../workspace/place.ts';
import type { Fix, FixEdit, Related, TraceStep } from '../finding.ts';
import type { AuthorizedService, ClientAuthorizations } from './authorized.ts';
import { placeOf, serviceName, servicePath } from './service.ts';

/** Where the number of a note or line is written: on itself, else on its claim; undefined where on neither. */
export function authorizationPlace(service: Service): RecordPlace | undefined {
  const { from, value } = service;
  const written = value.kind === 'note' ? (from.data as Session) : (from.data as Claim).lines?.items[value.index];
  if (written?.authorization) return placeOf(service, 'authorization');
  const claim: { readonly authorization?: Field<string> | undefined } =
    value.kind === 'line' ? (from.data as Claim) : {};
  return claim.authorization ? { record: from, path: ['authorization'] } : undefined;
}

/** `2026-01-01 to 2026-06-30`, `from 2026-01-01`, `any date` */
export function runsText({ from, to }: WrittenPeriod): string {
  if (from && to) return `${from} to ${to}`;
  if (from) return `from ${from}`;
  return to ? `to ${to}` : 'any date';
}

/** `97153, 97155 + 97156`: the codes of a pool are joined. */
export function codesText({ services }: AuthorizationTerms): string {
  return services?.map(({ codes }) => codes?.join(' + ') ?? '?').join(', ') || 'no code';
}

/** `AUTH-778`, `AUTH-778 and AUTH-779` */
export function listText(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** Where authorizations stand in the client's record. */
export function relatedAuthorizations(
  { client, list }: ClientAuthorizations,
  among: readonly number[],
): readonly Related[] {
  return among.flatMap((index) => {
    const terms = list[index];
    if (!terms) return [];
    return [
      {
        place: { record: client, path: ['authorizations', index, 'number'] },
        message: `authorization ${terms.number ?? 'without number'}: ${runsText(terms)}, ${codesText(terms)}`,
      },
    ];
  });
}

/** What was compared with what: the service, then each authorization. */
export function authorizationTrace(
  { service, use, authorizations }: AuthorizedService,
  among: readonly number[],
): readonly TraceStep[] {
  const { payer } = use;
  const billed = payer === undefined ? '' : `, payer ${payer}`;
  return [
    {
      label: `${serviceName(service)}${use.number === undefined ? ', no authorization named' : ` under ${use.number}`}`,
      value: `${use.code} on ${use.date}${billed}`,
      place: placeOf(service, 'code'),
    },
    ...relatedAuthorizations(authorizations, among).map(({ place, message }) => {
      const index = 'path' in place ? (place.path[1] as number) : 0;
      const terms = authorizations.list[index];
      return { label: message, ...(terms?.payer ? { value: `of payer ${terms.payer}` } : {}), place };
    }),
  ];
}

/** Names a number on a note or line: where one is written, that is changed; a claim's own only where it has no other line. */
export function nameFix(service: Service, number: string, title: string): Fix {
  return { title, kind: 'substantive', edits: [nameEdit(service, number)] };
}

function nameEdit(service: Service, value: string): FixEdit {
  const { from, value: fact } = service;
  const written = authorizationPlace(service);
  const isShared = written?.path.length === 1 && fact.kind === 'line' && (from.data as Claim).lines?.items.length !== 1;
  if (written && !isShared) return { op: 'set', ...written, value, as: 'string' };
  const after = fact.kind === 'note' ? 'provider' : 'units';
  return { op: 'insert', record: from, path: servicePath(service), key: 'authorization', value, after };
}
