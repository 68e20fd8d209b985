/** Whether a payer pays two codes for the same minutes of one client, rendered by two providers. */
import type { Origin, PolicyConcurrency } from '../../policies/policy.ts';
import { findCode } from '../../tables/codes.ts';
import { type ConcurrencyRow, findConcurrency } from '../../tables/concurrency.ts';
import type { Service } from '../../workspace/client-day.ts';
import type { AppliedPolicy, FactReader } from '../../workspace/fact-reader.ts';
import type { LineFact, NoteFact } from '../../workspace/record-facts.ts';

/** Where the answer stands: the payer's own entry, or a row of the table of what is usual. */
export type Basis =
  | { readonly kind: 'policy'; readonly entry: PolicyConcurrency; readonly origin: Origin }
  | { readonly kind: 'table'; readonly row: ConcurrencyRow };

export type PaidTogether =
  | { readonly answer: 'yes' }
  /** `reason`: the fact that is missing. */
  | { readonly answer: 'unknown'; readonly reason: string }
  | {
      /** Not together at all, or because a condition is not met. */
      readonly answer: 'no';
      readonly basis: Basis;
      /** The caregivers' service in which the client takes part, though it may not. */
      readonly present?: Service;
      /** Modifiers of which one of the two has to have one, and neither has. */
      readonly lacking?: readonly string[];
    };

/** @param a, b services of one client whose minutes overlap, of known codes, under one policy. */
export function paidTogether({ policy }: AppliedPolicy, a: Service, b: Service, facts: FactReader): PaidTogether {
  const [first = '', second = ''] = [a.value.code, b.value.code];
  const entry = policy.concurrency.find(({ codes }) => isPair(codes, first, second));
  if (entry) {
    const basis: Basis = { kind: 'policy', entry, origin: entry.origin };
    return entry.allowed ? underConditions(entry, basis, a, b, facts) : { answer: 'no', basis };
  }
  const row = findConcurrency(first, second);
  if (!row) return { answer: 'unknown', reason: `no rule on ${first} beside ${second}` };
  const basis: Basis = { kind: 'table', row };
  if (row.answer === 'depends')
    return { answer: 'unknown', reason: `${policy.id} has no rule on ${first} beside ${second}` };
  return row.answer === 'paid' ? underConditions(row, basis, a, b, facts) : { answer: 'no', basis };
}

interface Conditions {
  readonly clientAbsent: boolean;
  /** Two rooms are two places, and have one place of service: never known to be broken. */
  readonly separatePlaces: boolean;
  readonly modifiers?: readonly string[] | undefined;
}

function underConditions(
  { clientAbsent, separatePlaces, modifiers }: Conditions,
  basis: Basis,
  a: Service,
  b: Service,
  facts: FactReader,
): PaidTogether {
  const caregivers = clientAbsent ? [a, b].filter(({ value }) => isForCaregivers(value.code)) : [];
  const present = caregivers.find((service) => presence(service) === 'present');
  if (present) return { answer: 'no', basis, present };
  const known = modifiers && modifiersOf([a, b], facts);
  if (known && !known.some((modifier) => modifiers.includes(modifier))) {
    return { answer: 'no', basis, lacking: modifiers };
  }
  if (modifiers && !known) return { answer: 'unknown', reason: 'not billed yet: modifiers not known' };
  if (caregivers.some((service) => presence(service) === undefined)) {
    return { answer: 'unknown', reason: 'whether the client was in the caregivers’ session is not stated' };
  }
  if (separatePlaces) return { answer: 'unknown', reason: 'whether the two were in different rooms is not stated' };
  return { answer: 'yes' };
}

/** The modifiers with which both are billed; undefined where one of them is not billed yet, and none is written. */
function modifiersOf(services: readonly Service[], facts: FactReader): readonly string[] | undefined {
  const each = services.map(({ value }) => {
    if (value.kind === 'line' || value.modifiers.length > 0) return value.modifiers;
    const lines = linesOf(value, facts);
    return lines.length === 0 ? undefined : lines.flatMap((line) => line.modifiers);
  });
  return each.includes(undefined) ? undefined : each.flatMap((modifiers) => modifiers ?? []);
}

/** The live claim lines that name a note. */
function linesOf({ id, client, date }: NoteFact, facts: FactReader): readonly LineFact[] {
  if (id === undefined || client === undefined || date === undefined) return [];
  return facts.clientDay(client, date).flatMap(({ value }) => {
    const bills = value.kind === 'line' && value.sessions?.includes(id) && !facts.isWithdrawn(value);
    return bills ? [value] : [];
  });
}

function isPair(codes: readonly string[], a: string, b: string): boolean {
  return codes.length === 2 && ((codes[0] === a && codes[1] === b) || (codes[0] === b && codes[1] === a));
}

function isForCaregivers(code: string | undefined): boolean {
  return code !== undefined && findCode(code)?.category === 'Caregiver and family guidance';
}

/**
 * What the note says, else HS (without the client) or HR (with). 97157 is by definition without: that a note says otherwise is
 * its own mistake (`client-presence`), and no matter of two services.
 */
function presence({ value }: Service): 'present' | 'absent' | undefined {
  if (value.code !== undefined && findCode(value.code)?.patient.presence === 'absent') return 'absent';
  if (value.kind === 'note' && value.clientPresent !== undefined) return value.clientPresent ? 'present' : 'absent';
  const { modifiers } = value;
  if (modifiers.includes('HS')) return modifiers.includes('HR') ? undefined : 'absent';
  return modifiers.includes('HR') ? 'present' : undefined;
}
