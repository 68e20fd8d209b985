import { type HeldCredential, holdsNone } from '../policies/roles.ts';
import type { Service } from '../workspace/client-day.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { datesText } from './support/dates-text.ts';
import { eachService } from './support/each-service.ts';
import { placeOf } from './support/service.ts';

/** Staff without a valid credential is what audits look for first (HHS OIG, Indiana A-09-22-02002), whatever the code. */
export default defineRule({
  id: 'credential-inactive',
  category: 'pairing',
  severity: 'error',
  summary: 'no credential of the rendering provider is valid on the date of service',
  carc: 'B7',
  checks: eachService(checkService),
});

function checkService(service: Service, { facts, report, notChecked }: RuleContext): void {
  const { provider, date } = service.value;
  if (provider === undefined || date === undefined) return;
  const held = facts.provider(provider);
  if (!held) {
    notChecked(service.from, `no provider ${provider} in the workspace`);
    return;
  }
  const { credentials } = held.value;
  if (!credentials) {
    notChecked(service.from, `credentials of ${provider} not stated`);
    return;
  }
  if (!holdsNone(credentials, date)) return;
  const stated = credentials.map(credentialDates);
  const list = { record: held.from, path: ['credentials'] };
  report({
    place: placeOf(service, 'provider'),
    message: `${provider} holds no credential on ${date}; ${stated.join(', ') || 'its record states that there is none'}`,
    related: [
      { place: { ...list, part: 'key' }, message: `credentials of ${provider}: ${stated.join(', ') || 'none'}` },
    ],
    trace: [
      { label: `Date of service of ${provider}`, value: date, place: placeOf(service, 'date') },
      ...stated.map((value, index) => ({
        label: 'Credential',
        value,
        place: { record: held.from, path: ['credentials', index] },
      })),
      { label: `Credentials valid on ${date}`, value: 'none', place: list },
    ],
  });
}

/** `RBT 2025-04-01 to 2026-02-28` */
function credentialDates({ type, from, to }: HeldCredential): string {
  return `${type ?? 'a credential'} ${datesText(from, to)}`;
}
