/**
 * Findings as diagnostics. This module alone decides how each file's diagnostics reach the client, so that no file ever has
 * two sets of them: the client asks for those of open files if it can (pull), all others are sent to it (push).
 */
import {
  type Connection,
  type Diagnostic,
  DiagnosticSeverity,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
} from 'vscode-languageserver/node';
import type { Severity } from '../rules/finding.ts';
import { type ReportedFinding, reportOn, worstOn } from '../rules/report.ts';
import type { Rule } from '../rules/rule.ts';
import { sameData } from '../workspace/facts.ts';
import type { WorkspaceFile } from '../workspace/file.ts';
import type { Abilities } from './abilities.ts';
import { firstLine, rangeOf } from './convert.ts';
import type { Documents } from './documents.ts';
import type { Log } from './log.ts';
import type { FileProblem, Project } from './project.ts';
import type { Projects } from './projects.ts';

/** VS Code keeps no more for a file. */
export const MAX_DIAGNOSTICS = 1000;
/** Changes of closed files are sent together after this time. */
const PUSH_DELAY_MS = 100;

/** Sending that keeps the server from answering for longer is interrupted. */
const SLICE_MS = 15;

/** So long it checks at a time what a change in another file concerns. */
const OTHERS_MS = 8;

export const SOURCE = 'aba-billing';

/** Code of the diagnostic that counts those left out. It is no rule: it cannot be suppressed. */
export const MORE_FINDINGS = 'more-findings';

type Owner = 'pull' | 'push' | 'nobody';

interface Items {
  readonly items: readonly Diagnostic[];
  /** How many findings there are, shown or not. */
  readonly total: number;
}

interface Report extends Items {
  readonly revision: string;
}

const NO_ITEMS: Items = { items: [], total: 0 };

export interface DiagnosticsOptions {
  readonly connection: Connection;
  readonly projects: Projects;
  readonly documents: Documents;
  readonly abilities: Abilities;
  readonly log: Log;
  readonly rules: ReadonlyMap<string, Rule>;
  readonly rulePages: string | undefined;
}

export class Diagnostics {
  readonly #options: DiagnosticsOptions;
  /** Of open files that the client asks for. */
  readonly #reports = new Map<string, Report>();
  /** What was sent, where it was not empty. */
  readonly #pushed = new Map<string, readonly Diagnostic[]>();
  /** Open files that were edited since the client last asked: it will ask again by itself. */
  readonly #awaited = new Set<string>();
  /** Open files that the client does not show and so does not ask for. */
  readonly #hidden = new Set<string>();
  #stale = new Set<string>();
  /** Files whose findings were given while others were not up to date yet: they are looked at once more. */
  readonly #provisional = new Set<string>();
  #lastEdited: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #delay = Number.POSITIVE_INFINITY;
  #isClosed = false;
  #revisions = 0;
  /** Result ids of an earlier server must not be taken for ones of this. */
  readonly #era = Date.now().toString(36);

  constructor(options: DiagnosticsOptions) {
    this.#options = options;
  }

  /** The answer to a client that asks. */
  pull(uri: string, previousResultId: string | undefined): DocumentDiagnosticReport {
    this.settle(uri);
    this.#awaited.delete(uri);
    if (this.#hidden.delete(uri)) this.#withdraw(uri);
    const report = this.#owner(uri) === 'pull' ? this.#refreshReport(uri) : { revision: 'none', ...NO_ITEMS };
    this.#later();
    if (report.revision === previousResultId) {
      return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: report.revision };
    }
    return { kind: DocumentDiagnosticReportKind.Full, resultId: report.revision, items: [...report.items] };
  }

  /** The number of findings in an open file when it was last asked for; undefined where it was not. */
  countOf(uri: string): number | undefined {
    return this.#reports.get(uri)?.total;
  }

