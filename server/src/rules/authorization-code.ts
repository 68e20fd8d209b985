import { defineRule } from './rule.ts';
import { authorizationTrace, codesText, listText, relatedAuthorizations } from './support/authorization-text.ts';
import { isKnownCode } from './support/known-code.ts';
import { amongOf, namedChecks, otherNumber } from './support/named-authorization.ts';
import { placeOf } from './support/service.ts';

/** An authorization holds the codes that were asked for: hours of treatment do not pay for an assessment. */
export default defineRule({
  id: 'authorization-code',
  category: 'caps',
  severity: 'error',
  summary: 'the code is not among the services of the authorization that is named',
  fixes: ['substantive'],
  carc: '15',
  checks: namedChecks((named, context) => {
    for (const item of named) {
      const among = amongOf(item, 'other-code');
      if (!among || !isKnownCode(context.facts.policyFor(item.service).policy, item.use.code)) continue;
      const { service, use, authorizations } = item;
      const held = among.flatMap((index) => authorizations.list[index] ?? []).map(codesText);
      context.report({
        place: placeOf(service, 'code'),
        message: `${use.code} is not on authorization ${use.number}; it holds ${listText(held)}`,
        related: relatedAuthorizations(authorizations, among),
        trace: authorizationTrace(item, among),
        fixes: otherNumber(item, context),
      });
    }
  }),
});
