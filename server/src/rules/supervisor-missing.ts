import { bestLevel, levelsFrom } from '../policies/roles.ts';
import type { Level } from '../tables/credentials.ts';
import type { Service } from '../workspace/client-day.ts';
import type { FactReader } from '../workspace/fact-reader.ts';
import type { Fix } from './finding.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { assumedText } from './support/assumed.ts';
import { rolesText } from './support/credential-text.ts';
import { eachService } from './support/each-service.ts';
import { originPlace } from './support/origin.ts';
import { placeOf, servicePath } from './support/service.ts';
import { fieldsOf } from './support/service-fields.ts';
import { sourceOf } from './support/source.ts';
import { policyStep } from './support/unit-trace.ts';

/** A technician's service is directed by a QHP: CMS-1500 box 17 (DQ), 837P loop 2310D. A QHP who renders needs none. */
export default defineRule({
  id: 'supervisor-missing',
  category: 'pairing',
  severity: 'error',
  summary: 'the code needs a directing QHP and none is named, or the rendering provider names itself',
  fixes: ['substantive'],
  carc: '8',
  checks: eachService(checkService),
});

function checkService(service: Service, { facts, report, notChecked }: RuleContext): void {
  const { code, provider, date } = service.value;
  if (code === undefined || provider === undefined || date === undefined) return;
  const applied = facts.policyFor(service);
  const { required, level: needed } = applied.policy.supervisor;
  if (!required?.value.includes(code)) return;
  const supervisor = supervisorOf(service, facts);
  // Written, but not to be read: `structure` says so.
  if (supervisor === undefined && fieldsOf(service).supervisor) return;
  if (supervisor !== undefined && supervisor !== provider) return;
  const level = bestLevel(facts.provider(provider)?.value.credentials, date);
  if (level === 'qhp') return;
  if (level === undefined || level === 'none') {
    // Whoever holds no credential may not render it at all, supervised or not: `credential-inactive` says so.
    if (level === undefined) notChecked(service.from, `level of ${provider} not known`);
    return;
  }
  const origin = originPlace(required.origin, facts);
  const itself = supervisor === provider;
  const director = directorText(needed?.value ?? 'qhp');
  report({
    place: itself
      ? placeOf(service, 'supervisor')
      : { record: service.from, path: [...servicePath(service), 'provider'], part: 'key' },
    message: `${
      itself
        ? `${provider} is named as its own supervisor; ${code} needs a directing ${director}`
        : `no supervisor named; ${code} rendered by ${rolesText([level])} needs a directing ${director}`
    }${assumedText(applied, required.origin)}`,
    related: origin ? [{ place: origin, message: 'codes that need a supervisor' }] : [],
    trace: [
      policyStep(applied),
      { label: `Level of ${provider} on ${date}`, value: level },
      {
        label: `Codes that need a directing ${director}`,
        value: required.value.join(', '),
        ...sourceOf(required.origin),
      },
    ],
    fixes: supervisorFix(service, facts, itself),
  });
}

/** `QHP`, or `assistant or QHP` where the payer lets assistants direct. */
function directorText(level: Level): string {
  return levelsFrom(level)
    .map((one) => (one === 'qhp' ? 'QHP' : one))
    .join(' or ');
}

/** The line's own, else the one that its notes name. */
function supervisorOf(service: Service, facts: FactReader): string | undefined {
  const { value } = service;
  if (value.supervisor !== undefined || value.kind === 'note') return value.supervisor;
  const named = (value.sessions ?? []).map((id) => facts.note(id)?.value.supervisor);
  return named.find((supervisor) => supervisor !== undefined && supervisor !== value.provider);
}

/** The supervisor of the same provider's other services of that client and day, where there is just one. */
function supervisorFix(service: Service, facts: FactReader, itself: boolean): readonly Fix[] {
  const { client, date, provider } = service.value;
  if (client === undefined || date === undefined || provider === undefined) return [];
  const named = new Set(
    facts
      .clientDay(client, date)
      .map(({ value }) => value.supervisor)
      .filter((supervisor) => supervisor !== undefined && supervisor !== provider),
  );
  const [supervisor] = named;
  if (named.size !== 1 || supervisor === undefined) return [];
  if (bestLevel(facts.provider(supervisor)?.value.credentials, date) !== 'qhp') return [];
  const record = service.from;
  const path = servicePath(service);
  return [
    {
      title: `Set supervisor to ${supervisor}`,
      kind: 'substantive',
      edits: itself
        ? [{ op: 'set', record, path: [...path, 'supervisor'], value: supervisor, as: 'string' }]
        : [{ op: 'insert', record, path, key: 'supervisor', value: supervisor, after: 'provider' }],
    },
  ];
}
