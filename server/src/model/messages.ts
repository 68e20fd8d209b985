/** The messages of structure issues. Text of the file is quoted only where it cannot tell anything about a person. */
import type { TreeNode } from '../syntax/tree.ts';
import { enumerate, type MapPlan, type ObjectPlan, type Plan, type ScalarPlan } from './plan.ts';

const MOST_QUOTED = 40;
const MOST_KEYS_LISTED = 8;

/** What the part at the end of a path is called at the beginning of a message. */
export function label(plan: Plan, path: readonly (string | number)[]): string {
  const last = path.at(-1);
  if (typeof last === 'string') return isPlainName(last) ? `"${last}"` : 'a value';
  const list = path.findLast((step) => typeof step === 'string');
  if (list !== undefined) return `an item of "${list}"`;
  return plan.type === 'object' ? `this ${plan.noun}` : 'this';
}

export function noValue(subject: string, plan: Plan): string {
  return `${subject} has no value; expected ${plan.expected}`;
}

export function emptyName(subject: string, plan: MapPlan): string {
  return `${subject} has an empty key; expected ${plan.name.expected}`;
}

export function wrongType(subject: string, node: TreeNode, plan: Plan): string {
  return `${subject} is ${kindOf(node)}; expected ${plan.expected}`;
}

export function badValue(subject: string, text: string, meant: string | undefined, plan: ScalarPlan): string {
  const { expected, spec } = plan;
  const why = spec.problem?.(text);
  const found = plan.isPrivate || text.length > MOST_QUOTED || /[\r\n]/.test(text) ? '' : `, not "${text}"`;
  const hint = meant !== undefined && !plan.isPrivate ? `; "${meant}" was probably meant` : '';
  return `${subject} must be ${expected}${found}${why === undefined ? '' : ` (${why})`}${hint}`;
}

/** A broken edit may turn a name or a narrative into a key, so that an object with private parts quotes only near misses. */
export function unknownKey(key: string, meant: string | undefined, plan: ObjectPlan): string {
  const what = `${article(plan.noun)} ${plan.noun}`;
  const quotes = isPlainName(key) && !plan.isPrivate && (meant !== undefined || !plan.holdsPrivate);
  const named = quotes ? ` key "${key}"` : ' key of this name';
  if (meant !== undefined) return `${what} has no${named}; "${meant}" was probably meant`;
  const known = [...plan.keys.keys()];
  return `${what} has no${named}${known.length > MOST_KEYS_LISTED ? '' : `, only ${enumerate(known, 'and')}`}`;
}

export function missingKeys(missing: readonly string[], plan: ObjectPlan): string {
  return `this ${plan.noun} has no ${enumerate(missing, 'and')}`;
}

function kindOf(node: TreeNode): string {
  if (node.kind === 'sequence') return 'a list';
  return node.kind === 'mapping' ? 'a mapping' : 'a single value';
}

/** Narrative that a broken file turns into a key has spaces or is long. */
function isPlainName(key: string): boolean {
  return /^[\w$.@/-]{1,40}$/.test(key);
}

function article(noun: string): string {
  return /^[aeio]/i.test(noun) ? 'an' : 'a';
}
