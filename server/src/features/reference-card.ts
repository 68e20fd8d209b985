/** What a modifier, place of service, diagnosis or taxonomy code means, in our own words, as Markdown. */
import type { Policy } from '../policies/policy.ts';
import {
  codesUnder,
  type Diagnosis,
  EXCLUSIONS,
  findDiagnosis,
  isUnder,
  repairDiagnosis,
} from '../tables/diagnoses.ts';
import {
  findModifier,
  isModifier,
  MODIFIER_CONFLICTS,
  type ModifierKind,
  OTHER_MODIFIERS_SOURCE,
} from '../tables/modifiers.ts';
import { findPlace } from '../tables/places.ts';
import type { Source } from '../tables/source.ts';
import { findTaxonomy } from '../tables/taxonomies.ts';
import type { AppliedPolicy } from '../workspace/fact-reader.ts';
import type { Path } from '../workspace/place.ts';
import { blocks, capital, facts, code as fixed, listText, plain, sourceText } from './markdown.ts';

/** The card of a value by the key it stands under; undefined where the tables do not have it. */
export function referenceCard(path: Path, text: string, applied?: AppliedPolicy): string | undefined {
  const under = (...keys: readonly string[]) => keys.some((key) => path.includes(key));
  if (under('placeOfService', 'placesOfService')) return placeCard(text);
  if (under('diagnoses')) return diagnosisCard(text);
  if (under('taxonomy')) return taxonomyCard(text);
  return under('modifiers', 'modifier') ? modifierCard(text, applied?.policy) : undefined;
}

/** Every card that a text has, whatever it may be: `99` is a modifier and a place. */
export function referenceCards(text: string): readonly string[] {
  return [modifierCard(text), placeCard(text), diagnosisCard(text), taxonomyCard(text)].filter(
    (card) => card !== undefined,
  );
}

const KINDS: { readonly [Kind in ModifierKind]: string } = {
  credential: 'credential modifier',
  telehealth: 'telehealth modifier',
  'audio-only': 'telehealth modifier, audio only',
  supervision: 'modifier for supervision',
  group: 'group modifier',
  family: 'modifier for the family',
  'distinct-service': 'modifier for a distinct service',
  repeat: 'modifier for a repeated service',
  'medicaid-level': 'Medicaid level of care',
  'level-of-care': 'level of care',
  program: 'program modifier',
  other: 'modifier',
};

function modifierCard(text: string, policy?: Policy): string | undefined {
  const written = text.trim().toUpperCase();
  if (!isModifier(written)) return undefined;
  const known = findModifier(written);
  const conflicts = MODIFIER_CONFLICTS.flatMap(({ one, other }) =>
    one.includes(written) ? other : other.includes(written) ? one : [],
  ).filter((other) => other !== written);
  return card(
    `${fixed(written)} — ${known ? KINDS[known.kind] : 'modifier'}`,
    known ? `${capital(known.meaning)}.` : 'A HCPCS or CPT modifier that has no part in adaptive behavior services.',
    [
      ['Met with', known?.use],
      ['Not with', [...new Set(conflicts)].join(', ')],
      ['This payer', policy && payerText(policy, written)],
    ],
    known?.source ?? OTHER_MODIFIERS_SOURCE,
  );
}

/** For whom the payer asks for the modifier, and whether it takes it. */
function payerText({ id, modifiers }: Policy, modifier: string): string {
  const asked = [...modifiers.credential].flatMap(([name, setting]) => (setting?.value.includes(modifier) ? name : []));
  return [
    asked.length > 0 ? `${id}: for ${listText(asked, 'or')}` : '',
    modifiers.telehealth.modifiers?.value.includes(modifier) ? `${id}: for telehealth` : '',
    modifiers.notAccepted?.value.includes(modifier) ? `${id}: not accepted` : '',
  ]
    .filter((part) => part !== '')
    .join('; ');
}

function placeCard(text: string): string | undefined {
  const place = findPlace(text.trim());
  if (!place) return undefined;
  return card(
    `${fixed(place.code)} — place of service: ${plain(place.name)}`,
    `${capital(place.meaning)}.`,
    [
      ['Telehealth', place.telehealth && 'yes: a telehealth modifier usually goes with it'],
      ['In force', place.from && `from ${place.from}`],
      ['Note', place.note],
    ],
    place.source,
  );
}

function diagnosisCard(text: string): string | undefined {
  const row = findDiagnosis(repairDiagnosis(text) ?? text.trim().toUpperCase());
  if (!row) return undefined;
  return card(
    `${fixed(row.code)} — ${plain(row.name)}`,
    DIAGNOSIS_KINDS[row.kind](row),
    row.kind === 'who-only'
      ? []
      : [
          ['In force', row.to === undefined ? `from ${row.from}` : `from ${row.from} to ${row.to}`],
          ['Never with (Excludes1)', excludedBy('excludes1', row.code)],
          ['May stand with (Excludes2)', excludedBy('excludes2', row.code)],
          ['Note', row.note],
        ],
    row.source,
  );
}

const DIAGNOSIS_KINDS: { readonly [Kind in Diagnosis['kind']]: (row: Diagnosis) => string } = {
  code: () => 'An ICD-10-CM code that claims may carry.',
  header: ({ code }) =>
    `A heading of ICD-10-CM: claims carry a code under it, ${listText(
      codesUnder(code).map((row) => row.code),
      'or',
    )}.`,
  'who-only': ({ instead }) => `In the WHO’s ICD-10 only; ICD-10-CM has ${instead} for it.`,
};

function excludedBy(kind: 'excludes1' | 'excludes2', code: string): string {
  const others = EXCLUSIONS.filter((entry) => entry.kind === kind).flatMap((entry) => [
    ...(isUnder(code, entry.code) ? entry.others : []),
    ...(entry.others.some((other) => isUnder(code, other)) ? [entry.code] : []),
  ]);
  return [...new Set(others)].sort().join(', ');
}

function taxonomyCard(text: string): string | undefined {
  const taxonomy = findTaxonomy(text);
  if (!taxonomy) return undefined;
  return card(
    `${fixed(taxonomy.code)} — provider taxonomy: ${plain(taxonomy.name)}`,
    undefined,
    [['Level', taxonomy.levels.join(', ')]],
    taxonomy.source,
  );
}

/** @param title is Markdown; everything else is text. */
function card(
  title: string,
  meaning: string | undefined,
  rows: readonly (readonly [label: string, value: string | undefined])[],
  source: Source,
): string {
  return blocks(
    `**${title}**`,
    meaning && plain(meaning),
    facts(rows.map(([label, value]) => [label, value && plain(value)])),
    `*${sourceText(source)}*`,
  );
}
