/** The workspace file (`aba-billing.yaml` or `.json`): settings for the folder it stands in and the folders below. */
import picomatch from 'picomatch';
import type { WorkspaceFile as WorkspaceSettings } from '../model/document.ts';
import type { RuleSettings } from '../model/workspace-file.ts';
import type { WorkspaceFile } from './file.ts';
import { RECORD_FILE_GLOBS, TABLES_FILE_NAMES } from './file-names.ts';

/** A rule's severity as configured; `off` switches it off. */
export type ConfiguredSeverity = 'off' | 'error' | 'warning' | 'information';

export interface ConfiguredSuppression {
  readonly rule: string;
  readonly record: string;
  readonly reason: string | undefined;
  /** ISO date, the last day on which it holds. */
  readonly until: string | undefined;
  /** Position in the file's `suppressions`. */
  readonly index: number;
}

/** What a rule may be told besides its severity: figures by name, and words to look for. */
export interface RuleOptions {
  readonly minutes?: number;
  readonly hours?: number;
  readonly days?: number;
  readonly percent?: number;
  readonly minPercent?: number;
  readonly maxPercent?: number;
  readonly words?: readonly string[];
}

const NO_OPTIONS: RuleOptions = {};

const CONFIGURATION_NAME = /(?:^|\/)aba-billing\.(?:ya?ml|json)$/;

export function isConfigurationFile(uri: string): boolean {
  return CONFIGURATION_NAME.test(uri);
}

/** Whether a file is a tables file by its name. */
export function isTablesFile(uri: string): boolean {
  return TABLES_FILE_NAMES.includes(uri.slice(uri.lastIndexOf('/') + 1));
}

export class Configuration {
  /** URI of the file, undefined for the defaults. */
  readonly uri: string | undefined;
  readonly severities: ReadonlyMap<string, ConfiguredSeverity>;
  readonly #options: ReadonlyMap<string, RuleOptions>;
  readonly suppressions: readonly ConfiguredSuppression[];
  readonly defaultPayer: string | undefined;
  /** ISO date that counts as today. */
  readonly asOf: string | undefined;
  /** URI of the folder that the globs are relative to, without a trailing slash. */
  readonly folder: string;
  /** Globs as written. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly #included: (path: string) => boolean;
  readonly #excluded: (path: string) => boolean;

  private constructor(folder: string, uri: string | undefined, settings: WorkspaceSettings | undefined) {
    this.uri = uri;
    this.folder = folder;
    const rules = (settings?.rules?.entries ?? []).flatMap(({ name, value }) =>
      name.value === undefined ? [] : [{ rule: name.value, setting: value }],
    );
    this.severities = new Map(
      rules.flatMap(({ rule, setting }) => {
        const severity = 'at' in setting ? setting.severity?.value : setting.value;
        return severity === undefined ? [] : [[rule, severity] as const];
      }),
    );
    this.#options = new Map(
      rules.flatMap(({ rule, setting }) => ('at' in setting ? [[rule, optionsOf(setting)] as const] : [])),
    );
    this.suppressions = (settings?.suppressions?.items ?? []).flatMap((item, index) => {
      const rule = item.rule?.value;
      const record = item.record?.value;
      if (rule === undefined || record === undefined) return [];
      return [{ rule, record, reason: item.reason?.value, until: item.until?.value, index }];
    });
    this.defaultPayer = settings?.defaultPayer?.value;
    this.asOf = settings?.asOf?.value;
    this.include = texts(settings?.include);
    this.exclude = texts(settings?.exclude);
    this.#included = matcher(this.include);
    this.#excluded = matcher(this.exclude);
  }

  static none(folder: string): Configuration {
    return new Configuration(folder, undefined, undefined);
  }

  /** Reads the settings that can be read; what cannot is reported as findings on the file. */
  static of(file: WorkspaceFile, folder: string): Configuration {
    return new Configuration(folder, file.uri, file.slots[0]?.settings);
  }

  /** What the folder's settings tell a rule besides its severity; only what can be read. */
  optionsOf(rule: string): RuleOptions {
    return this.#options.get(rule) ?? NO_OPTIONS;
  }

  /** Whether the folder's settings leave the file in: named like one of ours, a tables file among them, or included by a glob, and not excluded. */
  covers(uri: string): boolean {
    const path = relativePath(this.folder, uri);
    if (this.#excluded(path)) return false;
    return isRecordFile(path) || isTablesFile(uri) || (hasFormat(uri) && this.#included(path));
  }

  /** Whether the folder's settings leave the file out, whatever includes it. */
  excludes(uri: string): boolean {
    return this.#excluded(relativePath(this.folder, uri));
  }

  /** Whether a folder's files are excluded altogether, so that it need not be read. */
  excludesFolder(uri: string): boolean {
    const path = relativePath(this.folder, uri);
    return this.#excluded(path) || this.#excluded(`${path}/x`);
  }
}

function optionsOf({ minutes, hours, days, percent, minPercent, maxPercent, words }: RuleSettings): RuleOptions {
  const written = Object.entries({ minutes, hours, days, percent, minPercent, maxPercent }).flatMap(([name, field]) =>
    field?.value === undefined ? [] : [[name, field.value] as const],
  );
  return { ...Object.fromEntries(written), ...(words ? { words: texts(words) } : {}) };
}

/** Whether a file has the name of one with records (a path or URI); others are ours only where a glob adds them. */
export const isRecordFile = matcher(RECORD_FILE_GLOBS);

/** Whether a file is YAML or JSON by its name: a glob like `2026/**` may match anything. */
export function hasFormat(uri: string): boolean {
  return /\.(?:ya?ml|json)$/i.test(uri);
}

/** A test of paths against globs, with `/` on every system. Case counts on all of them: a glob that works on one machine works on all. */
export function matcher(globs: readonly string[]): (path: string) => boolean {
  return globs.length === 0 ? () => false : picomatch([...globs], { dot: true });
}

/** The decoded path of a URI from a folder down. */
export function relativePath(folder: string, uri: string): string {
  const path = uri.startsWith(`${folder}/`) ? uri.slice(folder.length + 1) : uri;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function texts(list: { readonly items: readonly { readonly value: string | undefined }[] } | undefined): string[] {
  return list?.items.flatMap((item) => (item.value === undefined ? [] : [item.value])) ?? [];
}
