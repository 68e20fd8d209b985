import type { Field } from '../model/field.ts';
import { evidenceOf, type Service, supportedUnits, unitTerms } from '../workspace/client-day.ts';
import type { FactReader } from '../workspace/fact-reader.ts';
import type { Fix } from './finding.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { isBlank } from './support/is-blank.ts';
import { placeOf } from './support/service.ts';
import { lineServices, noteServices } from './support/services-of.ts';

/** CMS-1500 box 24G and 837P SV104: a whole number of units, three characters. */
export default defineRule({
  id: 'units-invalid',
  category: 'units',
  severity: 'error',
  summary: 'units are not a whole number from 1 to 999',
  fixes: ['substantive'],
  carc: '16',
  checks: {
    session(record, context) {
      const { units } = record.data;
      for (const service of noteServices(record)) if (units) check(service, units, context);
    },
    claim(record, context) {
      lineServices(record).forEach((service, index) => {
        const units = record.data.lines?.items[index]?.units;
        if (units) check(service, units, context);
      });
    },
  },
});

function check(service: Service, units: Field<unknown>, { facts, report }: RuleContext): void {
  if (service.value.units !== undefined || isBlank(units)) return;
  report({
    place: placeOf(service, 'units'),
    message: `units are a whole number from 1 to 999, not ${units.text.trim() === units.text ? units.text : JSON.stringify(units.text)}`,
    fixes: setSupported(service, facts),
  });
}

function setSupported(service: Service, facts: FactReader): readonly Fix[] {
  const { code } = service.value;
  const terms = code === undefined ? undefined : unitTerms(facts.policyFor(service).policy, code);
  const { evidence, unknown } = evidenceOf(service, facts);
  if (!terms || (unknown !== undefined && terms.rule.mode !== 'event')) return [];
  const units = supportedUnits(evidence, terms.rule, terms.perSession);
  if (units < 1) return [];
  return [
    {
      title: `Set units to ${units}, which the documented minutes support`,
      kind: 'substantive',
      edits: [{ op: 'set', ...placeOf(service, 'units'), value: String(units), as: 'number' }],
    },
  ];
}
