import { bestLevel, levelsFrom, rankOf } from '../policies/roles.ts';
import type { Service } from '../workspace/client-day.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { assumedText } from './support/assumed.ts';
import { credentialText, rolesText } from './support/credential-text.ts';
import { eachService } from './support/each-service.ts';
import { originPlace } from './support/origin.ts';
import { placeOf } from './support/service.ts';
import { sourceOf } from './support/source.ts';
import { policyStep } from './support/unit-trace.ts';

/** Whoever is named as directing a service (CMS-1500 box 17 DQ, 837P loop 2310D) has to be able to: CPT asks for a QHP. */
export default defineRule({
  id: 'supervisor-code',
  category: 'pairing',
  severity: 'error',
  summary: 'the named supervisor is not a QHP on the date of service, or not of the level that the payer asks for',
  carc: '8',
  checks: eachService(checkService),
});

function checkService(service: Service, { facts, report, notChecked }: RuleContext): void {
  const { supervisor, provider, date } = service.value;
  // One who names itself has no supervisor: `supervisor-missing`.
  if (supervisor === undefined || date === undefined || supervisor === provider) return;
  const held = facts.provider(supervisor);
  if (!held) {
    notChecked(service.from, `no provider ${supervisor} in the workspace`);
    return;
  }
  const applied = facts.policyFor(service);
  const needed = applied.policy.supervisor.level;
  if (!needed) return;
  const { credentials } = held.value;
  const level = bestLevel(credentials, date);
  if (level === undefined) {
    notChecked(service.from, `level of ${supervisor} not known`);
    return;
  }
  if (rankOf(level) >= rankOf(needed.value)) return;
  const may = rolesText(levelsFrom(needed.value));
  const has = credentialText(credentials, date);
  const origin = originPlace(needed.origin, facts);
  report({
    place: placeOf(service, 'supervisor'),
    message: `${supervisor} (${has}) may not direct a service; it takes ${may}${assumedText(applied, needed.origin)}`,
    related: [
      {
        place: { record: held.from, path: ['credentials'], part: 'key' },
        message: `credentials of ${supervisor}: ${has}`,
      },
      ...(origin ? [{ place: origin, message: `level of a supervisor: ${needed.value}` }] : []),
    ],
    trace: [
      policyStep(applied),
      {
        label: `${supervisor} on ${date}: ${has}`,
        value: level === 'none' ? 'no level' : level,
        place: { record: held.from, path: ['credentials'] },
      },
      { label: 'A supervisor has to be', value: may, ...sourceOf(needed.origin) },
    ],
  });
}
