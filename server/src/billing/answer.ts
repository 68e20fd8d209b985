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
  return anyOf(answers, (answer) => answer);
}

/** Whether one of several things is so; none is asked after a yes. */
export function anyOf<T>(items: readonly T[], ask: (item: T) => Answer): Answer {
  let answer: Answer = 'no';
  for (const item of items) {
    const own = ask(item);
    if (own === 'yes') return own;
    if (own === 'unknown') answer = own;
  }
  return answer;
}

export function both(a: Answer, b: Answer): Answer {
  if (a === 'no' || b === 'no') return 'no';
  return a === 'yes' && b === 'yes' ? 'yes' : 'unknown';
}
