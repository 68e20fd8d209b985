/** Three values: where a fact is missing the answer is unknown, and unknown is not wrong. */
export type Answer = 'yes' | 'no' | 'unknown';

/** Days as a record states them: undefined is open, null cannot be read. Both ends are included. */
export interface WrittenPeriod {
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
}

/** Whether a date (ISO) lies in a period. */
export function within({ from, to }: WrittenPeriod, date: string): Answer {
  if ((from && date < from) || (to && date > to)) return 'no';
  return from === null || to === null ? 'unknown' : 'yes';
}

export function any(answers: readonly Answer[]): Answer {
  if (answers.includes('yes')) return 'yes';
  return answers.includes('unknown') ? 'unknown' : 'no';
}

export function both(a: Answer, b: Answer): Answer {
  if (a === 'no' || b === 'no') return 'no';
  return a === 'yes' && b === 'yes' ? 'yes' : 'unknown';
}
