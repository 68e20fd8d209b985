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
      for (const service of noteServices(record)) if (isWrong(units)) report(service, units, context);
    },
    claim(record, context) {
      record.data.lines?.items.forEach(({ units }, index) => {
        const service = isWrong(units) ? lineServices(record)[index] : undefined;
        if (units && service) report(service, units, context);
      });
    },
  },
});

function isWrong(units: Field<number> | undefined): units is Field<number> {
  return units !== undefined && units.value === undefined && !isBlank(units);
}

function report(service: Service, units: Field<number>, context: RuleContext): void {
  context.report({
    place: placeOf(service, 'units'),
    message: `units are a whole number from 1 to 999, not ${units.text.trim() === units.text ? units.text : JSON.stringify(units.text)}`,
    fixes: setSupported(service, context.facts),
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
