import { parseDate, yearsBetween } from '../billing/calendar.ts';
import type { Setting } from '../policies/policy.ts';
import type { Service } from '../workspace/client-day.ts';
import type { TraceStep } from './finding.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { assumedText } from './support/assumed.ts';
import { eachService } from './support/each-service.ts';
import { relatedOrigin } from './support/origin.ts';
import { placeOf } from './support/service.ts';
import { sourceOf } from './support/source.ts';
import { policyStep } from './support/unit-trace.ts';

/**
 * Plans limit ABA by age, most Medicaid programs to clients under 21. What is said is the limit and on which side of it the
 * client is: neither the birth date nor the age.
 */
export default defineRule({
  id: 'client-age',
  category: 'claims',
  severity: 'error',
  summary: 'on the date of service the client is older, or younger, than the clients that the payer covers',
  carc: '6',
  checks: eachService(check),
});

function check(service: Service, { facts, report, notChecked }: RuleContext): void {
  const applied = facts.policyFor(service);
  const { min, max } = applied.policy.age;
  if (!min && !max) return;
  const { client, date: written } = service.value;
  const date = written === undefined ? undefined : parseDate(written);
  if (client === undefined || date === undefined) return;
  const record = facts.client(client);
  const birthDate = record?.value.birthDate ? parseDate(record.value.birthDate) : undefined;
  if (!record || birthDate === undefined || birthDate > date) {
    notChecked(service.from, record ? `birth date of ${client} not known` : `no client ${client} in the workspace`);
    return;
  }
  const age = yearsBetween(birthDate, date);
  const broken =
    max && age > max.value ? limit(max, 'older') : min && age < min.value ? limit(min, 'younger') : undefined;
  if (!broken) return;
  const { setting, side } = broken;
  const years = yearsText(setting.value);
  report({
    place: placeOf(service, 'date'),
    message: `client is ${side} than the payer's limit of ${years} on ${date}${assumedText(applied, setting.origin)}`,
    related: [
      { place: { record: record.from, path: ['birthDate'], part: 'key' }, message: `birth date of ${client}` },
      ...relatedOrigin(setting.origin, facts, `the limit: ${years}`),
    ],
    trace: [policyStep(applied), limitStep(broken), { label: `${client} on ${date}`, value: `${side} than ${years}` }],
  });
}

interface Broken {
  readonly setting: Setting<number>;
  readonly side: 'older' | 'younger';
}

function limit(setting: Setting<number>, side: Broken['side']): Broken {
  return { setting, side };
}

function limitStep({ setting, side }: Broken): TraceStep {
  const label = side === 'older' ? 'Oldest age that the payer covers' : 'Youngest age that the payer covers';
  return { label, value: yearsText(setting.value), ...sourceOf(setting.origin) };
}

function yearsText(years: number): string {
  return years === 1 ? '1 year' : `${years} years`;
}
