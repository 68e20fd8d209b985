import { bestLevel, heldOn, levelHeld } from '../policies/roles.ts';
import { isLevel, type Level } from '../tables/credentials.ts';
import { findTaxonomy, isTaxonomyForm, standardTaxonomy, type Taxonomy } from '../tables/taxonomies.ts';
import type { RecordHandle } from '../workspace/record.ts';
import type { Fix } from './finding.ts';
import { defineRule } from './rule.ts';
import { rolesText } from './support/credential-text.ts';
import { isBlank } from './support/is-blank.ts';

const FORM_SOURCE = { title: 'NUCC Health Care Provider Taxonomy', date: '2025-01-01' };

/** As of today: a provider's record states one taxonomy, not one for each date. */
export default defineRule({
  id: 'taxonomy-mismatch',
  category: 'pairing',
  severity: 'warning',
  summary: "a provider's taxonomy code does not fit the level of any credential that is valid today",
  fixes: ['substantive'],
  carc: '16',
  rarc: 'N288',
  checks: {
    provider(record, { facts, asOf, report, notChecked }) {
      const { taxonomy } = record.data;
      if (!taxonomy || taxonomy.value === undefined || isBlank(taxonomy)) return;
      const place = { record, path: ['taxonomy'] };
      const credentials = record.id === undefined ? undefined : facts.provider(record.id)?.value.credentials;
      const best = asOf === undefined ? undefined : bestLevel(credentials, asOf);
      if (!isTaxonomyForm(taxonomy.value)) {
        report({
          place,
          message: `${taxonomy.value} is no taxonomy code; one has ten characters, the last an X`,
          trace: [{ label: 'Form', value: 'nine letters or digits and X', source: FORM_SOURCE }],
          fixes: setTaxonomy(record, best),
        });
        return;
      }
      const known = findTaxonomy(taxonomy.value);
      if (!known) {
        notChecked(record, `the level of taxonomy ${taxonomy.value} differs by state`);
        return;
      }
      if (asOf === undefined || best === undefined || best === 'none') {
        notChecked(record, `level of ${record.id} not known`);
        return;
      }
      const held = (credentials ?? []).filter((credential) => heldOn(credential, asOf) !== 'no');
      if (held.some((credential) => fits(known, levelHeld(credential)))) return;
      report({
        place,
        message: `taxonomy ${known.code} (${known.name}) is ${rolesText(known.levels)}'s; the credentials are ${rolesText([best])}'s`,
        related: [{ place: { record, path: ['credentials'], part: 'key' }, message: `level on ${asOf}: ${best}` }],
        trace: [
          { label: `Taxonomy ${known.code}`, value: known.levels.join(', '), source: known.source },
          {
            label: `Highest level held on ${asOf}`,
            value: best,
            place: { record, path: ['credentials'], part: 'key' },
          },
        ],
        fixes: setTaxonomy(record, best),
      });
    },
  },
});

/** Unknown where the level is. */
function fits({ levels }: Taxonomy, level: Level | undefined): boolean {
  return level === undefined || levels.includes(level);
}

function setTaxonomy(record: RecordHandle<'provider'>, level: string | undefined): readonly Fix[] {
  const standard = level !== undefined && isLevel(level) ? standardTaxonomy(level) : undefined;
  if (!standard) return [];
  return [
    {
      title: `Set taxonomy to ${standard.code} (${standard.name})`,
      kind: 'substantive',
      edits: [{ op: 'set', record, path: ['taxonomy'], value: standard.code, as: 'string' }],
    },
  ];
}
