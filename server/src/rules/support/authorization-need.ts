/** Whether a payer wants a prior authorization for a service. */
import type { Answer } from '../../billing/answer.ts';
import type { Origin, Policy } from '../../policies/policy.ts';

export interface AuthorizationNeed {
  readonly answer: Answer;
  /** The setting that says so; undefined where the answer is unknown. */
  readonly origin: Origin | undefined;
}

/** `required` without `codes` is for all codes, `codes` without `required` for those. */
export function authorizationNeed({ authorization, chain }: Policy, code: string): AuthorizationNeed {
  const { required, codes } = authorization;
  if (required?.value === false) return { answer: 'no', origin: required.origin };
  if (codes) return { answer: codes.value.includes(code) ? 'yes' : 'no', origin: codes.origin };
  const isUnclear = chain.some((version) => version.authorizationCodes === null);
  if (!required || isUnclear) return { answer: 'unknown', origin: undefined };
  return { answer: 'yes', origin: required.origin };
}
