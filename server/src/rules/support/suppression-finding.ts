/** The findings on suppressions: by comments, and by entries of the workspace file. */
import { nearest } from '../../model/nearest.ts';
import type { Comment, Span } from '../../syntax/tree.ts';
import type { Slot } from '../../workspace/slot.ts';
import type { FindingDraft, Fix } from '../finding.ts';
import { wholeLine } from './whole-line.ts';

/** About a comment; `span` where it is about a part of it. Relative to the chunk. */
export function onComment(
  slot: Slot,
  comment: Comment,
  message: string,
  fixes: readonly Fix[],
  span: Span = comment,
): FindingDraft {
  const record = slot.records.find(
    ({ data }) => data.at.span.start <= comment.start && comment.end <= data.at.span.end,
  );
  return { place: { slot, span: { start: span.start, end: span.end } }, record, message, fixes };
}

/** @param kind `repair` where nothing is shown anew without it. */
export function removeComment(slot: Slot, comment: Comment, kind: Fix['kind']): Fix {
  const edit = { op: 'replace-text' as const, slot, span: wholeLine(slot.chunk.text, comment), text: '' };
  return { title: 'Remove the suppression', kind, edits: [edit] };
}

/** Takes a rule's name out of a comment that names others, too. */
export function withoutRule(slot: Slot, comment: Comment, rules: readonly string[], rule: string): Fix {
  if (rules.length < 2) return removeComment(slot, comment, 'repair');
  const { start, end } = nameIn(comment, rule);
  const listed =
    new RegExp(`^${rules[0] === rule ? '[\\s,]+' : ''}`).exec(comment.text.slice(end - comment.start))?.[0] ?? '';
  const before = rules[0] === rule ? '' : (/[\s,]+$/.exec(comment.text.slice(0, start - comment.start))?.[0] ?? '');
  const span = { start: start - before.length, end: end + listed.length };
  return { title: `Take ${rule} out`, kind: 'repair', edits: [{ op: 'replace-text', slot, span, text: '' }] };
}

/** Where a rule is named in a comment, relative to the chunk. */
export function nameIn({ text, start }: Comment, rule: string): Span {
  const first = /^#\s*\S+/.exec(text)?.[0].length ?? 0;
  for (let at = text.indexOf(rule, first); at >= 0; at = text.indexOf(rule, at + 1)) {
    const around = `${text.charAt(at - 1)}${text.charAt(at + rule.length)}`;
    if (/^[\s,]*$/.test(around)) return { start: start + at, end: start + at + rule.length };
  }
  return { start: start + first, end: start + first };
}

export function removeEntry(slot: Slot, index: number, kind: Fix['kind']): Fix {
  return { title: 'Remove the suppression', kind, edits: [{ op: 'remove-part', slot, path: ['suppressions', index] }] };
}

/** The rule that was clearly meant. */
export function meantRule(name: string, ruleIds: ReadonlySet<string>): string | undefined {
  return nearest(name, ruleIds);
}

export function unknownRuleText(name: string, meant: string | undefined): string {
  const known = /^[\w-]{1,40}$/.test(name) ? `there is no rule ${name}` : 'there is no rule of this name';
  return meant === undefined ? known : `${known}; ${meant} was probably meant`;
}
