/** What `test-policies` found, as its reporters take it and as JSON says it. Lines and UTF-16 columns count from 1. */
import type { Exercise } from '../../policy-tests/run.ts';
import type { Spot } from '../result.ts';

export interface CaseResult {
  readonly name: string;
  /** The case's folder, relative to the working directory, with `/`. */
  readonly folder: string;
  /** `updated`: it differed, and `expected.txt` was written. */
  readonly status: 'passed' | 'differs' | 'updated';
  /** False where there was no `expected.txt`. */
  readonly hasExpected: boolean;
  /** Lines that were expected and not found, and the reverse. */
  readonly missing: readonly string[];
  readonly unexpected: readonly string[];
  /** Both, marked with `- ` and `+ `, by place. */
  readonly difference: readonly string[];
}

/** An entry of a policy file that the cases do not depend on, and where it stands. */
export interface EntryResult extends Spot {
  readonly payer: string;
  /** For example `caps[2]` or `providers.97153`; `version` for a version as a whole. */
  readonly path: string;
  readonly summary: string;
}

export interface PolicyResult {
  /** The policy file, relative to the working directory, with `/`. */
  readonly file: string;
  readonly cases: readonly CaseResult[];
  readonly entries: { readonly [E in Exercise]: number };
  readonly unexercised: readonly EntryResult[];
  /** Entries that say what their base says anyway. */
  readonly restated: readonly EntryResult[];
}

export interface TestPoliciesResult {
  readonly policies: readonly PolicyResult[];
  readonly summary: {
    readonly cases: number;
    readonly passed: number;
    readonly differing: number;
    readonly updated: number;
    readonly entries: number;
    readonly unexercised: number;
  };
}
