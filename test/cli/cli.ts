/** Runs the command line as a user does, in folders of its own. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from '../../scripts/paths.ts';
import type { CheckedFinding, NotCheckedGroup, Summary } from '../../server/src/cli/result.ts';

const MAIN = `${ROOT}/server/src/cli/main.ts`;
/** Half of a short run would go into reading the program. */
const COMPILE_CACHE = `${ROOT}/node_modules/.cache/compile`;

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `aba-billing`; a run that hangs ends with the code null. */
export function aba(cwd: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    cwd,
    encoding: 'utf8',
    timeout: 15_000,
    maxBuffer: 64 * 1024 * 1024,
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: COMPILE_CACHE, ...environment },
  });
  return { code: status, out: stdout, err: stderr };
}

export interface JsonReport {
  readonly findings: readonly CheckedFinding[];
  readonly notChecked: readonly NotCheckedGroup[];
  readonly summary: Summary;
}

/** Runs `check --format json`. */
export function checkJson(cwd: string, ...args: readonly string[]): Ended & { readonly report: JsonReport } {
  const ended = aba(cwd, ['check', '--format', 'json', ...args]);
  return { ...ended, report: JSON.parse(ended.out) as JsonReport };
}

/** The places of the findings, for example `march.sessions.yaml:10:12 units-exceed-time`. */
export function places({ report }: { readonly report: JsonReport }): readonly string[] {
  return report.findings.map(({ file, line, column, rule }) => `${file}:${line}:${column} ${rule}`);
}

/** Lines without the last, empty one. */
export function lines(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

const made: string[] = [];

/** A new folder with these files, by path and content; its real path. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'aba-billing-cli-')));
  made.push(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

export function removeFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** A note of 53 minutes, which support 4 units; its `units` are in line 10, column 12. */
export function note(units: number, id = 'S-1'): string {
  return [
    'sessions:',
    `  - id: ${id}`,
    '    client: C-AVA',
    '    date: 2026-03-02',
    '    code: 97153',
    '    provider: rbt-lee',
    '    supervisor: bcba-cruz',
    '    start: "15:00"',
    '    end: "15:53"',
    `    units: ${units}`,
    '',
  ].join('\n');
}

/** Where {@link note} has too many units. */
export const TOO_MANY = '10:12 units-exceed-time';
