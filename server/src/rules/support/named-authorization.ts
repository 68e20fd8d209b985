/** What the rules on a named authorization share: which services they look at, and the other number that would be right. */
import type { Standing } from '../../billing/authorizations.ts';
import type { Service } from '../../workspace/client-day.ts';
import type { FactReader } from '../../workspace/fact-reader.ts';
import type { RecordHandle } from '../../workspace/record.ts';
import type { Fix } from '../finding.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { nameFix } from './authorization-text.ts';
import { type AuthorizedService, authorizedService, matchOf } from './authorized.ts';
import { liveLines, noteServices } from './services-of.ts';

/**
 * The checks of a rule on services that name a number, on themselves or on their claim. A line without one stands on that of
 * its notes, which are looked at themselves.
 */
export function namedChecks(
  look: (named: readonly AuthorizedService[], context: RuleContext) => void,
): Pick<Rule, 'checks'>['checks'] {
  const check = (record: RecordHandle, context: RuleContext) => {
    const { named, reasons } = context.facts.once(namedIn, record);
    for (const reason of reasons) context.notChecked(record, reason);
    look(named, context);
  };
  return { session: check, claim: check };
}

interface NamedServices {
  readonly named: readonly AuthorizedService[];
  /** Why the other services that name a number cannot be decided, each reason once. */
  readonly reasons: ReadonlySet<string>;
}

function namedIn(record: RecordHandle, facts: FactReader): NamedServices {
  const services: readonly Service[] =
    record.kind === 'session'
      ? noteServices(record as RecordHandle<'session'>)
      : liveLines(record as RecordHandle<'claim'>, facts);
  const named: AuthorizedService[] = [];
  const reasons = new Set<string>();
  for (const service of services) {
    if (service.value.authorization === undefined) continue;
    const item = facts.once(authorizedService, service);
    if (!item) reasons.add(`authorizations of client ${service.value.client ?? 'without id'} not known`);
    else if (item.standing.kind === 'undecided') reasons.add(item.standing.reason);
    else named.push(item);
  }
  return { named, reasons };
}

/** Positions of the authorizations that were looked at, where a service stands as one of a kind. */
export function amongOf({ standing }: AuthorizedService, kind: Standing['kind']): readonly number[] | undefined {
  return standing.kind === kind && 'among' in standing ? standing.among : undefined;
}

/** The number that the service would match by itself, where that is only one. */
export function onlyMatch(item: AuthorizedService, facts: FactReader): string | undefined {
  const match = matchOf(item, facts);
  return match.kind === 'authorized' ? match.numbers[0] : undefined;
}

/** Names the only authorization that matches instead. */
export function otherNumber(item: AuthorizedService, { facts }: RuleContext): readonly Fix[] {
  const number = onlyMatch(item, facts);
  if (number === undefined) return [];
  return [nameFix(item.service, number, `Change authorization to ${number}, the only match`)];
}
