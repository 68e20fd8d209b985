import { isSameNumber } from '../billing/authorizations.ts';
import type { Service } from '../workspace/client-day.ts';
import type { FactReader } from '../workspace/fact-reader.ts';
import type { RecordHandle } from '../workspace/record.ts';
import type { Severity, TraceStep } from './finding.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { assumedText } from './support/assumed.ts';
import { authorizationNeed } from './support/authorization-need.ts';
import {
  authorizationTrace,
  listText,
  nameFix,
  relatedAuthorizations,
  runsText,
} from './support/authorization-text.ts';
import { type AuthorizedService, authorizedService, namesNumber } from './support/authorized.ts';
import { isKnownCode } from './support/known-code.ts';
import { servicePath } from './support/service.ts';
import { liveLines, noteServices } from './support/services-of.ts';
import { sourceOf } from './support/source.ts';
import { surePayerOf } from './support/sure-payer.ts';
import { billingOf } from './support/unbilled.ts';
import { policyStep } from './support/unit-trace.ts';

/** A service that names no number, and what is missing. */
interface Missing {
  readonly item: AuthorizedService;
  readonly message: string;
  readonly severity: Severity;
  /** The number that would be right. */
  readonly number: string | undefined;
  /** Positions of the authorizations that were looked at. */
  readonly among: readonly number[];
  /** Why one is wanted, where the payer's policy says so. */
  readonly trace: readonly TraceStep[];
}

/**
 * A claim line has to carry the number, even where only one can be meant. A note need not: it is reported where nothing was
 * authorized that it could be billed under, as long as it is not billed.
 */
export default defineRule({
  id: 'authorization-missing',
  category: 'caps',
  severity: 'error',
  summary: 'the payer has authorized services of the client, and none is named, or none matches',
  fixes: ['substantive'],
  carc: '197',
  checks: {
    session(record, context) {
      // With several payers, which of them the note goes to is not known.
      const notes = noteServices(record).filter(
        (note) => !namesNumber(note) && surePayerOf(note, context.facts) !== undefined,
      );
      for (const missing of missingOf(record, notes, context)) {
        const hasMatch = missing.number !== undefined || missing.item.standing.kind === 'several';
        if (!hasMatch && notes.every((note) => billingOf(note, context.facts) !== 'billed'))
          reportService(missing, context);
      }
    },
    claim(record, context) {
      const lines = liveLines(record, context.facts);
      const all = missingOf(record, lines, context);
      const [first] = all;
      const isOne = first && all.length === lines.length && all.every((item) => isSame(item.number, first.number));
      if (first?.number !== undefined && isOne) reportClaim(first, first.number, all, context);
      else for (const missing of all) reportService(missing, context);
    },
  },
});

function isSame(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && isSameNumber(a, b);
}

function missingOf(
  record: RecordHandle,
  services: readonly Service[],
  { facts, notChecked }: RuleContext,
): readonly Missing[] {
  const reasons = new Set<string>();
  const found = services.flatMap((service) => {
    if (namesNumber(service)) return [];
    const item = facts.once(authorizedService, service);
    if (!item) reasons.add(`authorizations of client ${service.value.client ?? 'without id'} not known`);
    else if (item.standing.kind === 'undecided') reasons.add(item.standing.reason);
    return item ? (missing(item, facts) ?? []) : [];
  });
  for (const reason of reasons) notChecked(record, reason);
  return found;
}

/** Undefined where nothing is missing; a line whose notes name a number that is wrong is reported there. */
function missing(item: AuthorizedService, facts: FactReader): Missing | undefined {
  const { standing, use, authorizations } = item;
  const applied = facts.policyFor(item.service);
  const need = authorizationNeed(applied.policy, use.code);
  if (need.answer === 'no') return undefined;
  const found = (message: string, among: readonly number[], more: Partial<Missing> = {}): Missing => ({
    item,
    message: `no authorization named; ${message}`,
    severity: 'error',
    number: undefined,
    among,
    trace: [],
    ...more,
  });
  switch (standing.kind) {
    case 'authorized': {
      const [number] = standing.numbers;
      return found(`${number} holds ${use.code} on ${use.date}`, standing.among, { number });
    }
    case 'several':
      return found(`${listText(standing.numbers)} hold ${use.code} on ${use.date}`, standing.among);
    case 'absent':
      if (standing.among.length > 0) return found(otherDates(item, standing.among), standing.among);
      break;
    case 'none':
      if (need.answer !== 'yes') return undefined;
      break;
    default:
      return undefined;
  }
  if (!isKnownCode(applied.policy, use.code)) return undefined;
  const none = `none of client ${authorizations.client.id} with payer ${use.payer} holds ${use.code}`;
  if (!need.origin) return found(none, ofPayer(item), { severity: 'warning' });
  const wanted = { label: `${use.code} needs an authorization`, value: 'yes', ...sourceOf(need.origin) };
  return found(`${none}, which needs one${assumedText(applied, need.origin)}`, ofPayer(item), {
    trace: [policyStep(applied), wanted],
  });
}

function otherDates({ use, authorizations }: AuthorizedService, among: readonly number[]): string {
  const runs = among.flatMap((index) => {
    const terms = authorizations.list[index];
    return terms ? [`${terms.number ?? 'without number'} (${runsText(terms)})`] : [];
  });
  return `${listText(runs)} ${runs.length === 1 ? 'holds' : 'hold'} ${use.code}, but not on ${use.date}`;
}

function ofPayer({ use, authorizations }: AuthorizedService): readonly number[] {
  return [...authorizations.list.keys()].filter((index) => authorizations.list[index]?.payer === use.payer);
}

function reportService({ item, message, severity, number, among, trace }: Missing, { report }: RuleContext): void {
  const { service, authorizations } = item;
  report({
    place: service.value.kind === 'note' ? { record: service.from, path: ['id'], part: 'key' } : linePlace(service),
    severity,
    message,
    related: relatedAuthorizations(authorizations, among),
    trace: [...authorizationTrace(item, among), ...trace],
    fixes: number === undefined ? [] : [nameFix(service, number, `Name authorization ${number}`)],
  });
}

function linePlace(service: Service) {
  return { record: service.from, path: servicePath(service), part: 'key' as const };
}

/** One finding for a claim none of whose lines names a number, where all of them match the same. */
function reportClaim(first: Missing, number: string, all: readonly Missing[], { report }: RuleContext): void {
  const { from: record } = first.item.service;
  const among = [...new Set(all.flatMap((item) => item.among))];
  report({
    place: { record, path: ['id'], part: 'key' },
    message: all.length === 1 ? first.message : `no authorization named; ${number} holds all ${all.length} lines`,
    related: relatedAuthorizations(first.item.authorizations, among),
    trace: all.flatMap((item, index) =>
      index === 0 ? authorizationTrace(item.item, among) : authorizationTrace(item.item, []),
    ),
    fixes: [
      {
        title: `Name authorization ${number}`,
        kind: 'substantive',
        edits: [{ op: 'insert', record, path: [], key: 'authorization', value: number, after: 'payer' }],
      },
    ],
  });
}
