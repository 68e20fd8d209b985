/** The records that decide whether a claim is clean: the claim, its notes, its client, its providers and its payer. */
import { lineServices } from '../../rules/support/services-of.ts';
import type { FactReader } from '../../workspace/fact-reader.ts';
import type { RecordHandle } from '../../workspace/record.ts';

export interface Circle {
  readonly claim: RecordHandle<'claim'>;
  /** Every record of the circle, the claim first. */
  readonly records: ReadonlySet<RecordHandle>;
  /** Ids of the rendering, supervising and billing providers that the claim and its notes name. */
  readonly providers: readonly string[];
}

export function circleOf(claim: RecordHandle<'claim'>, facts: FactReader): Circle {
  const services = lineServices(claim);
  const notes = services.flatMap(({ value }) => (value.sessions ?? []).flatMap((id) => facts.note(id) ?? []));
  const named = [...services, ...notes].flatMap(({ value }) => [value.provider, value.supervisor]);
  const providers = [...new Set([...named, claim.data.billingProvider?.value])].filter((id) => id !== undefined);
  const client = claim.data.client?.value;
  const payer = claim.data.payer?.value;
  const records = new Set<RecordHandle>(
    [
      claim,
      ...notes.map(({ from }) => from),
      ...(client === undefined ? [] : [facts.client(client)?.from]),
      ...providers.map((id) => facts.provider(id)?.from),
      ...(payer === undefined ? [] : facts.payerVersions(payer).map(({ from }) => from)),
    ].filter((record) => record !== undefined),
  );
  return { claim, records, providers };
}
