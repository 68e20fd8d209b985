/** The building blocks of the record shapes: zod types that describe what a text means, and what lowering makes of them. */
import * as z from 'zod';
import type { Entries, Field, Items, ObjectPlace } from './field.ts';

/** How a scalar is read from its source text (unquoted), and how it is described to people and to JSON Schema. */
export interface ScalarSpec<T = unknown> {
  /** The value that the text writes; undefined where the text is not of the type. The text is never empty unless `mayBeEmpty`. */
  read(text: string): T | undefined;
  /** What is expected, to follow "expected": `a date like 2026-03-02`. */
  readonly expected: string;
  /** True where a text that is not of the type is no structure issue, because a rule of its own reports it. */
  readonly lenient?: true;
  /** True where an empty quoted text is a value. */
  readonly mayBeEmpty?: true;
  /** The words that are possible, where they can be listed. */
  readonly words?: readonly string[];
  /** Why a text that looks right is not of the type, in a few words. */
  problem?(text: string): string | undefined;
  /** What other YAML readers make of the text where it is written without quotes; undefined where they keep it. */
  otherwise?(text: string): string | undefined;
  /** The one text that was clearly meant, for a text that is not of the type. */
  repair?(text: string): string | undefined;
}

/** The written forms of a scalar as JSON Schema (draft 7) keywords. */
export interface WrittenForm {
  readonly type: string | readonly string[];
  readonly enum?: readonly (string | number)[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly examples?: readonly (string | number)[];
}

export type ScalarShape<T> = z.ZodPipe<z.ZodString, z.ZodTransform<T, string>>;

/** The specification of every scalar shape; shapes derived from one (`.describe`) inherit it. */
export const scalarSpecs = z.registry<ScalarSpec>();

/** Shapes whose content identifies or describes a person: it never appears in a message. */
export const privateShapes = z.registry<{ readonly private: true }>();

/** The written forms of every scalar shape, inherited likewise. */
export const writtenForms = z.registry<WrittenForm>();

/** A zod type over the source text that yields the value. */
export function scalar<T>(spec: ScalarSpec<T>, form: WrittenForm): ScalarShape<T> {
  const shape = z.string().transform((text, context): T => {
    const value = text === '' && !spec.mayBeEmpty ? undefined : spec.read(text);
    if (value !== undefined) return value;
    context.issues.push({ code: 'custom', message: `expected ${spec.expected}`, input: text });
    return z.NEVER;
  });
  scalarSpecs.add(shape, spec);
  writtenForms.add(shape, form);
  return shape;
}

/** Marks a shape as private; see {@link privateShapes}. */
export function personal<S extends z.ZodType>(shape: S): S {
  const marked = shape.meta({});
  privateShapes.add(marked, { private: true });
  return marked;
}

/** An object of the shape as lowered: each key that is written is there, readable or not. */
export type LoweredObject<Shape> = { readonly [K in keyof Shape]?: Lowered<Shape[K]> } & { readonly at: ObjectPlace };

/**
 * What lowering makes of a shape: strict objects become objects with their place, arrays {@link Items}, records
 * {@link Entries}, scalars {@link Field}. In a union with a scalar, the object is the one with `at`, the list the one with `items`.
 */
export type Lowered<S> =
  S extends z.ZodOptional<infer Inner>
    ? Lowered<Inner>
    : S extends z.ZodObject<infer Shape>
      ? LoweredObject<Shape>
      : S extends z.ZodArray<infer Item>
        ? Items<Lowered<Item>>
        : S extends z.ZodRecord<z.core.$ZodRecordKey, infer Value>
          ? Entries<Lowered<Value>>
          : S extends z.ZodUnion<infer Options>
            ? Lowered<Options[number]>
            : S extends z.ZodType<infer Value>
              ? Field<Value>
              : never;
