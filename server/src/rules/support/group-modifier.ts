/** The modifier that shows the size of a group, where the payer has such modifiers (UN to US; U4, U6, U8). */
import { groupModifier } from '../../policies/group-modifiers.ts';
import type { Setting } from '../../policies/policy.ts';
import type { Service } from '../../workspace/client-day.ts';
import type { AppliedPolicy, FactReader } from '../../workspace/fact-reader.ts';
import type { TraceStep } from '../finding.ts';
import type { RuleContext } from '../rule.ts';
import { addModifier } from './add-modifier.ts';
import { assumedText } from './assumed.ts';
import { originPlace } from './origin.ts';
import { placeOf } from './service.ts';
import { fieldsOf, type Written, writtenModifiers } from './service-fields.ts';
import { sourceOf } from './source.ts';
import { policyStep } from './unit-trace.ts';

/** What the payer wants on a group of a known size. */
interface Wanted {
  readonly size: number;
  readonly modifier: Setting<string>;
}

/** @param isGroup whether the code is for groups by the table of codes; a payer's own codes are where it says so. */
export function checkGroupModifier(service: Service, isGroup: boolean, context: RuleContext): void {
  const { code } = service.value;
  if (code === undefined) return;
  const applied = context.facts.policyFor(service);
  const { modifiers, modifierRequired } = applied.policy.groupSize;
  const required = modifierRequired?.value.includes(code) ?? false;
  if (modifiers.size === 0 || (!isGroup && !required)) return;
  const written = writtenModifiers(service).filter(({ value }) => isGroupModifier(applied, value));
  const wanted = wantedFor(service, applied, context);
  if (wanted) {
    if (written.some(({ value }) => value === wanted.modifier.value)) return;
    const [other] = written;
    if (other) {
      reportOther(applied, wanted, other, context);
      return;
    }
  }
  // Of a note that states no modifiers it is not known whether the claim has them.
  const isStated = service.value.kind === 'line' || fieldsOf(service).modifiers !== undefined;
  if (required && written.length === 0 && isStated) reportMissing(service, applied, wanted, context);
}

function isGroupModifier({ policy }: AppliedPolicy, modifier: string): boolean {
  return [...policy.groupSize.modifiers.values()].some((setting) => setting?.value === modifier);
}

/** Undefined where the size is not known, where the notes of a line differ, or where the payer has none for it. */
function wantedFor(service: Service, { policy }: AppliedPolicy, context: RuleContext): Wanted | undefined {
  const sizes = new Set(sizesOf(service, context.facts));
  const [size] = sizes;
  if (sizes.size === 1 && size !== undefined) {
    const modifier = groupModifier(policy, size);
    return modifier && { size, modifier };
  }
  context.notChecked(service.from, 'size of the group not known');
  return undefined;
}

function sizesOf({ value }: Service, facts: FactReader): readonly (number | undefined)[] {
  if (value.kind === 'note') return [value.groupSize];
  return (value.sessions ?? []).map((id) => facts.note(id)?.value.groupSize);
}

function reportOther(applied: AppliedPolicy, wanted: Wanted, other: Written, { facts, report }: RuleContext): void {
  const { size, modifier } = wanted;
  const origin = originPlace(modifier.origin, facts);
  report({
    place: other.place,
    message: `modifier ${other.value}; a group of ${size} takes ${modifier.value}${assumedText(applied, modifier.origin)}`,
    related: origin ? [{ place: origin, message: `modifier of a group of ${size}` }] : [],
    trace: traceOf(applied, wanted),
    fixes: [
      {
        title: `Change modifier to ${modifier.value}`,
        kind: 'substantive',
        edits: [{ op: 'set', ...other.place, value: modifier.value, as: 'string' }],
      },
    ],
  });
}

function reportMissing(
  service: Service,
  applied: AppliedPolicy,
  wanted: Wanted | undefined,
  { facts, report }: RuleContext,
): void {
  const { modifiers, modifierRequired } = applied.policy.groupSize;
  const all = [...new Set([...modifiers.values()].flatMap((setting) => setting?.value ?? []))];
  if (!modifierRequired) return;
  const origin = originPlace(modifierRequired.origin, facts);
  const needs = wanted
    ? `a group of ${wanted.size} takes ${wanted.modifier.value}`
    : `one of ${all.join(', ')} shows it`;
  report({
    place: { ...placeOf(service, fieldsOf(service).modifiers ? 'modifiers' : 'code'), part: 'key' },
    message: `no modifier for the size of the group; ${needs}${assumedText(applied, modifierRequired.origin)}`,
    related: origin ? [{ place: origin, message: 'codes that need the modifier of their group' }] : [],
    trace: [
      ...(wanted ? traceOf(applied, wanted) : [policyStep(applied)]),
      {
        label: 'Codes that need the modifier of their group',
        value: modifierRequired.value.join(', '),
        ...sourceOf(modifierRequired.origin),
      },
    ],
    fixes: wanted ? [addModifier(service, wanted.modifier.value)] : [],
  });
}

function traceOf(applied: AppliedPolicy, { size, modifier }: Wanted): readonly TraceStep[] {
  return [
    policyStep(applied),
    { label: 'Size of the group, as noted', value: String(size) },
    { label: `Modifier of a group of ${size}`, value: modifier.value, ...sourceOf(modifier.origin) },
  ];
}
