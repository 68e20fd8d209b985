import type { Pool, PoolLimit } from '../billing/authorized-units.ts';
import type { FindingDraft, TraceStep } from './finding.ts';
import { defineRule } from './rule.ts';
import { type ClientDraws, drawsOf, limitPlace, openingOf, termsOf, totalsOf } from './support/authorization-draws.ts';
import { codesText, runsText } from './support/authorization-text.ts';
import { periodText } from './support/cap-text.ts';
import { placeOfUnits } from './support/service.ts';
import { policyStep, unitsText } from './support/unit-trace.ts';
import {
  type Exceeding,
  exceedingSteps,
  type Measure,
  reduction,
  relatedEntries,
  runningSteps,
} from './support/used-up.ts';

const UNITS: Measure = { of: (entry) => entry.units, text: unitsText, figure: (units) => `${units}` };

/** Every pool of the client's authorizations, drawn down over all files in the order of the services. */
export default defineRule({
  id: 'authorization-exceeded',
  category: 'caps',
  severity: 'error',
  summary: 'more units are drawn than the authorization holds, in all or per day, week or month',
  fixes: ['substantive'],
  carc: '198',
  checks: {
    clientLedger(ledger, { facts, report, notChecked }) {
      const found = facts.once(drawsOf, ledger);
      if (!found) return;
      for (const { entry, reason } of found.undecided) notChecked(entry.from, reason);
      for (const draw of found.draws) {
        for (const limit of draw.pool.limits) {
          const steps = totalsOf(draw, limit);
          const entries = limit.per === 'authorization' ? draw.counted : draw.entries;
          for (const exceeding of exceedingSteps(entries, steps, UNITS)) {
            report(exceededFinding(exceeding, found, draw.pool, limit));
          }
        }
      }
    },
  },
});

function exceededFinding(exceeding: Exceeding, found: ClientDraws, pool: Pool, limit: PoolLimit): FindingDraft {
  const { step, before } = exceeding;
  const { entry } = step;
  const { number } = termsOf(found.authorizations, pool);
  const isTotal = limit.per === 'authorization';
  const drawn = `${unitsText(step.total + openingOf(pool, limit))} of ${pool.codes.join(' + ')}`;
  const message = isTotal
    ? `${drawn} drawn from authorization ${number}; it holds ${limit.units}`
    : `${drawn} ${periodText(limit, entry, entry.applied.policy)}; authorization ${number} allows ${limit.units} a ${limit.per}`;
  return {
    place: placeOfUnits(entry.service),
    message,
    related: [
      {
        place: limitPlace(found.authorizations, pool, limit.per),
        message: `authorization ${number}: ${unitsText(limit.units)}${isTotal ? '' : ` a ${limit.per}`}`,
      },
      ...relatedEntries(before, UNITS),
    ],
    trace: exceededTrace(exceeding, found, pool, limit),
    fixes: reduction(entry, step.allowed, isTotal ? `of authorization ${number}` : `of the ${limit.per}`),
  };
}

function exceededTrace(exceeding: Exceeding, found: ClientDraws, pool: Pool, limit: PoolLimit): readonly TraceStep[] {
  const { step } = exceeding;
  const terms = termsOf(found.authorizations, pool);
  const { client } = found.authorizations;
  const opening = openingOf(pool, limit);
  const isTotal = limit.per === 'authorization';
  const through = [...new Set(pool.through.values())].sort().at(-1);
  const balance: TraceStep = {
    label: `Opening balance${through === undefined ? '' : ` through ${through}`}`,
    value: unitsText(opening),
    place: { record: client, path: ['authorizations', pool.authorization, 'used'] },
  };
  return [
    ...(isTotal ? [] : [policyStep(step.entry.applied)]),
    {
      label: `Authorization ${terms.number}, ${runsText(terms)}: ${codesText({ ...terms, services: [terms.services?.[pool.service]].filter((item) => item !== undefined) })}`,
      value: `${unitsText(limit.units)}${isTotal ? '' : ` a ${limit.per}`}`,
      place: limitPlace(found.authorizations, pool, limit.per),
    },
    ...(opening > 0 ? [balance] : []),
    ...runningSteps(exceeding, UNITS, opening),
    {
      label: `${step.total + opening} − ${limit.units}`,
      value: `${unitsText(step.excess)} of this entry beyond the authorization`,
    },
  ];
}
