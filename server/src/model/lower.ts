/**
 * Lowering: a tree becomes a record whose parts keep the place they were written at, and a list of what is not as the
 * shape wants it. Every key that is written is in the record, whether it can be read or not: an unreadable scalar is a
 * field without a value, an unreadable object has no keys, an unreadable list or map holds one such entry. So "absent" and
 * "written but unknown" stay apart, and items keep their positions. Of duplicate keys the first one counts.
 */
import type { MappingNode, ScalarNode, Span, TreeNode } from '../syntax/tree.ts';
import { compactField } from './compact-field.ts';
import type { Entries, Field, Items, ObjectPlace } from './field.ts';
import type { StructureIssue } from './issue.ts';
import * as say from './messages.ts';
import { nearest } from './nearest.ts';
import type { EitherPlan, ListPlan, MapPlan, ObjectPlan, Plan, ScalarPlan } from './plan.ts';

/** Where issues go while one record is lowered. */
export interface Context {
  readonly issues: StructureIssue[];
  /** From the record's root to the part being lowered; written to on the way. */
  readonly path: (string | number)[];
  /** See `StructureIssue.record`. */
  record: number | undefined;
}

export type LoweredAny = { readonly at: ObjectPlace; readonly [key: string]: unknown };
type Mutable = { at: ObjectPlace; [key: string]: unknown };
type LoweredEntry = Entries<unknown>['entries'][number];

export function newContext(): Context {
  return { issues: [], path: [], record: undefined };
}

/** Adds an issue about the part that is being lowered. */
function addIssue(context: Context, issue: Omit<StructureIssue, 'path' | 'record'>): void {
  const { path, record } = context;
  context.issues.push({ ...issue, path: [...path], ...(record !== undefined && { record }) });
}

/** A record, the workspace file, or any object within. */
export function lowerObject(plan: ObjectPlan, node: TreeNode, key: Span | undefined, context: Context): LoweredAny {
  if (node.kind === 'mapping') return lowerMapping(plan, node, key, context);
  misfit(plan, node, key, context);
  return unknownObject(node, key);
}

function lowerPart(plan: Plan, node: TreeNode, key: Span | undefined, context: Context): unknown {
  switch (plan.type) {
    case 'scalar':
      return lowerScalar(plan, node, key, context);
    case 'object':
      return lowerObject(plan, node, key, context);
    case 'list':
      return lowerList(plan, node, key, context);
    case 'map':
      return lowerMap(plan, node, key, context);
    case 'either':
      return lowerEither(plan, node, key, context);
  }
}

function lowerScalar(plan: ScalarPlan, node: TreeNode, key: Span | undefined, context: Context): Field<unknown> {
  const { spec } = plan;
  if (node.kind !== 'scalar' || isNothing(node) || (node.text === '' && !spec.mayBeEmpty)) {
    misfit(plan, node, key, context);
    return unknownField(node, key);
  }
  const value = spec.read(node.text);
  if (value === undefined && !spec.lenient) badValue(plan, node, context);
  return compactField(value, node.text, node, key);
}

function lowerMapping(plan: ObjectPlan, node: MappingNode, key: Span | undefined, context: Context): LoweredAny {
  const { entries } = node;
  const first = entries[0]?.key;
  const at: ObjectPlace = { span: copy(node), ...(key && { key: copy(key) }), ...(first && { firstKey: copy(first) }) };
  const lowered: Mutable = { at };
  const { path } = context;
  let unknownKeys: ScalarNode[] | undefined;
  for (const entry of entries) {
    const name = entry.key.text;
    const part = plan.keys.get(name);
    if (!part) {
      unknownKeys ??= [];
      unknownKeys.push(entry.key);
    } else if (!(name in lowered)) {
      path.push(name);
      lowered[name] = lowerPart(part.plan, entry.value, entry.key, context);
      path.pop();
    }
  }
  const written = unknownKeys && new Set(Object.keys(lowered));
  if (written) for (const unknown of unknownKeys ?? []) unknownKey(plan, unknown, written, key, context);
  for (const required of plan.required) {
    if (!(required in lowered)) {
      missingKeys(plan, at, written ?? new Set(Object.keys(lowered)), context);
      break;
    }
  }
  return lowered;
}

