/** Whether a note has been billed, and whether it can be. */
import { evidenceOf, supportedUnits, unitTerms } from '../../workspace/client-day.ts';
import type { FactReader, Of } from '../../workspace/fact-reader.ts';
import type { NoteFact } from '../../workspace/record-facts.ts';
import { namesSupervisor } from './billed-under-supervisor.ts';

/**
 * `unbilled` only where the workspace keeps the claims for the date. A line that names the note bills it, also one of a claim
 * that was voided or replaced: then somebody has decided about it. So does a line of the same client, date, code and provider
 * that names no note: it may be this one's.
 */
export function billingOf(note: Of<NoteFact>, facts: FactReader): 'billed' | 'unbilled' | 'unknown' {
  const { id, client, date, code, provider } = note.value;
  if (id === undefined || client === undefined || date === undefined || code === undefined) return 'unknown';
  if (facts.billedBy(id).length > 0) return 'billed';
  const mayBill = facts.clientDay(client, date).some(({ value, from }) => {
    if (value.kind === 'note' || value.code !== code || value.sessions?.length) return false;
    const differs = value.provider !== undefined && provider !== undefined && value.provider !== provider;
    const isOthers = differs && !namesSupervisor({ value, from }, note, facts);
    return !isOthers && !facts.isWithdrawn(value);
  });
  if (mayBill) return 'billed';
  return facts.keepsClaims(date) ? 'unbilled' : 'unknown';
}

/** False for a code that the payer does not cover, and for minutes that support no unit. */
export function isBillable(note: Of<NoteFact>, facts: FactReader): boolean {
  const { code } = note.value;
  if (code === undefined) return false;
  const { policy } = facts.policyFor(note);
  if (policy.covered && !policy.covered.value.includes(code)) return false;
  const terms = unitTerms(policy, code);
  const { evidence, unknown } = evidenceOf(note, facts);
  return !terms || unknown !== undefined || supportedUnits(evidence, terms.rule, terms.perSession) > 0;
}
