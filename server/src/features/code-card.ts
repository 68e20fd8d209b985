/** What a procedure code is, and what the payer's policy says about it, as Markdown. */
import { formatMoney } from '../billing/money.ts';
import {
  capsOf,
  isAssumed,
  type Origin,
  type Policy,
  type PolicyCap,
  roundingSetting,
  unitLengthSetting,
} from '../policies/policy.ts';
import type { Source } from '../rules/finding.ts';
import { toVerify } from '../rules/support/assumed.ts';
import { limitText, perText } from '../rules/support/cap-text.ts';
import { sourceOf } from '../rules/support/source.ts';
import { type CodeEntry, CPT_NOTICE, EVERY_NOTE, PHYSICIAN_WORK, REVIEWED } from '../tables/codes.ts';
import type { AppliedPolicy } from '../workspace/fact-reader.ts';
import { blocks, capital, facts, listText, plain, sourceText } from './markdown.ts';

/**
 * Everything about a code that holds for every payer.
 * @param policy what a payer's policy says, put in after the definition.
 */
export function codeCard(entry: CodeEntry, policy?: string): string {
  return blocks(
    `**${entry.code}** — **${plain(entry.name)}**  \n${plain(entry.summary)}`,
    `${plain(entry.definition)} *${plain(entry.plain)}*`,
    policy,
    facts(factRows(entry)),
    `**The note must show** ${noteText(entry)}`,
    `**Not to be confused with**\n${entry.siblings.map((other) => `- ${other.code}: ${plain(other.difference)}`).join('\n')}`,
    `Also called: ${plain(entry.synonyms.join(', '))}. Specialties: ${plain(entry.specialties.join(', '))}.`,
    `*Sources, compared ${REVIEWED}: ${entry.sources.map(sourceText).join('; ')}. ${CPT_NOTICE}*`,
  );
}

function factRows(entry: CodeEntry): readonly (readonly [string, string | undefined])[] {
  const { renderedBy, unit, patient, faceToFace, groupSize, direction, telehealth, validity } = entry;
  return [
    ['Category', `${entry.category} (CPT ${entry.section === 'Medicine' ? 'Medicine' : entry.section})`],
    ['Rendered by', `${capital(listText(renderedBy.levels.map(levelText), 'or'))}. ${plain(renderedBy.note)}`],
    ['Directed by', direction.required ? plain(direction.note) : undefined],
    ['Technicians', entry.minTechnicians > 1 ? `at least ${entry.minTechnicians}` : undefined],
    ['Unit', `${unit.minutes} minutes of ${plain(unit.of)}`],
    ['Client', `${PRESENCE[patient.presence]}. ${plain(patient.note)}`],
    ['Face to face', plain(faceToFace.note)],
    ['Group', groupSize ? `${groupSize.min}–${groupSize.max} ${groupSize.of}. ${plain(groupSize.note)}` : undefined],
    ['Telehealth', plain(telehealth.note)],
    ['Usual caps', entry.usualCaps.map((cap) => `${cap.units} ${perText(cap.per)} (${plain(cap.who)})`).join('; ')],
    ['Physician work RVU', `None. ${plain(PHYSICIAN_WORK.note)}`],
    ['In force', `${validityText(entry)} *${sourceText(validity.source)}*`],
    ['Changes ahead', `${plain(validity.review.note)} *${sourceText(validity.review.source)}*`],
  ];
}

const PRESENCE = { required: 'Present', optional: 'Present or not', absent: 'Not present' } as const;

function levelText(level: string): string {
  return level === 'qhp' ? 'QHP' : level;
}

function noteText({ noteMustShow }: CodeEntry): string {
  const every = `*Every note:* ${plain(EVERY_NOTE.mustShow.join('; '))}`;
  return `\n${[...noteMustShow.map(plain), every].map((item) => `- ${item}`).join('\n')}`;
}

function validityText({ validity }: CodeEntry): string {
  return validity.to === undefined
    ? `For dates of service from ${validity.from}`
    : `For dates of service from ${validity.from} to ${validity.to}`;
}

