/** Suppressions that suppress nothing, for the rule `suppression-invalid`: known only once all findings are. */
import type { WorkspaceFile } from '../workspace/file.ts';
import { fileSpanOf } from '../workspace/place.ts';
import type { Engine } from './engine.ts';
import type { Finding, FindingDraft } from './finding.ts';
import { nameIn, onComment, removeComment, removeEntry, withoutRule } from './support/suppression-finding.ts';
import { type Directive, reaches } from './suppress.ts';

const RULE = 'suppression-invalid';

/**
 * The comments of a file, and of a workspace file the entries, that no finding needs. Silent where something could not be read
 * or decided: what it would be about may be there all the same.
 * @param findings all of the file, before any is suppressed.
 */
export function unusedSuppressions(
  engine: Engine,
  file: WorkspaceFile,
  directives: readonly Directive[],
  findings: () => readonly Finding[],
): readonly Finding[] {
  const { workspace } = engine;
  if (engine.isPartial || !engine.isSettled || workspace.hasUnreadable) return [];
  const drafts = [
    ...(directives.length === 0 ? [] : unusedComments(engine, file, directives, findings())),
    ...(file.role === 'configuration' ? unusedEntries(engine, file) : []),
  ];
  return drafts.map((draft) => ({ ...draft, rule: RULE, severity: 'warning', record: draft.record }));
}

function unusedComments(
  engine: Engine,
  file: WorkspaceFile,
  directives: readonly Directive[],
  findings: readonly Finding[],
): readonly FindingDraft[] {
  if (file.errors().length > 0 || file.slots.some(({ errors }) => errors.length > 0)) return [];
  const { severities } = engine.workspace.configurationFor(file.uri);
  const named = new Set(directives.flatMap(({ rules }) => rules));
  const placed = findings
    .filter(({ rule }) => named.has(rule))
    .map(({ rule, place }) => {
      const { start } = fileSpanOf(place);
      return { rule, start, line: file.source.positionAt(start).line };
    });
  return directives.flatMap((directive) => {
    const { rules, slot, comment } = directive;
    const idle = [...new Set(rules)].filter((rule) => {
      if (rule === RULE || !engine.ruleIds.has(rule) || severities.get(rule) === 'off') return false;
      if (placed.some((item) => item.rule === rule && reaches(directive, item.line, item.start))) return false;
      return !engine.isUndecided(rule, (record) => record.slot.file === file);
    });
    if (idle.length > 0 && idle.length === rules.length) {
      return [onComment(slot, comment, unusedText(idle), [removeComment(slot, comment, 'repair')])];
    }
    return idle.map((rule) =>
      onComment(slot, comment, unusedText([rule]), [withoutRule(slot, comment, rules, rule)], nameIn(comment, rule)),
    );
  });
}

function unusedText(rules: readonly string[]): string {
  return `the suppression suppresses nothing: no finding of ${rules.join(', ')} is there`;
}

function unusedEntries(engine: Engine, file: WorkspaceFile): readonly FindingDraft[] {
  const { workspace } = engine;
  const [slot] = file.slots;
  const asOf = engine.asOfFor(file.uri);
  const configuration = workspace.configurationFor(file.uri);
  if (!slot || configuration.uri !== file.uri) return [];
  return configuration.suppressions.flatMap(({ rule, record, until, index }) => {
    if (rule === RULE || !engine.ruleIds.has(rule) || configuration.severities.get(rule) === 'off') return [];
    if (until !== undefined && asOf !== undefined && until < asOf) return [];
    const field = slot.settings?.suppressions?.items[index]?.record;
    if (!field) return [];
    const isOurs = (uri: string) => workspace.configurationFor(uri) === configuration;
    const records = workspace.recordsWith(record).filter(({ slot: { file: other } }) => isOurs(other.uri));
    const isNeeded = engine
      .findingsAbout(record)
      .some((finding) => finding.rule === rule && finding.record && isOurs(finding.record.slot.file.uri));
    if (isNeeded || engine.isUndecided(rule, (handle) => handle.id === record)) return [];
    const message =
      records.length === 0
        ? `the suppression suppresses nothing: there is no record ${record}`
        : `the suppression suppresses nothing: no finding of ${rule} is about ${record}`;
    return [{ place: { slot, span: field.span }, message, fixes: [removeEntry(slot, index, 'repair')] }];
  });
}
