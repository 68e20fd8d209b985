/** The command `checklist`: what was checked of a claim, what failed, and what could not be checked. */
import type { Pieces } from '../disk/write-pieces.ts';
import { type Checklist, Checklists } from '../features/checklist/checklist.ts';
import { checklistText, checklistTitle } from '../features/checklist/checklist-text.ts';
import { nearest } from '../model/nearest.ts';
import { Engine } from '../rules/engine.ts';
import { RULES } from '../rules/registry.ts';
import { fileSpanOf, slotOf } from '../workspace/place.ts';
import type { RecordHandle } from '../workspace/record.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { configurationAt } from './configuration.ts';
import { load } from './discover.ts';
import { jsonPieces } from './json-pieces.ts';
import { type Outcome, type Surroundings, UsageError } from './outcome.ts';
import { scopesOf, shownPath } from './scopes.ts';
import { readableColumns, renderMarkdown } from './terminal-markdown.ts';

export const CHECKLIST_FORMATS = ['text', 'json', 'markdown'] as const;

export interface ChecklistOptions {
  readonly format: (typeof CHECKLIST_FORMATS)[number];
  /** The folder that holds the claims. */
  readonly folder: string;
  /** ISO date that counts as today whatever the workspace file says. */
  readonly asOf?: string;
  /** Path of the workspace file to use in place of those found. */
  readonly config?: string;
}

interface Found {
  readonly checklist: Checklist;
  readonly workspace: Workspace;
}

/**
 * The checklists of claims, by id.
 * @throws UsageError where a claim, the folder or the configuration cannot be found.
 */
export async function checklist(
  ids: readonly string[],
  options: ChecklistOptions,
  surroundings: Surroundings,
): Promise<Outcome> {
  const { found, problems } = await checklists(ids, options, surroundings);
  const failed = found.some(({ checklist: { areas } }) => areas.some(({ status }) => status === 'failed'));
  return {
    output: render(found, options, surroundings),
    complaints: problems,
    exitCode: problems.length > 0 ? 2 : failed ? 1 : 0,
  };
}

async function checklists(
  ids: readonly string[],
  { folder, asOf, config }: ChecklistOptions,
  { cwd, today, progress }: Surroundings,
): Promise<{ readonly found: readonly Found[]; readonly problems: readonly string[] }> {
  const given = config === undefined ? undefined : await configurationAt(config, cwd);
  const { scopes, problems } = await scopesOf([folder], cwd);
  const [missing] = problems;
  if (missing) throw new UsageError(`${missing.file}: ${missing.reason}`);
  const found: Found[] = [];
  const complaints: string[] = [];
  const known: string[] = [];
  for (const scope of scopes) {
    const { workspace, troubles } = await load(scope, given, progress);
    const engine = new Engine(workspace, RULES, today, asOf);
    progress?.update('Checking');
    engine.settle();
    progress?.end();
    const lists = new Checklists(engine, RULES);
    const claims = claimsIn(workspace);
    known.push(...claims.flatMap(({ id }) => id ?? []));
    for (const id of ids) {
      for (const claim of claims.filter((item) => item.id === id))
        found.push({ checklist: lists.of(claim), workspace });
    }
    for (const { uri, reason, fatal } of troubles) if (fatal) complaints.push(`${shownPath(cwd, uri)}: ${reason}`);
  }
  for (const id of ids) {
    if (found.some(({ checklist: { claim } }) => claim.id === id)) continue;
    const meant = nearest(id, known);
    const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
    throw new UsageError(`There is no claim ${id} in ${folder === '.' ? 'this folder' : folder}.${hint}`);
  }
  return { found, problems: complaints };
}

function claimsIn(workspace: Workspace): readonly RecordHandle<'claim'>[] {
  return [...workspace.files()]
    .flatMap(({ slots }) => slots.flatMap(({ records }) => records))
    .filter((record): record is RecordHandle<'claim'> => record.kind === 'claim')
    .sort((a, b) => a.compare(b));
}

function render(found: readonly Found[], { format }: ChecklistOptions, surroundings: Surroundings): Pieces {
  const { cwd, columns, paint } = surroundings;
  if (format === 'json') return jsonPieces({ checklists: found.values().map((item) => plainChecklist(item, cwd)) });
  const markdown = found.map((item) => `# ${checklistTitle(item.checklist)}\n\n${textOf(item, cwd)}`).join('\n\n');
  return format === 'markdown' ? `${markdown}\n` : renderMarkdown(markdown, readableColumns(columns), paint);
}

function textOf({ checklist: list, workspace }: Found, cwd: string): string {
  return checklistText(list, { linkTo: (uri, offset) => spot(workspace, uri, offset, cwd) });
}

function spot(workspace: Workspace, uri: string, offset: number, cwd: string): string {
  const source = workspace.file(uri)?.source;
  if (!source) return '';
  const { line, character } = source.positionAt(offset);
  return `${shownPath(cwd, uri)}:${line + 1}:${character + 1}`;
}

function plainChecklist({ checklist: { claim, withdrawn, areas }, workspace }: Found, cwd: string): object {
  return {
    claim: claim.id ?? null,
    ...(withdrawn === undefined ? {} : { withdrawn }),
    areas: areas.map(({ rules, ...area }) => ({
      ...area,
      rules: rules.map(({ findings, ...rule }) => ({
        ...rule,
        findings: findings.map(({ severity, message, finding }) => {
          const { file } = slotOf(finding.place);
          return { at: spot(workspace, file.uri, fileSpanOf(finding.place).start, cwd), severity, message };
        }),
      })),
    })),
  };
}
