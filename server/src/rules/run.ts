/** One run of rules on one subject: what they read, and what they reported. */
import { FactReader, type PolicyCache } from '../workspace/fact-reader.ts';
import { RecordHandle } from '../workspace/record.ts';
import { Slot } from '../workspace/slot.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Finding, FindingDraft, NotChecked } from './finding.ts';
import type { Rule, RuleContext, SubjectKind, Subjects } from './rule.ts';

export class Run {
  readonly reads = new Set<string>();
  readonly findings: Finding[] = [];
  readonly notChecked: NotChecked[] = [];
  readonly facts: FactReader;
  /** Of all rules of the run: made once, because a folder has tens of thousands of subjects. */
  readonly #context: RuleContext;
  #rule: Rule | undefined;

  /** @param asOf the day that counts as today, ISO. */
  constructor(workspace: Workspace, policies: PolicyCache, asOf: string | undefined) {
    this.facts = new FactReader(workspace, policies, (key) => this.reads.add(key));
    this.#context = {
      facts: this.facts,
      asOf,
      report: (draft) => this.#report(draft),
      notChecked: (record, reason) => this.notChecked.push({ rule: this.#rule?.id ?? '', record, reason }),
    };
  }

  /** Runs each rule; one that throws costs one finding that names it, not the run. */
  check<K extends SubjectKind>(rules: readonly Rule[], kind: K, subject: Subjects[K]): void {
    for (const rule of rules) {
      this.#rule = rule;
      try {
        rule.checks[kind]?.(subject, this.#context);
      } catch (error) {
        const finding = internalFinding(rule, kind, subject, error);
        if (finding) this.findings.push(finding);
      }
    }
  }

  #report(draft: FindingDraft): void {
    const rule = this.#rule;
    if (!rule) return;
    const record = 'record' in draft.place ? draft.place.record : draft.record;
    this.findings.push({ ...draft, rule: rule.id, severity: draft.severity ?? rule.severity, record });
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
  const message = `The rule ${rule.id} failed on this ${kind} (${name}); the other rules were checked. Please report it.`;
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
