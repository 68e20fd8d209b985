/** What a rule reports and what the engine makes of it: plain data, places still unresolved. */

import type { Span } from '../syntax/tree.ts';
import type { Path, Place } from '../workspace/place.ts';
import type { RecordHandle } from '../workspace/record.ts';
import type { Slot } from '../workspace/slot.ts';

export type Severity = 'error' | 'warning' | 'information';

/** Where a figure or a rule comes from. */
export interface Source {
  /** For example `builtin:tricare-acd` or `Provider manual 2026, p. 14`. */
  readonly title: string;
  /** ISO date: when the figure was published or last reviewed. */
  readonly date?: string;
  /** True where the figure still has to be confirmed in a primary source. */
  readonly verify?: boolean;
}

/** One step of the calculation behind a finding, in the order a biller would do it by hand. */
export interface TraceStep {
  /** For example `Billable minutes of S-0302-AVA-1: 15:00–15:53`. Ids only, never names or birth dates. */
  readonly label: string;
  /** For example `53 minutes`. */
  readonly value?: string;
  readonly source?: Source;
  readonly place?: Place;
}

export interface Related {
  readonly place: Place;
  readonly message: string;
}

/** One change of a record. Compiled to a minimal text edit only when a fix is asked for. */
export type FixEdit =
  | {
      readonly op: 'set';
      readonly record: RecordHandle;
      readonly path: Path;
      readonly value: string;
      readonly as: 'string' | 'number';
    }
  | {
      readonly op: 'insert';
      readonly record: RecordHandle;
      /** The object that gets the key. */
      readonly path: Path;
      readonly key: string;
      readonly value: FixValue;
      /** The key after which it is put; otherwise last. */
      readonly after?: string;
    }
  | { readonly op: 'append'; readonly record: RecordHandle; readonly path: Path; readonly value: FixValue }
  | { readonly op: 'remove'; readonly record: RecordHandle; readonly path: Path }
  | {
      /** A copy of the whole record right after it, with other values for some of its scalars. */
      readonly op: 'copy';
      readonly record: RecordHandle;
      readonly changes: readonly { readonly path: Path; readonly value: string }[];
    }
  | { readonly op: 'rename-key'; readonly slot: Slot; readonly span: Span; readonly key: string }
  | {
      readonly op: 'set-text';
      readonly slot: Slot;
      readonly span: Span;
      readonly value: string;
      readonly as: 'string' | 'number';
    }
  /** A part of a chunk that holds no record: a workspace file. `path` leads from its root. */
  | { readonly op: 'remove-part'; readonly slot: Slot; readonly path: Path }
  /** Any stretch of a chunk's text, a comment for one: for findings that are made anew whenever the chunk is read. */
  | { readonly op: 'replace-text'; readonly slot: Slot; readonly span: Span; readonly text: string };

export type FixValue = string | number | boolean | readonly FixValue[] | { readonly [key: string]: FixValue };

/**
 * `repair`: changes form only and may be applied in bulk. `substantive`: changes what is billed and is offered one by one.
 */
export interface Fix {
  /** Named after its effect: `Set units to 4`. */
  readonly title: string;
  readonly kind: 'repair' | 'substantive';
  readonly edits: readonly FixEdit[];
}

export interface FindingDraft {
  readonly place: Place;
  /** Where the place is a stretch of text: the record that it belongs to, if any. */
  readonly record?: RecordHandle | undefined;
  /** With both quantities; begins in lower case, unless with an id, a code or quoted text, and has no full stop at its end. */
  readonly message: string;
  readonly related?: readonly Related[];
  readonly trace?: readonly TraceStep[];
  /** A function where the offers depend on more than the finding does (all ids of the workspace): asked when needed. */
  readonly fixes?: readonly Fix[] | (() => readonly Fix[]);
  /** The claim adjustment reason code, where it is not the rule's. */
  readonly carc?: string;
  /** Where the rule's own severity does not fit, for example under an assumed policy. */
  readonly severity?: Severity;
}

export interface Finding extends FindingDraft {
  readonly rule: string;
  readonly severity: Severity;
  /** The record it is about, where there is one. */
  readonly record: RecordHandle | undefined;
}

/** The fixes that a finding offers now. */
export function fixesOf({ fixes = [] }: FindingDraft): readonly Fix[] {
  return typeof fixes === 'function' ? fixes() : fixes;
}

/** What a rule could not decide, and why. Counts of these are part of the summary. */
export interface NotChecked {
  readonly rule: string;
  readonly record: RecordHandle;
  /** The missing fact, for example `no provider "rbt-lee" in the workspace`. */
  readonly reason: string;
}
