import { holdsNone, mayRender } from '../policies/roles.ts';
import { findCode } from '../tables/codes.ts';
import type { Service } from '../workspace/client-day.ts';
import type { FactReader } from '../workspace/fact-reader.ts';
import type { Fix } from './finding.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { assumedText } from './support/assumed.ts';
import { credentialText, rolesText } from './support/credential-text.ts';
import { eachService } from './support/each-service.ts';
import { originPlace } from './support/origin.ts';
import { placeOf } from './support/service.ts';
import { sourceOf } from './support/source.ts';
import { policyStep } from './support/unit-trace.ts';

/** Who may render a code is the payer's rule; where it has none, CPT's. */
export default defineRule({
  id: 'provider-code',
  category: 'pairing',
  severity: 'error',
  summary: "the rendering provider's credential on the date of service may not render the code",
  fixes: ['substantive'],
  carc: '8',
  checks: eachService(checkService),
});

function checkService(service: Service, { facts, report, notChecked }: RuleContext): void {
  const { code, provider, date } = service.value;
  if (code === undefined || provider === undefined || date === undefined) return;
  const held = facts.provider(provider);
  if (!held) {
    notChecked(service.from, `no provider ${provider} in the workspace`);
    return;
  }
  const { credentials } = held.value;
  // Whoever holds none at all may render nothing: `credential-inactive` says so, once.
  if (holdsNone(credentials, date)) return;
  const applied = facts.policyFor(service);
  const answer = mayRender(applied.policy, code, credentials, date);
  if (answer === 'unknown') {
    notChecked(service.from, `credential of ${provider} for ${code} not known`);
    return;
  }
  if (answer === 'yes') return;
  const roles = applied.policy.providers.get(code);
  if (!roles) return;
  const has = credentialText(credentials, date);
  const origin = originPlace(roles.origin, facts);
  report({
    place: placeOf(service, 'provider'),
    message: `${provider} (${has}) may not render ${code}; it takes ${rolesText(roles.value)}${assumedText(applied, roles.origin)}`,
    related: [
      {
        place: { record: held.from, path: ['credentials'], part: 'key' },
        message: `credentials of ${provider}: ${has}`,
      },
      ...(origin ? [{ place: origin, message: `who may render ${code}` }] : []),
    ],
    trace: [
      policyStep(applied),
      { label: `${provider} on ${date}`, value: has, place: { record: held.from, path: ['credentials'] } },
      { label: `${code} may be rendered by`, value: rolesText(roles.value), ...sourceOf(roles.origin) },
    ],
    fixes: [...changeProvider(service, facts), ...changeCode(service, facts)],
  });
}

/** The named supervisor, where their credential may render the code. */
function changeProvider(service: Service, facts: FactReader): readonly Fix[] {
  const { code, date, supervisor } = service.value;
  if (code === undefined || date === undefined || supervisor === undefined) return [];
  const credentials = facts.provider(supervisor)?.value.credentials;
  const { policy } = facts.policyFor(service);
  if (mayRender(policy, code, credentials, date) !== 'yes') return [];
  const { record, path } = placeOf(service, 'provider');
  return [
    {
      title: `Change provider to the supervisor, ${supervisor}`,
      kind: 'substantive',
      edits: [{ op: 'set', record, path, value: supervisor, as: 'string' }],
    },
  ];
}

/** The closest sibling code that this provider may render. */
function changeCode(service: Service, facts: FactReader): readonly Fix[] {
  const { code, date, provider } = service.value;
  if (code === undefined || date === undefined || provider === undefined) return [];
  const credentials = facts.provider(provider)?.value.credentials;
  const { policy } = facts.policyFor(service);
  return (findCode(code)?.siblings ?? [])
    .filter((sibling) => mayRender(policy, sibling.code, credentials, date) === 'yes')
    .slice(0, 1)
    .map((sibling): Fix => {
      const { record, path } = placeOf(service, 'code');
      return {
        title: `Change code to ${sibling.code}`,
        kind: 'substantive',
        edits: [{ op: 'set', record, path, value: sibling.code, as: 'number' }],
      };
    });
}
