/**
 * Lowering: a tree becomes a record whose parts keep the place they were written at, and a list of what is not as the
 * shape wants it. Every key that is written is in the record, whether it can be read or not: an unreadable scalar is a
 * field without a value, an unreadable object has no keys, an unreadable list or map holds one such entry. So "absent" and
 * "written but unknown" stay apart, and items keep their positions. Of duplicate keys the first one counts.
 */
import { CELL, EMPTY, PLAIN, type Tape } from '../syntax/tape.ts';
import type { ScalarNode, Span, TreeNode } from '../syntax/tree.ts';
import { compactEntries, compactField, compactItems, compactObjectPlace } from './compact-field.ts';
import type { Entries, Field, Items, ObjectPlace } from './field.ts';
import type { StructureIssue, YamlHazard } from './issue.ts';
import * as say from './messages.ts';
import { nearest } from './nearest.ts';
import type { EitherPlan, KeyPlan, ListPlan, MapPlan, ObjectPlan, Plan, ScalarPlan } from './plan.ts';

/** Where issues go while one record is lowered. */
export interface Context {
  readonly issues: StructureIssue[];
  readonly hazards: YamlHazard[];
  /** From the record's root to the part being lowered; written to on the way. */
  readonly path: (string | number)[];
  /** See `StructureIssue.record`. */
  record: number | undefined;
}

export type LoweredAny = { readonly at: ObjectPlace; readonly [key: string]: unknown };
type LoweredEntry = Entries<unknown>['entries'][number];

export function newContext(): Context {
  return { issues: [], hazards: [], path: [], record: undefined };
}

/** Adds an issue about the part that is being lowered. */
function addIssue(context: Context, issue: Omit<StructureIssue, 'path' | 'record'>): void {
  const { path, record } = context;
  context.issues.push({ ...issue, path: [...path], ...(record !== undefined && { record }) });
}

/** Stands for the key of what is no value of a mapping. */
export const NO_KEY = -1;

/** A record, the workspace file, or any object within. Nodes and keys are positions on the tape. */
export function lowerObject(plan: ObjectPlan, tape: Tape, node: number, key: number, context: Context): LoweredAny {
  if (tape.isMapping(node)) return lowerMapping(plan, tape, node, key, context);
  misfit(plan, tape, node, key, context);
  return unknownObject(tape, node, key);
}

function lowerPart(plan: Plan, tape: Tape, node: number, key: number, context: Context): unknown {
  switch (plan.type) {
    case 'scalar':
      return lowerScalar(plan, tape, node, key, context);
    case 'object':
      return lowerObject(plan, tape, node, key, context);
    case 'list':
      return lowerList(plan, tape, node, key, context);
    case 'map':
      return lowerMap(plan, tape, node, key, context);
    case 'either':
      return lowerEither(plan, tape, node, key, context);
  }
}

function lowerScalar(plan: ScalarPlan, tape: Tape, node: number, key: number, context: Context): Field<unknown> {
  const { spec } = plan;
  if (!tape.isScalar(node)) return misfitScalar(plan, tape, node, key, context);
  const text = tape.content(node);
  const style = tape.style(node);
  if (isNoValue(style, text) || (text === '' && !spec.mayBeEmpty)) {
    return misfitScalar(plan, tape, node, key, context);
  }
  const value = spec.read(text);
  if (value === undefined && !spec.lenient) badValue(plan, tape.scalar(node), context);
  if (style === PLAIN && spec.otherwise !== undefined) noteHazard(plan, tape, node, text, context);
  return compactField(value, text, tape, node, key);
}

function noteHazard(plan: ScalarPlan, tape: Tape, node: number, text: string, context: Context): void {
  const otherwise = plan.spec.otherwise?.(text);
  if (otherwise === undefined) return;
  const { path, record, hazards } = context;
  const label = say.label(plan, path);
  hazards.push({ span: spanOf(tape, node), text, otherwise, label, isPrivate: plan.isPrivate, record });
}

function misfitScalar(plan: ScalarPlan, tape: Tape, node: number, key: number, context: Context): Field<unknown> {
  misfit(plan, tape, node, key, context);
  return unknownField(tape, node, key);
}