  opened(uri: string): void {
    this.#stale.add(uri);
    if (!this.#hidden.has(uri)) this.#withdraw(uri);
    this.edited(uri);
  }

  /**
   * The client has, or is about to open, a file that it does not show: one that another extension reads, or whose tab was
   * closed before the file. It forgets what it asked for, so until it asks again the findings are sent to it.
   */
  hidden(uri: string): void {
    this.#hidden.add(uri);
    this.#reports.delete(uri);
    this.#stale.add(uri);
    this.#later();
  }

  /** An open document was edited. Its own diagnostics are not delayed, those of other files are collected. */
  edited(uri: string): void {
    this.#awaited.add(uri);
    this.#lastEdited = uri;
    this.#schedule(this.#owner(uri) === 'push' ? 0 : PUSH_DELAY_MS);
  }

  closed(uri: string): void {
    if (this.#lastEdited === uri) this.#lastEdited = undefined;
    this.#hidden.delete(uri);
    this.#reports.delete(uri);
    this.#awaited.delete(uri);
    this.#stale.add(uri);
    this.#later();
  }

  /** Files have come, gone or changed. */
  changed(): void {
    this.#later();
  }

  /** Other files than before may be the ones to show findings for. */
  scopeChanged(project: Project): void {
    project.markAll();
    this.#later();
  }

  /** A project is gone, and with it all that was shown for its files. */
  dropped(uris: Iterable<string>): void {
    for (const uri of uris) this.#stale.add(uri);
    this.#later();
  }

  /** Sends at once what was put off. */
  flush(): void {
    while (Number.isFinite(this.#delay) && !this.#isClosed) this.#run();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#isClosed = true;
  }

  #later(): void {
    this.#schedule(PUSH_DELAY_MS);
  }

  /** Runs {@link #pump} after a time; sooner than planned if that is asked for, never later. */
  #schedule(delay: number): void {
    if (delay >= this.#delay || this.#isClosed) return;
    clearTimeout(this.#timer);
    this.#delay = delay;
    this.#timer = setTimeout(() => this.#run(), delay);
  }

  #run(): void {
    clearTimeout(this.#timer);
    this.#delay = Number.POSITIVE_INFINITY;
    this.#options.log.guard('Publishing diagnostics', undefined, () => this.#pump())();
  }

  /**
   * Brings the findings of a file's own records up to date, and for a short time those of others; the rest follows by itself,
   * and whoever was given a file's findings by then is told.
   */
  settle(first?: string): void {
    const end = performance.now() + OTHERS_MS;
    const hasTime = () => performance.now() < end;
    for (const project of this.#options.projects.all()) {
      for (const uri of project.settle({ first, hasTime })) this.#stale.add(uri);
    }
    if (this.#isSettled()) return;
    if (first !== undefined) this.#provisional.add(first);
    this.#schedule(0);
  }

  /** Brings all findings up to date. */
  settleAll(): void {
    for (const project of this.#options.projects.all()) {
      for (const uri of project.settle()) this.#stale.add(uri);
    }
  }

  #isSettled(): boolean {
    return this.#options.projects.all().every((project) => project.isSettled);
  }

  #owner(uri: string): Owner {
    const isShown = this.#options.documents.get(uri) !== undefined && !this.#hidden.has(uri);
    if (isShown && this.#options.abilities.pullsDiagnostics) return 'pull';
    const project = this.#options.projects.find(uri);
    if (!project?.workspace.file(uri) && !project?.problemOf(uri)) return 'nobody';
    return isShown || project.settings.scope === 'workspace' ? 'push' : 'nobody';
  }

  /** Sends what is to be sent, and has the client ask again where another file's change touched an open one. */
  #pump(): void {
    const edited = this.#lastEdited;
    this.settle(edited);
    if (!this.#isSettled()) {
      // What is being typed in does not wait for the others.
      if (edited !== undefined && this.#owner(edited) === 'push' && this.#stale.delete(edited)) this.#push(edited);
      return;
    }
    for (const uri of this.#provisional) this.#stale.add(uri);
    this.#provisional.clear();
    const stale = this.#stale;
    this.#stale = new Set();
    let refresh = false;
    const start = performance.now();
    for (const uri of stale) {
      if (performance.now() - start > SLICE_MS) {
        this.#stale.add(uri);
        this.#schedule(0);
        continue;
      }
      switch (this.#owner(uri)) {
        case 'nobody':
          this.#withdraw(uri);
          break;
        case 'push':
          if (this.#mayPush(uri)) this.#push(uri);
          else this.#stale.add(uri);
          break;
        case 'pull':
          this.#stale.add(uri);
          if (!this.#awaited.has(uri)) refresh = this.#hasNews(uri) || refresh;
      }
    }
    if (refresh && this.#options.abilities.refreshesDiagnostics) {
      this.#options.connection.languages.diagnostics.refresh().catch(() => {});
    }
  }

  /** Until a folder is read, its closed files wait: most of what is found by then is not yet true. */
  #mayPush(uri: string): boolean {
    return this.#options.documents.get(uri) !== undefined || this.#options.projects.find(uri)?.loaded === true;
  }

  #hasNews(uri: string): boolean {
    const before = this.#reports.get(uri);
    return before !== undefined && this.#refreshReport(uri) !== before;
  }

  /** The report as it is now; the very same object where nothing changed. */
  #refreshReport(uri: string): Report {
    const before = this.#reports.get(uri);
    if (before && !this.#stale.delete(uri)) return before;
    this.#stale.delete(uri);
    const items = this.#itemsOf(uri);
    if (before && sameData(before.items, items.items)) return before;
    const report = { revision: `${this.#era}-${++this.#revisions}`, ...items };
    this.#reports.set(uri, report);
    return report;
  }

  #push(uri: string): void {
    const { items } = this.#itemsOf(uri);
    if (sameData(this.#pushed.get(uri) ?? [], items)) return;
    if (items.length === 0) this.#pushed.delete(uri);
    else this.#pushed.set(uri, items);
    this.#send(uri, items);
  }

  #withdraw(uri: string): void {
    if (this.#pushed.delete(uri)) this.#send(uri, []);
  }

  #send(uri: string, items: readonly Diagnostic[]): void {
    const document = this.#options.documents.get(uri);
    const version = document ? { version: document.version } : {};
    const params = { uri: document?.clientUri ?? uri, ...version, diagnostics: [...items] };
    this.#options.connection.sendDiagnostics(params).catch(() => {});
  }

  #itemsOf(uri: string): Items {
    const project = this.#options.projects.find(uri);
    const file = project?.workspace.file(uri);
    if (project && file) return this.#itemsOfFile(project, file);
    const problem = project?.problemOf(uri);
    return problem ? { items: [problemItem(problem)], total: 1 } : NO_ITEMS;
  }

  #itemsOfFile(project: Project, file: WorkspaceFile): Items {
    const { kept, omitted } = project.loaded
      ? worstOn(project.engine, file, MAX_DIAGNOSTICS)
      : { kept: reportOn(project.engine, file).filter(isOfText).slice(0, MAX_DIAGNOSTICS), omitted: 0 };
    const items = kept.map((finding) => this.#itemOf(project, file, finding));
    const total = kept.length + omitted;
    return { items: omitted === 0 ? items : [...items, moreItem(file, omitted)], total };
  }

  #itemOf(project: Project, file: WorkspaceFile, finding: ReportedFinding): Diagnostic {
    const { rule, severity, message, related } = finding;
    const { rules, rulePages, abilities, documents } = this.#options;
    const carc = finding.finding.carc ?? rules.get(rule)?.carc;
    const record = finding.finding.record?.id;
    const locations = related.flatMap(({ uri, start, end, message }) => {
      const source = project.workspace.file(uri)?.source;
      if (!source) return [];
      return [
        { location: { uri: documents.get(uri)?.clientUri ?? uri, range: rangeOf(source, { start, end }) }, message },
      ];
    });
    return {
      range: rangeOf(file.source, finding),
      severity: SEVERITIES[severity],
      code: rule,
      source: SOURCE,
      message,
      ...(rulePages === undefined ? {} : { codeDescription: { href: `${rulePages}/${rule}.md` } }),
      ...(abilities.relatedInformation && locations.length > 0 ? { relatedInformation: locations } : {}),
      ...(carc === undefined && record === undefined ? {} : { data: { record, carc } }),
    };
  }
}

/** Findings about a chunk's text rest on nothing else, so that they hold before the folder is read. */
function isOfText({ finding }: ReportedFinding): boolean {
  return 'slot' in finding.place;
}

const SEVERITIES: { readonly [S in Severity]: DiagnosticSeverity } = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

function problemItem({ reason, line }: FileProblem): Diagnostic {
  const range = { start: { line, character: 0 }, end: { line, character: 1 } };
  const message = likeAFinding(reason);
  return { range, severity: DiagnosticSeverity.Error, code: 'syntax', source: SOURCE, message };
}

/** A sentence as findings are worded: without the capital and the stop. */
function likeAFinding(sentence: string): string {
  return sentence.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase()).replace(/\.$/, '');
}

function moreItem(file: WorkspaceFile, omitted: number): Diagnostic {
  return {
    range: firstLine(file.source),
    severity: DiagnosticSeverity.Information,
    code: MORE_FINDINGS,
    source: SOURCE,
    message: `${omitted} more findings in this file are not shown, none of them worse than those that are`,
  };
}
