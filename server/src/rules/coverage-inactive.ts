import { anyOf, within } from '../billing/answer.ts';
import type { Service } from '../workspace/client-day.ts';
import type { RecordPlace } from '../workspace/place.ts';
import type { RecordHandle } from '../workspace/record.ts';
import type { CoverageFact } from '../workspace/record-facts.ts';
import type { FindingDraft, Related } from './finding.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { listText, runsText } from './support/authorization-text.ts';
import { mayExist } from './support/known-id.ts';
import { placeOf, serviceName } from './support/service.ts';
import { liveLines } from './support/services-of.ts';

interface Covered {
  /** The client's record. */
  readonly client: RecordHandle;
  readonly coverage: readonly CoverageFact[];
  readonly payer: string;
  /** Positions in the coverage: those with the claim's payer. */
  readonly own: readonly number[];
}

/** A payer pays for its members, on the days on which they are. */
export default defineRule({
  id: 'coverage-inactive',
  category: 'claims',
  severity: 'error',
  summary: "the client has no coverage with the claim's payer on the date of service",
  carc: '27',
  checks: {
    claim(record, context) {
      const lines = liveLines(record, context.facts);
      const covered = lines[0] && coveredBy(lines[0], context);
      if (!covered) return;
      if (covered.own.length === 0) context.report(otherPayer(record, covered));
      else for (const line of lines) checkLine(line, covered, context);
    },
  },
});

/** Undefined where the claim's client or payer is not known, or what covers the client. */
function coveredBy(line: Service, { facts, notChecked }: RuleContext): Covered | undefined {
  const { value, from } = line;
  if (value.kind !== 'line' || value.client === undefined || value.payer === undefined) return undefined;
  const { payer } = value;
  if (!mayExist('payer', payer, facts)) {
    notChecked(from, `no payer ${payer} in the workspace`);
    return undefined;
  }
  const client = facts.client(value.client);
  const coverage = client?.value.coverage;
  if (!client || !coverage) {
    notChecked(from, `coverage of client ${value.client} not known`);
    return undefined;
  }
  const own = [...coverage.keys()].filter((index) => coverage[index]?.payer === payer);
  if (own.length === 0 && coverage.some((item) => typeof item.payer !== 'string')) {
    notChecked(from, `a payer in the coverage of client ${value.client} is not known`);
    return undefined;
  }
  return { client: client.from, coverage, payer, own };
}

function otherPayer(record: RecordHandle, { client, coverage, payer }: Covered): FindingDraft {
  const stated = coverage.map((item) => `${item.payer} (${runsText(item)})`);
  const place: RecordPlace = { record, path: ['payer'] };
  const message = `client ${client.id} has no coverage with payer ${payer}; the record states ${listText(stated) || 'none'}`;
  return {
    place,
    message,
    carc: '31',
    related: coveragePlaces(client, coverage, [...coverage.keys()]),
    trace: [
      { label: 'Payer of the claim', value: payer, place },
      ...coverageSteps(client, coverage, [...coverage.keys()]),
    ],
  };
}

function checkLine(line: Service, { client, coverage, payer, own }: Covered, context: RuleContext): void {
  const { date } = line.value;
  if (date === undefined) return;
  const isCovered = anyOf(own, (index) => within(coverage[index] ?? {}, date));
  if (isCovered === 'yes') return;
  if (isCovered === 'unknown') {
    context.notChecked(line.from, `dates of coverage of client ${client.id} with ${payer} not known`);
    return;
  }
  const periods = own.flatMap((index) => coverage[index] ?? []);
  const place = placeOf(line, 'date');
  const isBefore = periods.every(({ from }) => typeof from === 'string' && date < from);
  context.report({
    place,
    message: `service on ${date}; coverage of client ${client.id} with ${payer} runs ${listText(periods.map(runsText))}`,
    carc: isBefore ? '26' : '27',
    related: coveragePlaces(client, coverage, own),
    trace: [{ label: serviceName(line), value: date, place }, ...coverageSteps(client, coverage, own)],
  });
}

function coveragePlaces(
  client: RecordHandle,
  coverage: readonly CoverageFact[],
  among: readonly number[],
): readonly Related[] {
  return among.flatMap((index) => {
    const item = coverage[index];
    if (!item) return [];
    const place = { record: client, path: ['coverage', index, 'payer'] };
    return [{ place, message: `coverage with ${item.payer}: ${runsText(item)}` }];
  });
}

function coverageSteps(client: RecordHandle, coverage: readonly CoverageFact[], among: readonly number[]) {
  return coveragePlaces(client, coverage, among).map(({ place, message }) => ({ label: message, place }));
}