function lowerMapping(plan: ObjectPlan, tape: Tape, node: number, key: number, context: Context): LoweredAny {
  const at = compactObjectPlace(tape, node, key);
  const lowered = new plan.Lowered(at);
  const { path } = context;
  let unknownKeys: number[] | undefined;
  let seen = 0;
  let before: KeyPlan | undefined;
  const end = tape.after(node);
  for (let entry = node + CELL; entry < end; entry = tape.after(entry + CELL)) {
    const part = keyAfter(before, plan, tape, entry);
    if (!part) {
      unknownKeys ??= [];
      unknownKeys.push(entry);
      continue;
    }
    before = part;
    if ((seen & part.bit) !== 0) continue;
    seen |= part.bit;
    path.push(part.name);
    lowered[part.name] = lowerPart(part.plan, tape, entry + CELL, entry, context);
    path.pop();
  }
  const written = unknownKeys && new Set(Object.keys(lowered));
  if (written) {
    for (const unknown of unknownKeys ?? []) {
      unknownKey(plan, tape.scalar(unknown), written, key < 0 ? undefined : spanOf(tape, key), context);
    }
  }
  if ((seen & plan.requiredBits) !== plan.requiredBits) {
    missingKeys(plan, at, written ?? new Set(Object.keys(lowered)), context);
  }
  return lowered;
}

/** The key that stands at a position, tried first as the one that followed `before` last; undefined for one that is not known. */
function keyAfter(before: KeyPlan | undefined, plan: ObjectPlan, tape: Tape, entry: number): KeyPlan | undefined {
  const usual = before ? before.next : plan.first;
  if (usual && tape.says(entry, usual.name)) return usual;
  const part = plan.keys.get(tape.content(entry));
  if (part && before) before.next = part;
  else if (part) plan.first = part;
  return part;
}

function lowerList(plan: ListPlan, tape: Tape, node: number, key: number, context: Context): Items<unknown> {
  if (!tape.isSequence(node)) {
    misfit(plan, tape, node, key, context);
    return compactItems([unknownPart(plan.item, tape, node)], tape, node, key);
  }
  const { path } = context;
  const end = tape.after(node);
  let count = 0;
  for (let item = node + CELL; item < end; item = tape.after(item)) count++;
  // An array of the very length, where pushing leaves room for seventeen.
  const items = new Array<unknown>(count);
  let item = node + CELL;
  for (let index = 0; index < count; index++) {
    path.push(index);
    items[index] = lowerPart(plan.item, tape, item, NO_KEY, context);
    path.pop();
    item = tape.after(item);
  }
  return compactItems(items, tape, node, key);
}

function lowerMap(plan: MapPlan, tape: Tape, node: number, key: number, context: Context): Entries<unknown> {
  const entries: LoweredEntry[] = [];
  if (tape.isMapping(node)) {
    const seen = new Set<string>();
    for (let entry = node + CELL; entry < tape.after(node); entry = tape.after(entry + CELL)) {
      const text = tape.content(entry);
      if (seen.has(text)) continue;
      seen.add(text);
      const name = lowerName(plan, tape, entry, key, context);
      context.path.push(text);
      entries.push({ name, value: lowerPart(plan.value, tape, entry + CELL, entry, context) });
      context.path.pop();
    }
  } else {
    misfit(plan, tape, node, key, context);
    const name = unknownField(tape, node, NO_KEY) as Field<string>;
    entries.push({ name, value: unknownPart(plan.value, tape, node) });
  }
  return compactEntries(entries, tape, node, key);
}

/** A key of a map; only an empty one is wrong. */
function lowerName(plan: MapPlan, tape: Tape, node: number, map: number, context: Context): Field<string> {
  const text = tape.content(node);
  if (text !== '') return compactField(plan.name.spec.read(text) as string | undefined, text, tape, node, NO_KEY);
  addIssue(context, {
    kind: 'no-value',
    span: spanOfKey(spanOf(tape, node), map < 0 ? undefined : spanOf(tape, map)),
    message: say.emptyName(say.label(plan, context.path), plan),
  });
  return compactField<string>(undefined, '', tape, node, NO_KEY);
}

function lowerEither(plan: EitherPlan, tape: Tape, node: number, key: number, context: Context): unknown {
  const { other } = plan;
  if (tape.isMapping(node) && other.type === 'object') return lowerMapping(other, tape, node, key, context);
  if (tape.isSequence(node) && other.type === 'list') return lowerList(other, tape, node, key, context);
  if (tape.isScalar(node)) return lowerScalar(plan.scalar, tape, node, key, context);
  misfit(plan, tape, node, key, context);
  return unknownField(tape, node, key);
}

