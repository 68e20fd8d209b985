/**
 * Runs the rules, and re-runs only those whose facts changed.
 *
 * A *subject* is what a rule looks at: a record, one client's day, one client's ledger, … While its rules run, the engine
 * notes every key that they read; when one of these keys changes, the subject is run again, in whichever file it reports.
 */

import type { Span } from '../syntax/tree.ts';
import { clientDayOf } from '../workspace/client-day.ts';
import { type AggregateKind, partsOfKey, subjectOfKey } from '../workspace/fact-keys.ts';
import { FactReader, PolicyCache } from '../workspace/fact-reader.ts';
import type { WorkspaceFile } from '../workspace/file.ts';
import { clientLedgerOf } from '../workspace/ledger.ts';
import { slotOf } from '../workspace/place.ts';
import { providerDayOf } from '../workspace/provider-day.ts';
import type { RecordHandle } from '../workspace/record.ts';
import type { LineFact, NoteFact } from '../workspace/record-facts.ts';
import { Slot } from '../workspace/slot.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { BriefFindings } from './brief-findings.ts';
import type { Finding, NotChecked } from './finding.ts';
import { FindingsBySlot } from './findings-by-slot.ts';
import { ReaderIndex } from './reader-index.ts';
import { RULES } from './registry.ts';
import type { Rule, SubjectKind } from './rule.ts';
import { type Check, checksOf, Run, type RunResult } from './run.ts';

/** A record, a slot, or the key of an aggregate. */
type SubjectId = RecordHandle | Slot | string;

interface SubjectState {
  readonly id: SubjectId;
  reads: readonly string[];
  findings: readonly Finding[];
  notChecked: readonly NotChecked[];
}

export class Engine {
  /** The ids of all rules there are, run here or not. */
  readonly ruleIds: ReadonlySet<string>;
  /** Whether the workspace lacks files that belong to it. */
  isPartial = false;
  readonly #workspace: Workspace;
  readonly #checks: { readonly [K in SubjectKind]: readonly Check<K>[] };
  readonly #subjects = new Map<SubjectId, SubjectState>();
  readonly #readers = new ReaderIndex<SubjectState>(() => this.#subjects.values());
  readonly #found = new FindingsBySlot();
  /** The subjects on which a rule could not decide. */
  readonly #undecided = new Map<string, Set<SubjectState>>();
  readonly #policies = new PolicyCache();
  readonly #running: Run;
  /** The subjects that have to be run, again or for the first time. */
  readonly #due = new Set<SubjectId>();
  /** Those of them that are known not to be of `#firstFile`. */
  readonly #later = new Set<SubjectId>();
  #firstFile: WorkspaceFile | undefined;
  readonly #brief: BriefFindings<SubjectId> | undefined;
  #touched = new Set<WorkspaceFile>();
  readonly #fixedAsOf: string | undefined;
  #asOf: string | undefined;

