/** Facts without which an area of the checklist cannot be said to be in order, whatever its rules found. */
import { lineServices } from '../../rules/support/services-of.ts';
import { evidenceOf } from '../../workspace/client-day.ts';
import type { FactReader } from '../../workspace/fact-reader.ts';
import type { Area } from './areas.ts';
import type { Circle } from './circle.ts';

/** What is missing, in half a sentence each, by area; areas without a gap are left out. */
export function missingFacts(circle: Circle, facts: FactReader): ReadonlyMap<Area, readonly string[]> {
  const missing: readonly (readonly [Area, readonly string[]])[] = [
    ['eligibility', eligibility(circle, facts)],
    ['authorization', authorization(circle, facts)],
    ['units', units(circle, facts)],
    ['providers', providers(circle, facts)],
    ['diagnosis', diagnosis(circle)],
  ];
  return new Map(missing.filter(([, reasons]) => reasons.length > 0));
}

function eligibility({ claim }: Circle, facts: FactReader): readonly string[] {
  const unknown = unknownClient(claim.data.client?.value, facts);
  const payer = claim.data.payer?.value === undefined ? ['the claim names no payer'] : [];
  if (unknown) return [unknown, ...payer];
  const client = claim.data.client?.value ?? '';
  return facts.client(client)?.value.coverage ? payer : [`coverage of ${client} not stated`, ...payer];
}

function authorization({ claim }: Circle, facts: FactReader): readonly string[] {
  const unknown = unknownClient(claim.data.client?.value, facts);
  if (unknown) return [unknown];
  const client = claim.data.client?.value ?? '';
  return facts.client(client)?.value.authorizations ? [] : [`authorizations of ${client} not stated`];
}

function unknownClient(client: string | undefined, facts: FactReader): string | undefined {
  if (client === undefined) return 'the claim names no client';
  return facts.client(client) ? undefined : `no client ${client} in the workspace`;
}

function units({ claim }: Circle, facts: FactReader): readonly string[] {
  return lineServices(claim).flatMap((line) => {
    const { unknown } = evidenceOf(line, facts);
    return unknown === undefined ? [] : [`line ${line.value.index + 1}: ${unknown}`];
  });
}

function providers({ claim, providers: ids }: Circle, facts: FactReader): readonly string[] {
  const unnamed = lineServices(claim).flatMap(({ value }) =>
    value.provider === undefined ? [`line ${value.index + 1}: no rendering provider`] : [],
  );
  const billing = claim.data.billingProvider?.value;
  const unknown = ids.flatMap((id) => {
    const provider = facts.provider(id);
    if (!provider) return [`no provider ${id} in the workspace`];
    const { credentials, enrollments } = provider.value;
    // An organization that bills holds no credentials of its own.
    const personal = id === billing ? [] : credentials ? [] : [`credentials of ${id} not stated`];
    return [...personal, ...(enrollments ? [] : [`enrollments of ${id} not stated`])];
  });
  return [...unnamed, ...unknown];
}

function diagnosis({ claim }: Circle): readonly string[] {
  const { diagnoses, lines } = claim.data;
  if (!diagnoses || diagnoses.items.length === 0) return ['the claim states no diagnoses'];
  return (lines?.items ?? []).flatMap(({ diagnosisPointers }, index) =>
    diagnosisPointers ? [] : [`line ${index + 1}: no diagnosis pointers`],
  );
}
