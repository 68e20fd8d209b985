/** What the handlers of the protocol's methods share. */
import type { Connection } from 'vscode-languageserver/node';
import { canonicalUri, nameOfUri } from '../disk/uri.ts';
import type { Rule } from '../rules/rule.ts';
import type { WorkspaceFile } from '../workspace/file.ts';
import type { Abilities } from './abilities.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { Disk } from './disk.ts';
import type { Documents } from './documents.ts';
import type { Log } from './log.ts';
import type { Project } from './project.ts';
import type { Projects } from './projects.ts';

export interface Context {
  readonly connection: Connection;
  readonly abilities: Abilities;
  readonly projects: Projects;
  readonly documents: Documents;
  readonly disk: Disk;
  readonly diagnostics: Diagnostics;
  readonly log: Log;
  readonly rules: ReadonlyMap<string, Rule>;
  /** URI of the folder with a page `RULE.md` for every rule, without a trailing slash. */
  readonly rulePages: string | undefined;
}

export interface CheckedFile {
  readonly project: Project;
  readonly file: WorkspaceFile;
}

/** A checked file with the findings of its own records up to date; undefined for any other file. */
export function checkedFile({ projects, diagnostics }: Context, clientUri: string): CheckedFile | undefined {
  const uri = canonicalUri(clientUri);
  const project = projects.find(uri);
  const file = project?.workspace.file(uri);
  if (!project || !file) return undefined;
  diagnostics.settle(uri);
  return { project, file };
}

/** A file's URI in the client's own spelling, where it has it open. */
export function clientUri({ documents }: Context, uri: string): string {
  return documents.get(uri)?.clientUri ?? uri;
}

/** A Markdown link to an offset of a checked file, as `march.claims.yaml:12`; empty where there is no such file. */
export function linkTo(project: Project, uri: string, offset: number): string {
  const source = project.workspace.file(uri)?.source;
  if (!source) return '';
  const line = source.positionAt(offset).line + 1;
  const name = nameOfUri(uri).replace(/[\\`*_{}[\]<>]/g, '\\$&');
  return `[${name}:${line}](${uri}#L${line})`;
}

/** Address of a rule's page. */
export function rulePage({ rulePages, rules }: Context, rule: string): string | undefined {
  return rulePages === undefined || !rules.has(rule) ? undefined : `${rulePages}/${rule}.md`;
}
