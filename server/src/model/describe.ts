/** What the format says about a part, for hover and completion. */
import type { ObjectPlan, Plan } from './plan.ts';
import { DOCUMENT_PLAN, RECORD_PLANS, TABLES_FILE_PLAN, WORKSPACE_FILE_PLAN } from './plans.ts';
import type { RecordKind } from './records.ts';

/** Whose root a path begins at. */
export type Subject = RecordKind | 'document' | 'workspace-file' | 'tables-file';

/** `scalar`; `object` with known keys; `list`; `map` with free keys; `either` a scalar, or an object or a list. */
export type PartType = Plan['type'];

export interface PartDescription {
  readonly type: PartType;
  /** What one is called: `Service line`. Only objects have one. */
  readonly title: string | undefined;
  /** One or two sentences; CMS-1500 boxes and 837P elements where there are any. */
  readonly description: string | undefined;
  /** To follow "expected": `a date like 2026-03-02`. */
  readonly expected: string;
  /** The words that are possible, where they can be listed. */
  readonly words: readonly string[] | undefined;
  /** True where what is not as expected is reported by a rule of its own, not as a structure issue. */
  readonly isLenient: boolean;
  /** True where the content identifies or describes a person. */
  readonly isPrivate: boolean;
}

export interface KeyDescription extends PartDescription {
  readonly key: string;
  readonly isRequired: boolean;
}

/**
 * The part at a path; steps into a list are positions, into a map with free keys any text. Undefined where the format has
 * no such part.
 */
export function describePart(subject: Subject, path: readonly (string | number)[]): PartDescription | undefined {
  const plan = planAt(subject, path);
  return plan && describe(plan);
}

/** The keys of the object at a path, in the order of the format; none where it is not an object. */
export function keysAt(subject: Subject, path: readonly (string | number)[]): readonly KeyDescription[] {
  const plan = planAt(subject, path);
  const object = plan && objectOf(plan);
  if (!object) return [];
  return [...object.keys].map(([key, part]) => ({ key, isRequired: part.required, ...describe(part.plan) }));
}

function planAt(subject: Subject, path: readonly (string | number)[]): Plan | undefined {
  let plan: Plan | undefined = rootPlan(subject);
  for (const step of path) plan = plan && stepInto(plan, step);
  return plan;
}

function rootPlan(subject: Subject): ObjectPlan {
  if (subject === 'document') return DOCUMENT_PLAN;
  if (subject === 'tables-file') return TABLES_FILE_PLAN;
  return subject === 'workspace-file' ? WORKSPACE_FILE_PLAN : RECORD_PLANS[subject];
}

function stepInto(plan: Plan, step: string | number): Plan | undefined {
  if (plan.type === 'either') return stepInto(plan.other, step);
  if (plan.type === 'list') return typeof step === 'number' ? plan.item : undefined;
  if (plan.type === 'map') return plan.value;
  return objectOf(plan)?.keys.get(String(step))?.plan;
}

function objectOf(plan: Plan): ObjectPlan | undefined {
  if (plan.type === 'either') return objectOf(plan.other);
  return plan.type === 'object' ? plan : undefined;
}

function describe(plan: Plan): PartDescription {
  const scalar = plan.type === 'scalar' ? plan : plan.type === 'either' ? plan.scalar : undefined;
  return {
    type: plan.type,
    title: plan.title,
    description: plan.description,
    expected: plan.expected,
    words: scalar?.spec.words,
    isLenient: scalar?.spec.lenient ?? false,
    isPrivate: plan.isPrivate,
  };
}
