import { exclusionOf } from '../tables/diagnoses.ts';
import { verifyText } from '../tables/source.ts';
import { defineRule } from './rule.ts';
import { writtenItems } from './support/service-fields.ts';

/** What the Tabular List excludes from one another. Excludes2 pairs may stand together and are not reported. */
export default defineRule({
  id: 'diagnosis-conflict',
  category: 'codes',
  severity: 'error',
  summary: 'two diagnoses of one claim that ICD-10-CM never codes together (Excludes1)',
  carc: '16',
  rarc: 'M76',
  checks: {
    claim(record, { facts, report }) {
      if (facts.isWithdrawn({ claim: record.id, frequency: record.data.frequency?.value })) return;
      const diagnoses = writtenItems(record.data.diagnoses, { record, path: ['diagnoses'] });
      diagnoses.forEach((later, index) => {
        const earlier = diagnoses.slice(0, index).find(({ value }) => exclusionOf('excludes1', value, later.value));
        const exclusion = earlier && exclusionOf('excludes1', earlier.value, later.value);
        if (!exclusion) return;
        const { code, others, source } = exclusion;
        report({
          place: later.place,
          message: `${earlier.value} and ${later.value} are never coded together (Excludes1)${verifyText(source)}`,
          related: [{ place: earlier.place, message: `the other one, ${earlier.value}` }],
          trace: [{ label: `Excludes1 at ${code}`, value: others.join(', '), source }],
        });
      });
    },
  },
});
