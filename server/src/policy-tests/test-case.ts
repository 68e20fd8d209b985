/** One case of a policy's tests: a workspace of its own, checked under one version of the policy files after the other. */
import { Engine } from '../rules/engine.ts';
import { RULES } from '../rules/registry.ts';
import { reportOn } from '../rules/report.ts';
import { Workspace } from '../workspace/workspace.ts';
import type { AppliedPolicies } from './policies.ts';
import { pathFrom, type TextFile } from './text-file.ts';

/** What a case is made of. */
export interface CaseInput {
  /** The name of the case's folder. */
  readonly name: string;
  /** Canonical URI of the folder that the policy files are in. */
  readonly root: string;
  /** Canonical URI of the folder: paths of findings are relative to it. */
  readonly folder: string;
  /** Its own files and those that all cases of the policy share, workspace files included. */
  readonly files: readonly TextFile[];
}

/**
 * Checks the same files again and again, at the cost of what depends on the policies. There is no today: what has to be
 * measured against one is not checked unless a workspace file of the case says `asOf`.
 */
export class TestCase {
  readonly input: CaseInput;
  readonly #workspace: Workspace;
  readonly #engine: Engine;
  readonly #policies = new Map<string, string>();

  constructor(input: CaseInput) {
    this.input = input;
    this.#workspace = new Workspace(input.root);
    for (const { uri, text } of input.files) this.#workspace.open(uri, text);
    this.#engine = new Engine(this.#workspace, RULES);
  }

  /**
   * Checks the case: to be called within `withPolicies`.
   * @returns a line for each finding, `file:line:column severity rule: message`, lines and UTF-16 columns from 1.
   */
  check(policies: AppliedPolicies): readonly string[] {
    this.#settle(policies);
    return this.#lines([...this.#workspace.files()].map(({ uri }) => uri));
  }

  /** {@link check} without the findings in the policy files: their lines move when an entry is taken out. */
  checkInputs(policies: AppliedPolicies): string {
    this.#settle(policies);
    return this.#lines(this.input.files.map(({ uri }) => uri)).join('\n');
  }

  #settle({ own, replacesBundled }: AppliedPolicies): void {
    for (const { uri, text } of own) {
      if (this.#policies.get(uri) === text) continue;
      this.#policies.set(uri, text);
      this.#workspace.open(uri, text);
    }
    if (replacesBundled) this.#engine.runAgain();
    this.#engine.settle();
  }

  #lines(uris: readonly string[]): readonly string[] {
    const shown = uris.map((uri) => ({ uri, path: pathFrom(this.input.folder, uri) }));
    return shown
      .sort((a, b) => (a.path < b.path ? -1 : 1))
      .flatMap(({ uri, path }) => {
        const file = this.#workspace.file(uri);
        if (!file) return [];
        return reportOn(this.#engine, file).map(({ start, severity, rule, message }) => {
          const { line, character } = file.source.positionAt(start);
          return `${path}:${line + 1}:${character + 1} ${severity} ${rule}: ${message.replace(/[\r\n]+/g, ' ')}`;
        });
      });
  }
}
