/**
 * A shape as lowering and the editor features read it: introspected once per zod shape, so that the shapes stay the only
 * description of the format.
 */
import * as z from 'zod';
import type { ObjectPlace } from './field.ts';
import { privateShapes, type ScalarSpec, scalarSpecs } from './shape.ts';

interface PlanBase {
  readonly title: string | undefined;
  readonly description: string | undefined;
  /** See `privateShapes`. Everything below a private part is private. */
  readonly isPrivate: boolean;
  /** What is expected there, to follow "expected": `a date like 2026-03-02`. */
  readonly expected: string;
}

export interface ScalarPlan extends PlanBase {
  readonly type: 'scalar';
  readonly spec: ScalarSpec;
}

export interface KeyPlan {
  readonly name: string;
  readonly plan: Plan;
  readonly required: boolean;
  /** One bit of its own among the keys of its object. */
  readonly bit: number;
  /** The key that was found after this one last: the records of a file have the same keys in the same order. */
  next: KeyPlan | undefined;
}

/**
 * Makes what an object is lowered to, before its keys. Each plan has one of its own, so that the engine learns how many keys such
 * an object has and gives it room for them at once.
 */
export type LoweredClass = new (at: ObjectPlace) => { at: ObjectPlace; [key: string]: unknown };

export interface ObjectPlan extends PlanBase {
  readonly type: 'object';
  /** What one is called within a sentence: `service line`. */
  readonly noun: string;
  /** In the order of the shape. */
  readonly keys: ReadonlyMap<string, KeyPlan>;
  readonly required: readonly string[];
  /** The bits of these. */
  readonly requiredBits: number;
  /** The key that was found first last. */
  first: KeyPlan | undefined;
  readonly Lowered: LoweredClass;
  /** Whether one of its keys is private. */
  readonly holdsPrivate: boolean;
}

export interface ListPlan extends PlanBase {
  readonly type: 'list';
  readonly item: Plan;
}

/** A mapping with free keys. */
export interface MapPlan extends PlanBase {
  readonly type: 'map';
  readonly name: ScalarPlan;
  readonly value: Plan;
}

/** A scalar, or an object or a list. */
export interface EitherPlan extends PlanBase {
  readonly type: 'either';
  readonly scalar: ScalarPlan;
  readonly other: ObjectPlan | ListPlan;
}

export type Plan = ScalarPlan | ObjectPlan | ListPlan | MapPlan | EitherPlan;

/** The plan of a strict object's shape. Throws a TypeError where the shape holds a zod type that the format has no use for. */
export function planOfObject(shape: z.ZodObject): ObjectPlan {
  return objectPlan(shape, false);
}

function planOf(shape: z.core.$ZodType, inPrivate: boolean): Plan {
  if (shape instanceof z.ZodObject) return objectPlan(shape, inPrivate);
  if (shape instanceof z.ZodArray) {
    const item = planOf(shape.element, isPrivate(shape, inPrivate));
    return { type: 'list', ...base(shape, inPrivate), expected: 'a list ("[…]", or lines that begin with "- ")', item };
  }
  if (shape instanceof z.ZodRecord) {
    const name = scalarPlan(shape.keyType, inPrivate);
    const value = planOf(shape.valueType, isPrivate(shape, inPrivate));
    return { type: 'map', ...base(shape, inPrivate), expected: 'a mapping ("key: value")', name, value };
  }
  if (shape instanceof z.ZodUnion) return eitherPlan(shape, inPrivate);
  return scalarPlan(shape, inPrivate);
}

function scalarPlan(shape: z.core.$ZodType, inPrivate: boolean): ScalarPlan {
  const spec = scalarSpecs.get(shape);
  if (!spec) throw new TypeError(`No scalar shape: ${shape._zod.def.type}`);
  return { type: 'scalar', ...base(shape, inPrivate), expected: spec.expected, spec };
}

function objectPlan(shape: z.ZodObject, inPrivate: boolean): ObjectPlan {
  const common = base(shape, inPrivate);
  const keys = new Map(
    Object.entries(shape.shape).map(([key, part], index): [string, KeyPlan] => {
      const required = !(part instanceof z.ZodOptional);
      const plan = planOf(required ? part : part.def.innerType, common.isPrivate);
      return [key, { name: key, plan, required, bit: 1 << index, next: undefined }];
    }),
  );
  if (keys.size > MOST_KEYS) throw new TypeError(`An object of more than ${MOST_KEYS} keys`);
  const required = [...keys].flatMap(([key, part]) => (part.required ? [key] : []));
  const requiredBits = [...keys.values()].reduce((bits, part) => bits | (part.required ? part.bit : 0), 0);
  const noun = (common.title ?? 'mapping').replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
  const holdsPrivate = [...keys.values()].some(({ plan }) => plan.isPrivate);
  const expected = `a mapping with ${keysText(required, [...keys.keys()])}`;
  return {
    type: 'object',
    ...common,
    expected,
    noun,
    keys,
    required,
    requiredBits,
    first: undefined,
    Lowered: loweredClass(),
    holdsPrivate,
  };
}

/** Bits of a number. */
const MOST_KEYS = 32;

function loweredClass(): LoweredClass {
  function Lowered(this: { at: ObjectPlace }, at: ObjectPlace) {
    this.at = at;
  }
  // Plain data, to whoever looks at it.
  Lowered.prototype = Object.prototype;
  return Lowered as unknown as LoweredClass;
}

/** More optional keys than these are not listed. */
const MOST_OPTIONAL = 8;

/** The keys that tell a mapping from anything else: those it needs, else any of those it may have. */
function keysText(required: readonly string[], all: readonly string[]): string {
  if (required.length > 0) return enumerate(required.slice(0, 3), 'and');
  return all.length > MOST_OPTIONAL
    ? `keys such as ${enumerate(all.slice(0, 3), 'and')}`
    : `any of ${enumerate(all, 'and')}`;
}

function eitherPlan(shape: z.ZodUnion, inPrivate: boolean): EitherPlan {
  const common = base(shape, inPrivate);
  const plans = shape.options.map((option) => planOf(option, common.isPrivate));
  const scalar = plans.find((plan) => plan.type === 'scalar');
  const other = plans.find((plan) => plan.type === 'object' || plan.type === 'list');
  if (!scalar || !other || plans.length > 2) throw new TypeError('A union is of one scalar and one object or list');
  return { type: 'either', ...common, expected: `${scalar.expected} or ${other.expected}`, scalar, other };
}

function base(shape: z.core.$ZodType, inPrivate: boolean): Pick<PlanBase, 'title' | 'description' | 'isPrivate'> {
  const meta = z.globalRegistry.get(shape);
  return { title: meta?.title, description: meta?.description, isPrivate: isPrivate(shape, inPrivate) };
}

function isPrivate(shape: z.core.$ZodType, inPrivate: boolean): boolean {
  return inPrivate || privateShapes.get(shape) !== undefined;
}

/** `"a"`, `"a" and "b"`, `"a", "b" and "c"`. */
export function enumerate(names: readonly string[], conjunction: 'and' | 'or'): string {
  const quoted = names.map((name) => `"${name}"`);
  return quoted.length < 2
    ? quoted.join('')
    : `${quoted.slice(0, -1).join(', ')} ${conjunction} ${quoted[quoted.length - 1]}`;
}
