import type { Claim } from '../model/document.ts';
import type { Field, Items } from '../model/field.ts';
import { isUnder, mayBeBilled } from '../tables/diagnoses.ts';
import type { AppliedPolicy, FactReader, Of } from '../workspace/fact-reader.ts';
import type { LineFact } from '../workspace/record-facts.ts';
import type { Fix, Related, TraceStep } from './finding.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { assumedText } from './support/assumed.ts';
import { isBlank } from './support/is-blank.ts';
import { relatedOrigin } from './support/origin.ts';
import { pointerIndex, pointerLetter } from './support/pointers.ts';
import { placeOf, serviceName } from './support/service.ts';
import { type Written, writtenItems } from './support/service-fields.ts';
import { liveLines } from './support/services-of.ts';
import { sourceOf } from './support/source.ts';
import { policyStep } from './support/unit-trace.ts';

/** At least one of the diagnoses that a line is for has to be one that was authorized, and one that the payer accepts. */
export default defineRule({
  id: 'diagnosis-not-authorized',
  category: 'codes',
  severity: 'error',
  summary: 'no diagnosis that the line points to is on its authorization, or is one that the payer accepts',
  fixes: ['substantive'],
  carc: '11',
  checks: {
    claim(record, context) {
      const written = record.data.diagnoses;
      if (!written) return;
      const codes = written.items.map(({ value }) => value);
      for (const service of liveLines(record, context.facts)) checkLine(service, codes, context);
    },
  },
});

/** What decides which diagnoses are right for a line. */
interface Demand {
  readonly accepts: (code: string) => boolean;
  readonly details: () => DemandDetails;
}

interface DemandDetails {
  /** After "points to F90.0; ". */
  readonly text: string;
  readonly related: readonly Related[];
  readonly trace: readonly TraceStep[];
}

/** @param codes the claim's diagnoses, in order. */
function checkLine(service: Of<LineFact>, codes: readonly (string | undefined)[], context: RuleContext): void {
  const { facts, report } = context;
  const written = (service.from.data as Claim).lines?.items[service.value.index]?.diagnosisPointers;
  const billed = pointedTo(written, codes);
  // What no claim can carry is `diagnosis-invalid`'s: it may have been written for the right one.
  if (!written || !billed?.every((code) => mayBeBilled(code, service.value.date))) return;
  const applied = facts.policyFor(service);
  const demands = [authorized(service, context), accepted(applied, facts), notRefused(applied, facts)].filter(
    (demand) => demand !== undefined,
  );
  const missed = demands.find(({ accepts }) => !billed.some(accepts))?.details();
  const [first] = missed ? writtenItems(written, placeOf(service, 'diagnosisPointers')) : [];
  if (!missed || !first) return;
  report({
    place: first.place,
    message: `points to ${billed.join(', ')}; ${missed.text}`,
    related: [
      {
        place: { record: service.from, path: ['diagnoses'], part: 'key' },
        message: `diagnoses of the claim: ${codes.join(', ')}`,
      },
      ...missed.related,
    ],
    trace: [
      policyStep(applied),
      { label: `${serviceName(service)} points to`, value: billed.join(', '), place: first.place },
      ...missed.trace,
    ],
    fixes: pointElsewhere(first, codes, demands),
  });
}

/** Undefined where there is no pointer, or one leads nowhere: it may have meant the right one, and `diagnosis-pointer` says so. */
function pointedTo(
  pointers: Items<Field<string>> | undefined,
  codes: readonly (string | undefined)[],
): readonly string[] | undefined {
  const billed: string[] = [];
  for (const pointer of pointers?.items ?? []) {
    if (pointer.value === undefined || isBlank(pointer)) continue;
    const code = codes[pointerIndex(pointer.value) ?? -1];
    if (code === undefined) return undefined;
    billed.push(code);
  }
  return billed.length > 0 ? billed : undefined;
}

/** Undefined where the authorization, or what it is for, is not known. */
function authorized({ value, from }: Of<LineFact>, { facts, notChecked }: RuleContext): Demand | undefined {
  const { client, authorization: number } = value;
  if (client === undefined || number === undefined) return undefined;
  const record = facts.client(client);
  const authorizations = record?.value.authorizations ?? [];
  const index = authorizations.findIndex((item) => item.number === number);
  const listed = authorizations[index]?.diagnoses;
  if (!record || !listed?.length) {
    notChecked(from, `diagnoses of authorization ${number} not known`);
    return undefined;
  }
  return {
    accepts: (code) => listed.some((item) => isUnder(code, item)),
    details: () => {
      const place = { record: record.from, path: ['authorizations', index, 'diagnoses'] };
      const text = `authorization ${number} is for ${listed.join(', ')}`;
      return {
        text,
        related: [{ place: { ...place, part: 'key' }, message: text }],
        trace: [{ label: `Authorization ${number} is for`, value: listed.join(', '), place }],
      };
    },
  };
}

/** Undefined where the payer states none. */
function accepted(applied: AppliedPolicy, facts: FactReader): Demand | undefined {
  const { anyOf } = applied.policy.diagnoses;
  // An empty list is one that was not filled in.
  if (!anyOf || anyOf.value.length === 0) return undefined;
  return {
    accepts: (code) => anyOf.value.some((item) => isUnder(code, item)),
    details: () => ({
      text: `${applied.policy.id} accepts ${anyOf.value.join(', ')}${assumedText(applied, anyOf.origin)}`,
      related: relatedOrigin(anyOf.origin, facts, 'diagnoses that the payer accepts'),
      trace: [{ label: 'The payer accepts', value: anyOf.value.join(', '), ...sourceOf(anyOf.origin) }],
    }),
  };
}

/** Undefined where the payer refuses none. */
function notRefused(applied: AppliedPolicy, facts: FactReader): Demand | undefined {
  const { noneOf } = applied.policy.diagnoses;
  if (!noneOf) return undefined;
  return {
    accepts: (code) => !noneOf.value.some((item) => isUnder(code, item)),
    details: () => ({
      text: `${applied.policy.id} does not accept ${noneOf.value.join(', ')}${assumedText(applied, noneOf.origin)}`,
      related: relatedOrigin(noneOf.origin, facts, 'diagnoses that the payer does not accept'),
      trace: [{ label: 'The payer does not accept', value: noneOf.value.join(', '), ...sourceOf(noneOf.origin) }],
    }),
  };
}

/** To those diagnoses of the claim that meet every demand. */
function pointElsewhere(
  first: Written,
  codes: readonly (string | undefined)[],
  demands: readonly Demand[],
): readonly Fix[] {
  return codes.flatMap((code, index) => {
    const letter = pointerLetter(index);
    if (code === undefined || letter === '' || !demands.every(({ accepts }) => accepts(code))) return [];
    return [
      {
        title: `Point to ${letter} (${code})`,
        kind: 'substantive' as const,
        edits: [{ op: 'set' as const, ...first.place, value: letter, as: 'string' as const }],
      },
    ];
  });
}
