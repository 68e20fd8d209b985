import type { WorkspaceFile as WorkspaceSettings } from '../model/document.ts';
import type { Comment } from '../syntax/tree.ts';
import type { Slot } from '../workspace/slot.ts';
import type { Fix } from './finding.ts';
import { defineRule, type RuleContext } from './rule.ts';
import {
  meantRule,
  nameIn,
  onComment,
  removeComment,
  removeEntry,
  unknownRuleText,
  withoutRule,
} from './support/suppression-finding.ts';
import { givesReason, readDirective } from './suppress.ts';

/**
 * A suppression takes a finding from everybody's sight, so it says why, and goes when it has no more to suppress. What suppresses
 * nothing is known only once the findings are: the report adds it (`unused-suppressions.ts`).
 */
export default defineRule({
  id: 'suppression-invalid',
  category: 'structure',
  severity: 'warning',
  summary: 'a suppression gives no reason, names no known rule, has expired, or suppresses nothing',
  fixes: ['repair', 'substantive'],
  checks: {
    text(slot, context) {
      for (const comment of slot.directives) checkComment(slot, comment, context);
      if (!slot.settings) return;
      checkRules(slot, slot.settings, context);
      checkEntries(slot, slot.settings, context);
    },
  },
});

function checkComment(slot: Slot, comment: Comment, { report, ruleIds }: RuleContext): void {
  const directive = readDirective(comment.text);
  if (!directive) {
    const message =
      'this comment suppresses nothing; one begins with aba-billing-disable-next-line, -disable-line or -disable';
    report(onComment(slot, comment, message, []));
    return;
  }
  const { rules, reason } = directive;
  if (rules.length === 0) {
    const fixes = [removeComment(slot, comment, 'repair')];
    report(onComment(slot, comment, 'the suppression names no rule', fixes));
    return;
  }
  for (const rule of new Set(rules)) {
    if (ruleIds.has(rule)) continue;
    const meant = meantRule(rule, ruleIds);
    const span = nameIn(comment, rule);
    const rename: Fix | undefined = meant === undefined ? undefined : renamed(slot, span, meant);
    const fixes = [rename ?? withoutRule(slot, comment, rules, rule)];
    report(onComment(slot, comment, unknownRuleText(rule, meant), fixes, span));
  }
  if (!givesReason(reason)) {
    const message = 'the suppression gives no reason; write it after the rule, as in: RULE -- reason';
    report(onComment(slot, comment, message, [removeComment(slot, comment, 'substantive')]));
  }
}

function renamed(slot: Slot, span: { readonly start: number; readonly end: number }, meant: string): Fix {
  return { title: `Change to ${meant}`, kind: 'repair', edits: [{ op: 'replace-text', slot, span, text: meant }] };
}

function checkRules(slot: Slot, { rules }: WorkspaceSettings, { report, ruleIds }: RuleContext): void {
  for (const { name } of rules?.entries ?? []) {
    if (name.value === undefined || ruleIds.has(name.value)) continue;
    const meant = meantRule(name.value, ruleIds);
    report({
      place: { slot, span: name.span },
      message: unknownRuleText(name.value, meant),
      fixes:
        meant === undefined
          ? []
          : [
              {
                title: `Rename to ${meant}`,
                kind: 'repair',
                edits: [{ op: 'rename-key', slot, span: name.span, key: meant }],
              },
            ],
    });
  }
}

function checkEntries(slot: Slot, { suppressions }: WorkspaceSettings, { report, ruleIds, asOf }: RuleContext): void {
  for (const [index, { rule, reason, until, at }] of (suppressions?.items ?? []).entries()) {
    if (rule?.value !== undefined && !ruleIds.has(rule.value)) {
      const meant = meantRule(rule.value, ruleIds);
      const { span } = rule;
      const rename: Fix | undefined =
        meant === undefined
          ? undefined
          : {
              title: `Change to ${meant}`,
              kind: 'repair',
              edits: [{ op: 'set-text', slot, span, value: meant, as: 'string' }],
            };
      const fixes = [rename ?? removeEntry(slot, index, 'repair')];
      report({ place: { slot, span }, message: unknownRuleText(rule.value, meant), fixes });
    }
    if (!reason || (reason.value !== undefined && !givesReason(reason.value))) {
      const place = { slot, span: rule?.key ?? at.firstKey ?? at.span };
      const fixes = [removeEntry(slot, index, 'substantive')];
      report({ place, message: 'the suppression gives no reason', fixes });
    }
    if (until?.value !== undefined && asOf !== undefined && until.value < asOf) {
      report({
        place: { slot, span: until.span },
        message: `the suppression has expired: it holds until ${until.value}, and today is ${asOf}`,
        fixes: [removeEntry(slot, index, 'repair')],
      });
    }
  }
}
