/** The shape of a rule: metadata, and functions from a subject and the workspace's facts to findings. */
import type { ClientDay } from '../workspace/client-day.ts';
import type { RuleOptions } from '../workspace/configuration.ts';
import type { FactReader } from '../workspace/fact-reader.ts';
import type { ClientLedger } from '../workspace/ledger.ts';
import type { ProviderDay } from '../workspace/provider-day.ts';
import type { RecordHandle } from '../workspace/record.ts';
import type { Slot } from '../workspace/slot.ts';
import type { FindingDraft, Severity } from './finding.ts';

export const CATEGORIES = [
  'units',
  'caps',
  'pairing',
  'conflicts',
  'codes',
  'documentation',
  'claims',
  'structure',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** All records of one kind that share an id. */
export interface SharedId {
  readonly records: readonly RecordHandle[];
}

/** What a rule can be about. The engine re-runs a rule on a subject when a fact that it read there has changed. */
export interface Subjects {
  /** The text of one chunk: what its readers and the model reported. */
  readonly text: Slot;
  readonly session: RecordHandle<'session'>;
  readonly claim: RecordHandle<'claim'>;
  readonly client: RecordHandle<'client'>;
  readonly provider: RecordHandle<'provider'>;
  readonly payer: RecordHandle<'payer'>;
  /** The notes and claim lines of one client and date of service. */
  readonly clientDay: ClientDay;
  /** The notes and claim lines of one rendering provider, or assisting technician, and date of service. */
  readonly providerDay: ProviderDay;
  /** Everything billed for one client, in order. */
  readonly clientLedger: ClientLedger;
  readonly sharedId: SharedId;
}
export type SubjectKind = keyof Subjects;

export interface RuleOption<T> {
  /** What it sets, in half a sentence with its unit: `minutes from which a session counts as long`. */
  readonly description: string;
  readonly default: T;
}

/** The options of a rule, by the name they have in the workspace file. */
export type DeclaredOptions = {
  readonly [Name in keyof RuleOptions]: RuleOption<NonNullable<RuleOptions[Name]>>;
};

export interface RuleContext {
  readonly facts: FactReader;
  /** The day that counts as today, ISO; undefined where none is known. */
  readonly asOf: string | undefined;
  /** An option as the workspace file sets it, else its default. @throws TypeError where the rule does not declare it. */
  option<Name extends keyof RuleOptions>(name: Name): NonNullable<RuleOptions[Name]>;
  /** The ids of all rules there are. */
  readonly ruleIds: ReadonlySet<string>;
  report(finding: FindingDraft): void;
  /** Says that the rule could not decide for this record because a fact is missing. */
  notChecked(record: RecordHandle, reason: string): void;
}

export interface Rule {
  /** Kebab-case; also the name of the rule's file and page. */
  readonly id: string;
  readonly category: Category;
  readonly severity: Severity;
  /** When it fires, in half a sentence for the rules table. */
  readonly summary: string;
  readonly fixes?: readonly ('repair' | 'substantive')[];
  /** The claim adjustment reason code of the likely denial, with its group where one is usual. */
  readonly carc?: string;
  /** The remittance advice remark code that would say more about it. */
  readonly rarc?: string;
  readonly options?: DeclaredOptions;
  readonly checks: { readonly [K in SubjectKind]?: (subject: Subjects[K], context: RuleContext) => void };
}

/** Gives a rule its types; the engine takes it from the registry. */
export function defineRule(rule: Rule): Rule {
  return rule;
}