function lowerList(plan: ListPlan, node: TreeNode, key: Span | undefined, context: Context): Items<unknown> {
  const { path } = context;
  let items: unknown[];
  if (node.kind === 'sequence') {
    // `map` makes an array of the very length, where pushing leaves room for seventeen.
    items = node.items.map((item, index) => {
      path.push(index);
      const lowered = lowerPart(plan.item, item, undefined, context);
      path.pop();
      return lowered;
    });
  } else {
    misfit(plan, node, key, context);
    items = [unknownPart(plan.item, node)];
  }
  return { items, span: copy(node), ...(key && { key: copy(key) }) };
}

function lowerMap(plan: MapPlan, node: TreeNode, key: Span | undefined, context: Context): Entries<unknown> {
  const entries: LoweredEntry[] = [];
  if (node.kind === 'mapping') {
    const seen = new Set<string>();
    for (const entry of node.entries) {
      if (seen.has(entry.key.text)) continue;
      seen.add(entry.key.text);
      const name = lowerName(plan, entry.key, key, context);
      context.path.push(entry.key.text);
      entries.push({ name, value: lowerPart(plan.value, entry.value, entry.key, context) });
      context.path.pop();
    }
  } else {
    misfit(plan, node, key, context);
    entries.push({ name: unknownField(node, undefined) as Field<string>, value: unknownPart(plan.value, node) });
  }
  return { entries, span: copy(node), ...(key && { key: copy(key) }) };
}

/** A key of a map; only an empty one is wrong. */
function lowerName(plan: MapPlan, node: ScalarNode, map: Span | undefined, context: Context): Field<string> {
  if (node.text !== '')
    return compactField(plan.name.spec.read(node.text) as string | undefined, node.text, node, undefined);
  addIssue(context, {
    kind: 'no-value',
    span: spanOfKey(node, map),
    message: say.emptyName(say.label(plan, context.path), plan),
  });
  return compactField<string>(undefined, '', node, undefined);
}

function lowerEither(plan: EitherPlan, node: TreeNode, key: Span | undefined, context: Context): unknown {
  if (node.kind === 'mapping') return lowerMapping(plan.object, node, key, context);
  if (node.kind === 'scalar') return lowerScalar(plan.scalar, node, key, context);
  misfit(plan, node, key, context);
  return unknownField(node, key);
}

/** Reports a node of the wrong kind, or no value at all. */
export function misfit(plan: Plan, node: TreeNode, key: Span | undefined, context: Context): void {
  const nothing = node.kind === 'scalar' && (node.text === '' || isNothing(node));
  const subject = say.label(plan, context.path);
  const atValue = node.kind === 'scalar' && !nothing;
  addIssue(context, {
    kind: nothing ? 'no-value' : 'wrong-type',
    span: (atValue ? undefined : key && copy(key)) ?? headSpan(node),
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

function unknownPart(plan: Plan, node: TreeNode): unknown {
  switch (plan.type) {
    case 'object':
      return unknownObject(node, undefined);
    case 'list':
      return { items: [unknownPart(plan.item, node)], span: copy(node) };
    case 'map':
      return {
        entries: [{ name: unknownField(node, undefined), value: unknownPart(plan.value, node) }],
        span: copy(node),
      };
    default:
      return unknownField(node, undefined);
  }
}

function unknownObject(node: TreeNode, key: Span | undefined): LoweredAny {
  return { at: { span: copy(node), ...(key && { key: copy(key) }) } };
}

function unknownField(node: TreeNode, key: Span | undefined): Field<unknown> {
  return compactField<unknown>(undefined, node.kind === 'scalar' ? node.text : '', node, key);
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
export function isNothing(node: ScalarNode): boolean {
  if (node.style === 'empty') return true;
  return node.style === 'plain' && node.text.length < 5 && /^(?:~|null|Null|NULL|)$/.test(node.text);
}

/** The beginning of a node: its first key or scalar, so that no finding underlines a whole record. */
function headSpan(node: TreeNode): Span {
  if (node.kind === 'mapping') return copy(node.entries[0]?.key ?? node);
  if (node.kind === 'sequence' && node.items[0]) return headSpan(node.items[0]);
  return copy(node);
}
