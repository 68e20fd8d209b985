/** Whom a note is for. */
import { within } from '../../billing/answer.ts';
import type { FactReader, Of } from '../../workspace/fact-reader.ts';
import type { NoteFact } from '../../workspace/record-facts.ts';

/** A note that is not billed yet goes to the payer of the client's coverage; with several, which one is not known. */
export function surePayerOf(note: Of<NoteFact>, facts: FactReader): string | undefined {
  const { id, client, date } = note.value;
  const billed = id !== undefined && facts.billedBy(id).length > 0;
  if (!billed && client !== undefined && date !== undefined) {
    const coverage = facts.client(client)?.value.coverage ?? [];
    const covering = coverage.filter((item) => within(item, date) !== 'no').map((item) => item.payer);
    if (new Set(covering).size > 1) return undefined;
  }
  return facts.policyFor(note).payer;
}
