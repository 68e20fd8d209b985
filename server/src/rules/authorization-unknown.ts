import type { RecordPlace } from '../workspace/place.ts';
import type { Fix } from './finding.ts';
import { defineRule, type RuleContext } from './rule.ts';
import {
  authorizationPlace,
  authorizationTrace,
  listText,
  relatedAuthorizations,
} from './support/authorization-text.ts';
import type { AuthorizedService } from './support/authorized.ts';
import { amongOf, namedChecks, onlyMatch } from './support/named-authorization.ts';
import { nearestIds } from './support/nearest-ids.ts';

/**
 * A number that the payer never gave for this client is as good as none. It is reported where it is written: once for a claim
 * that names it for all of its lines.
 */
export default defineRule({
  id: 'authorization-unknown',
  category: 'caps',
  severity: 'error',
  summary: "the authorization number is none of the client's, or another payer gave it",
  fixes: ['substantive'],
  carc: '15',
  checks: namedChecks((named, context) => {
    const seen = new Set<string>();
    for (const item of named) {
      const place = authorizationPlace(item.service);
      if (!place || seen.has(place.path.join())) continue;
      const ofOther = amongOf(item, 'other-payer');
      if (ofOther) otherPayer(item, ofOther, place, context);
      else if (item.standing.kind === 'unknown-number') unknownNumber(item, place, context);
      else continue;
      seen.add(place.path.join());
    }
  }),
});

function unknownNumber(item: AuthorizedService, place: RecordPlace, { report }: RuleContext): void {
  const { use, authorizations } = item;
  const { client, list } = authorizations;
  const numbers = [...new Set(list.flatMap((terms) => terms.number ?? []))];
  const known = numbers.length === 0 ? 'has no authorizations' : `has ${listText(numbers)}`;
  report({
    place,
    message: `no authorization of client ${client.id} has the number ${use.number}; the client ${known}`,
    related: relatedAuthorizations(authorizations, [...list.keys()]),
    trace: authorizationTrace(item, [...list.keys()]),
    fixes: nearestIds(use.number ?? '', numbers).map((value) => changeTo(value, place)),
  });
}

function changeTo(value: string, place: RecordPlace): Fix {
  return { title: `Change to ${value}`, kind: 'substantive', edits: [{ op: 'set', ...place, value, as: 'string' }] };
}

function otherPayer(item: AuthorizedService, among: readonly number[], place: RecordPlace, context: RuleContext): void {
  const { use, authorizations } = item;
  const match = onlyMatch(item, context.facts);
  const payers = new Set(among.flatMap((index) => authorizations.list[index]?.payer ?? []));
  context.report({
    place,
    message: `authorization ${use.number} is of payer ${listText([...payers])}; the claim goes to ${use.payer}`,
    related: relatedAuthorizations(authorizations, among),
    trace: authorizationTrace(item, among),
    fixes: match === undefined ? [] : [changeTo(match, place)],
  });
}
