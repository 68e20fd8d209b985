/** Checks for rules that look at notes and claim lines one by one, in the same way. */
import type { Service } from '../../workspace/client-day.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { liveLines, noteServices } from './services-of.ts';

/** The check for every note, and for every line of a claim that still bills something. */
export function eachService(check: (service: Service, context: RuleContext) => void): Rule['checks'] {
  return {
    session: (record, context) => {
      for (const service of noteServices(record)) check(service, context);
    },
    claim: (record, context) => {
      for (const service of liveLines(record, context.facts)) check(service, context);
    },
  };
}
