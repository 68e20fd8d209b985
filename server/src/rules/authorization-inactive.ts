import { defineRule } from './rule.ts';
import { authorizationTrace, listText, relatedAuthorizations, runsText } from './support/authorization-text.ts';
import { amongOf, namedChecks, otherNumber } from './support/named-authorization.ts';
import { placeOf } from './support/service.ts';

/** An authorization pays for its own dates: a service before or after them is as if none had been given. */
export default defineRule({
  id: 'authorization-inactive',
  category: 'caps',
  severity: 'error',
  summary: 'the date of service lies outside the dates of the authorization that is named',
  fixes: ['substantive'],
  carc: '197',
  checks: namedChecks((named, context) => {
    for (const item of named) {
      const among = amongOf(item, 'inactive');
      if (!among) continue;
      const { service, use, authorizations } = item;
      const runs = among.flatMap((index) => authorizations.list[index] ?? []).map(runsText);
      context.report({
        place: placeOf(service, 'date'),
        message: `service on ${use.date}; authorization ${use.number} runs ${listText(runs)}`,
        related: relatedAuthorizations(authorizations, among),
        trace: authorizationTrace(item, among),
        fixes: otherNumber(item, context),
      });
    }
  }),
});
