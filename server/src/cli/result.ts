/** What `check` found, as its reporters take it and as JSON says it. Lines and UTF-16 columns count from 1. */
import type { Fix, Severity, Source } from '../rules/finding.ts';

/** Where something is. `file` is relative to the working directory, with `/`. */
export interface Spot {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface CheckedRelated extends Spot {
  readonly message: string;
}

export interface CheckedStep extends Partial<Spot> {
  readonly label: string;
  readonly value?: string;
  readonly source?: Source;
}

export interface CheckedFinding extends Spot {
  readonly endLine: number;
  /** Of the first character behind the range. */
  readonly endColumn: number;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** Id of the record that it is about. */
  readonly record: string | null;
  /** The claim adjustment reason code of the likely denial. */
  readonly carc: string | null;
  readonly related: readonly CheckedRelated[];
  readonly trace: readonly CheckedStep[];
}

/** A finding that is not reported, and why. */
export interface CheckedSuppression extends Omit<CheckedFinding, 'related' | 'trace'> {
  readonly by: 'comment' | 'workspace file';
  readonly reason: string | null;
  /** Last day on which it is suppressed, ISO. */
  readonly until: string | null;
}

/** The line that a finding begins on, or the part of it around the finding. */
export interface SourceLine {
  readonly text: string;
  /** UTF-16 offsets of the finding in `text`; where it goes on in the next line, `end` is the line's end. */
  readonly start: number;
  readonly end: number;
  /** Whether the line goes on before and behind `text`. */
  readonly cutBefore: boolean;
  readonly cutBehind: boolean;
}

/** A change of one file: what stands from the first position up to the second becomes `text`. */
export interface CheckedEdit extends Spot {
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
}

/** A fix that a finding offers. */
export interface CheckedFix {
  /** Named after its effect. */
  readonly title: string;
  readonly kind: Fix['kind'];
  /** By file and position; none overlaps another. */
  readonly edits: readonly CheckedEdit[];
}

/**
 * A finding among very many: what it is sorted, counted and known by. Everything else is worked out when it is asked for and
 * not kept, so that a report needs no more memory than its longest finding.
 */
export interface CheckedEntry extends Pick<CheckedFinding, 'file' | 'rule' | 'severity' | 'message' | 'record'> {
  finding(): CheckedFinding;
  source(): SourceLine;
  fixes(): readonly CheckedFix[];
}

/** Records that a rule could not decide on, for one reason. */
export interface NotCheckedGroup {
  readonly rule: string;
  readonly reason: string;
  readonly records: number;
  /** Ids of the first of them, at most three. */
  readonly examples: readonly string[];
}

export interface Summary {
  /** Billing files; workspace files do not count. */
  readonly files: number;
  readonly records: number;
  readonly errors: number;
  readonly warnings: number;
  readonly information: number;
}

/** Something that could not be read, or was named in vain. */
export interface Problem {
  /** Relative to the working directory, with `/`. */
  readonly file: string;
  /** One sentence. */
  readonly reason: string;
  /** Whether the check is incomplete: exit code 2. */
  readonly fatal: boolean;
}

export interface CheckResult {
  /** The billing files that were checked, relative to the working directory. */
  readonly files: readonly string[];
  /** Those of one file stand together, in the order of its text. */
  readonly findings: readonly CheckedEntry[];
  readonly notChecked: readonly NotCheckedGroup[];
  readonly summary: Summary;
  readonly problems: readonly Problem[];
  /** Of a check against a baseline: findings that it knows, which are left out above, and those of it that are no more. */
  readonly baseline?: { readonly known: number; readonly gone: number };
}