/** Reports a node of the wrong kind, or no value at all. */
export function misfit(plan: Plan, tape: Tape, at: number, key: number, context: Context): void {
  const node = tape.node(at);
  const nothing = node.kind === 'scalar' && (node.text === '' || isNothing(node));
  const subject = say.label(plan, context.path);
  const atValue = node.kind === 'scalar' && !nothing;
  addIssue(context, {
    kind: nothing ? 'no-value' : 'wrong-type',
    span: atValue || key < 0 ? headSpan(node) : spanOf(tape, key),
    message: nothing ? say.noValue(subject, plan) : say.wrongType(subject, node, plan),
  });
}

function badValue(plan: ScalarPlan, node: ScalarNode, context: Context): void {
  const { spec } = plan;
  const span = copy(node);
  const meant = spec.repair?.(node.text) ?? (spec.words && nearest(node.text, spec.words));
  addIssue(context, {
    kind: 'bad-value',
    span,
    message: say.badValue(say.label(plan, context.path), node.text, meant, plan),
    ...(meant !== undefined && !plan.isPrivate && { suggestion: { value: meant, span } }),
  });
}

/**
 * Reports a key that the plan does not have.
 * @param written the keys that the object already has; the one that was meant is added, so that no two are.
 * @param parent the object's own key.
 */
export function unknownKey(
  plan: ObjectPlan,
  key: ScalarNode,
  written: Set<string>,
  parent: Span | undefined,
  context: Context,
): void {
  const span = copy(key);
  const free = [...plan.keys.keys()].filter((name) => !written.has(name));
  const meant = nearest(key.text, free);
  if (meant !== undefined) written.add(meant);
  addIssue(context, {
    kind: 'unknown-key',
    span: spanOfKey(key, parent),
    message: say.unknownKey(key.text, meant, plan),
    ...(meant !== undefined && { suggestion: { key: meant, span } }),
  });
}

/** Reports the required keys that are neither written nor meant by a misspelled one: that is one mistake, not two. */
function missingKeys(plan: ObjectPlan, at: ObjectPlace, written: ReadonlySet<string>, context: Context): void {
  const missing = plan.required.filter((name) => !written.has(name));
  if (missing.length === 0) return;
  addIssue(context, {
    kind: 'missing-key',
    span: at.key ?? at.firstKey ?? at.span,
    message: say.missingKeys(missing, plan),
    missing,
  });
}

function unknownPart(plan: Plan, tape: Tape, node: number): unknown {
  switch (plan.type) {
    case 'object':
      return unknownObject(tape, node, NO_KEY);
    case 'list':
      return compactItems([unknownPart(plan.item, tape, node)], tape, node, NO_KEY);
    case 'map': {
      const name = unknownField(tape, node, NO_KEY) as Field<string>;
      return compactEntries([{ name, value: unknownPart(plan.value, tape, node) }], tape, node, NO_KEY);
    }
    default:
      return unknownField(tape, node, NO_KEY);
  }
}

function unknownObject(tape: Tape, node: number, key: number): LoweredAny {
  return { at: compactObjectPlace(tape, node, key) };
}

function unknownField(tape: Tape, node: number, key: number): Field<unknown> {
  return compactField<unknown>(undefined, tape.isScalar(node) ? tape.content(node) : '', tape, node, key);
}

function spanOf(tape: Tape, node: number): Span {
  return { start: tape.start(node), end: tape.end(node) };
}

/** A key that is written as nothing is reported at the key of the mapping around it. */
function spanOfKey(key: Span, parent: Span | undefined): Span {
  return copy(key.start < key.end || !parent ? key : parent);
}

/** Nodes are Spans, too, but keeping one would keep the tree. */
function copy(span: Span): Span {
  return { start: span.start, end: span.end };
}

/** What the YAML core schema and JSON read as no value. */
export function isNothing({ style, text }: ScalarNode): boolean {
  return isNoValue(style === 'empty' ? EMPTY : style === 'plain' ? PLAIN : OTHER, text);
}

/** A style in which `null` is a text. */
const OTHER = -1;

function isNoValue(style: number, text: string): boolean {
  if (style === EMPTY) return true;
  return style === PLAIN && text.length < 5 && /^(?:~|null|Null|NULL|)$/.test(text);
}

/** The beginning of a node: its first key or scalar, so that no finding underlines a whole record. */
function headSpan(node: TreeNode): Span {
  if (node.kind === 'mapping') return copy(node.entries[0]?.key ?? node);
  if (node.kind === 'sequence' && node.items[0]) return headSpan(node.items[0]);
  return copy(node);
}
