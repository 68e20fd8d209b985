/** Payers who enroll no technicians: their services are billed under the number of whoever supervises them. */
import type { Answer } from '../../billing/answer.ts';
import { holdsRole } from '../../policies/roles.ts';
import type { Service } from '../../workspace/client-day.ts';
import type { FactReader, Of } from '../../workspace/fact-reader.ts';
import type { LineFact, NoteFact } from '../../workspace/record-facts.ts';

/**
 * Whether the rendering provider of a claim line may stand for somebody whom they supervise, so that the line does not tell who
 * delivered the service. A note always does.
 */
export function maySpeakForAnother(service: Service, facts: FactReader): boolean {
  const { value } = service;
  const answer = value.kind === 'line' ? billedUnderSupervisor(service, value.provider, facts) : undefined;
  return answer !== undefined && answer !== 'yes';
}

/** Whether a line names the supervisor of its note, as the payer wants it for whoever rendered the service. */
export function namesSupervisor(line: Of<LineFact>, note: Of<NoteFact>, facts: FactReader): boolean {
  const { supervisor } = note.value;
  return (
    supervisor !== undefined && line.value.provider === supervisor && mayBeBilledUnderSupervisor(note, facts, line)
  );
}

/**
 * Whether another's number may stand for the provider of a note, who then need not be enrolled.
 * @param billed the claim line that says to which payer; the note itself where there is none.
 */
export function mayBeBilledUnderSupervisor(note: Of<NoteFact>, facts: FactReader, billed: Service = note): boolean {
  const answer = billedUnderSupervisor(billed, note.value.provider, facts);
  return answer !== undefined && answer !== 'no';
}

/** Whether the payer bills a provider's services under somebody else; undefined where it bills all under their own number. */
function billedUnderSupervisor(service: Service, provider: string | undefined, facts: FactReader): Answer | undefined {
  const { bills } = facts.policyFor(service).policy.supervisor;
  const { date } = service.value;
  if (!bills || provider === undefined || date === undefined) return undefined;
  return holdsRole(facts.provider(provider)?.value.credentials, bills.value, date);
}
