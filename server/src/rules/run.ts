/** Running rules on a subject: what they read, and what they reported. */
import type { Configuration, RuleOptions } from '../workspace/configuration.ts';
import { FactReader, type PolicyCache } from '../workspace/fact-reader.ts';
import { RecordHandle } from '../workspace/record.ts';
import { Slot } from '../workspace/slot.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Finding, FindingDraft, NotChecked } from './finding.ts';
import type { Rule, RuleContext, SubjectKind, Subjects } from './rule.ts';

const NOTHING: readonly never[] = [];

/** What one run came to. */
export interface RunResult {
  /** Keys of the facts that were read, each once. */
  readonly reads: readonly string[];
  readonly findings: readonly Finding[];
  readonly notChecked: readonly NotChecked[];
}

/** A rule with its check for subjects of one kind. */
export interface Check<K extends SubjectKind> {
  readonly rule: Rule;
  readonly check: NonNullable<Rule['checks'][K]>;
}

/** The checks for subjects of a kind, in the order of the rules. */
export function checksOf<K extends SubjectKind>(rules: readonly Rule[], kind: K): readonly Check<K>[] {
  return rules.flatMap((rule) => {
    const check = rule.checks[kind];
    return check ? [{ rule, check }] : [];
  });
}

/** Runs rules on one subject after the other. One object serves them all: a folder has tens of thousands of subjects. */
export class Run {
  readonly facts: FactReader;
  readonly #reads = new Set<string>();
  /** One key is asked for many times in a row: by each rule, of each line. */
  #lastRead = '';
  /** What the run before read: most runs read the same. */
  #readBefore: readonly string[] = NOTHING;
  readonly #context: RuleContext;
  #asOf: string | undefined;
  #configuration: Configuration | undefined;
  #rule: Rule | undefined;
  #findings: Finding[] = [];
  #notChecked: NotChecked[] = [];

  /** @param ruleIds of all rules there are. */
  constructor(workspace: Workspace, policies: PolicyCache, ruleIds: ReadonlySet<string>) {
    this.facts = new FactReader(workspace, policies, (key) => this.#note(key), true);
    const asOf = () => this.#asOf;
    this.#context = {
      facts: this.facts,
      ruleIds,
      get asOf() {
        return asOf();
      },
      option: (name) => this.#option(name),
      report: (draft) => this.#report(draft),
      notChecked: (record, reason) => this.#notChecked.push({ rule: this.#rule?.id ?? '', record, reason }),
    };
  }

  /**
   * Begins with a subject.
   * @param asOf the day that counts as today for it, ISO.
   * @param configuration that applies to it; undefined for the defaults.
   */
  begin(asOf: string | undefined, configuration: Configuration | undefined): void {
    this.#asOf = asOf;
    this.#configuration = configuration;
    if (this.#reads.size > 0) this.#reads.clear();
    this.#lastRead = '';
    this.facts.startOver();
  }

  /** Runs each rule; one that throws costs one finding that names it, not the run. */
  check<K extends SubjectKind>(checks: readonly Check<K>[], kind: K, subject: Subjects[K]): void {
    for (const { rule, check } of checks) {
      this.#rule = rule;
      try {
        check(subject, this.#context);
      } catch (error) {
        const finding = internalFinding(rule, kind, subject, error);
        if (finding) this.#findings.push(finding);
      }
    }
  }

  /** Ends with the subject. */
  end(): RunResult {
    const reads = this.#keysRead();
    const findings = this.#findings.length > 0 ? this.#findings : NOTHING;
    const notChecked = this.#notChecked.length > 0 ? this.#notChecked : NOTHING;
    if (findings.length > 0) this.#findings = [];
    if (notChecked.length > 0) this.#notChecked = [];
    return { reads, findings, notChecked };
  }

  #note(key: string): void {
    if (key === this.#lastRead) return;
    this.#lastRead = key;
    this.#reads.add(key);
  }

  #keysRead(): readonly string[] {
    const before = this.#readBefore;
    let index = 0;
    for (const key of this.#reads) if (before[index] === key) index++;
    if (index !== before.length || index !== this.#reads.size) this.#readBefore = [...this.#reads];
    return this.#readBefore;
  }

  #option<Name extends keyof RuleOptions>(name: Name): NonNullable<RuleOptions[Name]> {
    const rule = this.#rule;
    const declared = rule?.options?.[name];
    if (!rule || !declared) throw new TypeError(`The rule ${rule?.id} declares no option ${name}`);
    // The type of a lookup by a generic name is that of all names together.
    return (this.#configuration?.optionsOf(rule.id)[name] ?? declared.default) as NonNullable<RuleOptions[Name]>;
  }

  #report(draft: FindingDraft): void {
    const rule = this.#rule;
    if (!rule) return;
    const record = 'record' in draft.place ? draft.place.record : draft.record;
    this.#findings.push({ ...draft, rule: rule.id, severity: draft.severity ?? rule.severity, record });
  }
}

/** The error's own text may quote content of the files: left out. */
function internalFinding<K extends SubjectKind>(
  rule: Rule,
  kind: K,
  subject: Subjects[K],
  error: unknown,
): Finding | undefined {
  const record = recordIn(subject);
  const name = error instanceof Error ? error.name : 'error';
  const message = `the rule ${rule.id} failed on this ${kind} (${name}); the other rules were checked; please report it`;
  if (record) {
    return { rule: 'internal-error', severity: 'warning', record, place: { record, path: ['id'] }, message };
  }
  if (subject instanceof Slot) {
    const place = { slot: subject, span: { start: 0, end: Math.min(1, subject.chunk.text.length) } };
    return { rule: 'internal-error', severity: 'warning', record: undefined, place, message };
  }
  return undefined;
}

function recordIn(subject: Subjects[SubjectKind]): RecordHandle | undefined {
  if (subject instanceof RecordHandle) return subject;
  if (subject instanceof Slot) return subject.records[0];
  if ('records' in subject) return subject.records[0];
  return subject.entries[0]?.from;
}
