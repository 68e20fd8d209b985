/** The clean-claim checklist: for one claim, what was checked, what failed, and what could not be checked for want of a fact. */
import type { Engine } from '../../rules/engine.ts';
import type { NotChecked } from '../../rules/finding.ts';
import { type ReportedFinding, reportOn } from '../../rules/report.ts';
import type { Rule } from '../../rules/rule.ts';
import type { RecordHandle } from '../../workspace/record.ts';
import { AREAS, type Area, areaOf } from './areas.ts';
import { type Circle, circleOf } from './circle.ts';
import { missingFacts } from './missing-facts.ts';

/** `failed`: a finding of severity error or warning. `not checked`: none, but a fact is missing. */
export type Status = 'passed' | 'failed' | 'not checked';

export interface CheckedRule {
  readonly rule: string;
  readonly status: Status;
  /** Of any severity: what is only information does not fail a check. */
  readonly findings: readonly ReportedFinding[];
  /** Why it could not be checked, in half a sentence each. */
  readonly missing: readonly string[];
}

export interface CheckedArea {
  readonly area: Area;
  readonly status: Status;
  /** Facts that the area as a whole lacks. */
  readonly missing: readonly string[];
  readonly rules: readonly CheckedRule[];
}

export interface Checklist {
  readonly claim: RecordHandle<'claim'>;
  /** Half a sentence where the claim bills nothing any more: a void, or one that another claim took the place of. */
  readonly withdrawn: string | undefined;
  readonly areas: readonly CheckedArea[];
}

export class Checklists {
  readonly #engine: Engine;
  readonly #rules: readonly Rule[];
  readonly #notChecked: ReadonlyMap<RecordHandle, readonly NotChecked[]>;

  /** @param rules those that the engine runs. Holds for the findings as they are now. */
  constructor(engine: Engine, rules: readonly Rule[]) {
    this.#engine = engine;
    this.#rules = rules;
    this.#notChecked = Map.groupBy(engine.notChecked(), ({ record }) => record);
  }

  of(claim: RecordHandle<'claim'>): Checklist {
    const facts = this.#engine.facts();
    const circle = circleOf(claim, facts);
    const findings = this.#findings(circle);
    const gaps = missingFacts(circle, facts);
    const areas = AREAS.map((area): CheckedArea => {
      const rules = this.#rules
        .filter((rule) => areaOf(rule) === area)
        .map((rule) => this.#checkedRule(rule.id, circle, findings));
      const missing = gaps.get(area) ?? [];
      return {
        area,
        status: worst([...rules.map(({ status }) => status), ...missing.map(() => NOT_CHECKED)]),
        missing,
        rules,
      };
    });
    return { claim, withdrawn: withdrawal(claim, facts.isWithdrawn(withdrawable(claim))), areas };
  }

  /** What is reported on the circle's records, as the configuration has it. */
  #findings({ records }: Circle): readonly ReportedFinding[] {
    return [...records].flatMap((record) => {
      const { slot } = record;
      const start = slot.file.source.startOf(slot.chunk);
      const within = { start, end: start + slot.chunk.text.length };
      return reportOn(this.#engine, slot.file, within).filter(({ finding }) => finding.record === record);
    });
  }

  #checkedRule(rule: string, circle: Circle, all: readonly ReportedFinding[]): CheckedRule {
    const findings = all.filter((finding) => finding.rule === rule);
    const missing = [...this.#reasons(rule, circle)];
    const failed = findings.some(({ severity }) => severity !== 'information');
    return { rule, findings, missing, status: failed ? 'failed' : missing.length > 0 ? NOT_CHECKED : 'passed' };
  }

  #reasons(rule: string, { claim, records }: Circle): ReadonlySet<string> {
    const { severities } = this.#engine.workspace.configurationFor(claim.slot.file.uri);
    if (severities.get(rule) === 'off') return new Set(['switched off in the workspace file']);
    const reasons = [...records].flatMap((record) => this.#notChecked.get(record) ?? []);
    return new Set(reasons.filter((item) => item.rule === rule).map(({ reason }) => reason));
  }
}

const NOT_CHECKED: Status = 'not checked';

function worst(statuses: readonly Status[]): Status {
  if (statuses.includes('failed')) return 'failed';
  return statuses.includes(NOT_CHECKED) ? NOT_CHECKED : 'passed';
}

function withdrawable({ data }: RecordHandle<'claim'>) {
  return { claim: data.id?.value, frequency: data.frequency?.value };
}

function withdrawal({ data }: RecordHandle<'claim'>, withdrawn: boolean): string | undefined {
  if (data.frequency?.value === 'void') return 'it is a void and bills nothing';
  return withdrawn ? 'another claim replaces or voids it' : undefined;
}
