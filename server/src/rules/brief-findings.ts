/**
 * Findings of a folder that is checked once and does not change: most of a finding's memory is what explains it, and of a million
 * findings one is explained at a time. So explanations are not kept, but found again by running the rules on the subject again.
 */
import type { Place } from '../workspace/place.ts';
import type { RecordHandle } from '../workspace/record.ts';
import { type Finding, type Fix, fixesOf, type Related, type Severity, type TraceStep } from './finding.ts';

/** Subjects whose explanations are kept for a while: those that report on one record take turns. */
const KEPT = 256;

export class BriefFindings<Subject> {
  readonly #run: (subject: Subject) => readonly Finding[];
  readonly #kept = new Map<Subject, readonly Finding[]>();

  /** @param run gives the whole findings of a subject, the same ones in the same order each time. */
  constructor(run: (subject: Subject) => readonly Finding[]) {
    this.#run = run;
  }

  /** The findings of a subject without what explains them. */
  of(subject: Subject, findings: readonly Finding[]): readonly Finding[] {
    return findings.map((finding, index) => new BriefFinding(finding, this, subject, index));
  }

  /** A finding as the rules reported it. @param index among those of the subject. */
  whole(subject: Subject, index: number): Finding | undefined {
    const findings = this.#kept.get(subject) ?? this.#run(subject);
    // Asked for last, it is the last to go.
    this.#kept.delete(subject);
    this.#kept.set(subject, findings);
    if (this.#kept.size > KEPT) {
      const [oldest = subject] = this.#kept.keys();
      this.#kept.delete(oldest);
    }
    return findings[index];
  }
}

class BriefFinding<Subject> implements Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly record: RecordHandle | undefined;
  readonly place: Place;
  readonly message: string;
  readonly carc?: string;
  readonly #all: BriefFindings<Subject>;
  readonly #subject: Subject;
  readonly #index: number;

  constructor(
    { rule, severity, record, place, message, carc }: Finding,
    all: BriefFindings<Subject>,
    subject: Subject,
    index: number,
  ) {
    this.rule = rule;
    this.severity = severity;
    this.record = record;
    this.place = place;
    this.message = message;
    if (carc !== undefined) this.carc = carc;
    this.#all = all;
    this.#subject = subject;
    this.#index = index;
  }

  get related(): readonly Related[] {
    return this.#whole?.related ?? [];
  }

  get trace(): readonly TraceStep[] {
    return this.#whole?.trace ?? [];
  }

  get fixes(): readonly Fix[] {
    return this.#whole ? fixesOf(this.#whole) : [];
  }

  get #whole(): Finding | undefined {
    return this.#all.whole(this.#subject, this.#index);
  }
}