/** What the policy that applies to a service says about a code. */
export function policyCard({ policy, why }: AppliedPolicy, code: string): string {
  const cited = new Map<string, Source>();
  const cite = (origin: Origin): string => {
    const { source } = sourceOf(origin);
    cited.set(source.title, source);
    // Where the whole policy is assumed, its heading says so.
    const assumed = !policy.assumed && isAssumed(policy, origin) ? ' (assumed)' : '';
    return `${assumed}${toVerify(origin) ? ' (verify)' : ''}`;
  };
  const rows = policyRows(policy, code, cite);
  const name = policy.version.name === undefined ? '' : `${plain(policy.version.name)}, `;
  const heading = `**This payer** — ${name}\`${policy.id}\`${versionText(policy)}: ${plain(why)}${policy.assumed ? ' (assumed)' : ''}`;
  const sources = [...cited.values()].map(sourceText).join('; ');
  return blocks(heading, facts(rows), sources === '' ? undefined : `*${sources}*`);
}

/** The dates of service that the payer's version covers, with a leading space; empty without limits. */
export function versionText({ version: { from, to } }: Pick<Policy, 'version'>): string {
  if (!from && !to) return '';
  if (!to) return ` from ${from}`;
  return from ? ` ${from} to ${to}` : ` to ${to}`;
}

type Cite = (origin: Origin) => string;

function policyRows(policy: Policy, code: string, cite: Cite): readonly (readonly [string, string | undefined])[] {
  const { covered, supervisor } = policy;
  const roles = policy.providers.get(code);
  return [
    ['Units', unitsRow(policy, code, cite)],
    ['Caps', capsRow(policy, code, cite)],
    ['May render', roles && `${listText(roles.value.map(levelText).map(plain), 'or')}${cite(roles.origin)}`],
    ['Supervisor', supervisor.required && supervisorText(policy, code) + cite(supervisor.required.origin)],
    ['Covered', covered && `${covered.value.includes(code) ? 'yes' : '**no**'}${cite(covered.origin)}`],
    ['Fee', feesRow(policy, code, cite)],
    [
      'Filing limit',
      policy.timelyFilingDays && daysText(policy.timelyFilingDays.value) + cite(policy.timelyFilingDays.origin),
    ],
  ];
}

function daysText(days: number): string {
  return `${days} days from the date of service`;
}

const ROUNDING = {
  midpoint: 'midpoint rounding',
  'cms-8-minute': 'CMS 8-minute rule',
  'full-unit': 'full units only',
  'round-up': 'rounded up',
} as const;

function unitsRow(policy: Policy, code: string, cite: Cite): string | undefined {
  const length = unitLengthSetting(policy, code);
  if (!length) return undefined;
  if (length.value === 'event') return `one unit an event${cite(length.origin)}`;
  const { per, pool } = policy.units;
  const rounding = roundingSetting(policy, code);
  const parts = [`${length.value} minutes a unit${cite(length.origin)}`];
  if (rounding) parts.push(`${ROUNDING[rounding.value]}${cite(rounding.origin)}`);
  if (per) {
    const together = per.value === 'day' ? 'a day’s minutes rounded once' : 'each session rounded on its own';
    parts.push(`${together}${cite(per.origin)}`);
  }
  if (rounding?.value === 'cms-8-minute' && pool) {
    parts.push(`timed codes pooled by ${pool.value}${cite(pool.origin)}`);
  }
  return parts.join(', ');
}

function capsRow(policy: Policy, code: string, cite: Cite): string {
  return capsOf(policy, code)
    .map((cap) => `${capText(cap, code)}${cite(cap.origin)}`)
    .join('; ');
}

function capText(cap: PolicyCap, code: string): string {
  const others = cap.codes?.filter((other) => other !== code).map(plain) ?? ['all other codes'];
  return `${plain(limitText(cap))}${others.length > 0 ? ` together with ${listText(others)}` : ''}`;
}

function supervisorText(policy: Policy, code: string): string {
  const { required, level } = policy.supervisor;
  if (!required?.value.includes(code)) return 'not required';
  return level ? `required, ${levelText(level.value)}` : 'required';
}

function feesRow(policy: Policy, code: string, cite: Cite): string {
  return policy.fees
    .filter((fee) => fee.code === code)
    .map(({ rate, modifier, origin }) => {
      const amount = `\\$${formatMoney(rate)} a unit`;
      return `${modifier === undefined ? amount : `${amount} with ${plain(modifier)}`}${cite(origin)}`;
    })
    .join('; ');
}
