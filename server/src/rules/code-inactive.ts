import { codeStatus, findCode } from '../tables/codes.ts';
import type { Service } from '../workspace/client-day.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { eachService } from './support/each-service.ts';
import { placeOf } from './support/service.ts';

/** The code set is dated: 0362T and 0373T end with 2026. */
export default defineRule({
  id: 'code-inactive',
  category: 'codes',
  severity: 'error',
  summary: 'the procedure code is not in force on the date of service',
  carc: '181',
  checks: eachService(check),
});

function check(service: Service, { report }: RuleContext): void {
  const { code, date } = service.value;
  const entry = code === undefined ? undefined : findCode(code);
  if (!entry || date === undefined) return;
  const status = codeStatus(entry.code, date);
  if (status !== 'not-yet' && status !== 'ended') return;
  const { from, to, source } = entry.validity;
  const period = to === undefined ? `from ${from}` : `from ${from} to ${to}`;
  report({
    place: placeOf(service, 'code'),
    message: `${entry.code} is not in force on ${date}; it may be reported for dates of service ${period}`,
    related: [{ place: placeOf(service, 'date'), message: `date of service ${date}` }],
    trace: [{ label: `${entry.code} may be reported`, value: period, source }],
  });
}
