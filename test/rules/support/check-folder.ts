/** Checks a folder of texts as the hosts do, and writes its findings down as lines of text. */
import { Engine } from '../../../server/src/rules/engine.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import { type ReportedFinding, reportOn } from '../../../server/src/rules/report.ts';
import type { WorkspaceFile } from '../../../server/src/workspace/file.ts';
import { Workspace } from '../../../server/src/workspace/workspace.ts';

/** Texts by path from the folder. */
export type Folder = ReadonlyMap<string, string>;

/** What counts as today unless a folder's workspace file says otherwise. */
const AS_OF = '2026-11-21';
const ROOT = 'file:///folder';

/**
 * Rules on what a record leaves out. The cases of other rules hold short records, so that these would speak in all of them:
 * they run only where they are asked for. The examples, the policy tests and the generated clinics run them all.
 */
const BACKGROUND: ReadonlySet<string> = new Set([
  'note-incomplete',
  'signature-invalid',
  'group-size',
  'caregiver-missing',
  'technicians-missing',
  'session-unbilled',
  'line-without-session',
  'authorization-low',
  'diagnosis-pointer',
]);

export interface CheckSetup {
  /** In which the files are opened: it must not matter. */
  readonly order?: 'forward' | 'backward';
  /** The rule that the folder is about; `all` for a folder of whole records. */
  readonly rule?: string;
  /** As the command line does: the findings are kept without what explains them. */
  readonly once?: boolean;
}

export interface FolderCheck {
  readonly engine: Engine;
  /** By file name, then as the report orders them. */
  readonly findings: readonly { readonly file: WorkspaceFile; readonly reported: ReportedFinding }[];
}

export function checkFolder(folder: Folder, { order = 'forward', rule, once }: CheckSetup = {}): FolderCheck {
  const workspace = new Workspace(ROOT);
  const paths = [...folder.keys()].sort();
  for (const path of order === 'forward' ? paths : paths.toReversed()) {
    workspace.open(`${ROOT}/${path}`, folder.get(path) ?? '');
  }
  const engine = new Engine(
    workspace,
    RULES.filter(({ id }) => rule === 'all' || rule === id || !BACKGROUND.has(id)),
    AS_OF,
    undefined,
    once,
  );
  engine.settle();
  const files = paths.flatMap((path) => workspace.file(`${ROOT}/${path}`) ?? []);
  return {
    engine,
    findings: files.flatMap((file) => reportOn(engine, file).map((reported) => ({ file, reported }))),
  };
}

/** The path of a file from the folder. */
export function pathOf(uri: string): string {
  return uri.slice(ROOT.length + 1);
}

/**
 * One line for each finding, `file:line:column-line:column severity rule: message`, and an indented one for each related
 * location. Lines and columns from 1, columns in UTF-16 units.
 */
export function findingLines({ engine, findings }: FolderCheck): string {
  const lines = findings.flatMap(({ file, reported }) => {
    const { start, end, severity, rule, message, related } = reported;
    return [
      `${pathOf(file.uri)}:${position(file, start)}-${position(file, end)} ${severity} ${rule}: ${message}`,
      ...related.map((item) => {
        const other = engine.workspace.file(item.uri);
        return `  related ${pathOf(item.uri)}:${other ? position(other, item.start) : '?'} ${item.message}`;
      }),
    ];
  });
  return lines.map((line) => `${line}\n`).join('');
}

function position(file: WorkspaceFile, offset: number): string {
  const { line, character } = file.source.positionAt(offset);
  return `${line + 1}:${character + 1}`;
}
