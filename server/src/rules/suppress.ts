/**
 * Suppressions: comments in YAML files and entries of the workspace file.
 *
 *     # aba-billing-disable-next-line RULE -- reason
 *     # aba-billing-disable-line RULE -- reason
 *     # aba-billing-disable RULE -- reason        (for the rest of the file)
 *
 * Several rules are separated by commas. A suppression holds whether or not it gives a reason.
 */

import type { Comment } from '../syntax/tree.ts';
import type { ConfiguredSuppression } from '../workspace/configuration.ts';
import type { WorkspaceFile } from '../workspace/file.ts';
import type { Slot } from '../workspace/slot.ts';
import type { Finding } from './finding.ts';

export interface Directive {
  readonly scope: 'next-line' | 'line' | 'file';
  readonly rules: readonly string[];
  readonly reason: string | undefined;
  /** 0-based line of the comment, and UTF-16 offsets of it in the file. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly slot: Slot;
  readonly comment: Comment;
}

/** What a comment says; without its place. */
export type DirectiveText = Pick<Directive, 'scope' | 'rules' | 'reason'>;

const SYNTAX = /^#\s*aba-billing-disable(?:-(next-line|line))?(?:\s+(.*?))?\s*$/;

/** Undefined for a comment that is no directive. */
export function readDirective(comment: string): DirectiveText | undefined {
  const match = SYNTAX.exec(comment);
  if (!match) return undefined;
  const [names = '', ...reason] = (match[2] ?? '').split(/\s*--\s*/);
  return {
    scope: match[1] === 'next-line' || match[1] === 'line' ? match[1] : 'file',
    rules: names.split(/[\s,]+/).filter((name) => name !== ''),
    reason: reason.join(' -- ').trim() || undefined,
  };
}

/** The directives of a file, in the order of its text. */
export function directivesOf(file: WorkspaceFile): readonly Directive[] {
  const directives: Directive[] = [];
  for (const slot of file.slots) {
    if (slot.directives.length === 0) continue;
    const base = file.source.startOf(slot.chunk);
    for (const comment of slot.directives) {
      const read = readDirective(comment.text);
      if (!read) continue;
      const start = base + comment.start;
      const { line } = file.source.positionAt(start);
      directives.push({ ...read, line, start, end: base + comment.end, slot, comment });
    }
  }
  return directives;
}

/** Stands where a person has to say why, until somebody does. */
export const REASON_PLACEHOLDER = 'say why';

/** Whether a suppression says why: neither nothing nor the word that stands for it. */
export function givesReason(reason: string | undefined): reason is string {
  return reason !== undefined && reason.trim() !== '' && reason.trim().toLowerCase() !== REASON_PLACEHOLDER;
}

/** The comment that suppresses a rule on the line after it, without indentation. */
export function nextLineDirective(rule: string, reason: string): string {
  return `# aba-billing-disable-next-line ${rule} -- ${reason}`;
}

/** The comment that suppresses a finding which begins at a line (0-based) and an offset of the file. */
export function directiveFor(
  directives: readonly Directive[],
  rule: string,
  line: number,
  start: number,
): Directive | undefined {
  return directives.find((directive) => directive.rules.includes(rule) && reaches(directive, line, start));
}

/** Whether a comment is about a finding that begins at a line (0-based) and an offset of the file. */
export function reaches(directive: Directive, line: number, start: number): boolean {
  if (directive.scope === 'file') return directive.start <= start;
  return line === directive.line + (directive.scope === 'next-line' ? 1 : 0);
}

/** The entry of the workspace file that suppresses a finding. Without a known day, `until` is taken to lie ahead. */
export function suppressionFor(
  suppressions: readonly ConfiguredSuppression[],
  finding: Finding,
  asOf: string | undefined,
): ConfiguredSuppression | undefined {
  const record = finding.record?.id;
  return suppressions.find(
    (entry) =>
      entry.rule === finding.rule &&
      entry.record === record &&
      (entry.until === undefined || asOf === undefined || asOf <= entry.until),
  );
}
