/** Which project a file belongs to: the one of the deepest folder around it, else one of its own. */
import { isInside } from '../disk/uri.ts';
import type { Rule } from '../rules/rule.ts';
import { Project } from './project.ts';

export class Projects {
  readonly #rules: readonly Rule[];
  readonly #today: () => string;
  /** The deepest first. */
  #folders: Project[] = [];
  readonly #single = new Map<string, Project>();

  constructor(rules: readonly Rule[], today: () => string) {
    this.#rules = rules;
    this.#today = today;
  }

  all(): readonly Project[] {
    return [...this.#folders, ...this.#single.values()];
  }

  folders(): readonly Project[] {
    return this.#folders;
  }

  /** The project that holds a file, if there is one. */
  find(uri: string): Project | undefined {
    return this.folderOf(uri) ?? this.#single.get(uri);
  }

  /** The project of the deepest folder around a URI. */
  folderOf(uri: string): Project | undefined {
    return this.#folders.find((project) => isInside(uri, project.root));
  }

  /** The project for an open file: outside all folders, one for it alone. */
  forOpen(uri: string): Project {
    const found = this.find(uri);
    if (found) return found;
    const project = Project.ofFile(uri, this.#rules, this.#today);
    this.#single.set(uri, project);
    return project;
  }

  /** Forgets the project of a single file. */
  dropSingle(uri: string): void {
    this.#single.delete(uri);
  }

  /** A project for a folder; undefined where there is one already. */
  addFolder(root: string): Project | undefined {
    if (this.#folders.some((project) => project.root === root)) return undefined;
    const project = Project.ofFolder(root, this.#rules, this.#today);
    this.#folders.push(project);
    this.#folders.sort((a, b) => b.root.length - a.root.length);
    return project;
  }

  removeFolder(root: string): Project | undefined {
    const project = this.#folders.find((folder) => folder.root === root);
    this.#folders = this.#folders.filter((folder) => folder !== project);
    return project;
  }
}
