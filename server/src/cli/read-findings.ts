/** From the engine's findings, in UTF-16 offsets, to what is printed: lines and columns from 1. */
import { compileFix } from '../features/apply-fix.ts';
import type { Change } from '../features/change.ts';
import type { Engine } from '../rules/engine.ts';
import { type Finding, fixesOf, type Severity, type TraceStep } from '../rules/finding.ts';
import { findRule } from '../rules/registry.ts';
import { relatedOf, shownOn, suppressedOn } from '../rules/report.ts';
import type { SourceText } from '../syntax/source.ts';
import type { WorkspaceFile } from '../workspace/file.ts';
import { fileSpanOf, slotOf } from '../workspace/place.ts';
import type { RecordHandle } from '../workspace/record.ts';
import type {
  CheckedEdit,
  CheckedEntry,
  CheckedFinding,
  CheckedFix,
  CheckedRelated,
  CheckedStep,
  CheckedSuppression,
  NotCheckedGroup,
  SourceLine,
  Spot,
} from './result.ts';

/** How files are shown, by URI. */
export interface Shown {
  file(uri: string): string;
  /** Where a file lies that is held under another URI: a workspace file that was given by its path. */
  path?(uri: string): string | undefined;
}

/** Characters of a line that are kept on either side of a finding: more than any terminal shows. */
const REACH = 400;
const EXAMPLES = 3;

/** The findings of a file in the order of its text. */
export function checkedFindings(engine: Engine, file: WorkspaceFile, shown: Shown): readonly CheckedEntry[] {
  const view = { engine, file, name: shown.file(file.uri), shown };
  return shownOn(engine, file).map(({ finding, severity }) => new Entry(view, finding, severity));
}

/** The findings of a file that are suppressed, in the order of its text. */
export function checkedSuppressions(engine: Engine, file: WorkspaceFile, shown: Shown): readonly CheckedSuppression[] {
  const view = { engine, file, name: shown.file(file.uri), shown };
  return suppressedOn(engine, file).map(({ suppression, finding, severity }) => {
    const configured = 'record' in suppression;
    return {
      ...headline(view, finding, severity),
      by: configured ? 'workspace file' : 'comment',
      reason: suppression.reason ?? null,
      until: configured ? (suppression.until ?? null) : null,
    };
  });
}

/** What all findings of a file share. */
interface View {
  readonly engine: Engine;
  readonly file: WorkspaceFile;
  /** As it is shown. */
  readonly name: string;
  readonly shown: Shown;
}

class Entry implements CheckedEntry {
  readonly severity: Severity;
  readonly #view: View;
  readonly #finding: Finding;

  constructor(view: View, finding: Finding, severity: Severity) {
    this.severity = severity;
    this.#view = view;
    this.#finding = finding;
  }

  get file(): string {
    return this.#view.name;
  }

  get rule(): string {
    return this.#finding.rule;
  }

  get message(): string {
    return this.#finding.message;
  }

  get record(): string | null {
    return this.#finding.record?.id ?? null;
  }

  finding(): CheckedFinding {
    const { engine, shown } = this.#view;
    return {
      ...headline(this.#view, this.#finding, this.severity),
      related: relatedOf(this.#finding).flatMap(({ uri, start, message }): CheckedRelated[] => {
        const other = engine.workspace.file(uri);
        return other ? [{ ...spot(other, start, shown), message }] : [];
      }),
      trace: (this.#finding.trace ?? []).map((step) => checkedStep(step, shown)),
    };
  }

  source(): SourceLine {
    const { start, end } = fileSpanOf(this.#finding.place);
    return sourceLine(this.#view.file.source, start, end);
  }

  /** Those that the text has room for. */
  fixes(): readonly CheckedFix[] {
    const { engine, shown } = this.#view;
    return fixesOf(this.#finding).flatMap((fix) => {
      const change = compileFix(fix);
      return change ? [{ title: fix.title, kind: fix.kind, edits: checkedEdits(engine, change, shown) }] : [];
    });
  }
}

/** A finding without what explains it. */
function headline(
  { file, shown }: View,
  { place, rule, message, record, carc }: Finding,
  severity: Severity,
): Omit<CheckedFinding, 'related' | 'trace'> {
  const { start, end } = fileSpanOf(place);
  return {
    ...spot(file, start, shown),
    ...endOf(file, end),
    rule,
    severity,
    message,
    record: record?.id ?? null,
    carc: carc ?? findRule(rule)?.carc ?? null,
  };
}

function checkedEdits(engine: Engine, { edits }: Change, shown: Shown): readonly CheckedEdit[] {
  return edits.flatMap(({ uri, start, end, text }) => {
    const file = engine.workspace.file(uri);
    return file ? [{ ...spot(file, start, shown), ...endOf(file, end), text }] : [];
  });
}

function checkedStep({ label, value, source, place }: TraceStep, shown: Shown): CheckedStep {
  return {
    label,
    ...(value === undefined ? {} : { value }),
    ...(source === undefined ? {} : { source }),
    ...(place === undefined ? {} : spot(slotOf(place).file, fileSpanOf(place).start, shown)),
  };
}

function spot(file: WorkspaceFile, offset: number, shown: Shown): Spot {
  const { line, character } = file.source.positionAt(offset);
  return { file: shown.file(file.uri), line: line + 1, column: character + 1 };
}

function endOf(file: WorkspaceFile, offset: number): { readonly endLine: number; readonly endColumn: number } {
  const { line, character } = file.source.positionAt(offset);
  return { endLine: line + 1, endColumn: character + 1 };
}

function sourceLine(source: SourceText, start: number, end: number): SourceLine {
  const { line } = source.positionAt(start);
  const first = source.offsetAt({ line, character: 0 });
  const last = source.offsetAt({ line, character: Number.MAX_SAFE_INTEGER });
  const shownEnd = Math.max(start, Math.min(end, last));
  const from = Math.max(first, start - REACH);
  const to = Math.min(last, start + REACH);
  return {
    text: source.slice(from, to),
    start: start - from,
    end: Math.min(shownEnd, to) - from,
    cutBefore: from > first,
    cutBehind: to < last,
  };
}

/** What could not be decided in the files, grouped. Rules that are switched off are left out. */
export function notCheckedGroups(engine: Engine, files: ReadonlySet<WorkspaceFile>): readonly NotCheckedGroup[] {
  const groups = new Map<
    string,
    { readonly rule: string; readonly reason: string; readonly records: Set<RecordHandle> }
  >();
  for (const { rule, reason, record } of engine.notChecked()) {
    const { file } = record.slot;
    if (!files.has(file) || engine.workspace.configurationFor(file.uri).severities.get(rule) === 'off') continue;
    const key = `${rule}\n${reason}`;
    const group = groups.get(key) ?? { rule, reason, records: new Set() };
    groups.set(key, group);
    group.records.add(record);
  }
  return [...groups.values()].map(({ rule, reason, records }) => ({
    rule,
    reason,
    records: records.size,
    examples: [...records].flatMap(({ id }) => (id === undefined ? [] : [id])).slice(0, EXAMPLES),
  }));
}