  /**
   * @param asOf the day that counts as today (ISO), for files whose configuration names none.
   * @param fixedAsOf the day that counts as today whatever a configuration says.
   * @param once whether the folder is checked once and does not change: then findings are kept without what explains them
   *   ({@link BriefFindings}), and nothing is run again.
   */
  constructor(workspace: Workspace, rules: readonly Rule[], asOf?: string, fixedAsOf?: string, once = false) {
    this.#workspace = workspace;
    this.ruleIds = new Set([...RULES, ...rules].map(({ id }) => id));
    this.#running = new Run(workspace, this.#policies, this.ruleIds);
    this.#asOf = asOf;
    this.#fixedAsOf = fixedAsOf;
    this.#brief = once ? new BriefFindings((id) => this.#check(id).findings) : undefined;
    this.#checks = {
      text: checksOf(rules, 'text'),
      session: checksOf(rules, 'session'),
      claim: checksOf(rules, 'claim'),
      client: checksOf(rules, 'client'),
      provider: checksOf(rules, 'provider'),
      payer: checksOf(rules, 'payer'),
      clientDay: checksOf(rules, 'clientDay'),
      providerDay: checksOf(rules, 'providerDay'),
      clientLedger: checksOf(rules, 'clientLedger'),
      sharedId: checksOf(rules, 'sharedId'),
    };
  }

  get workspace(): Workspace {
    return this.#workspace;
  }

  /** Changes the day that counts as today; the next `settle` runs everything again. */
  setAsOf(asOf: string | undefined): void {
    if (asOf === this.#asOf) return;
    this.#asOf = asOf;
    this.#runAll();
  }

  /** Runs everything again, once the policies that come with the program were exchanged. */
  runAgain(): void {
    this.#policies.clear();
    this.#runAll();
    this.settle();
  }

  #runAll(): void {
    for (const id of this.#subjects.keys()) this.#due.add(id);
  }

  /** Whether all findings are up to date, but for what has changed in the workspace since the last call of a method that settles. */
  get isSettled(): boolean {
    return this.#due.size === 0 && this.#later.size === 0;
  }

  /**
   * Brings the findings up to date with the workspace.
   * @returns the files whose findings may have changed since the last call.
   */
  settle(): ReadonlySet<WorkspaceFile> {
    this.#takeChanges();
    for (const id of this.#later) this.#due.add(id);
    this.#later.clear();
    this.#due.forEach((id) => {
      this.#runIfThere(id);
    });
    this.#due.clear();
    return this.#takeTouched();
  }

  /**
   * Brings the findings up to date that come from a file's own records, and of the others as many as there is time for: a key in
   * a payer's record may concern every claim of a folder.
   * @param hasTime asked before each of the others.
   * @returns as {@link settle} does; see {@link isSettled} for whether anything is left.
   */
  settleFirst(file: WorkspaceFile | undefined, hasTime: () => boolean): ReadonlySet<WorkspaceFile> {
    this.#takeChanges();
    if (file) this.#runAllOf(file);
    for (const rest of [this.#due, this.#later]) {
      for (const id of rest) {
        if (!hasTime()) return this.#takeTouched();
        this.#due.delete(id);
        this.#later.delete(id);
        this.#runIfThere(id);
      }
    }
    return this.#takeTouched();
  }

  /** Runs what is due of a file, and puts the rest by. */
  #runAllOf(file: WorkspaceFile): void {
    if (file !== this.#firstFile) for (const id of this.#later) this.#due.add(id);
    this.#firstFile = file;
    this.#due.forEach((id) => {
      if (!this.#isOf(id, file)) this.#later.add(id);
      else {
        this.#later.delete(id);
        this.#runIfThere(id);
      }
    });
    this.#due.clear();
  }

  #takeChanges(): void {
    const changes = this.#workspace.takeChanges();
    const due = this.#due;
    for (const record of changes.goneRecords) this.#drop(record);
    for (const slot of changes.goneSlots) this.#drop(slot);
    // `forEach` makes nothing for each of tens of thousands.
    changes.read.forEach((slot) => {
      if (slot.hasRemarks) due.add(slot);
      else this.#drop(slot);
      for (const record of slot.records) due.add(record);
    });
    this.#policies.forget(changes.keys);
    this.#readers.visit(changes.keys, ({ id }) => {
      // Whose it is does not change with what it reads.
      if (!this.#later.has(id)) due.add(id);
    });
    changes.keys.forEach((key) => {
      const kind = subjectOfKey(key);
      if (!kind) return;
      if (this.#isSubject(kind, key)) due.add(key);
      else this.#drop(key);
    });
    if (changes.configuration) {
      this.#policies.clear();
      this.#runAll();
    }
    for (const file of changes.files) this.#touched.add(file);
    if (changes.configuration) for (const file of this.#workspace.files()) this.#touched.add(file);
  }

  #runIfThere(id: SubjectId): void {
    if (this.#exists(id)) this.#run(id);
  }

  /** Whether a subject is of a file's own records, or has findings in it. */
  #isOf(id: SubjectId, file: WorkspaceFile): boolean {
    if (typeof id === 'string') {
      for (const { from } of this.#workspace.facts.get(id)) if (from.slot.file === file) return true;
    } else if ((id instanceof Slot ? id : id.slot).file === file) return true;
    return this.#subjects.get(id)?.findings.some(({ place }) => slotOf(place).file === file) === true;
  }

  #takeTouched(): ReadonlySet<WorkspaceFile> {
    // Whether an entry of a workspace file suppresses anything depends on the findings in other files.
    if (this.#touched.size > 0) for (const file of this.#workspace.suppressingFiles()) this.#touched.add(file);
    const touched = this.#touched;
    this.#touched = new Set();
    return touched;
  }

  /**
   * Every finding of rules in a file, slot by slot but in no order of the slots, before severity and suppression.
   * @param within UTF-16 offsets in the file: only the findings in slots that touch this range.
   */
  *findingsIn(file: WorkspaceFile, within?: Span): Generator<Finding> {
    if (!within) {
      yield* this.#found.in(file);
      return;
    }
    const { slots, source } = file;
    // An offset between two chunks touches both.
    const first = source.chunkAt(Math.max(0, within.start - 1)).index;
    const last = source.chunkAt(within.end).index;
    for (const slot of slots.slice(first, last + 1)) yield* this.#found.of(slot);
  }

  /** The findings about the records with an id, of whatever kind. */
  findingsAbout(id: string): readonly Finding[] {
    const slots = new Set(this.#workspace.recordsWith(id).map(({ slot }) => slot));
    return [...slots].flatMap((slot) => [...this.#found.of(slot)]).filter(({ record }) => record?.id === id);
  }

  /** Whether a rule could not decide on some record that `concerns` holds for. */
  isUndecided(rule: string, concerns: (record: RecordHandle) => boolean): boolean {
    for (const { notChecked } of this.#undecided.get(rule) ?? []) {
      if (notChecked.some((item) => item.rule === rule && concerns(item.record))) return true;
    }
    return false;
  }

  /** What could not be decided, in the order of the records. */
  notChecked(): readonly NotChecked[] {
    return [...this.#subjects.values()]
      .flatMap((state) => state.notChecked)
      .sort((a, b) => a.record.compare(b.record) || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0));
  }

  /** The day that counts as today for a file. */
  asOfFor(uri: string): string | undefined {
    return this.#fixedAsOf ?? this.#workspace.configurationFor(uri).asOf ?? this.#asOf;
  }

  /** The facts as rules see them, without noting what is read: for hovers and explanations. */
  facts(): FactReader {
    return new FactReader(this.#workspace, this.#policies, () => {});
  }

  /** An id that one record has is no matter for the rules on shared ids, but a payer's versions are even when there is one. */
  #isSubject(kind: AggregateKind, key: string): boolean {
    const entries = this.#workspace.facts.get(key);
    return entries.length > 1 || (entries.length === 1 && (kind !== 'sharedId' || entries[0]?.from.kind === 'payer'));
  }

  #exists(id: SubjectId): boolean {
    if (typeof id === 'string') return true;
    const slot = id instanceof Slot ? id : id.slot;
    return this.#workspace.file(slot.file.uri) === slot.file && slot.file.slots[slot.chunk.index] === slot;
  }

  #run(id: SubjectId): void {
    this.#replace(id, this.#check(id));
  }

  #check(id: SubjectId): RunResult {
    const run = this.#running;
    if (typeof id === 'string') this.#runAggregate(id, run);
    else if (id instanceof Slot) {
      this.#begin(run, id.file);
      run.check(this.#checks.text, 'text', id);
    } else {
      this.#begin(run, id.slot.file);
      run.check(this.#checks[id.kind] as readonly Check<typeof id.kind>[], id.kind, id as never);
    }
    return run.end();
  }

  #begin(run: Run, file: WorkspaceFile | undefined): void {
    if (file) run.begin(this.asOfFor(file.uri), this.#workspace.configurationFor(file.uri));
    else run.begin(this.#asOf, undefined);
  }

  #runAggregate(key: string, run: Run): void {
    const kind = subjectOfKey(key);
    const entries = this.#workspace.facts.get<NoteFact | LineFact>(key);
    this.#begin(run, entries[0]?.from.slot.file);
    if (!kind || entries.length === 0) return;
    const checks = this.#checks;
    if (kind === 'providerDay') run.check(checks[kind], kind, providerDayOf(key, entries, run.facts));
    else if (kind === 'clientDay') run.check(checks[kind], kind, clientDayOf(entries, run.facts));
    else if (kind === 'clientLedger')
      run.check(checks[kind], kind, clientLedgerOf(partsOfKey(key)[0] ?? '', entries, run.facts));
    else run.check(checks[kind], kind, { records: entries.map((entry) => entry.from) });
  }

  #replace(id: SubjectId, { reads, findings: whole, notChecked }: RunResult): void {
    // In a folder that does not change, who reads what need not be known.
    if (this.#brief && whole.length === 0 && notChecked.length === 0) return;
    const findings = this.#brief && whole.length > 0 ? this.#brief.of(id, whole) : whole;
    let state = this.#subjects.get(id);
    if (state) {
      this.#unlink(state);
      state.reads = reads;
      state.findings = findings;
      state.notChecked = notChecked;
    } else {
      state = { id, reads, findings, notChecked };
      this.#subjects.set(id, state);
    }
    if (!this.#brief) this.#readers.add(state);
    for (const finding of findings) this.#touched.add(this.#found.add(finding));
    for (const { rule } of notChecked) {
      const undecided = this.#undecided.get(rule);
      if (undecided) undecided.add(state);
      else this.#undecided.set(rule, new Set([state]));
    }
  }

  #drop(id: SubjectId): void {
    this.#due.delete(id);
    this.#later.delete(id);
    const state = this.#subjects.get(id);
    if (!state) return;
    this.#unlink(state);
    this.#subjects.delete(id);
  }

  #unlink(state: SubjectState): void {
    this.#readers.delete(state);
    for (const finding of state.findings) this.#touched.add(this.#found.delete(finding));
    for (const { rule } of state.notChecked) this.#undecided.get(rule)?.delete(state);
  }
}
